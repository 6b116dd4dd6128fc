"""Tell an editor which sentences to look at: what a translation lost, made up or left undone."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.article import Article, Finding, Segment, Status
from pipeline.checks import PAIR_CHECKS
from pipeline.checks.shape import article_quotes, empty, length_ratio, low_score
from pipeline.checks.summary import summary_name, summary_number
from pipeline.config import CheckSettings


def check(article: Article, settings: CheckSettings) -> Article:
    """A copy of the article with findings added; segments still pending or copied as they are get none."""
    checked = article.model_copy(deep=True)
    if not settings.enabled:
        return checked
    for segment in checked.segments():
        if segment.status in (Status.TRANSLATED, Status.FAILED):
            # The translate stage may have said the same from what it saw at work.
            said = {finding.code for finding in segment.findings}
            found = [finding for finding in check_segment(segment, settings) if finding.code not in said]
            segment.findings = [*segment.findings, *_placed(found, segment.id)]
    checked.findings = [*checked.findings, *_article_findings(checked)]
    return checked


def check_segment(segment: Segment, settings: CheckSettings) -> list[Finding]:
    """All findings of one translated segment. An empty one has only that."""
    target = segment.target or ""
    if segment.status is Status.FAILED or not target.strip():
        return [empty(segment.source)]
    found = [run(segment.source, target) for run in PAIR_CHECKS.values()]
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
