"""Plain text, and text in which markup or entities were left."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.article import Finding
from pipeline.entities import entities
from pipeline.readers.decoding import decode
from pipeline.readers.draft import Draft, Item, Pieces, Source, excerpt, mark_headline, mark_lead, note
from pipeline.readers.lines import text_pieces
from pipeline.readers.tree import fragment_pieces

_MARKUP = re.compile(
    r"</(?:p|div|em|strong|b|i|a|span|h[1-6]|li|ul|ol|blockquote|article)\s*>|<br\s*/?>", re.IGNORECASE
)


def read(source: Source) -> Iterator[Item]:
    """The one article of a plain text file."""
    text, findings = decode(source)
    pieces, more = plain_pieces(text)
    yield Draft(pieces, findings=[*findings, *more])


def plain_pieces(text: str) -> tuple[Pieces, list[Finding]]:
    """Typed pieces of a text, and what an editor should know of how it was read.

    Text with closing HTML tags is read as HTML. Entities are left for `clean`, which unescapes them once.
    """
    if _MARKUP.search(text):
        message = "The text holds HTML tags; it was read as HTML, so the tags are not in the translation."
        tags = sorted(set(re.findall(r"</?[a-zA-Z][\w-]*", text)))
        return mark_lead(mark_headline(fragment_pieces(text))), [note("markup-read", message, excerpt(tags, 200))]
    findings = []
    if found := entities(text):
        message = f"The text holds {len(found)} HTML entities, left by an export; each was read as its character."
        findings.append(note("entities-read", message, " ".join(dict.fromkeys(found))[:200]))
    return mark_lead(mark_headline(text_pieces(text))), findings
