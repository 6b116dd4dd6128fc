"""What editors do to an article, as a list of changes: the article at any time is the first one with them applied."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pydantic import Field

from pipeline.article import SUMMARY, Action, Article, Edit, Finding, Record, Segment, Status


class Change(Record):
    """One thing done, with all that it takes to do it again without the checks."""

    at: str = Field(description="When: UTC, ISO 8601.")
    action: Action
    segment: str | None = Field(default=None, description="Segment id, `summary`, or None: the article as a whole.")
    before: str = ""
    after: str = ""
    findings: list[Finding] = Field(default_factory=list, description="The segment's, after an edit.")
    article_findings: list[Finding] = Field(default_factory=list, description="The article's, after an edit.")
    summary: str | None = Field(default=None, description="The summary after an edit that changed it too.")
    key: str = Field(default="", description="Of the finding that was decided on.")
    finding: Finding | None = None
    reason: str = ""


@dataclass(frozen=True)
class Verdict:
    """What an editor decided on a finding."""

    action: Action
    reason: str


@dataclass
class Worked:
    """An article as it stands after changes; `verdicts` are by the keys of findings."""

    article: Article
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)

    def published(self) -> Article:
        """The article as it leaves the desk: with its edits, without what was dismissed."""
        article = self.article.model_copy(deep=True)
        article.findings = self._standing(article.findings)
        for segment in article.segments():
            segment.findings = self._standing(segment.findings)
        article.edits = self.edits
        return article

    def _standing(self, findings: Iterable[Finding]) -> list[Finding]:
        verdicts = ((finding, self.verdicts.get(finding_key(finding))) for finding in findings)
        return [finding for finding, verdict in verdicts if not verdict or verdict.action is not Action.DISMISS]


def finding_key(finding: Finding) -> str:
    """10 hexadecimal digits of the SHA-256 of what a finding says: it stays the same when a check finds it again."""
    said = "\x1f".join((finding.segment or "", finding.code, finding.message, finding.evidence))
    return hashlib.sha256(said.encode()).hexdigest()[:10]


def apply(article: Article, changes: Sequence[Change]) -> Worked:
    """A copy of the article with the changes done to it, in order."""
    worked = Worked(article.model_copy(deep=True))
    segments = {segment.id: segment for segment in worked.article.segments()}
    decided: dict[str, Change] = {}
    for change in changes:
        if change.action is Action.EDIT:
            _edit(worked.article, segments, change)
        elif change.action is Action.REOPEN:
            decided.pop(change.key, None)
        else:
            decided[change.key] = change
    worked.verdicts = {key: Verdict(change.action, change.reason) for key, change in decided.items()}
    standing = {id(change) for change in decided.values()}
    worked.edits = [_entry(change) for change in changes if change.action is Action.EDIT or id(change) in standing]
    return worked


def _edit(article: Article, segments: dict[str, Segment], change: Change) -> None:
    article.findings = change.article_findings
    if change.summary is not None and article.summary:
        article.summary.text, article.summary.words = change.summary, len(change.summary.split())
    if change.segment and change.segment != SUMMARY:
        segment = segments[change.segment]
        # The score was the model's, of other words.
        segment.target, segment.status, segment.score = change.after, Status.EDITED, None
        segment.findings = change.findings


def _entry(change: Change) -> Edit:
    finding = change.finding
    return Edit(
        at=change.at,
        action=change.action,
        segment=change.segment,
        before=change.before,
        after=change.after,
        finding=finding.code if finding else "",
        evidence=(finding.evidence or finding.message) if finding else "",
        reason=change.reason,
    )
