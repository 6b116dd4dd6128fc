"""Names with an English of their own, for sentences whose translation lacks it: data/names.tsv."""

from __future__ import annotations

import re
from functools import cache

from pipeline.resources import DATA
from pipeline.surface import is_shouted

#: Other names for the same, which are as good.
_LONGER = {
    "US": ("United States", "U.S.", "America"),
    "UN": ("United Nations", "U.N."),
    "UK": ("United Kingdom", "Britain", "British", "U.K."),
    "United States": ("US", "U.S.", "America"),
    "United Nations": ("UN", "U.N."),
    "United Kingdom": ("UK", "Britain", "British", "U.K."),
    "Great Britain": ("UK", "Britain", "British"),
    "European Union": ("EU",),
    "France": ("French",),
    "Germany": ("German",),
    "Greece": ("Greek",),
    "Spain": ("Spanish",),
    "Switzerland": ("Swiss",),
    "Poland": ("Polish", "Poles"),
    "Denmark": ("Danish", "Danes"),
    "England": ("English",),
    "Scotland": ("Scottish", "Scots"),
    "Ireland": ("Irish",),
    "Iceland": ("Icelandic",),
    "Turkey": ("Turkish", "Turks"),
    "Flanders": ("Flemish",),
    "Philippines": ("Filipino",),
    "Czech Republic": ("Czech",),
    "House of Representatives": ("Lower House", "lower house", "parliament", "Parliament"),
    "Senate": ("Upper House", "upper house"),
    "Crimea": ("Crimean",),
    "Kyiv": ("Kiev",),
    "Channel": ("channel",),
    "Mediterranean": ("Med",),
}


@cache
def _table() -> dict[str, str]:
    rows = (DATA / "names.tsv").read_text(encoding="utf-8").splitlines()
    return dict(row.split("\t", 1) for row in rows if row and not row.startswith("#"))


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_table(), key=len, reverse=True)
    # DEN HAAG as well: in a dateline, or where all is in capitals.
    ways = dict.fromkeys(form for name in names for form in (name, name.upper()))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ways))})(?![\w-])")


@cache
def _by_capitals() -> dict[str, str]:
    return {name.upper(): name for name in _table()}


@cache
def _lowered() -> re.Pattern[str]:
    names = sorted(_table(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])", re.IGNORECASE)


def in_case(text: str) -> str:
    """A text that was in capitals, now in small letters, with its names as they are written."""
    return _lowered().sub(lambda match: _by_capitals()[match[0].upper()], text)


def missing_names(source: str, target: str) -> dict[str, str]:
    """Names of the source, with their English, of which the target has no form: neither Lebanon nor Lebanese.

    Of a source that is all in capitals, names are given as they are written elsewhere.
    """
    found: dict[str, str] = {}
    shouted = is_shouted(source)
    for match in _pattern().finditer(source):
        name = _by_capitals()[match[0].upper()]
        english = _table()[name]
        capitals = match[0] != name
        if not _is_there(english, target, re.IGNORECASE if capitals else re.NOFLAG):
            found[name if shouted else match[0]] = english.upper() if capitals and not shouted else english
    return found


def _is_there(english: str, target: str, case: re.RegexFlag) -> bool:
    """Is the name in the target, or an adjective of it, or a longer or shorter name of the same?"""
    if any(re.search(re.escape(form), target, case) for form in _LONGER.get(english, ())):
        return True
    words = english.split()
    # Russia and Russian, Germany and German; an acronym is itself alone.
    stems = [word if word.isupper() or len(word) < 5 else word[: max(4, len(word) - 3)] for word in words]
    return all(re.search(rf"\b{re.escape(stem)}", target, case) for stem in stems)
