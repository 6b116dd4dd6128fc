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
from pipeline.plans import faults

#: What these take for a slip may be what a glossary asks for.
_GLOSSARY_EXCUSES = frozenset({"name-lost", "number-changed", "untranslated", "unknown-word"})

#: Findings about the whole article that are made here; earlier stages make others.
_ARTICLE_CODES = frozenset({"quotes-unbalanced", "summary-number", "summary-name"})


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


def recheck(article: Article, segment: str, settings: CheckSettings, glossary: Glossary = NO_GLOSSARY) -> Article:
    """A copy with the findings of one segment, edited by hand, made anew, and those of the article that rest on it.

    What the translate stage said of that segment goes with the model's English. A `segment` of no article's own
    (the summary) has only the article's findings made anew.
    """
    checked = article.model_copy(deep=True)
    edited = next((one for one in checked.segments() if one.id == segment), None)
    if edited:
        edited.findings = _placed(_hand_findings(edited, settings, glossary), segment) if settings.enabled else []
    kept = [finding for finding in checked.findings if finding.code not in _ARTICLE_CODES]
    checked.findings = [*kept, *(_article_findings(checked) if settings.enabled else [])]
    return checked


def _hand_findings(segment: Segment, settings: CheckSettings, glossary: Glossary) -> list[Finding]:
    lost = [f.finding for f in faults(segment.source, segment.target or "") if f.code == "protected" and f.finding]
    return [*lost, *check_segment(segment, settings, glossary)]


def check_segment(segment: Segment, settings: CheckSettings, glossary: Glossary = NO_GLOSSARY) -> list[Finding]:
    """All findings of one translated segment. An empty one has only that."""
    target = segment.target or ""
    if segment.status is Status.FAILED or not target.strip():
        return [empty(segment.source)]
    pair = segment.source, target
    neutral = glossary.neutral(*pair)
    found = [run(*(neutral if code in _GLOSSARY_EXCUSES else pair)) for code, run in PAIR_CHECKS.items()]
    found.append(glossary_missed(*pair, glossary))
    found.append(length_ratio(segment.source, target, settings.min_ratio, settings.max_ratio))
    found.append(low_score(segment.score, settings.low_score))
    return [finding for finding in found if finding]


def _placed(findings: Iterable[Finding], segment: str) -> list[Finding]:
    return [finding.model_copy(update={"segment": segment}) for finding in findings]


def _article_findings(article: Article) -> list[Finding]:
    translated = [s for s in article.segments() if s.status in (Status.TRANSLATED, Status.COPIED, Status.EDITED)]
    source = "\n".join(segment.source for segment in translated)
    target = "\n".join(segment.target or "" for segment in translated)
    found = [article_quotes(source, target)]
    if article.summary:
        # Pending and failed segments have no English, but their Dutch still backs a summary.
        dutch = "\n".join(segment.source for segment in article.segments())
        found += [summary_number(article.summary.text, target, dutch)]
        found += [summary_name(article.summary.text, target, dutch)]
    return [finding for finding in found if finding]
