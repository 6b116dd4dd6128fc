"""Markdown (CommonMark with tables), with the front matter that site generators put before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.article import BlockKind
from pipeline.entities import literal
from pipeline.readers.decoding import decode
from pipeline.readers.draft import Draft, Item, Pieces, Source, excerpt, mark_lead, note, with_title
from pipeline.readers.lines import join_lines, words_of
from pipeline.readers.tree import fragment_pieces

_FRONT_MATTER = re.compile(r"\A---[^\S\n]*\n(.*?)\n(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(\w[\w-]*):[^\S\n]*(.*)$")


def read(source: Source) -> Iterator[Item]:
    """The one article of a Markdown file."""
    text, findings = decode(source)
    text = re.sub(r"\r\n?", "\n", text)
    front: dict[str, str] = {}
    if found := _FRONT_MATTER.match(text):
        front = {
            field[1].lower(): field[2].strip().strip("\"'")
            for line in found[1].split("\n")
            if (field := _FIELD.match(line))
        }
        if front:
            text = text[found.end() :]
            message = "The file opens with fields about the article; title, lead and date were taken from them."
            findings.append(note("front-matter", message, excerpt([found[1].replace("\n", " | ")])))
    pieces = markdown_pieces(text)
    title = next((front[key] for key in ("title", "titel", "kop") if front.get(key)), None)
    lead = next((front[key] for key in ("lead", "intro", "inleiding") if front.get(key)), None)
    published = next((front[key] for key in ("date", "datum", "published") if front.get(key)), None)
    yield Draft(with_title(pieces, title, lead), title=title, published=published, findings=findings)


def markdown_pieces(text: str) -> Pieces:
    """Typed pieces of Markdown; a first heading below level 1 is the headline where there is no level 1."""
    from markdown_it import MarkdownIt

    words = words_of(text)
    pieces: Pieces = []
    nesting: list[str] = []
    for token in MarkdownIt("commonmark", {"maxNesting": 200}).enable("table").parse(text):
        if token.nesting == 1:
            nesting.append(token.tag if token.type == "heading_open" else token.type)
        elif token.nesting == -1:
            nesting.pop()
        elif token.type == "inline":
            pieces += _inline(token.children or [], _kind(nesting), words)
        elif token.type in ("code_block", "fence"):
            pieces.append((BlockKind.OTHER, literal(token.content)))
        elif token.type == "html_block":
            pieces += fragment_pieces(token.content)
    kinds = [kind for kind, _ in pieces]
    if pieces and BlockKind.HEADLINE not in kinds and kinds[0] is BlockKind.SUBHEAD:
        pieces[0] = (BlockKind.HEADLINE, pieces[0][1])
    return mark_lead(pieces)


def _kind(nesting: list[str]) -> BlockKind:
    if "h1" in nesting:
        return BlockKind.HEADLINE
    if any(re.fullmatch(r"h[2-6]", tag) for tag in nesting):
        return BlockKind.SUBHEAD
    if "blockquote_open" in nesting:
        return BlockKind.QUOTE
    return BlockKind.LIST_ITEM if "list_item_open" in nesting else BlockKind.PARAGRAPH


def _inline(children: Sequence[Any], kind: BlockKind, words: frozenset[str]) -> Pieces:
    """A block's running text, and the description of each image in it as a caption."""
    lines, images = [""], []
    for child in children:
        if child.type in ("softbreak", "hardbreak") or (
            child.type == "html_inline" and child.content[:3].lower() == "<br"
        ):
            lines.append("")
        elif child.type == "image":
            images += [text for text in (child.content, child.attrGet("title")) if text]
        elif child.type != "html_inline":
            lines[-1] += child.content
    return [
        (kind, literal(join_lines(lines, words))),
        *[(BlockKind.CAPTION, literal(" ".join(text.split()))) for text in dict.fromkeys(images)],
    ]
