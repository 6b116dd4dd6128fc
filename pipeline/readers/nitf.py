"""NITF, the markup of wire stories (IPTC)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.article import BlockKind
from pipeline.entities import literal
from pipeline.errors import InputError
from pipeline.readers.draft import Draft, Item, Pieces, mark_lead
from pipeline.readers.tree import HIDDEN, local_name, walk

_KINDS: Mapping[str, BlockKind] = {
    "hl1": BlockKind.HEADLINE, "hl2": BlockKind.SUBHEAD, "abstract": BlockKind.LEAD,
    "bq": BlockKind.QUOTE, "li": BlockKind.LIST_ITEM, "media-caption": BlockKind.CAPTION,
    "byline": BlockKind.OTHER, "dateline": BlockKind.OTHER, "distributor": BlockKind.OTHER, "rights": BlockKind.OTHER,
    "media-producer": BlockKind.OTHER, "fn": BlockKind.OTHER, "note": BlockKind.OTHER, "body.end": BlockKind.OTHER,
    "series": BlockKind.OTHER, "credit": BlockKind.OTHER,
}  # fmt: skip
# A video or picture is text here: its caption. Only what NITF itself calls machine data is hidden.
_HIDDEN = (HIDDEN - {"object", "title"}) | {"media-reference", "media-metadata", "media-object", "docdata"}


def drafts(root: Any, name: str) -> Iterator[Item]:
    """The one article of a NITF document."""
    pieces = nitf_pieces(root)
    if not pieces:
        yield InputError(f"{name}: the NITF document has no text in its body")
        return
    title = next((text for kind, text in pieces if kind is BlockKind.HEADLINE), None)
    published = next((e.get("norm") for tag in ("date.issue", "date.release") for e in _all(root, tag)), None)
    ident = next((e.get("id-string") for e in _all(root, "doc-id")), None)
    yield Draft(pieces, title=title, published=published, id=ident)


def nitf_pieces(root: Any) -> Pieces:
    """Typed pieces of the body; the headline is the first hl1, else the title of the head."""
    body = next(_all(root, "body"), None)
    if body is None:
        return []
    pieces: Pieces = [(piece.kind, literal(piece.text)) for piece in walk(body, _KINDS, _HIDDEN)]
    leads = [n for n, (kind, _) in enumerate(pieces) if kind is BlockKind.LEAD]
    pieces = [(BlockKind.PARAGRAPH if n in leads[1:] else kind, text) for n, (kind, text) in enumerate(pieces)]
    if pieces and not any(kind is BlockKind.HEADLINE for kind, _ in pieces):
        title = next((" ".join("".join(e.itertext()).split()) for e in _all(root, "title")), "")
        pieces = [(BlockKind.HEADLINE, literal(title)), *pieces] if title else pieces
    return mark_lead(pieces)


def _all(root: Any, name: str) -> Iterator[Any]:
    return (element for element in root.iter() if local_name(element) == name)
