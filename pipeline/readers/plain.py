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

_BLOCKS = re.compile(r"</(?:p|div|h[1-6]|li|ul|ol|blockquote|article|section|td|tr|table)\s*>", re.IGNORECASE)
_INLINE_NAMES = "em|strong|b|i|u|s|a|span|small|sub|sup|mark|cite|q|abbr"
_INLINE = re.compile(rf"</(?:{_INLINE_NAMES})\s*>|<br\s*/?>", re.IGNORECASE)
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE_NAMES})(?:\s[^<>]*)?>", re.IGNORECASE)
_LINE_BREAK = re.compile(r"<br\s*/?>\n?", re.IGNORECASE)


def read(source: Source) -> Iterator[Item]:
    """The one article of a plain text file."""
    text, findings = decode(source)
    pieces, more = plain_pieces(text)
    yield Draft(pieces, findings=[*findings, *more])


def plain_pieces(text: str) -> tuple[Pieces, list[Finding]]:
    """Typed pieces of a text, and what an editor should know of how it was read.

    Text with the tags of HTML's blocks is read as HTML; tags within a line are taken out, and the text's own lines and
    blank lines make its paragraphs. Entities are left for `clean`, which unescapes them once.
    """
    findings = []
    if not _BLOCKS.search(text) and _INLINE.search(text):
        tags = sorted(set(re.findall(r"</?[a-zA-Z][\w-]*", text)))
        text = _INLINE_TAG.sub("", _LINE_BREAK.sub("\n", text))
        findings.append(note("markup-read", "HTML tags within the lines were taken out.", excerpt(tags, 200)))
    if _BLOCKS.search(text):
        message = "The text holds HTML tags; it was read as HTML, so the tags are not in the translation."
        tags = sorted(set(re.findall(r"</?[a-zA-Z][\w-]*", text)))
        return mark_lead(mark_headline(fragment_pieces(text))), [note("markup-read", message, excerpt(tags, 200))]
    if found := entities(text):
        message = f"The text holds {len(found)} HTML entities, left by an export; each was read as its character."
        findings.append(note("entities-read", message, " ".join(dict.fromkeys(found))[:200]))
    return mark_lead(mark_headline(text_pieces(text))), findings
