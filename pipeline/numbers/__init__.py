"""The numbers in a Dutch or English text, as values that compare across the two languages.

1.000,50 in Dutch is 1,000.50 in English; 19.30 uur is 7:30 p.m.; anderhalf miljoen is 1.5 million. Signs,
units and currencies are left out: they are words, and words are translated.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from pipeline.numbers.digits import CODE, codes, in_digits, times
from pipeline.numbers.number import Language, Number
from pipeline.numbers.words import in_words

__all__ = ["Language", "Number", "codes", "numbers", "values"]


def numbers(text: str, language: Language) -> list[Number]:
    """The numbers of a text in reading order. "One" and "een" are left out: they are articles more often."""
    rest = text
    found = times(text)
    for number in found:
        rest = _blank(rest, number.start, len(number.text))
    for match in list(CODE.finditer(rest)):
        # 1980s, 10km and 3e are numbers with an ending; D66 and 5G are not.
        rest = _blank(rest, match.start(), len(match[0]))
    found += in_digits(rest, language)
    found += in_words(rest, language)
    return sorted(found, key=lambda number: number.start)


def _blank(text: str, start: int, length: int) -> str:
    return text[:start] + "\0" * length + text[start + length :]


def values(text: str, language: Language) -> Counter[Decimal]:
    """How often each value occurs in a text, whatever it was written in."""
    return Counter(number.value for number in numbers(text, language))
