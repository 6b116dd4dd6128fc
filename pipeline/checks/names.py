"""Finding the names in a Dutch or English text by their capitals."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pipeline.checks.name_parts import NOT_A_NAME, PARTICLES
from pipeline.checks.text import fold, words_of

_LETTER = r"[^\W\d_]"
_CAPITALISED = re.compile(rf"(?:[Dd]['’]|[Oo]['’])?(?:{_LETTER}|\d)+(?:['’-]{_LETTER}+|[‑-]\w+)*")

#: b) and (2), which open an item; 't and 'k, which leave their capital to the next word.
_MARKER = re.compile(r"(?:^|\s)\(?(?:\d{1,2}|[a-z])\)$|(?:^|[.:!?]\s)\W*['’‘][stknmSTKNM]$")

#: What may stand between the words of a name: J. Bakker, Van 't Hoff.
_GAP = re.compile(r"(?:\. ?| )(?:['’]?t)?")


@dataclass(frozen=True)
class Run:
    """A name in a text: its capitalised words. `opens`: a sentence begins with it."""

    words: tuple[re.Match[str], ...]
    opens: bool

    @property
    def text(self) -> str:
        return self.words[0].string[self.words[0].start() : self.words[-1].end()]

    @property
    def before(self) -> str:
        return self.words[0].string[: self.words[0].start()]

    @property
    def after(self) -> str:
        return self.words[0].string[self.words[-1].end() :]


def names(text: str) -> list[str]:
    """Names in a text: runs of capitalised words with particles between, sentence openers left out."""
    return [run.text for run in runs(text)]


@lru_cache(maxsize=16)
def runs(text: str) -> tuple[Run, ...]:
    """Names in a text, with where they stand."""
    found: list[Run] = []
    run: list[re.Match[str]] = []
    particles: list[re.Match[str]] = []

    def close() -> None:
        words = list(run)
        while words and words[0][0].casefold() in NOT_A_NAME:
            words.pop(0)
        while words and words[-1][0].casefold() in NOT_A_NAME:
            words.pop()
        opening = bool(words) and opens(text, words[0].start())
        if words and not (len(words) == 1 and opening):
            found.append(Run(tuple(words), opening))
        run.clear()
        particles.clear()

    for match in _CAPITALISED.finditer(text):
        word = match[0]
        previous = particles[-1] if particles else run[-1] if run else None
        if previous and not _GAP.fullmatch(text[previous.end() : match.start()] + (word if word == "t" else "")):
            close()
        elif previous and text[previous.end()] == "." and previous.end() - previous.start() > 3:
            close()  # the full stop of a sentence, not of an initial
        if word[0].isupper() or re.match(r"[a-z]{1,2}[A-Z]", word):
            run.extend([*particles, match])
            particles.clear()
        elif run and word.casefold() in PARTICLES and len(particles) < 3:
            particles.append(match)
        else:
            close()
    close()
    return tuple(found)


def opens(text: str, start: int) -> bool:
    """Does a sentence, quotation or clause begin at `start`, so that its capital says nothing?"""
    before = text[:start].rstrip()
    # A pictograph, its modifiers, or the frame of a keycap; b) or 't
    if (before and unicodedata.category(before[-1]) in ("So", "Sk", "Mn", "Me", "Cf")) or _MARKER.search(before):
        return True
    return not before or before[-1] in ".!?:\"“”'‘’„«»(–—-…|\n"


@lru_cache(maxsize=16)
def name_words(text: str) -> frozenset[str]:
    """The folded words of a text, hyphened ones also by their parts, initials also without stops."""
    folded = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", fold(text))
    return frozenset([*words_of(folded), *re.findall(r"[^\W_]+", folded), *re.findall(r"[^\W\d_]+", folded)])
