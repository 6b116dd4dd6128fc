"""Text of blocks made plain: entities, invisible characters and white space; boilerplate marked, not dropped."""

from __future__ import annotations

import itertools
import re
import unicodedata

from pipeline.article import TITLE_KINDS, Article, Block, BlockKind, Finding, Severity
from pipeline.boilerplate import announces_links, kind_around
from pipeline.entities import unescape_once

# Soft hyphens, zero-width spaces, direction marks and control characters: what no reader sees.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
    "|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
# A joiner outside emoji joins nothing in Dutch.
_EMOJI = "\u2600-\u27bf\U0001f000-\U0001faff"
_STRAY_JOINER = re.compile(f"(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])")
# 10 000 with a space that does not break: the space would be lost, and one number would be two.
_SPACED_THOUSANDS = re.compile(r"(?<![\d+.,])(?<!\d\s)[1-9]\d{0,2}(?:[\u00a0\u2009\u202f]\d{3})+(?![\d\s]*\d)")
# Letters that a typesetter joined, and the Dutch digraph as one character.
_LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij", "Ĳ": "IJ", "ŉ": "'n",
}  # fmt: skip
# C1 control characters are Windows-1252 punctuation that was read as Latin-1; 0x85 there is an ellipsis.
_WINDOWS = {
    code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_PLAIN = str.maketrans(_LIGATURES) | _WINDOWS

# Frequent function words that the other languages lack; shared ones (in, over, de/het in French ...) are out.
_DUTCH = frozenset(
    (
        "het een van en dat die niet zijn voor met ook maar naar uit bij nog wel heeft hebben wordt worden "
        "door deze dit aan om te er ze hij zij wij je ik geen meer werd waren tot dan als na zich hun moet "
        "kan zei"
    ).split()
)
_OTHERS = frozenset(
    (
        "the of and to that not are for with but from out by has have will be this these it they he she we "
        "you was were said their which und der das nicht ist sind für mit auch aber nach aus bei noch hat "
        "haben wird werden durch diese ein eine sich les des et une dans que qui pour pas sur avec est sont "
        "mais ou"
    ).split()
)
_WORDS = re.compile(r"[^\W\d_]+")


def clean_text(text: str) -> str:
    """One block's text in plain form; entities are unescaped once, so that &amp;lt; stays &lt;."""
    text = unescape_once(text).translate(_PLAIN)
    text = _SPACED_THOUSANDS.sub(lambda match: re.sub(r"\s", ".", match[0]), text)
    text = _STRAY_JOINER.sub("", _INVISIBLE.sub("", text))
    return " ".join(unicodedata.normalize("NFC", text).split())


def clean(article: Article) -> Article:
    """A copy with plain text in each block; what stands around the article becomes kind OTHER, and is listed."""
    article = article.model_copy(deep=True)
    kept = []
    for block in article.blocks:
        block.text = clean_text(block.text)
        if block.text:
            kept.append(block)
    marked = _mark_around(kept)
    _promote(kept)
    article.blocks = kept
    title = clean_text(article.title) if article.title else ""
    if not title or any(block.text == title for block in marked):
        title = next((block.text for block in kept if block.kind is BlockKind.HEADLINE), "")
    article.title = title or None
    if marked:
        message = f"{len(marked)} lines around the article (links, credits, bylines) are translated but not summarised."
        article.findings = [*article.findings, _marked(message, marked)]
    return article


def _marked(message: str, blocks: list[Block]) -> Finding:
    evidence = " | ".join(block.text for block in blocks)
    return Finding(code="around-the-article", severity=Severity.INFO, message=message, evidence=evidence)


def _mark_around(blocks: list[Block]) -> list[Block]:
    """Marks lines that are not the article's own; gives those that became OTHER."""
    marked = []
    linking = 0
    for block in blocks:
        kind = kind_around(block.text) if block.kind not in (BlockKind.CAPTION, BlockKind.OTHER) else None
        # "Lees ook:" stands over a list of titles, or over one.
        if kind is None and linking and (block.kind is BlockKind.LIST_ITEM or (linking == 1 and _is_title(block))):
            kind = BlockKind.OTHER
        if kind is BlockKind.OTHER:
            marked.append(block)
            linking = 1 if announces_links(block.text) else 2 if block.kind is BlockKind.LIST_ITEM and linking else 0
        else:
            linking = 0
        if kind:
            block.kind = kind
    return marked


def _is_title(block: Block) -> bool:
    return block.kind is BlockKind.SUBHEAD and not block.text.endswith((".", "!", "?"))


def _promote(blocks: list[Block]) -> None:
    """Gives an article that has none a headline, of the titles that open it, and a lead.

    A first title of one or two words is a section's or paper's name where another title follows.
    """
    own = [block for block in blocks if block.kind not in (BlockKind.OTHER, BlockKind.CAPTION)]
    kinds = {block.kind for block in own}
    titles = list(itertools.takewhile(lambda block: block.kind is BlockKind.SUBHEAD, own))
    running = len(own) > len(titles) and own[len(titles)].kind in (BlockKind.PARAGRAPH, BlockKind.LEAD)
    if titles and running and BlockKind.HEADLINE not in kinds:
        headline = next((block for block in titles if len(block.text.split()) > 2), titles[0])
        headline.kind = BlockKind.HEADLINE
    if BlockKind.LEAD not in kinds:
        rest = list(itertools.dropwhile(lambda block: block.kind in TITLE_KINDS, own))
        if rest and rest[0].kind is BlockKind.PARAGRAPH:
            rest[0].kind = BlockKind.LEAD


def dutch_share(text: str) -> tuple[float, int]:
    """(share of Dutch among the known function words, how many were known); (1.0, 0) where none is."""
    words = [word.lower() for word in _WORDS.findall(text)]
    dutch = sum(word in _DUTCH for word in words)
    known = dutch + sum(word in _OTHERS for word in words)
    return (dutch / known if known else 1.0), known


def language_finding(article: Article, min_dutch: float) -> Finding | None:
    """A "not Dutch" finding, where at least five function words say so."""
    share, known = dutch_share(" ".join(block.text for block in article.blocks))
    if known < 5 or share >= min_dutch:
        return None
    return Finding(
        code="not-dutch",
        severity=Severity.ERROR,
        message=f"This does not read as Dutch: {share:.0%} of {known} common words are Dutch ones.",
        evidence=article.blocks[0].text[:80],
    )
