"""English that is still Dutch, all of it or part of it."""

from __future__ import annotations

import re

from pipeline.article import Finding
from pipeline.checks.text import listed, vocabulary, warning, words_of

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
_QUOTED = re.compile(r"[\"“„«‘'](\w[^\"“”„»]{1,50}?)[\"”»’']")


def untranslated(source: str, target: str) -> Finding | None:
    """English that is still (partly) Dutch."""
    words = words_of(target)
    if len(words) < 4:
        return None
    if words_of(source) == words and re.search(r"\b[a-z]{2,}\b.*\b[a-z]{2,}\b", target):
        return warning("untranslated", "This sentence is the Dutch, unchanged: translate it.", target)
    dutch = [word for word in words if word in _DUTCH_WORDS]
    particles = [word for word in words if word in _DUTCH_PARTICLES]
    left = listed([*dutch, *particles])
    if len(dutch) < 2 or (len(dutch) + len(particles)) / len(words) < 0.15:
        left = _copied(source, target)
    if not left:
        return None
    return warning("untranslated", f"The English still has Dutch words ({left}): part of it was not translated.", left)


def _copied(source: str, target: str) -> str:
    """The first run of words that the English has in common with the Dutch, quoted titles aside."""
    dutch = f" {' '.join(words_of(source))} "
    text = _QUOTED.sub(lambda match: " | " if match[1] in source and match[1].count(" ") < 6 else match[0], target)
    words = re.findall(r"[^\W_]+(?:['’‑-][^\W_]+)*|\|", text)
    for length, telling in _RUNS:
        for start in range(len(words) - length + 1):
            run = words[start : start + length]
            dutch_words = [word for word in run if word.isalpha() and word.islower() and word not in _SHARED]
            if len(dutch_words) >= telling and not _ENGLISH_WORDS.intersection(run):
                copy = " ".join(run)
                if f" {copy.casefold()} " in dutch:
                    return copy
    return ""
