"""Blocks into segments: our own rules for Dutch, since off-the-shelf splitters cut names and abbreviations.

A boundary is proposed after . ! ? … (with the closing quotes, brackets and emoji that follow) where white
space and a plausible sentence start come next; abbreviations, initials and list markers veto it. A single
line break is a space; a blank line always ends a sentence. What each abbreviation does stands in
data/abbreviations.txt; how well the whole does is measured on data/segmentation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.article import TITLE_KINDS, Article, Segment
from pipeline.resources import DATA

Kind = Literal["inner", "weak", "unit", "company", "final"]

_CLOSERS = "\"'”’»)\\]"
_OPENERS = "\"'“„‘’«(["
_EMOJI = "\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d"
# Terminal marks, closers, then emoji set off by a space, then white space; or a blank line; or emoji alone.
# Possessive, and only from the first mark of a run, so that a page of dots takes linear time.
_CANDIDATE = re.compile(
    rf"(?<![.!?…])(?P<marks>[.!?…]++)(?P<closers>[{_CLOSERS}]*+)(?:[^\S\n]*[{_EMOJI}]++)*+(?=\s)"
    rf"|(?P<blank>(?<=\S)(?=[^\S\n]*\n[^\S\n]*\n))"
    rf"|(?<![{_EMOJI}])(?P<emoji_only>[{_EMOJI}]++[{_CLOSERS}]*+)(?=\s)"
    # A space forgotten: "zonder spatie.En hier"; what follows must be a word of its own, not the end of an address.
    r"|(?P<stuck>(?<=[a-zß-ÿ]{4})[.!?](?=[A-Z][a-zß-ÿ]*\s))"
)
_VISIBLE = re.compile(r"\S|\Z")
_LETTER = r"[^\W\d_]"
_MARKS = f"{_OPENERS}-–—•* "  # what may stand before the first word of a sentence
_BULLETS = f"[{re.escape(_MARKS)}]*"
_CLITIC = re.compile(rf"{_BULLETS}['’‘][stknmr](?=[\s-])")
# Whether a letter is a capital cannot be asked of `re` for every alphabet: _opening looks at its case.
_OPENING = re.compile(rf"{_BULLETS}(?:(?P<letter>{_LETTER})|(?P<number>[\d€$£])|[@#]\w|[§{_EMOJI}])")
# iPhone, eBay and e-Herkenning open a sentence; kWh and mAh after a number do not.
_BRAND = re.compile(rf"{_BULLETS}[a-z]{{1,2}}-?[A-Z]")
_LIST_ITEM = re.compile(r"§|(?:\d{1,2}|[a-z])(?:\)\s|\.\s+[A-ZÀ-Þ])")
_ELISION = re.compile(r"[(\[](?:…|\.{3})[)\]]")
_FIRST_WORD = re.compile(rf"{_BULLETS}({_LETTER}+(?:['’]{_LETTER}+)?)")
# De Vries, Van den Berg, Ten Hag, In 't Veld: a particle and the rest of a surname.
_SURNAME = re.compile(
    r"(?:De|Den|Der|Van|Von|Ten|Ter|Te|La|Le|Du|El|Al|In ['’‘]t|(?:In|Op|Uit) den)\s"
    r"(?:(?:de|den|der|het|la|['’‘]t)\s)*[A-ZÀ-Þ][\w'’-]*[a-zß-ÿ]"
)
_INITIALS = re.compile(rf"(?:(?:{_LETTER}|Ch|Th|Ph|IJ|Chr|Joh|Em|Vl)\.-?)+")
_MARKER = re.compile(r"(?:\d{1,2}|[A-Za-z]|[IVX]+)\.")
_NUMBERED = re.compile(r"\d{1,3}[a-z]?\)")
_NUMBERS_WHAT = re.compile(r"(?:fig|afb|tab|pp?|pag|blz|bijl|nrs?|artt?|hfst)\.")
_ADDRESS = re.compile(r"[@/.:#]|www")
_NUMBER = re.compile(r"\d{1,2}\.")
_WINDOW = 120  # code points read on either side of a mark


@dataclass(frozen=True)
class Abbreviations:
    """Abbreviations, full stop included, by what they do to a boundary; words that open sentences."""

    kinds: dict[str, Kind]
    suffixes: tuple[str, ...]
    openers: frozenset[str]
    counted: frozenset[str]

    def kind(self, word: str) -> Kind | None:
        """The kind of `word` as written, in lower case, or by the end of a compound; None: no abbreviation."""
        if exact := self.kinds.get(word):
            return exact
        # VS. and MB. are acronyms at the end of a sentence, not vs. and mb. in capitals.
        if word[:-1].isupper() and len(word) > 2 and "." not in word[:-1]:
            return None
        lower = word.lower()
        if found := self.kinds.get(lower):
            return found
        if lower.endswith(self.suffixes):
            return "final"
        tail = re.split(r"[-/]", lower)[-1]
        return self.kinds.get(tail) if len(tail) > 2 else None


@cache
def abbreviations() -> Abbreviations:
    """The lists of data/abbreviations.txt."""
    kinds: dict[str, Kind] = {}
    suffixes: list[str] = []
    openers: list[str] = []
    counted: list[str] = []
    for line in (DATA / "abbreviations.txt").read_text(encoding="utf-8").splitlines():
        match line.split("#", 1)[0].split():
            case ["opener", *words]:
                openers += words
            case ["counted", *words]:
                counted += words
            case ["inner" | "weak" | "unit" | "company" | "final" as kind, *words]:
                suffixes += [word[1:] for word in words if word.startswith("-")]
                kinds.update((word, kind) for word in words)
    return Abbreviations(kinds, tuple(suffixes), frozenset(openers), frozenset(counted))


def _opening(rest: str) -> Literal["capital", "number", "brand"] | None:
    """What `rest` could open a sentence with, after any quotes, brackets and bullets."""
    if _CLITIC.match(rest) or _LIST_ITEM.match(rest) or _ELISION.match(rest):
        return "capital"
    if found := _OPENING.match(rest):
        if found["number"]:
            return "number"
        if not found["letter"] or not found["letter"].islower():
            return "capital"
    return "brand" if _BRAND.match(rest) else None


def _first_word(rest: str) -> str:
    word = _FIRST_WORD.match(rest)
    return word[1].replace("’", "'") if word else ""


def _opens_surely(rest: str, known: Abbreviations, *, after_name: bool = False) -> bool:
    """Whether a sentence, not a surname, opens: "De rechter", not "De Vries" unless a name stands before."""
    if _CLITIC.match(rest):
        return True
    word = _first_word(rest)
    if word.islower() or word.lower() not in known.openers:
        return False
    return after_name or not _SURNAME.match(rest.lstrip(_MARKS))


def _is_list_marker(said: list[str], word: str, rest: str, known: Abbreviations) -> bool:
    """Whether `word` numbers an item: 1., a., IV., § 2. or Ad 3. at the start; 12. after a colon or comma."""
    if len(said) == 1:
        return bool(_MARKER.fullmatch(word))
    if not _NUMBER.fullmatch(word):
        return False
    if said[-2] == "§" or (len(said) == 2 and said[0] in ("Ad", "ad")):
        return True
    if f"{int(word[:-1]) - 1}." in said:
        return True
    return said[-2][-1] in ":;," and (word == "1." or not _opens_surely(rest, known))


def _stop_ends(said: list[str], rest: str, closers: str, known: Abbreviations) -> bool:
    """Whether the single full stop after the words `said` ends their sentence."""
    word = said[-1].lstrip(_OPENERS) + "."
    previous = said[-2].lstrip(_OPENERS) if len(said) > 1 else ""
    opening = _opening(rest)
    if not opening or (not closers and _is_list_marker(said, word, rest, known)):
        return False
    if _CLITIC.match(said[-1] + " "):
        return True  # "Dat was 't."
    shouted = _first_word(rest)[:2].isupper() and len(word) > 2 and (not previous or previous.isupper())
    spaced = known.kinds.get((previous + word).lower()) if previous.endswith(".") else None  # v. Chr.
    kind = spaced or known.kind(word.lower() if shouted else word)
    letters = word.rsplit("-", 1)[-1] if word[-3:-2] != "." else word  # motie-J. Jansen, but J.-L. Crucke
    initials = not spaced and letters[0].isupper() and word not in known.kinds and bool(_INITIALS.fullmatch(letters))
    if closers and (kind or initials):
        return kind != "inner" and not closers.startswith((")", "]"))
    if initials:
        # Suspects lose their surname (Ridouan T.): after a first name within the sentence, "De" opens another.
        after_name = len(said) > 2 and previous[:1].isupper() and previous[1:].islower()
        return _opens_surely(rest, known, after_name=after_name)
    if kind == "unit":
        kind = "final" if previous[-1:].isdigit() else "inner"
    if kind == "company":
        named = previous[:1].isupper() and previous[-1:].isalnum() and previous.lower() not in known.openers
        kind = "final" if named else "weak"
    if kind == "weak":
        return _opens_surely(rest, known)
    if kind == "final" and _NUMBERS_WHAT.fullmatch(word.lower()) and rest[0].isdigit():
        return False  # Zie fig. 3. Zie ook ...
    if kind == "final":
        return opening == "capital" and not (previous[-1:].isdigit() and _first_word(rest) in known.counted)
    return kind is None


def _after_space(text: str, offset: int) -> int:
    visible = _VISIBLE.search(text, offset)
    return visible.start() if visible else len(text)


def _is_boundary(text: str, start: int, mark: re.Match[str], known: Abbreviations) -> bool:
    """Whether the candidate `mark` ends the sentence that starts at `start`."""
    after = _after_space(text, mark.end())
    rest = text[after : after + _WINDOW]
    head = text[max(start, mark.start() - _WINDOW) : mark.start()]
    said = [word for word in head.split() if word == "§" or any(map(str.isalnum, word))]
    if mark["blank"] is not None:
        return bool(rest) and start < mark.start()
    if not rest or not said:
        return False
    if mark["stuck"]:
        word = head.split()[-1]
        return not _ADDRESS.search(word) and _opens_surely(rest, known)
    if mark["emoji_only"]:
        return _opens_surely(rest, known)
    if _NUMBERED.match(rest) and head.count("(") > head.count(")"):
        return False  # (zie p. 3)
    if mark["marks"] == "." and not head[-1].isspace():
        return _stop_ends(said, rest, mark["closers"], known)
    elided = head[-1] in "([" and mark["closers"][:1] in (")", "]")
    return not elided and _opening(rest) is not None


def split_sentences(text: str, known: Abbreviations | None = None) -> list[tuple[int, str]]:
    """(offset, sentence) pairs; only white space lies between sentences, and each is stripped."""
    known = known or abbreviations()
    sentences: list[tuple[int, str]] = []
    start = len(text) - len(text.lstrip())
    for mark in _CANDIDATE.finditer(text, start):
        if not _is_boundary(text, start, mark, known):
            continue
        sentences.append((start, text[start : mark.end()]))
        start = _after_space(text, mark.end())
    if tail := text[start:].rstrip():
        sentences.append((start, tail))
    return sentences


def segment(article: Article) -> Article:
    """A copy of the article whose blocks are cut into segments; no text is changed."""
    article = article.model_copy(deep=True)
    for block in article.blocks:
        if block.kind in TITLE_KINDS:
            stripped = block.text.strip()
            pairs = [(block.text.find(stripped), stripped)] if stripped else []
        else:
            pairs = split_sentences(block.text)
        block.segments = [
            Segment(id=f"{block.id}.s{n}", source=sentence, start=offset)
            for n, (offset, sentence) in enumerate(pairs, 1)
        ]
    return article
