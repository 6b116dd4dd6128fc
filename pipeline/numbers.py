"""The numbers in a Dutch or English text, as values that compare across the two languages.

1.000,50 in Dutch is 1,000.50 in English; 19.30 uur is 7:30 p.m.; anderhalf miljoen is 1.5 million. Signs,
units and currencies are left out: they are words, and words are translated.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Language = Literal["nl", "en"]


@dataclass(frozen=True)
class Number:
    """One number: its value, the words it was written in, and other values it may fairly be given."""

    value: Decimal
    text: str
    start: int
    digits: bool
    others: frozenset[Decimal] = frozenset()

    @property
    def readings(self) -> frozenset[Decimal]:
        return self.others | {self.value}


_UNITS = {
    "nl": "nul _ twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien "
    "zeventien achttien negentien",
    "en": "zero _ two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen",
}
_TENS = {
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
}


def _table(language: str) -> dict[str, int]:
    small = {word: value for value, word in enumerate(_UNITS[language].split()) if word != "_"}
    return small | {word: value for value, word in zip(range(20, 100, 10), _TENS[language].split(), strict=True)}


_DUTCH, _ENGLISH = _table("nl"), _table("en")
_DUTCH_ORDINALS = {"eerste": 1, "derde": 3, "achtste": 8}
_ENGLISH_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12, "thirds": 3,
}  # fmt: skip
_HALVES = {
    "half": Decimal("0.5"),
    "halve": Decimal("0.5"),
    "anderhalf": Decimal("1.5"),
    "anderhalve": Decimal("1.5"),
}
_SCALES: dict[str, dict[str, int]] = {
    "nl": {
        "honderd": 10**2, "duizend": 10**3, "miljoen": 10**6, "mln": 10**6, "mio": 10**6, "miljard": 10**9,
        "mrd": 10**9, "mld": 10**9, "biljoen": 10**12, "biljard": 10**15,
    },
    "en": {
        "hundred": 10**2, "dozen": 12, "thousand": 10**3, "million": 10**6, "mln": 10**6, "mn": 10**6,
        "billion": 10**9, "bn": 10**9, "trillion": 10**12, "tn": 10**12, "quadrillion": 10**15,
    },
}  # fmt: skip
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
#: "jaren zestig" and "sixties" mean 1960; nobody writes about the 1760s this way.
_DECADE_WORDS = {f"{word[:-1]}ies": 1900 + value for word, value in _ENGLISH.items() if word.endswith("ty")}

_LETTER = r"[^\W\d_]"
_TIME = re.compile(
    r"(?<![\w.,:])(?P<h>[01]?\d|2[0-4])(?:(?P<sep>[:.])(?P<m>[0-5]\d))?"
    r"(?![\d:]|[.,]\d)(?:\s*(?P<tail>uur|u\b|hrs\b|hours\b|[ap]\.m\.|[ap]\.?m\b\.?|o['’]clock))?",
    re.IGNORECASE,
)
_CODE = re.compile(rf"(?<!\w)(?<!\d[.,:])(?:{_LETTER}+\d+\w*|\d+[A-Z]\w*|\d+{_LETTER}+\d\w*)")
_DIGITS = re.compile(
    rf"(?<![^\W_])(?P<apostrophe>['’‘`]?)(?P<number>\d+(?:[.,\u00a0\u2009\u202f]\d+)*)(?P<fraction>\s?[½¼¾])?"
    rf"(?P<suffix>{_LETTER}*)|(?P<bare>[½¼¾])"
)
_WORD = re.compile(rf"{_LETTER}+")
_GROUPED = {
    "nl": re.compile(r"\d{1,3}(?:[.\u00a0\u2009\u202f]\d{3})+(?:,\d+)?"),
    "en": re.compile(r"\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?"),
}
_DECIMAL = re.compile(r"\d+[.,]\d+")
_DATE = re.compile(r"(\d{1,2})[.](\d{1,2})[.](\d{4}|\d{2})")
_ENGLISH_NAMES_OF_TIMES = {"noon": Decimal(12), "midday": Decimal(12), "midnight": Decimal(0)}


def _dutch_word(word: str) -> Decimal | None:
    """The value of a Dutch number word, compounds and ordinals included; None: not one (een is not)."""
    if word in _HALVES:
        return _HALVES[word]
    if word.endswith(("ënhalf", "enhalf", "ënhalve", "enhalve")):
        whole = _DUTCH.get(re.sub(r"[ëe]nhal(?:f|ve)$", "", word))
        return None if whole is None else whole + Decimal("0.5")
    word = re.sub(r"(?:jarig(?:en?)?|tal)$", "", word)
    if word in _DUTCH_ORDINALS:
        return Decimal(_DUTCH_ORDINALS[word])
    value = _dutch_cardinal(word)
    for ending in ("ste", "de"):
        if value is None and word.endswith(ending):
            value = _dutch_cardinal(word.removesuffix(ending))
    return None if value is None else Decimal(value)


def _dutch_cardinal(word: str) -> int | None:
    if word in _DUTCH:
        return _DUTCH[word]
    for scale, factor in (("duizend", 1000), ("honderd", 100)):
        left, found, right = word.partition(scale)
        if found:
            many = _dutch_cardinal(left) if left else 1
            if right == "en":
                return None  # honderden, duizenden: many
            right = right.removeprefix("en")
            rest = (1 if right == "een" else _dutch_cardinal(right)) if right else 0
            return None if many is None or rest is None else many * factor + rest
    match = re.fullmatch(r"(\w+?)(?:en|ën)(\w+tig)", word)
    if match and match[2] in _DUTCH:
        unit = 1 if match[1] in ("een", "één") else _DUTCH.get(match[1], 10)
        return _DUTCH[match[2]] + unit if unit < 10 else None
    return None


def _english_word(word: str) -> int | None:
    if word in _ENGLISH:
        return _ENGLISH[word]
    if word in _ENGLISH_ORDINALS:
        return _ENGLISH_ORDINALS[word]
    for ending, put in (("ieths", "y"), ("ieth", "y"), ("ths", ""), ("th", "")):
        if word.endswith(ending) and word.removesuffix(ending) + put in _ENGLISH:
            return _ENGLISH[word.removesuffix(ending) + put]
    return None


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
    found = [match[0] for match in _CODE.finditer(text)]
    for match in re.finditer(r"(?<![\w.,])\d+(?:\.\d+){2,}(?![\w,])", text):
        if _parse(match[0], "nl") is None and _parse(match[0], "en") is None:
            found.append(match[0])
    return Counter(found)


def _times(text: str) -> list[Number]:
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


def _digits(text: str, language: Language) -> list[Number]:
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
            decade = value % 10 == 0 and (suffix == "s" or bool(re.search(r"\bjaren\s+$", before, re.IGNORECASE)))
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
    scales = _SCALES["nl"] | _SCALES["en"] if language == "en" else _SCALES["nl"] | {"bn": 10**9}
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


def _words(text: str, language: Language) -> list[Number]:
    tokens = [(match[0].lower(), match.start(), match.end()) for match in _WORD.finditer(text)]
    found: list[Number] = []
    index = 0
    while index < len(tokens):
        number, index = (_dutch_run if language == "nl" else _english_run)(text, tokens, index)
        if number is not None:
            found.append(number)
    return found


_Token = tuple[str, int, int]


def _adjacent(text: str, tokens: list[_Token], index: int) -> bool:
    """Is token `index` only a space or hyphen away from the one before it?"""
    if not 0 < index < len(tokens):
        return False
    return text[tokens[index - 1][2] : tokens[index][1]] in (" ", "-", "\u00a0", "‑")


def _scaled_by_digits(text: str, start: int) -> bool:
    """Does a digit stand right before, so that the scale word has been read with it?"""
    return bool(re.search(r"\d[\s-]*$", text[:start]))


def _dutch_run(text: str, tokens: list[_Token], index: int) -> tuple[Number | None, int]:
    word, start, end = tokens[index]
    scales = _SCALES["nl"]
    value = _dutch_word(word)
    if value is None and word in ("een", "één") and index + 1 < len(tokens) and tokens[index + 1][0] in scales:
        value = Decimal(1)
    if value is None and word not in scales:
        return None, index + 1
    if _scaled_by_digits(text, start) and word in scales:
        return None, index + 1
    if value is None:
        value = Decimal(scales[word])
    index += 1
    if word == "half" and _adjacent(text, tokens, index) and (hour := _dutch_word(tokens[index][0])):
        # "half acht" is the clock's 7.30.
        value, others = (
            hour - 1 + Decimal("0.3"),
            frozenset({hour, Decimal("0.5"), hour + 11 + Decimal("0.3")}),
        )
        return Number(value, text[start : tokens[index][2]], start, False, others), index + 1
    decade = value % 10 == 0 and 20 <= value <= 90 and text[:start].lower().endswith("jaren ")
    while _adjacent(text, tokens, index) and tokens[index][0] in scales:
        value, end = value * scales[tokens[index][0]], tokens[index][2]
        index += 1
    others = frozenset({value, value + 1800, value + 2000}) if decade else frozenset()
    return Number(value + 1900 if decade else value, text[start:end], start, False, others), index


def _english_run(text: str, tokens: list[_Token], index: int) -> tuple[Number | None, int]:
    word, start, end = tokens[index]
    scales = _SCALES["en"]
    if word in _DECADE_WORDS:
        value = Decimal(_DECADE_WORDS[word])
        others = frozenset({value - 1900, value - 100, value + 100})
        return Number(value, text[start:end], start, False, others), index + 1
    if word in _ENGLISH_NAMES_OF_TIMES:
        value = _ENGLISH_NAMES_OF_TIMES[word]
        return Number(value, word, start, False, frozenset({value if value else Decimal(24)})), index + 1
    if word == "half":
        return Number(Decimal("0.5"), word, start, False), index + 1
    total, current, last = Decimal(0), Decimal(0), 0
    first = index
    while index < len(tokens):
        word = tokens[index][0]
        step = index
        joined = index == first or _adjacent(text, tokens, index)
        if joined and word == "and" and last >= 100 and index > first and _adjacent(text, tokens, index + 1):
            step, word = index + 1, tokens[index + 1][0]
        small = _english_word(word)
        ones = word == "one" and (last >= 20 or (step + 1 < len(tokens) and tokens[step + 1][0] in scales))
        if not joined:
            break
        if small is not None or ones:
            small = 1 if small is None else small
            # Twenty takes a unit and a hundred takes anything smaller; "two three" are two numbers.
            if last and not (small < 10 and 20 <= last < 100) and not (last >= 100 and small < last):
                break
            current, last = current + small, small
        elif word in scales and not (index == first and _scaled_by_digits(text, start)):
            factor = scales[word]
            if factor in (12, 100) or (last and last < factor and total == 0):
                current = (current or Decimal(1)) * factor
                if factor > 100:
                    total, current = total + current, Decimal(0)
            else:
                total, current = total + (current or Decimal(1)) * factor, Decimal(0)
            last = factor
        else:
            break
        end = tokens[step][2]
        index = step + 1
    if index == first:
        half = [token for token, _, _ in tokens[index : index + 4]] == ["one", "and", "a", "half"]
        if not half:
            return None, index + 1
        index, end, total = index + 1, tokens[index][2], Decimal(1)
    value = total + current
    if [token for token, _, _ in tokens[index : index + 3]] == ["and", "a", "half"]:
        value, end, index = value + Decimal("0.5"), tokens[index + 2][2], index + 3
        if index < len(tokens) and tokens[index][0] in scales:
            value, end, index = value * scales[tokens[index][0]], tokens[index][2], index + 1
    return Number(value, text[start:end], start, False), index


def numbers(text: str, language: Language) -> list[Number]:
    """The numbers of a text in reading order. "One" and "een" are left out: they are articles more often."""
    rest = text
    found: list[Number] = []
    for number in _times(text):
        found.append(number)
    for number in found:
        rest = _blank(rest, number.start, len(number.text))
    for match in list(_CODE.finditer(rest)):
        # 1980s, 10km and 3e are numbers with an ending; D66 and 5G are not.
        rest = _blank(rest, match.start(), len(match[0]))
    found += _digits(rest, language)
    found += _words(rest, language)
    return sorted(found, key=lambda number: number.start)


def _blank(text: str, start: int, length: int) -> str:
    return text[:start] + "\0" * length + text[start + length :]


def values(text: str, language: Language) -> Counter[Decimal]:
    """How often each value occurs in a text, whatever it was written in."""
    return Counter(number.value for number in numbers(text, language))
