"""Web pages: trafilatura says which text is the article, the page's own tree gives the blocks.

What the extractor loses does not vanish: passages in the article's part of the page are put back, and whatever
else the page shows is in a finding.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from pipeline.article import BlockKind, Finding, Severity
from pipeline.entities import literal
from pipeline.errors import InputError
from pipeline.readers.decoding import decode
from pipeline.readers.draft import Draft, Item, Source, excerpt, mark_lead, note, same_text
from pipeline.readers.tree import Piece, local_name, parse_html, walk

_FURNITURE_TAGS = frozenset({"nav", "form", "dialog", "menu"})
_EDGE_TAGS = frozenset({"header", "footer"})
# Names that sites give to what stands around an article; believed only where the extractor agrees.
_FURNITURE_NAME = re.compile(
    r"cookie|consent|newsletter|nieuwsbrief|related|gerelateerd|share|sharing|social|comment|reactie|promo|teaser|"
    r"advert|banner|paywall|sidebar|breadcrumb|menu|most-?read|meest-?gelezen|recommend|signup|modal|popup",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*$")
_SITE_SUFFIX = re.compile(r"\s+[|•·–—-]\s+[^|•·–—-]{1,40}$")
_MANY = 50  # children of an element past which its links say nothing of a single passage
_LONG = 6  # words from which a passage is told by its words alone, wherever it stands


def read(source: Source) -> Iterator[Item]:
    """The one article of a page. Raises InputError where the page shows no text."""
    text, findings = decode(source, markup=True)
    tree = parse_html(text)
    body = tree.find("body") if tree is not None else None
    root = tree if body is None else body
    shown = list(walk(root)) if root is not None else []
    if not shown:
        raise InputError(f"{source.name}: the page shows no text (a script may write it); save it from a browser")
    kept, more = _article_part(text, shown)
    headline = _headline(tree, shown, kept)
    pieces = [(piece.kind, literal(piece.text)) for piece in _one_headline(kept, headline)]
    if headline:
        pieces.insert(0, (BlockKind.HEADLINE, literal(headline)))
    yield Draft(mark_lead(pieces), title=_page_title(tree, headline), published=_date(tree), findings=findings + more)


def _article_part(text: str, shown: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """The pieces that are the article, and findings on all others that the page shows."""
    extracted = _Extract(text)
    chosen = [extracted.has(piece) and not _is_furniture(piece) for piece in shown]
    box = _common([piece.element for piece, is_chosen in zip(shown, chosen, strict=True) if is_chosen])
    last = max((n for n, is_chosen in enumerate(chosen) if is_chosen), default=0)
    kept, back, outside, left = [], [], [], []
    for n, (piece, is_chosen) in enumerate(zip(shown, chosen, strict=True)):
        # A box within the article (an aside before its end) is the article's; one after it is the page's.
        aside = n > last and _within_tag(piece.element, "aside")
        likely = not aside and not _is_furniture(piece, box) and not _is_named_furniture(piece.element, box)
        likely = likely and _link_share(piece) < 0.5
        if is_chosen:
            kept.append(piece)
        elif likely and (box is None or _within(piece.element, box)):
            kept.append(piece)
            if box is not None and _reads_as_prose(piece.text):
                back.append(piece.text)
        elif likely and _reads_as_prose(piece.text):
            outside.append(piece.text)
        elif piece.kind is not BlockKind.HEADLINE:
            left.append(piece.text)
    if not kept:
        return shown, [note("page-whole", "No part of the page reads as an article; all of its text was taken.")]
    findings = []
    if back:
        message = (
            f"{len(back)} passages within the article that look like page furniture were kept: see whether they are."
        )
        findings.append(note("page-put-back", message, excerpt(back)))
    if outside:
        message = f"{len(outside)} passages stand outside the article's part of the page and were left out."
        findings.append(note("page-text-outside", message, excerpt(outside), Severity.WARNING))
    if left:
        message = f"{len(left)} short texts around the article (menus, links, footers) were left out."
        findings.append(note("page-left-out", message, excerpt(left)))
    return kept, findings


class _Extract:
    """What trafilatura takes for the article, as words to look passages up in."""

    def __init__(self, text: str) -> None:
        import trafilatura

        # It tells of what it could not do on the way; what counts is what it gives.
        logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
        found = trafilatura.extract(text, output_format="txt", include_comments=False, favor_recall=True) or ""
        self._words = f" {' '.join(_words(found))} "
        self._end = 0

    def has(self, piece: Piece) -> bool:
        """Whether the passage is in it; a short one only soon after the one found before, as words recur."""
        words = _words(piece.text)
        needle = f" {' '.join(words)} "
        start = max(self._end - 1, 0)
        at = self._words.find(needle, start, start + len(needle) + 200 if len(words) < _LONG else len(self._words))
        if at < 0 and len(words) >= _LONG:
            at = self._words.find(needle)
        if not words or at < 0:
            return False
        self._end = at + len(needle)
        return True


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _is_furniture(piece: Piece, box: Any | None = None) -> bool:
    """Whether the piece stands in a menu, a form or the page's own header or footer, or is a link among others."""
    for node in (piece.element, *piece.element.iterancestors()):
        tag = local_name(node)
        if tag in _FURNITURE_TAGS or node.get("role") in ("navigation", "dialog", "contentinfo"):
            return True
        if tag in _EDGE_TAGS and not any(_within_tag(node, own) for own in ("article", "main", "blockquote")):
            return True
    return _link_share(piece) >= 0.5 and _is_named_furniture(piece.element, box)


