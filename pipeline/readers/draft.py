"""What a reader is given and what it yields: a source, and drafts of articles as typed pieces of text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.article import Article, BlockKind, Finding, Severity
from pipeline.errors import InputError

#: Kind and text of what will be a block.
Pieces = list[tuple[BlockKind, str]]

_ENDS = tuple(".!?:;,…\"'”’»")


@dataclass(frozen=True)
class Source:
    """The bytes of an input and what is known of them. `path` is set where a reader may stream the file."""

    name: str
    data: bytes = b""
    path: Path | None = None
    charset: str | None = None
    max_bytes: int = 2_000_000


@dataclass
class Draft:
    """An article as a reader found it, before it has blocks with ids."""

    pieces: Pieces
    title: str | None = None
    published: str | None = None
    id: str | None = None
    source: str | None = None
    findings: list[Finding] = field(default_factory=list)


#: What a reader yields for each article; an error stands for one that could not be read, and the others go on.
Item = Draft | Article | InputError


def note(code: str, message: str, evidence: str = "", severity: Severity = Severity.INFO) -> Finding:
    """A finding about the article as a whole."""
    return Finding(code=code, severity=severity, message=message, evidence=evidence)


def excerpt(texts: Iterable[str], limit: int = 4000) -> str:
    """The texts in one line of at most about `limit` characters; says how many words it leaves out."""
    joined = " | ".join(" ".join(text.split()) for text in texts)
    if len(joined) <= limit:
        return joined
    cut = joined.rfind(" ", 0, limit)
    cut = cut if cut > 0 else limit
    return f"{joined[:cut]} … and {len(joined[cut:].split())} more words"


def is_title_like(text: str) -> bool:
    """Whether `text` could be a headline or subhead: one short line without a mark at its end."""
    return "\n" not in text and len(text.split()) <= 12 and not text.endswith(_ENDS) and bool(re.search(r"\w", text))


def mark_lead(pieces: Pieces) -> Pieces:
    """The first paragraph is the lead, where it comes first or right after the headline."""
    if any(kind is BlockKind.LEAD for kind, _ in pieces):
        return pieces
    for n, (kind, text) in enumerate(pieces):
        if kind is BlockKind.PARAGRAPH:
            return [*pieces[:n], (BlockKind.LEAD, text), *pieces[n + 1 :]]
        if kind not in (BlockKind.HEADLINE, BlockKind.CAPTION, BlockKind.OTHER):
            break
    return pieces


def mark_headline(pieces: Pieces) -> Pieces:
    """A title-like first piece that running text follows is the headline."""
    if len(pieces) > 1 and pieces[0][0] is BlockKind.SUBHEAD and pieces[1][0] is BlockKind.PARAGRAPH:
        return [(BlockKind.HEADLINE, pieces[0][1]), *pieces[1:]]
    return pieces


def same_text(one: str, other: str) -> bool:
    """Whether two texts have the same letters and digits."""
    return _letters(one) == _letters(other)


def with_title(pieces: Pieces, title: str | None, lead: str | None = None) -> Pieces:
    """The pieces under a title, and lead, that were given apart; neither is said twice."""
    pieces = [
        (BlockKind.SUBHEAD if kind is BlockKind.HEADLINE and title else kind, text)
        for n, (kind, text) in enumerate(pieces)
        if n or not title or not same_text(text, title)
    ]
    if lead and pieces and same_text(pieces[0][1], lead):
        pieces[0] = (BlockKind.LEAD, pieces[0][1])
    elif lead:
        plain = [(BlockKind.PARAGRAPH if kind is BlockKind.LEAD else kind, text) for kind, text in pieces]
        pieces = [(BlockKind.LEAD, lead), *plain]
    return mark_lead([(BlockKind.HEADLINE, title), *pieces] if title else pieces)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
