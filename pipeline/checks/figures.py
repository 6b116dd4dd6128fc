"""Numbers, dates, times and codes: the same values on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from pipeline.article import Finding
from pipeline.checks.text import listed, vocabulary, warning, words_of
from pipeline.numbers import Number, codes, numbers

#: Words that stand for a small number without being one: "both" for 2, "a" for 1.
SMALL: dict[int, frozenset[str]] = {
    1: vocabulary("""een één eens enkele enkel eerste a an one once first single sole each per 1e only"""),
    2: vocabulary(
        """beide twee tweede tweemaal dubbel dubbele tweeling paar both two second secondly twice double
    pair couple half duo"""
    ),
    3: vocabulary("drie driemaal driedubbel drievoudig trio triple three thrice threefold quarter"),
    4: vocabulary("kwart vier quarter quarters fourth four"),
    6: vocabulary("zes six halve half"),
    10: vocabulary("decennium decade tien ten tental"),
    11: vocabulary("elftal elf eleven"),
    12: vocabulary("dozijn dozen noon middag twaalf"),
}
#: 1.000, 1.000,50 and 3,5; a phone number or version has other groups.
_DUTCH_FORMAT = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+)(?!\w|[.,]\d)")
_HOURS = dict(
    zip(
        "een één twee drie vier vijf zes zeven acht negen tien elf twaalf".split(),
        "one one two three four five six seven eight nine ten eleven twelve".split(),
        strict=True,
    )
)
#: Up to here a number may be told in other words: noon, a dozen.
WORDLIKE_LIMIT = 12
_MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december",
    "january february march april may june july august september october november december",
)


def readings(found: Iterable[Number]) -> set[Decimal]:
    """Every value that the numbers may fairly be given."""
    return {reading for number in found for reading in number.readings}


#: Dutch measures that English gives in smaller ones: (measure, how many of those).
_MEASURES = (
    (re.compile(r"\betma(?:al|len)\b", re.IGNORECASE), Decimal(24)),
    (re.compile(r"\bkwartier(?:en)?\b", re.IGNORECASE), Decimal(15)),
    (re.compile(r"\b(?:half|anderhalf|[a-zë]+half)\s?jaar\b", re.IGNORECASE), Decimal(12)),
    (re.compile(r"\bton\b", re.IGNORECASE), Decimal(100_000)),
)


def _implied(source: str, found: Iterable[Number]) -> set[Decimal]:
    """Values that Dutch measures stand for: 24 for etmaal, 45 for drie kwartier, 200,000 for twee ton (euros)."""
    values: set[Decimal] = set()
    for measure, size in _MEASURES:
        if measure.search(source):
            values.add(size)
            values |= {reading * size for number in found for reading in number.readings}
    return values


def _in_measures(number: Number, told: set[Decimal]) -> bool:
    """Is the number among the English as a multiple: 3,6 ton as 360,000?"""
    return any(reading * size in told for reading in number.readings for _, size in _MEASURES)


def _covered(number: Number, others: list[Number], other_text: str) -> bool:
    """Is the value, in any fair reading, somewhere in the other text?"""
    known = readings(others)
    if number.readings & known:
        return True
    if number.value == int(number.value) and number.value <= WORDLIKE_LIMIT:
        value = int(number.value)
        words = set(words_of(other_text))
        if words & SMALL.get(value, frozenset()):
            return True
        # 12/10 is 12 October.
        if value >= 1 and words & {names.split()[value - 1] for names in _MONTHS}:
            return True
    # 24-jarige, 6:162: a number within a compound or code, but 1 is not in 1.03.
    return bool(re.search(rf"(?<!\d)(?<!\d[.,]){re.escape(str(number.value))}(?!\d|[.,]\d)", other_text))


def number_changed(source: str, target: str) -> Finding | None:
    """A number in digits that the other language has in no form."""
    dutch, english = numbers(source, "nl"), numbers(target, "en")
    measures = _implied(source, dutch)
    told = {reading for number in english for reading in number.readings} & measures
    lost = [n.text for n in dutch if n.digits and not _covered(n, english, target) and not _in_measures(n, told)]
    new = [n.text for n in english if n.digits and n.value not in measures and not _covered(n, dutch, source)]
    lost += _half_past(source, target)
    left = _left_dutch(source, target)
    lost += [code for code in codes(source) if not _same_code(code, target)]
    new += [code for code in codes(target) if not _same_code(code, source)]
    if not lost and not new and not left:
        return None
    parts = []
    if lost:
        parts.append(f"the Dutch has {listed(lost)}, the English does not")
    if new:
        parts.append(f"the English has {listed(new)}, the Dutch does not")
    if left:
        parts.append(f"the English still writes {listed(left)} the Dutch way")
    return warning(
        "number-changed",
        f"A number differs: {'; '.join(parts)}. Check figures, dates, times and scores.",
        listed([*lost, *new, *left]),
    )


def _half_past(source: str, target: str) -> list[str]:
    """half negen, which is 8.30, as half past nine."""
    english = {hour.lower() for hour in re.findall(r"\bhalf past (\w+)", target, re.IGNORECASE)}
    return [
        match[0]
        for match in re.finditer(r"\bhalf ([a-z]+)\b", source, re.IGNORECASE)
        if (name := _HOURS.get(match[1].lower())) in english and not english & set(_HOURS.values()) - {name}
    ]


def _left_dutch(source: str, target: str) -> list[str]:
    """Numbers of the Dutch with a point for thousands or a decimal comma that the English has as they are."""
    english = set(_DUTCH_FORMAT.findall(target))
    return [number for number in _DUTCH_FORMAT.findall(source) if number in english]


def _same_code(code: str, text: str) -> bool:
    """Are the code's digits in the text? Its letters may be translated (A4-tje, 4x4, V-1)."""
    return all(digits in text for digits in re.findall(r"\d+", code))
