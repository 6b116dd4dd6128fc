"""A finished article as the page shows it: a row for each sentence, with what there is to say about it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.article import SUMMARY, Action, Article, BlockKind, Finding, Segment, Status
from pipeline.web.changes import Verdict, Worked, finding_key
from pipeline.web.journal import Entry

#: Shares of `check.low_score` from which a row is shaded, once, twice, three times.
_SHADES = (0.75, 1.0, 1.25)


@dataclass(frozen=True)
class Note:
    """A finding and what was decided on it."""

    key: str
    finding: Finding
    verdict: Verdict | None

    @property
    def evidence(self) -> str:
        """The evidence, unless the message says it."""
        return "" if self.finding.evidence in self.finding.message else self.finding.evidence


@dataclass(frozen=True)
class Row:
    """A segment; `number` counts from 1, `doubt` is 0 to 3."""

    id: str
    number: int
    source: str
    english: str
    doubt: int
    score: float | None
    edited: bool
    failed: bool
    draft: str | None
    notes: list[Note] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """The id as an address can have it."""
        return "at-" + re.sub(r"[^\w.-]", "_", self.id)


@dataclass(frozen=True)
class Part:
    """A block and its rows."""

    kind: BlockKind
    rows: list[Row]

    @property
    def name(self) -> str:
        """The kind as a CSS class."""
        return self.kind.value.replace(" ", "-")


@dataclass(frozen=True)
class Page:
    """All that the article's page shows."""

    article: Article
    title: str
    body: list[Part]
    aside: list[Part]
    notes: list[Note]
    summary: str | None
    summary_draft: str | None
    summary_edited: bool
    history: list[Entry]
    total: int

    @property
    def open(self) -> list[tuple[Row | None, Note]]:
        """Undecided findings with their rows, in reading order, the article's own first."""
        rows = [row for part in (*self.body, *self.aside) for row in part.rows]
        pairs: list[tuple[Row | None, Note]] = [(None, note) for note in self.notes]
        pairs += [(row, note) for row in rows for note in row.notes]
        return [(row, note) for row, note in pairs if note.verdict is None]

    @property
    def can_undo(self) -> bool:
        return any(not entry.undone for entry in self.history)

    @property
    def can_redo(self) -> bool:
        return any(entry.undone for entry in self.history)


def page(worked: Worked, history: Sequence[Entry], drafts: Mapping[str, str], low_score: float) -> Page:
    """The page of an article as it stands; `low_score` is the limit under which a segment counts as uncertain."""
    article = worked.article
    numbers = {segment.id: n for n, segment in enumerate(article.segments(), 1)}

    def notes(findings: Sequence[Finding]) -> list[Note]:
        keys = [finding_key(finding) for finding in findings]
        return [Note(key, one, worked.verdicts.get(key)) for key, one in zip(keys, findings, strict=True)]

    def row(segment: Segment) -> Row:
        return Row(
            id=segment.id,
            number=numbers[segment.id],
            source=segment.source,
            english=segment.target or "",
            doubt=doubt(segment.score, low_score),
            score=segment.score,
            edited=segment.status is Status.EDITED,
            failed=not (segment.target or "").strip() and segment.status is not Status.EDITED,
            draft=drafts.get(segment.id),
            notes=notes(segment.findings),
        )

    parts = [Part(block.kind, [row(segment) for segment in block.segments]) for block in article.blocks]
    first = next((segment.target or segment.source for segment in article.segments()), article.id)
    return Page(
        article=article,
        title=article.target_title or first,
        body=[part for part in parts if part.kind is not BlockKind.OTHER],
        aside=[part for part in parts if part.kind is BlockKind.OTHER],
        notes=notes(article.findings),
        summary=article.summary.text if article.summary else None,
        summary_draft=drafts.get(SUMMARY),
        summary_edited=any(one.segment == SUMMARY and one.action is Action.EDIT for one in worked.edits),
        history=list(reversed(history)),
        total=len(numbers),
    )


def doubt(score: float | None, low_score: float) -> int:
    """How unsure the model was, from 0 (no more than usual, or no model) to 3."""
    return 0 if score is None else sum(score < share * low_score for share in _SHADES)
