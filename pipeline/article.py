"""What flows through the pipeline: Article, Block, Segment and Finding, and their JSON Lines form.

Every stage takes an Article and returns one. Ids and offsets are given once, at segmentation, and survive
to the output, so that each English sentence points to its Dutch one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import InputError


class BlockKind(StrEnum):
    """What a block is to a reader. `OTHER` is kept and translated, but never summarised."""

    HEADLINE = "headline"
    LEAD = "lead"
    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    QUOTE = "quote"
    LIST_ITEM = "list item"
    CAPTION = "caption"
    OTHER = "other"


#: Kinds whose text is one title-like unit: a single segment that never gains a full stop.
TITLE_KINDS = frozenset({BlockKind.HEADLINE, BlockKind.SUBHEAD})


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Status(StrEnum):
    PENDING = "pending"
    TRANSLATED = "translated"
    COPIED = "copied"
    FAILED = "failed"
    #: By hand; then an empty target is meant.
    EDITED = "edited"


class Action(StrEnum):
    """What an editor did; ACCEPT and DISMISS say whether a finding is right, REOPEN that this is open again."""

    EDIT = "edit"
    ACCEPT = "accept"
    DISMISS = "dismiss"
    REOPEN = "reopen"


class Record(BaseModel):
    """Base of everything that is written out: unknown fields are an error, not a loss."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True)


class Finding(Record):
    """One thing an editor should look at."""

    code: str = Field(description="Stable machine name, such as number-changed.")
    severity: Severity
    segment: str | None = Field(default=None, description="Segment id; None: the article as a whole.")
    message: str = Field(description="What is wrong, where and why, in words an editor knows.")
    evidence: str = Field(default="", description="The words that the finding rests on.")


class Segment(Record):
    """A sentence (or title, list item, caption) and its English."""

    id: str
    source: str
    start: int = Field(ge=0, description="Offset of `source` in the text of its block, in code points.")
    target: str | None = None
    score: float | None = Field(
        default=None, description="Length-normalised log-probability (nats per target token); None: no model."
    )
    status: Status = Status.PENDING
    findings: list[Finding] = Field(default_factory=list)

    @property
    def end(self) -> int:
        return self.start + len(self.source)


class Block(Record):
    """A headline, paragraph, quote ... of the source and its segments."""

    id: str
    kind: BlockKind
    text: str = Field(description="Source text; its segments are substrings of it, in order.")
    segments: list[Segment] = Field(default_factory=list)

    @property
    def target(self) -> str:
        """The English of the block: its segments' targets joined as the sources were."""
        return self._joined(lambda segment: segment.target or "")

    def _joined(self, text_of: Any) -> str:
        parts: list[str] = []
        end = 0
        for segment in self.segments:
            gap = self.text[end : segment.start]
            if parts and text_of(segment):
                parts.append("\n" if "\n" in gap else " " if gap else "")
            parts.append(text_of(segment))
            end = segment.end
        return "".join(parts).strip()


class SummaryChunk(Record):
    """A stretch of the article that the summariser read in one go."""

    first: str = Field(description="Id of the first segment.")
    last: str = Field(description="Id of the last segment.")
    words: int = Field(ge=0)


class Summary(Record):
    """The summary and what it rests on."""

    text: str
    method: str = Field(description="Name of the summariser, as it can be asked for.")
    words: int = Field(ge=0)
    chunks: list[SummaryChunk] = Field(default_factory=list)
    coverage: float = Field(ge=0, le=1, description="Share of the summarisable segments that were read.")


class ModelInfo(Record):
    """Which model answered, so that a figure or a text can be traced to it."""

    name: str
    engine: str
    revision: str | None = None
    path: str | None = None
    settings: dict[str, Any] = Field(default_factory=dict)
    note: str = ""


class Provenance(Record):
    """Where the output came from."""

    translator: ModelInfo | None = None
    summariser: ModelInfo | None = None
    config: str = Field(default="", description="Fingerprint of the effective configuration.")
    versions: dict[str, str] = Field(default_factory=dict)
    timings: dict[str, float] = Field(default_factory=dict, description="Seconds by stage.")


#: What an edit of the summary has in the place of a segment id.
SUMMARY = "summary"


class Edit(Record):
    """One thing that an editor did to a finished article."""

    at: str = Field(description="When: UTC, ISO 8601.")
    action: Action
    segment: str | None = Field(default=None, description="Segment id, `summary`, or None: the article as a whole.")
    before: str = Field(default="", description="The English that an edit replaced.")
    after: str = Field(default="", description="The English that it put there.")
    finding: str = Field(default="", description="Code of the finding that was accepted or dismissed.")
    evidence: str = Field(default="", description="What that finding said.")
    reason: str = ""


class Article(Record):
    """One article on its walk from bytes to checked English."""

    id: str
    title: str | None = None
    language: str = "nl"
    source: str = Field(default="", description="Path or URL the article came from.")
    published: str | None = Field(default=None, description="Date as the source gave it, ISO 8601 if known.")
    blocks: list[Block] = Field(default_factory=list)
    summary: Summary | None = None
    findings: list[Finding] = Field(default_factory=list)
    provenance: Provenance = Field(default_factory=Provenance)
    edits: list[Edit] = Field(
        default_factory=list,
        exclude_if=lambda edits: not edits,
        description="What was done by hand, in order; absent where nothing was.",
    )

    def segments(self) -> Iterator[Segment]:
        for block in self.blocks:
            yield from block.segments

    def all_findings(self) -> list[Finding]:
        """Findings of the article and of its segments, in reading order, the article's own first."""
        return [*self.findings, *(finding for segment in self.segments() for finding in segment.findings)]

    @property
    def target_title(self) -> str | None:
        """The English headline, where the article has one."""
        for block in self.blocks:
            if block.kind is BlockKind.HEADLINE:
                return block.target
        return None

    def to_json(self) -> str:
        """The article as one line of JSON."""
        return self.model_dump_json()

    @classmethod
    def from_json(cls, line: str | bytes, where: str = "article") -> Article:
        """Read one line of JSON. Raises InputError that names `where` and the first bad field."""
        try:
            return cls.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"]) or "line"
            raise InputError(f"{where}: not an article: {field}: {first['msg']}") from error


def content_id(blocks: Iterable[tuple[str, str]]) -> str:
    """The id of an article that was given none: 16 hexadecimal digits of the SHA-256 of its (kind, text)s."""
    digest = hashlib.sha256()
    for kind, text in blocks:
        digest.update(f"{kind}\x1f{text}\x1e".encode())
    return digest.hexdigest()[:16]
