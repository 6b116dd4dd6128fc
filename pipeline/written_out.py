"""Dutch short forms written out for the model: m.b.t., 20.15 u., 'k and € 15,- are rare in what models learn from.

Only what a model is given changes; a segment keeps its source, and what comes back is compared with that.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.resources import DATA

_AFTER_NUMBER, _BEFORE_NUMBER = r"(?<=\d)\s?", r"(?=\s?\d)"
_EDGE = r"(?<![\w.'’-])"
_PLACES = {"": ("", ""), "number": (_AFTER_NUMBER, ""), "counted": ("", _BEFORE_NUMBER)}
#: 16u30 and 16u.
_BELGIAN_TIME = re.compile(r"(?<![\w.,])([01]?\d|2[0-4])\s?u(?:([0-5]\d)(?!\w)|(?![\w.]))")
#: half negen is 8.30, which models take for half past nine.
_HALF_HOUR = re.compile(
    r"\b(?P<lead>(?:om|tot|rond|sinds|na|voor|van|tegen|omstreeks|vanaf|tussen|en|of)\s)half\s(?P<hour>[a-z]+|1?\d)\b",
    re.IGNORECASE,
)
_HOURS = "een twee drie vier vijf zes zeven acht negen tien elf twaalf".split()
#: Small models make an animal of de heer Jansen; all of them copy Mr.
_MISTER = re.compile(r"\b(?:[Dd]e heer|[Dd]hr\.)(?=\s(?:(?:van|de|den|der|ter|ten|te|'t)\s)*[A-ZÀ-Þ])")
_FRACTIONS = {"½": ("5", "een half"), "¼": ("25", "een kwart"), "¾": ("75", "driekwart")}
#: 2½ uur, ½ liter
_FRACTION = re.compile(r"(?<![\d.,])(?:(?P<whole>\d+)\s?)?(?P<fraction>[½¼¾])(?!\w)")
#: € 15,- and 1.500,--: no cents.
_NO_CENTS = re.compile(r"(?<=\d),(?:-{1,2}|–|—|=)(?![\d\w])")
#: 't before a small letter is the article; before a capital it is part of a name: Van 't Hof.
_ARTICLE = re.compile(r"(?<![\w-])['’‘][tT](?=\s[a-zß-ÿ])")
#: What opens a sentence after a clitic has the capital that the clitic cannot have: 't Was, but 't Harde is a village.
_OPENED = re.compile(r"(?P<clitic>(?:^|[.:!?][\"'”’]*\s)\W*?['’‘][stknmSTKNM]\s)(?P<first>[A-ZÀ-Þ])(?P<rest>[a-zß-ÿ]+)")
_NAMED = frozenset("Harde Gooi Zand Veld Hof Goor Loo Woud Lam Hart Hooft Spijker".split())


def written_out(text: str) -> str:
    """The Dutch text with its short forms written out; a full stop that also ended the sentence stays."""
    text = _BELGIAN_TIME.sub(lambda m: f"{m[1]}.{m[2]} uur" if m[2] else f"{m[1]} uur", text)
    text = _MISTER.sub("Mr", text)
    text = _HALF_HOUR.sub(_half_hour, text)
    text = _FRACTION.sub(_decimal, _NO_CENTS.sub("", text))
    text = _OPENED.sub(_lowered, text)
    text = _pattern().sub(lambda match: _full(match, text), text)
    return _ARTICLE.sub(lambda match: "het" if _is_inside(match, text) else "Het", text)


@cache
def _table() -> dict[str, tuple[str, str]]:
    rows = (DATA / "written_out.tsv").read_text(encoding="utf-8").splitlines()
    cells = ([*row.split("\t"), ""][:3] for row in rows if row and not row.startswith("#"))
    return {short: (full, place) for short, full, place in cells}


@cache
def _pattern() -> re.Pattern[str]:
    ways = []
    for short in sorted(_table(), key=len, reverse=True):
        before, after = _PLACES[_table()[short][1]]
        # A capital may be the first letter, which in 's avonds is the s.
        start = f"['’‘][{short[1]}{short[1].upper()}]" if short[0] == "'" else f"[{short[0]}{short[0].upper()}]"
        rest = re.escape(short[2:] if short[0] == "'" else short[1:]).replace("'", "['’]")
        ways.append(rf"{before or _EDGE}{start}{rest}(?![\w'’]|\.\w){after}")
    return re.compile("|".join(ways))


def _half_hour(match: re.Match[str]) -> str:
    word = match["hour"].lower().replace("één", "een")
    hour = int(word) if word.isdigit() else _HOURS.index(word) + 1 if word in _HOURS else 0
    return f"{match['lead']}{hour - 1 or 12}.30 uur" if 1 <= hour <= 12 else match[0]


def _decimal(match: re.Match[str]) -> str:
    decimals, words = _FRACTIONS[match["fraction"]]
    return f"{match['whole']},{decimals}" if match["whole"] else words


def _lowered(opened: re.Match[str]) -> str:
    word = opened["first"] + opened["rest"]
    return opened["clitic"] + (word if word in _NAMED else word.lower())


def _is_inside(match: re.Match[str], text: str) -> bool:
    before = text[: match.start()]
    return bool(re.search(r"\w", before)) and not re.search(r"[.:!?][\"'”’]*\s\W*$", before)


def _full(match: re.Match[str], text: str) -> str:
    found = re.sub("[’‘]", "'", match[0].strip())
    short = found if found in _table() else found[:2].lower() + found[2:]
    full, place = _table()[short]
    if found != short or (short[0] == "'" and not _is_inside(match, text)):
        full = full[0].upper() + full[1:]
    ends = short.endswith(".") and not re.search(r"[\w.]", text[match.end() :])
    return f"{' ' if place == 'number' else ''}{full}{'.' if ends else ''}"
