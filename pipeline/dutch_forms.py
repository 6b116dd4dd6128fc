"""Forms of Dutch nouns: their plurals by rule, and where a compound may be cut.

The rules give more forms than there are (and so find every real one); what is no word is simply never met.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.checks.spelling import zipf

_VOWEL = "aeiouyáéíóúäëïöü"
#: -raad, -zoon, -vuur: a long vowel that is written once where the syllable is open.
_LONG = re.compile(rf"(aa|ee|oo|uu)([^{_VOWEL}\W])$")
#: -wet, -kop: a short vowel, after which the consonant is doubled.
_SHORT = re.compile(rf"(?:^|[^{_VOWEL}])[aeiou]([^{_VOWEL}\Wwxjh])$")
#: -er, -el, -en, -em, -ig: no stress, no doubling (and mostly a plural in -s).
_UNSTRESSED = re.compile(rf"[^{_VOWEL}]+(?:e[rlnm]|ig)$")
_VOICED = {"f": "v", "s": "z"}
_IRREGULAR = {
    "lid": ("leden",), "stad": ("steden",), "schip": ("schepen",), "man": ("mannen", "lieden", "lui"),
    "vrouw": ("vrouwen",), "kind": ("kinderen",), "ei": ("eieren",), "blad": ("bladen", "bladeren"),
    "heid": ("heden",), "dag": ("dagen",), "weg": ("wegen",), "gebod": ("geboden",), "verbod": ("verboden",),
    "bedrag": ("bedragen",), "slag": ("slagen",), "god": ("goden",), "oorlog": ("oorlogen",), "hof": ("hoven",),
    "dak": ("daken",), "glas": ("glazen",), "bad": ("baden",), "gat": ("gaten",), "vat": ("vaten",),
    "schepen": ("schepenen",), "christen": ("christenen",), "um": ("a", "ums"), "us": ("i", "ussen"),
}  # fmt: skip

#: A part of a compound has as many letters, or is one of these.
_SHORTEST = 4
#: Nouns that have no plural, where the form would be a verb: omzetten is to convert.
_NO_PLURAL = frozenset(
    "omzet inzet afzet uitstoot aanpak opvang vervoer verkeer onderhoud beheer handel verhuur verkoop inkoop".split()
)
_SHORT_PARTS = frozenset("lid wet dag tak top man vak kas gas bus bod eis pot net oud jeugd zee weg hof eu vn".split())
#: Suffixes, which make another word and no compound: ministerschap, wetteloos.
_SUFFIX = re.compile(r"(?:schap|lijk|heid|loos|baar|achtig|ing|erij|isme|iteit|isch|elijk|igheid|ster|eren|eerd)")
_LINKS = ("", "s", "en", "e")
_COMMON = 2.5


@lru_cache(maxsize=16384)
def plurals(noun: str) -> frozenset[str]:
    """Possible plurals of a noun: raad, raden; wethouder, wethouders; cao, cao's; motie, moties."""
    if noun.isupper():
        return frozenset({noun + "'s", noun + "s"})
    if len(noun) < 3 or noun.lower() in _NO_PLURAL:
        return frozenset()
    made = {noun + "'s", noun + "s"}
    lower = noun.lower()
    irregular = {e: forms for e, forms in _IRREGULAR.items() if lower.endswith(e) and (lower == e or len(e) > 1)}
    for ending, forms in irregular.items():
        made |= {noun[: len(noun) - len(ending)] + form for form in forms}
    if lower.endswith("e"):
        made |= {noun + "n", noun + "ën", noun[:-1] + "ën"} if lower.endswith(("ie", "ee")) else {noun + "n"}
    elif _SHORT.search(lower) and not _UNSTRESSED.search(lower):
        # Not also without doubling: koppen are heads, kopen is to buy.
        made.add(noun + noun[-1] + "en")
    elif lower[-1] in _VOICED:
        stem = noun[:-1] + _VOICED[lower[-1]]
        made.add(_LONG.sub(lambda m: m[1][0] + m[2], stem) + "en")
    elif _LONG.search(lower):
        made.add(noun[:-3] + noun[-2:] + "en")
    elif not irregular and lower[-1] not in _VOWEL:
        made.add(noun + "en")
    return frozenset(made - {noun})


def with_e(adjective: str) -> frozenset[str]:
    """How an adjective stands before most nouns: demissionaire, fiscale, rijke."""
    return frozenset(form[:-1] for form in plurals(adjective) if form.endswith("en")) - {adjective}


def compounded(word: str) -> Iterator[tuple[str, str]]:
    """(modifier, head) of each way in which a word may be a compound, longest modifier first, no linking letters."""
    for place in range(len(word) - 2, 2, -1):
        head = word[place:]
        # omzet-ting doubles its consonant before the suffix
        doubled = head[:1] == word[place - 1] and _SUFFIX.fullmatch(head[1:].lower())
        if not _is_part(head) or _SUFFIX.match(head.lower()) or doubled:
            continue
        for link in _LINKS:
            modifier = word[: place - len(link)]
            if word[place - len(link) : place] == link and _is_part(modifier):
                yield modifier, head


@lru_cache(maxsize=65536)
def _is_part(part: str) -> bool:
    lower = part.lower()
    return lower in _SHORT_PARTS or (len(part) >= _SHORTEST and (part.isupper() or zipf(lower, "nl") >= _COMMON))
