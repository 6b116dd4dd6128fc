"""Numbers written in words, Dutch and English: vijfentwintig, half acht, two and a half million."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.numbers.number import Language, Number

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
SCALES: dict[str, dict[str, int]] = {
    "nl": {
        "honderd": 10**2, "duizend": 10**3, "miljoen": 10**6, "mln": 10**6, "mio": 10**6, "miljard": 10**9,
        "mrd": 10**9, "mld": 10**9, "biljoen": 10**12, "biljard": 10**15,
    },
    "en": {
        "hundred": 10**2, "dozen": 12, "thousand": 10**3, "million": 10**6, "mln": 10**6, "mn": 10**6,
        "billion": 10**9, "bn": 10**9, "trillion": 10**12, "tn": 10**12, "quadrillion": 10**15,
    },
}  # fmt: skip
#: "jaren zestig" and "sixties" mean 1960; nobody writes about the 1760s this way.
_DECADE_WORDS = {f"{word[:-1]}ies": 1900 + value for word, value in _ENGLISH.items() if word.endswith("ty")}
_ENGLISH_NAMES_OF_TIMES = {"noon": Decimal(12), "midday": Decimal(12), "midnight": Decimal(0)}
_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"{_LETTER}+")


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


def in_words(text: str, language: Language) -> list[Number]:
    tokens = [(match[0].lower(), match.start(), match.end()) for match in _WORD.finditer(text)]
    found: list[Number] = []
    index = 0
    while index < len(tokens):
        number, index = (_dutch_run if language == "nl" else _english_run)(text, tokens, index)
        if number is not None:
            found.append(number)
    return found + (_on_the_clock(text) if language == "nl" else [])


#: kwart voor acht, tien over half negen
_CLOCK = re.compile(r"\b(kwart|vijf|tien|twintig) (voor|over) (half )?([a-z]+)\b", re.IGNORECASE)


def _on_the_clock(text: str) -> list[Number]:
    """Clock times told from an hour or half hour, as hours and hundredths: 7.45 for kwart voor acht."""
    found = []
    for match in _CLOCK.finditer(text):
        hour = _DUTCH.get(match[4].lower(), 0)
        if not 1 <= hour <= 12:
            continue
        minutes = 15 if match[1].lower() == "kwart" else _DUTCH[match[1].lower()]
        total = 60 * hour - (30 if match[3] else 0) + (minutes if match[2].lower() == "over" else -minutes)
        first = total // 60 + Decimal(total % 60) / 100
        found.append(Number(first, match[0], match.start(), False, frozenset({first + 12})))
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
    scales = SCALES["nl"]
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
    decade = 20 <= value <= 90 and value % 10 == 0 and text[:start].lower().endswith("jaren ")
    while _adjacent(text, tokens, index) and tokens[index][0] in scales:
        value, end = value * scales[tokens[index][0]], tokens[index][2]
        index += 1
    others = frozenset({value, value + 1800, value + 2000}) if decade else frozenset()
    return Number(value + 1900 if decade else value, text[start:end], start, False, others), index


def _english_run(text: str, tokens: list[_Token], index: int) -> tuple[Number | None, int]:
    word, start, end = tokens[index]
    scales = SCALES["en"]
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
