"""Faults put into good translations on purpose, each of a kind that a check should catch.

A seeder takes (random numbers, source, reference) and returns the reference with one fault, or None where the
pair offers no place for it. None of them uses the checks, so that a catch is not true by construction.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from pipeline.checks.text import vocabulary

Seeder = Callable[[Random, str, str], str | None]


@dataclass(frozen=True)
class FaultKind:
    """A kind of fault and the code of the finding that should tell of it."""

    name: str
    code: str
    seed: Seeder


_NUMBER = re.compile(r"(?<![\w.,:])\d[\d.,:]*\d(?!\w)|(?<![\w.,:])\d(?!\w)")
_TIME = re.compile(r"(?<![\w.:])(\d{1,2})[:.](\d\d)(?=\s?[ap]\.?m\b)|(?<![\w.:])([012]?\d):([0-5]\d)(?![\w:])")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PARTICLES = vocabulary("van de der den het ten ter te op von el al di da la le du")
_CAPITALS_BESIDE = re.compile(r"[A-Z][\w'’-]* (?:of (?:the )?)?\0|\0(?:['’]s)? (?:of )?[A-Z]")
_SENTENCE_OPENING = re.compile(r"(?:^|[.!?:…]|[\"“”„‘’«(–—|])\s*$|\s['-]\s*$")

#: Names to put in the place of others: invented people and real places that few texts have.
NAMES = (
    "Verhoeven", "Kuipers", "Dijksma", "Okafor", "Lindqvist", "Moretti", "Tanaka", "Zwolle", "Kortrijk", "Oulu",
    "Brabander", "Philips", "Hartman", "Wezenbeek", "Castellano", "Mbeki", "Jorgensen", "Petrov", "Almelo", "Nakuru",
)  # fmt: skip
FIRST_NAMES = ("Joris", "Willemijn", "Femke", "Chidi", "Astrid", "Giulia", "Kenji", "Pieter", "Sofie", "Bram")

_NEGATIVE = re.compile(
    r"(?P<auxiliary>\b(?:do|does|did|is|are|was|were|has|have|had|could|should|would|must|need|ca|wo))n['’]t\b"
    r"|\bcannot\b|\bno one\b|\b(?:not|never|nobody|nothing|nowhere|without|none|no)\b\s?(?!\.)",
    re.IGNORECASE,
)
_POSITIVE = {
    "cannot": "can", "nobody": "somebody ", "nothing": "something ", "nowhere": "somewhere ", "without": "with ",
    "none": "all ", "no one": "someone ", "ca": "can", "wo": "will",
}  # fmt: skip
_LONG_WORD = 8
_DUTCH_NEGATIVE = re.compile(r"\b(?:niet|geen|nooit|niemand|niets|nergens|zonder|noch)\b", re.IGNORECASE)
_ONLY = re.compile(r"\bniet (?:alleen|enkel|slechts)\b|\bnot (?:only|just|merely)\b", re.IGNORECASE)
_CLAUSE_MARK = re.compile(r"[,;:–—]\s|\s(?=(?:and|but|which|who|because|while|when|after|before|that)\s)")


def _replace(text: str, match: re.Match[str], by: str) -> str:
    return text[: match.start()] + by + text[match.end() :]


def _pick(rng: Random, pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return rng.choice(found) if found else None


def _join(text: str) -> str:
    """`text` with the spaces that a deletion left behind closed up."""
    return re.sub(r"\s+([.,;:!?])", r"\1", " ".join(text.split()))


def digit_changed(rng: Random, source: str, reference: str) -> str | None:
    if not (number := _pick(rng, _NUMBER, reference)):
        return None
    places = [n for n, character in enumerate(number[0]) if character.isdigit()]
    place = rng.choice(places)
    digit = rng.choice([d for d in "123456789" if d != number[0][place]])
    return _replace(reference, number, number[0][:place] + digit + number[0][place + 1 :])


def digit_dropped(rng: Random, source: str, reference: str) -> str | None:
    numbers = [m for m in _NUMBER.finditer(reference) if sum(c.isdigit() for c in m[0]) > 1]
    if not numbers:
        return None
    number = rng.choice(numbers)
    place = rng.choice([n for n, character in enumerate(number[0]) if character.isdigit()])
    left = (number[0][:place] + number[0][place + 1 :]).strip(".,:")
    return _replace(reference, number, left) if left != number[0] else None


def separators_left(rng: Random, source: str, reference: str) -> str | None:
    """1,000.50 as the Dutch writes it: 1.000,50."""
    number = _pick(
        rng, re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w,])|(?<![\w.,])\d+\.\d+(?![\w.])"), reference
    )
    if not number:
        return None
    dutch = number[0].translate(str.maketrans(".,", ",."))
    return _replace(reference, number, dutch) if re.search(rf"(?<![\d.,]){re.escape(dutch)}(?!\d)", source) else None


def number_added(rng: Random, source: str, reference: str) -> str | None:
    words = reference.split()
    if len(words) < 4:
        return None
    number = str(rng.choice((rng.randint(13, 99), rng.randint(100, 999), rng.randint(1100, 1899))))
    if number in source or number in reference:
        return None
    place = rng.randint(1, len(words) - 1)
    return " ".join([*words[:place], number, *words[place:]])


def time_changed(rng: Random, source: str, reference: str) -> str | None:
    if not (time := _pick(rng, _TIME, reference)):
        return None
    hour, minute = time[1] or time[3], time[2] or time[4]
    if rng.random() < 0.5:
        changed = str(int(hour) % 11 + 1) + time[0][len(hour) :]
    else:
        changed = time[0][: -len(minute)] + f"{(int(minute) + rng.choice((5, 10, 15, 25))) % 60:02}"
    return _replace(reference, time, changed)


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _shared_names(source: str, reference: str) -> list[tuple[int, int]]:
    """(start, end) of names in the reference: runs of capitalised words that the Dutch has as they are.

    A single word that opens a sentence on either side is left out: its capital says nothing. So are a name that
    the reference has twice, since one mention would be left, and one word of a longer name (European Central Bank).
    """
    plain = _plain(source)
    runs: list[list[re.Match[str]]] = []
    pending = 0  # particles that have followed the last run
    for word in _WORD.finditer(reference):
        near = bool(runs) and pending >= 0 and word.start() - runs[-1][-1].end() <= 1 + 5 * pending
        if word[0].casefold() in _PARTICLES:
            pending = pending + 1 if near else -1
        elif word[0][0].isupper() and len(word[0]) > 1 and re.search(rf"(?<!\w){_plain(word[0])}(?!\w)", plain):
            if near:
                runs[-1].append(word)
            else:
                runs.append([word])
            pending = 0
        else:
            pending = -1
    found = []
    for run in runs:
        start, end = run[0].start(), run[-1].end()
        place = plain.find(_plain(reference[start:end]))
        opens = place < 0 or _SENTENCE_OPENING.search(plain[:place]) or _SENTENCE_OPENING.search(reference[:start])
        once = all(len(re.findall(rf"(?<!\w){re.escape(word[0])}", reference, re.IGNORECASE)) == 1 for word in run)
        alone = len(run) > 1 or not _CAPITALS_BESIDE.search(f"{reference[:start]}\0{reference[end:]}")
        if once and alone and max(len(word[0]) for word in run) > 2 and not (opens and len(run) == 1):
            found.append((start, end))
    return found


def name_dropped(rng: Random, source: str, reference: str) -> str | None:
    if not (found := _shared_names(source, reference)):
        return None
    start, end = rng.choice(found)
    return _join(reference[:start] + reference[end:])


def name_replaced(rng: Random, source: str, reference: str) -> str | None:
    if not (found := _shared_names(source, reference)):
        return None
    start, end = rng.choice(found)
    name = rng.choice([name for name in NAMES if name not in source])
    if " " in reference[start:end]:
        name = f"{rng.choice(FIRST_NAMES)} {name}"
    return reference[:start] + name + reference[end:]


def name_misspelt(rng: Random, source: str, reference: str) -> str | None:
    """One letter of one word of a name (5 letters and more) wrong, missing, doubled, or swapped with the next."""
    words = [
        word
        for start, end in _shared_names(source, reference)
        for word in _WORD.finditer(reference, start, end)
        if len(word[0]) >= 5
    ]
    if not words:
        return None
    word = rng.choice(words)
    letters = word[0]
    place = rng.randint(1, len(letters) - 2)
    wrong = rng.choice([c for c in "aeioulnrstdkmp" if c != letters[place].lower()])
    ways = (
        letters[:place] + wrong + letters[place + 1 :],
        letters[:place] + letters[place + 1 :],
        letters[:place] + letters[place] + letters[place:],
        letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :],
    )
    return _replace(reference, word, rng.choice([way for way in ways if _plain(way) != _plain(letters)]))


def left_in_dutch(rng: Random, source: str, reference: str) -> str | None:
    return source if len(source.split()) >= 4 and source != reference else None


def half_in_dutch(rng: Random, source: str, reference: str) -> str | None:
    dutch, english = source.split(), reference.split()
    if len(dutch) < 8 or len(english) < 8:
        return None
    if rng.random() < 0.5:
        return " ".join([*english[: len(english) // 2], *dutch[len(dutch) // 2 :]])
    return " ".join([*dutch[: len(dutch) // 2], *english[len(english) // 2 :]])


def phrase_repeated(rng: Random, source: str, reference: str) -> str | None:
    """One to four words, four to six times in a row."""
    words = reference.split()
    size = rng.randint(1, 4)
    if len(words) < size:
        return None
    place = rng.randint(0, len(words) - size)
    return " ".join([*words[:place], *words[place : place + size] * rng.randint(4, 6), *words[place + size :]])


def quote_dropped(rng: Random, source: str, reference: str) -> str | None:
    mark = _pick(rng, re.compile(r"[\"“”«»„]"), reference)
    return _join(_replace(reference, mark, "")) if mark else None


def negation_dropped(rng: Random, source: str, reference: str) -> str | None:
    """Not, no, never, nothing ... gone, where the Dutch has niet, geen, nooit, niets ...; "not only" stays."""
    if not _DUTCH_NEGATIVE.search(_ONLY.sub("", source)):
        return None
    found = [m for m in _NEGATIVE.finditer(reference) if not _ONLY.match(reference[m.start() :])]
    if not found:
        return None
    word = rng.choice(found)
    key = (word["auxiliary"] or word[0]).strip().casefold()
    by = _POSITIVE.get(key, word["auxiliary"] or "")
    dropped = _join(_replace(reference, word, by))
    return dropped[:1].upper() + dropped[1:] if reference[:1].isupper() else dropped


def word_misspelt(rng: Random, source: str, reference: str) -> str | None:
    """A letter of a long lower-case word dropped, doubled by another, changed or swapped with the next.

    Of shorter words, many slips make another word, which a list of words cannot tell.
    """
    words = [m for m in _WORD.finditer(reference) if m[0].islower() and m[0].isalpha() and len(m[0]) >= _LONG_WORD]
    if not words:
        return None
    word = rng.choice(words)
    text, place, letter = word[0], rng.randrange(1, len(word[0]) - 1), rng.choice("abcdefghijklmnopqrstuvwxyz")
    head, tail = text[:place], text[place + 1 :]
    slips = (head + tail, head + letter + text[place:], head + letter + tail, head + tail[0] + text[place] + tail[1:])
    return _replace(reference, word, rng.choice(slips))


def dutch_word_left(rng: Random, source: str, reference: str) -> str | None:
    """A lower-case word of the English replaced by one of the Dutch that the English does not have."""
    dutch = [m[0] for m in _WORD.finditer(source) if m[0].islower() and m[0].isalpha() and len(m[0]) >= _LONG_WORD]
    dutch = [word for word in dutch if word not in reference]
    english = [m for m in _WORD.finditer(reference) if m[0].islower() and m[0].isalpha() and len(m[0]) >= _LONG_WORD]
    return _replace(reference, rng.choice(english), rng.choice(dutch)) if dutch and english else None


def clause_dropped(rng: Random, source: str, reference: str) -> str | None:
    """Everything before or after a clause mark gone, and more than half of the words with it."""
    words = len(reference.split())
    rests = []
    for mark in _CLAUSE_MARK.finditer(reference):
        for rest in (reference[: mark.start()], reference[mark.end() :]):
            if words >= 8 and 0.2 * words <= len(rest.split()) <= 0.5 * words:
                rests.append(rest)
    return rng.choice(rests) if rests else None


def mark_left(rng: Random, source: str, reference: str) -> str | None:
    words = reference.split()
    mark = rng.choice(("<unk>", "&quot;", "&amp;", "&#39;", "⁇", "<pad>", "&nbsp;", ">>eng<<", "▁"))
    place = rng.randint(0, len(words))
    return " ".join([*words[:place], mark, *words[place:]])


#: Every kind of fault that is seeded into a pair.
KINDS = (
    FaultKind("digit changed", "number-changed", digit_changed),
    FaultKind("digit dropped", "number-changed", digit_dropped),
    FaultKind("separators left Dutch", "number-changed", separators_left),
    FaultKind("number added", "number-changed", number_added),
    FaultKind("time changed", "number-changed", time_changed),
    FaultKind("name dropped", "name-lost", name_dropped),
    FaultKind("name replaced", "name-lost", name_replaced),
    FaultKind("name misspelt", "name-lost", name_misspelt),
    FaultKind("left in Dutch", "untranslated", left_in_dutch),
    FaultKind("half in Dutch", "untranslated", half_in_dutch),
    FaultKind("a word left in Dutch", "untranslated", dutch_word_left),
    FaultKind("word misspelt", "unknown-word", word_misspelt),
    FaultKind("phrase repeated", "repetition", phrase_repeated),
    FaultKind("quote mark dropped", "quotes-unbalanced", quote_dropped),
    FaultKind("negation dropped", "negation-lost", negation_dropped),
    FaultKind("most of it dropped", "length-ratio", clause_dropped),
    FaultKind("mark left over", "leftover", mark_left),
)

#: Kinds that are seeded into a summary, whose source is its article.
SUMMARY_KINDS = (
    FaultKind("number changed in summary", "summary-number", digit_changed),
    FaultKind("number added to summary", "summary-number", number_added),
    FaultKind("name replaced in summary", "summary-name", name_replaced),
    FaultKind("name misspelt in summary", "summary-name", name_misspelt),
)
