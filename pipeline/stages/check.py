"""Tell an editor which sentences to look at: what a translation lost, made up or left undone."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.article import Article, Finding, Segment, Status
from pipeline.checks import PAIR_CHECKS
from pipeline.checks.glossary import glossary_missed
from pipeline.checks.shape import article_quotes, empty, length_ratio, low_score
from pipeline.checks.summary import summary_name, summary_number
from pipeline.config import CheckSettings
from pipeline.glossary import NO_GLOSSARY, Glossary

#: What these take for a slip may be what a glossary asks for.
_GLOSSARY_EXCUSES = frozenset({"name-lost", "number-changed", "untranslated", "unknown-word"})


def check(article: Article, settings: CheckSettings, glossary: Glossary = NO_GLOSSARY) -> Article:
    """A copy of the article with findings added; segments still pending or copied as they are get none."""
    checked = article.model_copy(deep=True)
    if not settings.enabled:
        return checked
    for segment in checked.segments():
        if segment.status in (Status.TRANSLATED, Status.FAILED):
            # The translate stage may have said the same from what it saw at work.
            said = {finding.code for finding in segment.findings}
            found = [finding for finding in check_segment(segment, settings, glossary) if finding.code not in said]
            segment.findings = [*segment.findings, *_placed(found, segment.id)]
    checked.findings = [*checked.findings, *_article_findings(checked)]
    return checked


def check_segment(segment: Segment, settings: CheckSettings, glossary: Glossary = NO_GLOSSARY) -> list[Finding]:
    """All findings of one translated segment. An empty one has only that."""
    target = segment.target or ""
    if segment.status is Status.FAILED or not target.strip():
        return [empty(segment.source)]
    pair = segment.source, target
    neutral = glossary.neutral(*pair) if glossary else pair
    found = [run(*(neutral if code in _GLOSSARY_EXCUSES else pair)) for code, run in PAIR_CHECKS.items()]
    found.append(glossary_missed(*pair, glossary))
    found.append(length_ratio(segment.source, target, settings.min_ratio, settings.max_ratio))
    found.append(low_score(segment.score, settings.low_score))
    return [finding for finding in found if finding]


def _placed(findings: Iterable[Finding], segment: str) -> list[Finding]:
    return [finding.model_copy(update={"segment": segment}) for finding in findings]


def _article_findings(article: Article) -> list[Finding]:
    translated = [s for s in article.segments() if s.status in (Status.TRANSLATED, Status.COPIED)]
    source = "\n".join(segment.source for segment in translated)
    target = "\n".join(segment.target or "" for segment in translated)
    found = [article_quotes(source, target)]
    if article.summary:
        # Pending and failed segments have no English, but their Dutch still backs a summary.
        dutch = "\n".join(segment.source for segment in article.segments())
        found += [summary_number(article.summary.text, target, dutch)]
        found += [summary_name(article.summary.text, target, dutch)]
    return [finding for finding in found if finding]