def _is_named_furniture(element: Any, box: Any | None) -> bool:
    """Whether the element, or one around it within `box`, is called so ("related", "newsletter")."""
    for node in (element, *element.iterancestors()):
        if node is box or local_name(node) == "body":
            return False
        if _FURNITURE_NAME.search(f"{node.get('class') or ''} {node.get('id') or ''}"):
            return True
    return False


def _within_tag(element: Any, tag: str) -> bool:
    return any(local_name(node) == tag for node in (element, *element.iterancestors()))


def _common(elements: list[Any]) -> Any | None:
    """Where the article is: the innermost article or main around all of `elements`, else what they share, if many."""
    if not elements:
        return None
    paths = [[*reversed([*element.iterancestors()]), element] for element in elements]
    common = None
    for nodes in zip(*paths, strict=False):
        if any(node is not nodes[0] for node in nodes):
            break
        common = nodes[0]
    box = None
    for node in paths[0]:
        if local_name(node) in ("article", "main") and (node is common or _within(common, node)):
            box = node
    # Two passages say little of where the article ends.
    return box if box is not None else common if len(elements) > 2 else None


def _within(element: Any, box: Any) -> bool:
    return element is box or any(node is box for node in element.iterancestors())


def _link_share(piece: Piece) -> float:
    """The share of the piece's text that is links."""
    if any(local_name(node) == "a" for node in (piece.element, *piece.element.iterancestors())):
        return 1.0
    if local_name(piece.element) == "body" or len(piece.element) > _MANY:
        return 0.0  # a piece among many in one element
    linked = sum(len(" ".join("".join(link.itertext()).split())) for link in piece.element.iter("a"))
    return min(1.0, linked / max(1, len(" ".join("".join(piece.element.itertext()).split()))))


def _reads_as_prose(text: str) -> bool:
    return len(text.split()) >= 8 and bool(_SENTENCE_END.search(text))


def _headline(tree: Any, shown: list[Piece], kept: list[Piece]) -> str | None:
    """The article's h1: the one that was kept, that stands in the article, or that the page's metadata repeat."""
    announced = _meta(tree, "og:title")
    levels = [piece for piece in shown if piece.kind is BlockKind.HEADLINE]
    for piece in levels:
        if announced and same_text(piece.text, announced):
            return piece.text
    inner = [
        p for p in levels if p in kept or any(local_name(up) in ("article", "main") for up in p.element.iterancestors())
    ]
    return inner[0].text if inner else levels[0].text if levels else announced


def _one_headline(kept: list[Piece], headline: str | None) -> Iterator[Piece]:
    for piece in kept:
        if headline and piece.kind in (BlockKind.HEADLINE, BlockKind.SUBHEAD) and same_text(piece.text, headline):
            continue
        yield piece._replace(kind=BlockKind.SUBHEAD) if piece.kind is BlockKind.HEADLINE else piece


def _meta(tree: Any, name: str) -> str | None:
    for meta in tree.iter("meta"):
        if (
            name in (meta.get("property"), meta.get("name"), meta.get("itemprop"))
            and (meta.get("content") or "").strip()
        ):
            return " ".join(meta.get("content").split())
    return None


def _page_title(tree: Any, headline: str | None) -> str | None:
    title = tree.findtext(".//title")
    return headline or (_SITE_SUFFIX.sub("", " ".join(title.split())) or None if title else None)


def _date(tree: Any) -> str | None:
    """When the page says it was published: metadata, else the first time element with a date."""
    for name in ("article:published_time", "datePublished", "date", "dcterms.date"):
        if found := _meta(tree, name):
            return found
    return next((at for e in tree.iter("time") if re.match(r"\d{4}-\d\d", at := e.get("datetime") or "")), None)
