"""Names that are surely people's, and so stay as they are: after initials or a particle, or cut to one letter.

Others may have an English form (see lost_names.py); H.A.J. Jansen, Th. van der Meer and the suspect M. K. have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.likeness import alike, exonym
from pipeline.checks.name_parts import NOT_A_NAME
from pipeline.checks.names import name_words, opens
from pipeline.checks.spelling import zipf
from pipeline.checks.text import fold

_SURNAME = r"[A-ZÀ-Þ][^\W\d_]*[a-zß-ÿ](?:['’-][^\W\d_]+)*"
_PARTICLES = r"(?:(?:[Vv]an|[Dd]e|[Dd]er|[Dd]en|[Tt]en|[Tt]er|[Tt]e|[Oo]p|[Ii]n|[Uu]it|[Vv]on|['’]t|la|le|el)\s)*"
#: J.P. Balkenende, Th. van der Meer
_AFTER_INITIALS = re.compile(rf"(?<![\w.])(?:(?:[A-ZÀ-Þ]|Th|Ch|Ph|Chr|IJ)\.[\s-]?)+{_PARTICLES}(?P<surname>{_SURNAME})")
#: Van der Meer, Jan van 't Hof: these particles are in people's names alone.
_AFTER_PARTICLES = re.compile(rf"\b(?:[Vv][ao]n\s(?:der|den|['’]t)|[Oo]p\sden|[Uu]it\sden)\s(?P<surname>{_SURNAME})")
#: Van Dam within a sentence, or after a title.
_CAPITAL_PARTICLE = re.compile(rf"\b(?P<particle>Van(?:\s(?:der|den|de|['’]t))?|Ten|Ter)\s(?P<surname>{_SURNAME})")
_TITLE = re.compile(r"\b(?:prof|dr|drs|ir|ing|mr|dhr|mw|mevr|ds)\.\s$", re.IGNORECASE)
_FULL_NAME = re.compile(rf"\b(?P<first>[A-ZÀ-Þ][a-zß-ÿ]+)\s(?:van|de|van\sde)\s(?P<surname>{_SURNAME})")
#: M. K., R.T., Ridouan T.: the law's way to name a suspect.
_LETTERS = re.compile(r"(?<![\w.])(?P<letters>[A-Z]\.\s?[A-Z]\.)(?=\s[(a-z]|[,;)]|$)")
_FIRST_AND_LETTER = re.compile(r"\b[A-ZÀ-Þ][a-zß-ÿ]{2,}\s(?P<letters>[A-Z]\.)(?=\s[(a-z]|[,;)]|$)")
#: Zipf value (see spelling.py) of a word that English texts have: Gulf of Mexico, for Golf van Mexico.
_ENGLISH = 3.0
#: And of one that Dutch texts have.
_DUTCH = 2.5
_NO_SUSPECTS = frozenset(("VS", "VK", "VN", "NV", "BV", "CV", "DC", "US", "UK", "EU", "LA"))


def persons_lost(source: str, target: str) -> list[str]:
    """People's names of the source that the target has not, or in another spelling."""
    return list(dict.fromkeys([*_surnames_lost(source, target), *_particles_lost(source, target)]))


def letters_lost(source: str, target: str) -> list[str]:
    """Suspects' letters of the source that the target lacks."""
    lost = []
    for pattern in (_LETTERS, _FIRST_AND_LETTER):
        for match in pattern.finditer(source):
            letters = re.findall(r"[A-Z]", match["letters"])
            if "".join(letters) in _NO_SUSPECTS:
                continue
            if not re.search(r"(?<!\w)" + r"\.?\s?".join(letters) + r"(?!\w)", target):
                lost.append(match[0].strip())
    return lost


def _surnames_lost(source: str, target: str) -> Iterator[str]:
    capitals = [word for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", target) if not word.islower()]
    words = name_words(" ".join(capitals))
    for pattern in (_AFTER_INITIALS, _AFTER_PARTICLES):
        for match in pattern.finditer(source):
            surname = fold(match["surname"])
            known = surname in NOT_A_NAME or any(map(exonym, [surname, surname.split("-")[-1]]))
            if surname not in words and not (pattern is _AFTER_INITIALS and (known or _is_marker(match))):
                yield match[0]


def _is_marker(match: re.Match[str]) -> bool:
    """I. Inleiding: a single letter that opens the text before a Dutch word numbers an item."""
    first, _, word = match[0].partition(" ")
    return match.start() == 0 and len(first) == 2 and word == match["surname"] and zipf(fold(word), "nl") >= _DUTCH


def _particles_lost(source: str, target: str) -> Iterator[str]:
    """Prof. Van Dam as Prof. Dam, and Annemiek van Vleuten as Annemic of Vleuten."""
    for match in _CAPITAL_PARTICLE.finditer(source):
        particle, surname = re.escape(match["particle"]), re.escape(match["surname"])
        opened = opens(source, match.start()) and not _TITLE.search(source[: match.start()])
        bare = re.search(rf"\b{surname}\b", target)
        if bare and not opened and not re.search(rf"\b{particle}\s+{surname}", target, re.I):
            yield match[0]
    for match in _FULL_NAME.finditer(source):
        put = re.search(rf"\b([A-Z][a-z]+)\s(?:of|from|the|of\sthe)\s{re.escape(match['surname'])}\b", target)
        first = fold(match["first"])
        if put and fold(put[1]) != first and alike(first, fold(put[1])) and zipf(fold(put[1]), "en") < _ENGLISH:
            yield match[0]
