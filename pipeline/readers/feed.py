"""RSS and Atom: an article for each entry, from its full text where the feed carries that."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from pipeline.article import Finding, Severity
from pipeline.entities import literal
from pipeline.errors import InputError
from pipeline.readers.draft import Draft, Item, Pieces, note, with_title
from pipeline.readers.plain import plain_pieces
from pipeline.readers.tree import fragment_pieces, local_name, walk

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def rss_drafts(root: Any, name: str) -> Iterator[Item]:
    """The items of RSS 0.9x, 1.0 or 2.0."""
    for number, item in enumerate((e for e in root.iter() if local_name(e) == "item"), 1):
        full = next((child.text for child in item if child.tag == _CONTENT and (child.text or "").strip()), None)
        about = _child(item, "description")
        yield _draft(
            where=_child(item, "link") or f"{name}#{number}",
            title=_child(item, "title"),
            full=_pieces(full),
            about=_pieces(about),
            published=_iso(_child(item, "pubDate") or _child(item, "date")),
        )


def atom_drafts(root: Any, name: str) -> Iterator[Item]:
    """The entries of an Atom feed."""
    for number, entry in enumerate((e for e in root.iter() if local_name(e) == "entry"), 1):
        links = [e for e in entry if local_name(e) == "link" and e.get("rel", "alternate") == "alternate"]
        yield _draft(
            where=(links[0].get("href") if links else None) or f"{name}#{number}",
            title=" ".join(text for _, text in _construct(entry, "title")) or None,
            full=_construct(entry, "content"),
            about=_construct(entry, "summary"),
            published=_child(entry, "published") or _child(entry, "updated"),
        )


def _draft(where: str, title: str | None, full: Pieces, about: Pieces, published: str | None) -> Item:
    """An entry with its full text under its title, and its description as the lead where the text lacks it."""
    if not full and not about:
        return InputError(
            f"{where}: the feed's entry has no text, only {'a title' if title else 'a link'}; fetch its page"
        )
    findings: list[Finding] = []
    if not full:
        message = "The feed carries no full text for this entry: what is translated is its description."
        findings.append(note("feed-summary-only", message, severity=Severity.WARNING))
    said = _letters(" ".join(text for _, text in full))
    lead = " ".join(text for _, text in about)
    new = bool(full and lead) and _letters(lead).rstrip("….") not in said
    return Draft(
        with_title(full or about, _plain_title(title), lead if new else None),
        title=_plain_title(title),
        published=published,
        source=where,
        findings=findings,
    )


def _plain_title(title: str | None) -> str | None:
    """A title without markup. XML has unescaped it once; what feeds escape twice is left for `clean`."""
    if not title or not any(mark in title for mark in ("</", "/>")):
        return title
    return " ".join(text for _, text in fragment_pieces(title)) or None


def _pieces(text: str | None) -> Pieces:
    """RSS text is HTML by custom; where it holds no tag it is plain text that may have its own line breaks."""
    if not text or not text.strip():
        return []
    return fragment_pieces(text) if "<" in text and ">" in text else plain_pieces(text)[0]


def _construct(entry: Any, name: str) -> Pieces:
    """An Atom text construct: text, html (escaped) or xhtml (elements)."""
    element = next((e for e in entry if local_name(e) == name), None)
    if element is None:
        return []
    form = (element.get("type") or "text").rpartition("/")[2].partition(";")[0]
    if form in ("xhtml", "xhtml+xml", "xml") and len(element):
        return [(piece.kind, literal(piece.text)) for piece in walk(element)]
    text = "".join(element.itertext())
    if form in ("html", "xhtml", "xhtml+xml"):
        return fragment_pieces(text)
    return [(kind, literal(text)) for kind, text in plain_pieces(text)[0]]


def _child(item: Any, name: str) -> str | None:
    for child in item:
        if local_name(child) == name.lower() and (text := " ".join("".join(child.itertext()).split())):
            return text
    return None


def _iso(date: str | None) -> str | None:
    """An RFC 822 date as ISO 8601; any other as the feed has it."""
    try:
        return parsedate_to_datetime(date).isoformat() if date else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return date


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
