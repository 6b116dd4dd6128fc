"""English that is still Dutch, all of it or part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.article import Finding
from pipeline.checks.likeness import begins, exonym
from pipeline.checks.spelling import is_known, zipf
from pipeline.checks.text import fold, listed, vocabulary, warning, words_of
from pipeline.protect import tokens

#: Frequent Dutch words that are no English words and no usual parts of names.
_DUTCH_WORDS = vocabulary(
    """het een niet voor met zijn aan ook maar nog naar bij wordt worden werd werden uit om dat deze
    dit hij zij ze wij ik heeft hebben hebt kan kunnen zal zullen zou zouden moet moeten wil
    willen als dan toch veel meer mensen jaar geen er hun haar ons onze waar wat wie hoe tegen
    door tussen zonder tijdens volgens omdat terwijl toen nu al alle andere maakt gaat komt zegt
    zei staat ligt en te"""
)
_DUTCH_PARTICLES = vocabulary("de van op")
#: Words that Dutch and English share, so that a run of them says nothing.
_SHARED = vocabulary("in is of was we be had over under water film van de den der het la le el and the")
_ENGLISH_WORDS = vocabulary("the of and to for on by with from or as at not this that it he she they all no you")
#: (Words in a row that the Dutch has too, those of them that must be neither names nor shared).
_RUNS = ((4, 3), (3, 2))
#: A lower-case word, and one with a capital, outside addresses; hyphened names are one.
_WORD = re.compile(r"(?<![\w@#./'’-])[a-zß-öø-ÿ]{3,}(?![\w@/'’-]|\.\w)")
_NAME = re.compile(r"(?<![\w.@/#])[A-ZÀ-Þ][^\W\d_]*(?:-[^\W\d_]+)*(?![\w@/])")
#: Anna Noor, Jan van der Meer: a surname may be the name of a country or a lake.
_BEFORE_SURNAME = re.compile(r"(?:[A-ZÀ-Þ][\w'’-]*|\b(?:van|der|den|de|ter|ten))\s$")
#: Geospiza conirostris
_BINOMIAL = re.compile(r"[A-Z][a-z]+(?:us|a|um|is|es|on|os|ex|ia|ys|o) [a-z]+(?:us|a|um|is|es|ii|i|ens|ae)$")
_ADDRESS = re.compile(r"\S*(?:www\.|://|@)\S*")
#: Short Dutch words that names bring along: Van der Meer, Ter Apel.
_IN_NAMES = vocabulary("van der den de ter ten te met die la op het een")
#: How much commoner, in powers of ten, a Dutch word is in Dutch than in English texts.
_CLEARLY_DUTCH = 1.5
#: Alphen aan den Rijn, Nieuwerkerk aan de IJssel
_PLACE = re.compile(r"[A-ZÀ-Þ]\w+[ -](?:aan|bij|onder|over)[ -](?:(?:de|den|het|'t)[ -])?[A-ZÀ-Þ]\w+")
_QUOTED = re.compile(r"[\"“„«‘'](\w[^\"“”„»]{1,50}?)[\"”»’']")


def untranslated(source: str, target: str) -> Finding | None:
    """English that is still (partly) Dutch."""
    kept = tokens(source)
    source, target = _without(source, kept), _without(target, kept)
    words = words_of(target)
    if len(words) < 4:
        return _left(source, target)
    if words_of(source) == words and re.search(r"\b[a-z]{2,}\b.*\b[a-z]{2,}\b", target):
        return warning("untranslated", "This sentence is the Dutch, unchanged: translate it.", target)
    dutch = [word for word in words if word in _DUTCH_WORDS]
    particles = [word for word in words if word in _DUTCH_PARTICLES]
    left = listed([*dutch, *particles])
    if len(dutch) < 2 or (len(dutch) + len(particles)) / len(words) < 0.15:
        left = _copied(source, target)
    if not left:
        return _left(source, target)
    return warning("untranslated", f"The English still has Dutch words ({left}): part of it was not translated.", left)


def _without(text: str, kept: Sequence[str]) -> str:
    """The text less its addresses and handles, which are the same in both languages."""
    for token in sorted(kept, key=len, reverse=True):
        text = text.replace(token, " ")
    return _ADDRESS.sub(" ", text)


def _left(source: str, target: str) -> Finding | None:
    """Single Dutch words (technici) and names that have another form in English (Midden-Oosten, VS)."""
    dutch = frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", source)) | frozenset(re.findall(r"[^\W\d_]+", source))
    unquoted = _PLACE.sub(lambda match: " " if match[0] in source else match[0], _QUOTED.sub(" ", target))
    left = [
        match[0]
        for match in _WORD.finditer(unquoted)
        if match[0] in dutch and _is_dutch(match[0]) and not _BINOMIAL.search(unquoted[: match.end()])
    ]
    left += _left_names(dutch, unquoted)
    if not left:
        return None
    return warning("untranslated", f"Still in Dutch: {listed(left)}. Put the English in its place.", listed(left))


def _left_names(dutch: frozenset[str], target: str) -> list[str]:
    """Names as the Dutch has them, of which the English form is nowhere in the target."""
    english = [fold(word) for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", target)]
    left = []
    for match in _NAME.finditer(target):
        forms = exonym(fold(match[0])) if match[0] in dutch else ()
        before = _BEFORE_SURNAME.search(target[: match.start()])
        in_name = before is not None and before[0].strip() in dutch
        # Japanse begins with Japan and is no English word, as Chinese is.
        others = [word for word in english if word != fold(match[0])] if _is_left_adjective(match[0]) else english
        if forms and not in_name and not any(begins(word, form) for word in others for form in forms):
            left.append(match[0])
    return left


def _is_left_adjective(word: str) -> bool:
    lower = word.casefold()
    return lower.endswith("se") and zipf(lower, "nl") >= zipf(lower, "en") + _CLEARLY_DUTCH


def _is_dutch(word: str) -> bool:
    if word in _IN_NAMES:
        return False
    return zipf(word, "nl") >= max(2, zipf(word, "en") + _CLEARLY_DUTCH) or not is_known(word)


def _copied(source: str, target: str) -> str:
    """The first run of words that the English has in common with the Dutch, quoted titles aside."""
    dutch = f" {' '.join(words_of(source))} "
    text = _QUOTED.sub(lambda match: " | " if match[1] in source and match[1].count(" ") < 6 else match[0], target)
    words = re.findall(r"[^\W_]+(?:['’‑-][^\W_]+)*|\|", text)
    for length, telling in _RUNS:
        for start in range(len(words) - length + 1):
            run = words[start : start + length]
            dutch_words = [w for w in run if len(w) > 1 and w.isalpha() and w.islower() and w not in _SHARED]
            if len(dutch_words) >= telling and not _ENGLISH_WORDS.intersection(run):
                copy = " ".join(run)
                if f" {copy.casefold()} " in dutch:
                    return copy
    return ""
