"""Text of blocks made plain: entities, invisible characters and white space; boilerplate marked, not dropped."""

from __future__ import annotations

import html
import re
import unicodedata

from pipeline.article import Article, BlockKind, Finding, Severity

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u2060\ufeff]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BOILERPLATE = re.compile(
    r"^(?:lees (?:ook|meer|verder|hier)\b|bekijk (?:ook|hier)\b|luister ook\b|zie ook\b|volg ons (?:op|via)\b|"
    r"deel (?:dit|via|op|artikel)\b|(?:facebook|twitter|whatsapp|linkedin|e-mail)(?:\s+(?:facebook|twitter|"
    r"whatsapp|linkedin|e-mail|x))+$|.{0,80}\bcookies?\b.{0,80}(?:accepteren|instellingen|akkoord|toestemming)|"
    r"(?:meld je|schrijf je) (?:aan|in) voor (?:onze|de) nieuwsbrief|door onze (?:redactie|correspondent|verslaggever)|"
    r"©|copyright\b|tip de redactie|reageer\b.{0,30}$|abonneer)",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"^(?:foto|beeld|illustratie|video|©? ?(?:anp|belga|getty))\s*[:|/]\s", re.IGNORECASE)

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
    text = unicodedata.normalize("NFC", html.unescape(text))
    return " ".join(_INVISIBLE.sub("", text).split())


def clean(article: Article) -> Article:
    """A copy with plain text in each block; boilerplate becomes kind OTHER, photo credits CAPTION."""
    article = article.model_copy(deep=True)
    kept = []
    for block in article.blocks:
        block.text = clean_text(block.text)
        if not block.text:
            continue
        if block.kind not in (BlockKind.HEADLINE, BlockKind.CAPTION):
            if _CAPTION.match(block.text):
                block.kind = BlockKind.CAPTION
            elif len(block.text) < 200 and _BOILERPLATE.match(block.text):
                block.kind = BlockKind.OTHER
        kept.append(block)
    article.blocks = kept
    if article.title:
        article.title = clean_text(article.title)
    return article


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
