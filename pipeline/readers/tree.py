"""The blocks of a marked-up tree: HTML, a fragment of it, NITF. Nothing in the tree but hidden parts is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pipeline.article import BlockKind
from pipeline.entities import literal
from pipeline.readers.draft import Pieces

#: Elements within a line of text. Any other element starts and ends a block.
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q rb rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr button "
    "alt-code chron classifier copyrite event function lang location money num object.title org person pronounce "
    "virtloc frac frac-num frac-den city state region country postaddr".split()
)
#: Elements whose text no reader of the page sees.
HIDDEN = frozenset(
    "script style template noscript svg iframe object embed head select option textarea input canvas audio video map "
    "title".split()
)
HTML_KINDS: Mapping[str, BlockKind] = {
    "h1": BlockKind.HEADLINE, **{f"h{n}": BlockKind.SUBHEAD for n in range(2, 7)},
    "blockquote": BlockKind.QUOTE, "li": BlockKind.LIST_ITEM, "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
}  # fmt: skip
_BREAK = "\u2028"  # what <br> becomes until its block is done
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TAG = re.compile(r"<(?!br>)[^<>]*>")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class Piece(NamedTuple):
    """A block's kind and text, and the element that it stands in."""

    kind: BlockKind
    text: str
    element: Any


def local_name(element: Any) -> str:
    """The element's name without its namespace, in lower case; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def walk(root: Any, kinds: Mapping[str, BlockKind] = HTML_KINDS, hidden: frozenset[str] = HIDDEN) -> Iterator[Piece]:
    """The blocks under `root`, in order. A kind holds for all within its element, but a title's kind is its own."""
    buffer: list[str] = []
    # Depth first by hand: a page may nest deeper than Python's stack.
    stack: list[tuple[str, Any, BlockKind]] = [("enter", root, BlockKind.PARAGRAPH)]
    while stack:
        step, element, kind = stack.pop()
        name = local_name(element)
        if step == "tail":
            buffer.append(element.tail or "")
            continue
        block = name not in INLINE or element is root
        if step == "leave":
            yield from _flush(buffer, kinds.get(name, kind) if block else kind, element)
            continue
        if element is not root:
            stack.append(("tail", element, kind))
        if name == "br":
            buffer.append(_BREAK)
        if not name or name in ("br", "wbr") or _is_hidden(element, name, hidden):
            continue
        inner = kinds.get(name, kind) if block else kind
        if block:
            outer = element.getparent() if element is not root else element
            yield from _flush(buffer, kind, outer if outer is not None else element)
            stack.append(("leave", element, kind))
        buffer.append(element.text or "")
        stack += [("enter", child, inner) for child in reversed(element)]


def _flush(buffer: list[str], kind: BlockKind, element: Any) -> Iterator[Piece]:
    text = re.sub(r"[ \t\r\n\f\v]+", " ", "".join(buffer))
    buffer.clear()
    for part in re.split(rf"{_BREAK}[\s{_BREAK}]*{_BREAK}", text):
        plain = " ".join(part.replace(_BREAK, " ").split())
        if plain:
            yield Piece(kind, plain, element)


def _is_hidden(element: Any, name: str, hidden: frozenset[str]) -> bool:
    return name in hidden or element.get("hidden") is not None or bool(_HIDING.search(element.get("style") or ""))


def parse_html(text: str) -> Any | None:
    """The tree of a page or fragment, however broken; None where there is no element in it."""
    from lxml import etree
    from lxml import html as lxml_html

    plain = _DECLARATION.sub("", _NOT_TEXT.sub("", text))
    # A page is small already; without `huge_tree` the parser drops, unsaid, all that comes after 256 levels.
    parser = lxml_html.HTMLParser(no_network=True, recover=True, huge_tree=True)
    try:
        tree = lxml_html.document_fromstring(plain, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        return parse_html(_TAG.sub("\n<br><br>\n", plain))
    return tree


def fragment_pieces(text: str) -> Pieces:
    """The typed pieces of an HTML fragment that is an article's own text, such as a feed's or a table's."""
    tree = parse_html(text)
    return [(piece.kind, literal(piece.text)) for piece in walk(tree)] if tree is not None else []
