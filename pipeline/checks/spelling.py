"""English words that are no words: what a model makes up when it does not know the Dutch.

What counts as a word is what people write: wordfreq's list of 321,000 English forms (Speer 2022), without the
rarest, which are mostly slips and foreign words, and with what can be built from the commoner ones.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from typing import Literal

from pipeline.article import Finding
from pipeline.checks.likeness import same_name, slip
from pipeline.checks.text import fold, listed, warning

#: A lower-case word, or one with a capital, of four letters and more, with no hyphen, apostrophe, digit or address
#: about it.
_WORD = re.compile(r"(?<![\w@#./'’-])[^\W\d_][a-zß-öø-ÿ]{3,}(?![\w@/'’-]|\.\w)")
#: Zipf values: the logarithm of the count in a thousand million words.
_RARE = 1.5
_COMMON = 2.5
_VERY_COMMON = 3.5
_SUFFIXES = tuple(
    "s es d ed y ly er ers ier ing ish ness like fold less able ise ised ises isation ize ized ization".split()
)
_PREFIXES = tuple("un re non over under anti super micro eco bio mis pre post inter multi sub out tele semi".split())
_SHORTEST = 4


@cache
def _frequencies(language: Literal["en", "nl"]) -> dict[str, float]:
    from wordfreq import get_frequency_dict

    return dict(get_frequency_dict(language, "large"))


@lru_cache(maxsize=65536)
def zipf(word: str, language: Literal["en", "nl"]) -> float:
    """The logarithm (base 10) of how often a lower-case word comes in a thousand million words; 0: never."""
    frequency = _frequencies(language).get(word)
    return math.log10(frequency) + 9 if frequency else 0.0


def unknown_word(source: str, target: str) -> Finding | None:
    """A word of the English that is no English, no name of the Dutch and not made of known words."""
    written = [match[0] for match in _WORD.finditer(target)]
    strange = [word for word in written if not is_known(fold(word)) and not is_known(word.casefold())]
    if not strange:
        return None
    dutch = {fold(word) for word in re.findall(r"[^\W_]+", source)}
    # A slip of a name is told as such by the check of names.
    strange = [word for word in strange if not any(_is_name(other, fold(word)) for other in dutch)]
    if not strange:
        return None
    return warning(
        "unknown-word",
        f"Not an English word: {listed(strange)}. The model may not have known the Dutch, or misspelt a name.",
        listed(strange),
    )


def _is_name(dutch: str, english: str) -> bool:
    return same_name(dutch, english) or slip(dutch, english)


@lru_cache(maxsize=16384)
def is_known(word: str) -> bool:
    """Is it English, or made of English: unpatrolled, thirtyfold, pancakehouse?"""
    if zipf(word, "en") >= _RARE:
        return True
    for suffix in _SUFFIXES:
        stem = word.removesuffix(suffix)
        if stem != word and len(stem) >= _SHORTEST:
            undoubled = stem[:-1] if stem[-1] == stem[-2] else stem
            if max(zipf(form, "en") for form in (stem, stem + "e", undoubled)) >= _COMMON:
                return True
    for prefix in _PREFIXES:
        stem = word.removeprefix(prefix)
        if stem != word and len(stem) >= _SHORTEST and zipf(stem, "en") >= _COMMON:
            return True
    return any(
        min(zipf(word[:place], "en"), zipf(word[place:], "en")) >= _VERY_COMMON
        for place in range(_SHORTEST, len(word) - _SHORTEST + 1)
    )
