"""NewsML-G2, the envelope of wire stories (IPTC): the text within it is NITF, XHTML or plain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.article import BlockKind
from pipeline.entities import literal
from pipeline.errors import InputError
from pipeline.readers.draft import Draft, Item, Pieces, with_title
from pipeline.readers.nitf import nitf_pieces
from pipeline.readers.plain import plain_pieces
from pipeline.readers.tree import fragment_pieces, local_name, walk


def drafts(root: Any, name: str) -> Iterator[Item]:
    """An article for each news item that carries its text; an error for one that only points to it."""
    items = list(_all(root, "newsItem")) if local_name(root) != "newsitem" else [root]
    if not items:
        yield InputError(f"{name}: the NewsML-G2 message holds no newsItem with a text")
    for number, item in enumerate(items, 1):
        where = name if len(items) == 1 else f"{name}#{number}"
        pieces, texts = _content(item)
        if not pieces:
            yield InputError(f"{where}: the newsItem has no text within it (a picture, or text kept elsewhere)")
            continue
        headline = _text(item, "headline")
        own = next((text for kind, text in pieces if kind is BlockKind.HEADLINE), None)
        title = own or (literal(headline) if headline else None)
        pieces = pieces if own else with_title(pieces, title)
        byline = _text(item, "by")
        if byline and byline not in texts:
            pieces = [*pieces, (BlockKind.OTHER, literal(byline))]
        published = next(
            (_text(item, tag) for tag in ("contentCreated", "firstCreated", "versionCreated") if _text(item, tag)), None
        )
        yield Draft(pieces, title=title, published=published, id=item.get("guid"), source=where)


def _content(item: Any) -> tuple[Pieces, str]:
    pieces: Pieces = []
    for part in _all(item, "inlineXML"):
        for child in part:
            if local_name(child) == "nitf":
                pieces += nitf_pieces(child)
            elif local_name(child):
                pieces += [(piece.kind, literal(piece.text)) for piece in walk(child)]
    for part in _all(item, "inlineData"):
        text = "".join(part.itertext())
        if "html" in (part.get("contenttype") or ""):
            pieces += fragment_pieces(text)
        elif not pieces:
            pieces += plain_pieces(text)[0]
    return pieces, " ".join(text for _, text in pieces)


def _text(item: Any, name: str) -> str | None:
    """The text of the first element called so, with the last step of a path as its name."""
    for element in _all(item, name.rpartition("/")[2]):
        if "/" in name and local_name(element.getparent()) != name.partition("/")[0].lower():
            continue
        if text := " ".join("".join(element.itertext()).split()):
            return text
    return None


def _all(root: Any, name: str) -> Iterator[Any]:
    return (element for element in root.iter() if local_name(element) == name.lower())
