"""Whether an English word is a Dutch name: the same, its English form, its regular spelling, or a slip of it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import product

from pipeline.checks.text import fold
from pipeline.resources import DATA

#: How the sounds of a name are spelt in English where Dutch spells them otherwise: Chroesjtsjov, Poetin, Afrika.
_SPELLINGS = {
    "sjtsjo": "shche", "sjtsj": "shch", "tsjo": "che cho", "sjo": "she sho", "tsj": "ch tch c", "dzj": "j dzh dj",
    "sch": "sh sk", "sj": "sh", "zj": "zh j", "oe": "u oo ou", "ij": "y ei", "ie": "y ee", "ou": "ow", "ae": "e",
    "ch": "kh", "ks": "x", "kw": "qu", "kk": "cc ck", "k": "c ck ch q", "f": "ph v", "g": "gh", "j": "y i", "y": "i",
    "w": "v", "i": "y", "t": "th", "d": "dh", "q": "k", "u": "ou", "h": "kh", "'": "", "-": "",
}  # fmt: skip
_SOUND = re.compile("|".join(sorted(_SPELLINGS, key=len, reverse=True)) + "|.", re.DOTALL)
#: Endings that go together, Dutch:English; a dot is no ending. The first are of inflected names, the second of
#: peoples and places, the third of Greek and Latin; then those of learned words.
_ENDING_PAIRS = """
.,'s,s,e,en,er,ers,':.,'s,s,',er,ers
.,s,se,er,ers,iaans,iaanse,iaan,aans,aanse,aan,anen,ees,ese,ezen,isch,ische,ie,ia,ier,iers,tisch,tische:a,an,ans,n,ian,ians,\
ean,ese,ish,ic,ical,ia,ies,y,i,ite,ites,.
us,um,ius,os,is,es,as:us,um,ius,os,is,es,as,.
se,s:e,o,a,y .:ies y:ies ijn:in,ine ici:ics aat,aten:at,ats ie:ion,y,ium,ics iek:ic,ics ist,isten:ist,ists
iteit:ity isme:ism aal,ale,eel,ele:al ief,ieve:ive eur,er,or:or,er air,aire:ary,arian aris,aire:ar,ary,er
entie,antie:ence,ance,ency,ancy ment,menten:ment,ments eren,aten:ate,e oog,ogen:ogist,ogists
"""
_ENDINGS = tuple(
    tuple(tuple(side.replace(".", "").split(",")) for side in pair.split(":")) for pair in _ENDING_PAIRS.split()
)
_SHORTEST_ROOT = 3
#: Dutch first letters by English one, where they differ: Jekaterinenburg is Yekaterinburg.
_FIRST_LETTERS = {"y": "yji", "k": "kc", "c": "ckt", "u": "uo", "s": "sz", "z": "zs", "j": "jd", "w": "wo"}
#: Last letters that come and go between spellings: Hodeida and Hodeidah, druzen and Druze.
_LOOSE_ENDS = "hwnesy"
#: Endings of Dutch names and what data/exonyms.tsv has for them: Egyptenaren is Egyptenaar.
_INFLECTIONS = (
    *((ending, "") for ending in ("", "e", "n", "s", "'", "en", "se", "er", "'s", "ers")),
    *(("aren", "aar"), ("ese", "ees"), ("anen", "aan"), ("ezen", "ees"), ("en", "e")),
)


@cache
def _exonyms() -> dict[str, tuple[str, ...]]:
    """English beginnings by folded Dutch word, as data/exonyms.tsv has them."""
    found: dict[str, tuple[str, ...]] = {}
    for line in (DATA / "exonyms.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            dutch, english = line.split("\t")
            for word in fold(dutch).split():
                found[word] = (*found.get(word, ()), *fold(english).split())
    return found


@lru_cache(maxsize=4096)
def exonym(word: str) -> tuple[str, ...]:
    """What the English of a folded Dutch name begins with; empty: no such name is known."""
    known = _exonyms()
    for ending, singular in _INFLECTIONS if len(word) > 3 else _INFLECTIONS[:1]:
        if word.endswith(ending) and (english := known.get(word.removesuffix(ending) + singular)):
            return english
    return ()


@cache
def _english_beginnings() -> frozenset[str]:
    return frozenset(english for known in _exonyms().values() for english in known)


@lru_cache(maxsize=4096)
def is_english_exonym(word: str) -> bool:
    """Is a folded English word the English of a name in data/exonyms.tsv?"""
    known = _english_beginnings()
    return word in known or any(word[:end] in known for end in range(4, len(word)))


def begins(word: str, beginning: str) -> bool:
    """Does an English word begin so? Beginnings of three letters and fewer are whole words: us, un, uk."""
    return word.removesuffix("'s") == beginning if len(beginning) <= 3 else word.startswith(beginning)


@lru_cache(maxsize=16384)
def _spelling(dutch: str) -> re.Pattern[str]:
    """Every regular English spelling of a folded Dutch name."""
    parts = []
    for sound in _SOUND.findall(dutch):
        ways = [sound, *_SPELLINGS[sound].split(" ")] if sound in _SPELLINGS else [sound]
        parts.append("(?:" + "|".join(map(re.escape, ways)) + ")")
    return re.compile("".join(parts))


@lru_cache(maxsize=16384)
def _roots(word: str, side: int) -> tuple[tuple[str, ...], ...]:
    """By group of endings, what is left of the word without each ending that it has (0: Dutch, 1: English)."""
    return tuple(
        tuple(word.removesuffix(e) for e in group[side] if word.endswith(e) and len(word) - len(e) >= _SHORTEST_ROOT)
        for group in _ENDINGS
    )


@lru_cache(maxsize=65536)
def same_name(dutch: str, english: str) -> bool:
    """Are two folded words one name, but for regular spelling and endings: Afrikaanse and African?"""
    if dutch == english:
        return True
    if abs(len(dutch) - len(english)) > 5:
        return False
    if len(dutch) > 4 and (dutch[:-1] == english or english[:-1] == dutch) and (dutch + english)[-1] in _LOOSE_ENDS:
        return True
    for ours, theirs in zip(_roots(dutch, 0), _roots(english, 1), strict=True):
        if any(_spelling(one).fullmatch(other) for one, other in product(ours, theirs)):
            return True
    return False


@lru_cache(maxsize=65536)
def slip(dutch: str, english: str) -> bool:
    """Is the English one letter off: wrong, missing, too many, or two swapped?"""
    if (
        dutch == english
        or abs(len(dutch) - len(english)) > 1
        or dutch[:1] != english[:1]
        or min(len(dutch), len(english)) < 4
    ):
        return False
    start = 0
    while start < min(len(dutch), len(english)) and dutch[start] == english[start]:
        start += 1
    one, other = dutch[start:], english[start:]
    if len(one) == len(other):
        return one[1:] == other[1:] or (one[:2] == other[1::-1] and one[2:] == other[2:])
    return one[1:] == other or one == other[1:]


@lru_cache(maxsize=16384)
def alike(dutch: str, english: str) -> bool:
    """Do two folded words look like two spellings of one foreign name: Nachitsjevan and Nakhchivan?"""
    if abs(len(dutch) - len(english)) > 4 or dutch[0] not in _FIRST_LETTERS.get(english[0], english[0]):
        return False
    return SequenceMatcher(None, dutch, english, autojunk=False).ratio() >= 0.6
