"""Numbers written in digits: figures, dates, clock times, decades, and codes that are no numbers."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

from pipeline.numbers.number import Language, Number
from pipeline.numbers.words import SCALES

_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
#: A longer number is no year, and one of thirty digits has no remainder that decimal would work out.
_LAST_DECADE = 2100
_LETTER = r"[^\W\d_]"
_TIME = re.compile(
    r"(?<![\w.,:])(?P<h>[01]?\d|2[0-4])(?:(?P<sep>[:.]|u(?=\d\d\b))(?P<m>[0-5]\d))?"
    r"(?![\d:]|[.,]\d)(?:\s*(?P<tail>uur|u\b|hrs\b|hours\b|[ap]\.m\.|[ap]\.?m\b\.?|o['’]clock))?",
    re.IGNORECASE,
)
#: 14u15
_BELGIAN_TIME = re.compile(r"(?:[01]?\d|2[0-4])u[0-5]\d")
CODE = re.compile(rf"(?<!\w)(?<!\d[.,:])(?:{_LETTER}+\d+\w*|\d+[A-Z]\w*|\d+{_LETTER}+\d\w*)")
_DIGITS = re.compile(
    rf"(?<![^\W_])(?P<apostrophe>['’‘`]?)(?P<number>\d+(?:[.,\u00a0\u2009\u202f]\d+)*)(?P<fraction>\s?[½¼¾])?"
    rf"(?P<suffix>{_LETTER}*)|(?P<bare>[½¼¾])"
)
_GROUPED = {
    "nl": re.compile(r"\d{1,3}(?:[.\u00a0\u2009\u202f]\d{3})+(?:,\d+)?"),
    "en": re.compile(r"\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?"),
}
_DECIMAL = re.compile(r"\d+[.,]\d+")
_DATE = re.compile(r"(\d{1,2})[.](\d{1,2})[.](\d{4}|\d{2})")


def _parse(token: str, language: Language) -> list[tuple[Decimal, frozenset[Decimal]]] | None:
    """Values (and other readings) of a run of digits, dots and commas; None: a version such as 17.4.1."""
    none: frozenset[Decimal] = frozenset()
    if token.isdigit():
        return [(Decimal(token), none)]
    if _GROUPED[language].fullmatch(token):
        return [(_decimal(token, "," if language == "nl" else "."), none)]
    if _DECIMAL.fullmatch(token):
        # A Dutch text that writes 1,000 may have kept an English thousand; English keeps no Dutch ones.
        other = frozenset({_decimal(token, "")}) if language == "nl" and _GROUPED["en"].fullmatch(token) else none
        return [(_decimal(token, "," if "," in token else "."), other)]
    if date := _DATE.fullmatch(token):
        return [(Decimal(part), none) for part in date.groups()]
    swapped: Language = "en" if language == "nl" else "nl"
    if token.count(".") and token.count(",") and _GROUPED[swapped].fullmatch(token):
        return [(_decimal(token, "," if swapped == "nl" else "."), none)]
    if "." in token and "," not in token:
        return None
    return [(Decimal(part), none) for part in re.split(r"\D", token)]


def _decimal(token: str, point: str) -> Decimal:
    return Decimal("".join("." if c == point else c for c in token if c.isdigit() or c == point))


def codes(text: str) -> Counter[str]:
    """Tokens that carry digits but are no numbers: D66, iOS17, 5G, 17.4.1."""
    found = [match[0] for match in CODE.finditer(text) if not _BELGIAN_TIME.fullmatch(match[0])]
    for match in re.finditer(r"(?<![\w.,])\d+(?:\.\d+){2,}(?![\w,])", text):
        if _parse(match[0], "nl") is None and _parse(match[0], "en") is None:
            found.append(match[0])
    return Counter(found)


def times(text: str) -> list[Number]:
    found = []
    for match in _TIME.finditer(text):
        tail = (match["tail"] or "").lower().replace(".", "")
        clock = tail in ("am", "pm")
        if not clock and (match["m"] is None or (match["sep"] == "." and not tail)):
            continue
        hours, minutes = int(match["h"]), Decimal(match["m"] or 0) / 100
        others = {hours + minutes}
        if clock:
            others.add(Decimal(hours))
        if tail == "pm" and hours < 12:
            hours += 12
        elif tail == "am" and hours == 12:
            hours = 0
        elif not clock and hours > 12:
            others.add(hours - 12 + minutes)
        value = hours + minutes
        found.append(Number(value, match[0].strip(), match.start(), True, frozenset(others - {value})))
    return found


def in_digits(text: str, language: Language) -> list[Number]:
    found = []
    for match in _DIGITS.finditer(text):
        if match["bare"]:
            found.append(Number(_FRACTIONS[match["bare"]], match[0], match.start(), True))
            continue
        token, suffix = match["number"], match["suffix"].lower()
        parsed = _parse(token, language)
        if parsed is None:
            continue
        before, after = text[: match.start()], text[match.end() :]
        for value, others in parsed:
            words = match[0]
            if match["fraction"]:
                value += _FRACTIONS[match["fraction"].strip()]
            scale, scale_word = _scale_after(suffix, after, before, language)
            plural = suffix == "s" or bool(re.search(r"\bjaren\s+$", before, re.IGNORECASE))
            decade = plural and value <= _LAST_DECADE and value % 10 == 0
            if scale != 1:
                value, words = value * scale, words + scale_word
                others = frozenset(other * scale for other in others)
            elif decade and 20 <= value <= 90:
                value, others = value + 1900, others | {value, value + 1800, value + 2000}
            elif decade and value % 100 == 0 and 1000 <= value <= 2000:
                others |= {value / 100 + 1}  # the 1800s are the 19th century
            elif match["apostrophe"] and len(token) == 2:
                others |= {value + 1900, value + 2000}  # '68, unless a quotation mark
            found.append(Number(value, words.strip("'’‘`"), match.start(), True, others))
    return found


def _scale_after(suffix: str, after: str, before: str, language: Language) -> tuple[int, str]:
    scales = SCALES["nl"] | SCALES["en"] if language == "en" else SCALES["nl"] | {"bn": 10**9}
    if suffix in scales:
        return scales[suffix], ""
    if suffix == "k":
        return 1000, ""
    if suffix == "m" and re.search(r"[$€£]\s?$", before):
        return 10**6, ""
    match = re.match(rf"[\s-]+({_LETTER}+)", after) if not suffix else None
    if match and match[1].lower() in scales and match[1].lower() not in ("honderd", "dozen"):
        return scales[match[1].lower()], match[0]
    return 1, ""
