"""Blocks into segments: our own rules for Dutch, since off-the-shelf splitters cut names and abbreviations.

A boundary is proposed after . ! ? … (with the closing quotes, brackets and emoji that follow) where white
space and a plausible sentence start come next; abbreviations, initials, list markers and attributions veto it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.article import TITLE_KINDS, Article, Segment
from pipeline.resources import DATA

_CLOSERS = "\"'”’»)\\]"
_EMOJI = "\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d"
# Terminal marks, closers, then possibly emoji set off by a space, then white space.
_CANDIDATE = re.compile(rf"[.!?…]+[{_CLOSERS}]*(?:\s*[{_EMOJI}]+)*+(?=\s|$)")
_WORD_BEFORE = re.compile(r"[^\s\"“„‘(\[]+$")
# What a sentence may open with: opening marks, then a capital, a digit, an emoji or a clitic ('s, 't, 'n, 'k).
_OPENING = re.compile(rf"[\"'“„‘’«(\[\-–—•]*\s?(?:[^\W\d_a-z]|\d|[{_EMOJI}]|['’‘][stknmrS](?=[\s-]))")
_INITIALS = re.compile(r"^(?:[^\W\d_]\.|Ch\.|Th\.|Ph\.|IJ\.|Chr\.|Joh\.)+$")
_MARKER = re.compile(r"^(?:\d{1,3}|[a-zA-Z])\.$")


@dataclass(frozen=True)
class Abbreviations:
    """Lower-case abbreviations by behaviour: `inner` never end a sentence, `final` may."""

    inner: frozenset[str]
    final: frozenset[str]


@cache
def abbreviations() -> Abbreviations:
    """The lists of data/abbreviations.txt."""
    kinds: dict[str, set[str]] = {"inner": set(), "final": set()}
    for line in (DATA / "abbreviations.txt").read_text(encoding="utf-8").splitlines():
        entry = line.split("#", 1)[0].split()
        if entry:
            kinds[entry[0]].update(word.lower() for word in entry[1:])
    return Abbreviations(frozenset(kinds["inner"]), frozenset(kinds["final"]))


def _is_boundary(text: str, sentence_start: int, mark: re.Match[str], known: Abbreviations) -> bool:
    rest = text[mark.end() :].lstrip()
    if not rest:
        return False
    gap = text[mark.end() : len(text) - len(rest)]
    if "\n" in gap:
        return True
    if not _OPENING.match(rest):
        return False
    marks = mark.group()
    if marks[0] != "." or marks.startswith(".."):
        # "Kom!" Zei hij -- no: a capital after ! or ? opens a sentence; an ellipsis before a capital too.
        return True
    before = _WORD_BEFORE.search(text[sentence_start : mark.start()])
    word = (before.group() if before else "") + "."
    if marks != ".":
        # Quotes, brackets or emoji after the stop close a sentence, unless they close an abbreviation.
        return word.lower() not in known.inner
    lower = word.lower()
    if lower in known.inner:
        return False
    if lower in known.final:
        return not rest[0].isdigit()
    if _INITIALS.match(word):
        return word[0].islower()
    alone = text[sentence_start : mark.start()].strip(" \"'“„‘(") == word[:-1]
    return not (alone and _MARKER.match(word))


def split_sentences(text: str, known: Abbreviations | None = None) -> list[tuple[int, str]]:
    """(offset, sentence) pairs; only white space lies between sentences, and each is stripped."""
    known = known or abbreviations()
    sentences: list[tuple[int, str]] = []
    start = len(text) - len(text.lstrip())
    for mark in _CANDIDATE.finditer(text):
        if mark.start() < start or not _is_boundary(text, start, mark, known):
            continue
        sentences.append((start, text[start : mark.end()]))
        start = mark.end() + len(text[mark.end() :]) - len(text[mark.end() :].lstrip())
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
