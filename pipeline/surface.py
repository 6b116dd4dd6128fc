"""What surrounds the words of a sentence: case, list markers, quotation marks, final stops, number formats.

Models are poor at these and an editor sees them first, so they are carried over from the source by rule.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_LETTER = re.compile(r"[^\W\d_]")
_MARKER = re.compile(r"^(?:(?:\d{1,3}|[a-zA-Z])[.)]|[-–—•*>]+|\(\d{1,2}\))\s+(?=\S)")
_END = re.compile(r"[.!?][\"')\]]*$")
#: English closes a quotation after the comma that leads to its speaker, Dutch before it.
_COMMA_AFTER = re.compile(
    r"(?<=\w)\"\s?,\s(?=(?:[A-Z]?[\w'-]+\s){0,3}?(?:says?|said|explains|explained|adds|added|according|thinks|thought|"
    r"writes|wrote|asks|asked|tells|told|argues|argued|calls|called|notes|noted|warns|warned)\b)"
)
_SPACED_OPENING = re.compile(r"([\"'(\[]+)\s+(?=\w)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DUTCH_FORMAT = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+)(?![\w]|[.,]\d)")
_SWAP = str.maketrans(".,", ",.")


def has_words(text: str) -> bool:
    """Whether there is a letter to translate; dashes, rules, numbers and emoji are copied."""
    return bool(_LETTER.search(text))


def split_marker(text: str) -> tuple[str, str]:
    """(list marker with its space or nothing, rest)."""
    found = _MARKER.match(text)
    return (found.group(), text[found.end() :]) if found else ("", text)


def is_shouted(text: str) -> bool:
    """Whether the text is all upper case and more than one acronym: KABINET VALT, not NAVO or D66."""
    words = [word for word in _WORD.findall(text) if len(word) > 1]
    upper = all(word.isupper() for word in words)
    return upper and (len(words) > 1 or any(len(word) > 5 for word in words))


def unshout(text: str, known: Collection[str] = ()) -> str:
    """`text` in sentence case; words of `known` (names and acronyms as written elsewhere) get that form."""
    forms = {word.upper(): word for word in known}
    lowered = _WORD.sub(lambda m: forms.get(m.group(), m.group().lower()), text)
    first = _LETTER.search(lowered)
    if first:
        lowered = lowered[: first.start()] + first.group().upper() + lowered[first.end() :]
    return lowered


def shout(text: str) -> str:
    """`text` in upper case."""
    return text.upper()


def match_end(source: str, target: str, *, title: bool) -> str:
    """`target` with the final stop that `source` has: a title never gains one, a sentence never loses one."""
    stripped = target.rstrip()
    if _END.search(source.rstrip()):
        if stripped and (stripped[-1].isalnum() or stripped[-1] in "%)"):
            return stripped + source.rstrip().rstrip("\"')]")[-1]
        return stripped
    if (title or source[-1:].isalnum()) and stripped.endswith(".") and not stripped.endswith(".."):
        last = stripped.split()[-1] if stripped.split() else ""
        return stripped if re.fullmatch(r"(?:\w\.){2,}", last) else stripped[:-1]
    return stripped


def match_start(source: str, target: str) -> str:
    """`target` with a capital where `source` has one, and no space after an opening mark where it has none."""
    if found := _SPACED_OPENING.match(target):
        target = found[1] + target[found.end() :] if not _SPACED_OPENING.match(source) else target
    first, other = _LETTER.search(source), _LETTER.search(target)
    if not first or not other or not first.group().isupper() or not other.group().islower():
        return target
    word = target[other.start() :].split()[0]
    if any(c.isupper() for c in word) or target[: other.start()].strip("\"'([ "):
        return target  # iPhone; 3 km
    return target[: other.start()] + other.group().upper() + target[other.end() :]


def english_numbers(source: str, target: str) -> str:
    """`target` with numbers that were copied in Dutch format (1.000,50) put into English format (1,000.50)."""
    for number in set(_DUTCH_FORMAT.findall(source)):
        pattern = re.compile(rf"(?<![\w.,]){re.escape(number)}(?![\w]|[.,]\d)")
        target = pattern.sub(number.translate(_SWAP), target)
    return target


#: Words that open a sentence with a capital and have none within it, whatever they mean.
_SMALL_WORDS = frozenset(
    (
        "a an all the in on at by for from with of to and but or it they he she we you this that these those is are "
        "was were has have had will would not as so then there who which what when where while if because"
    ).split()
)
_DUTCH_ORDINAL = re.compile(r"(?<![\w.,])(\d{1,3})(e|de|ste)\b(?![.-]\w)")
_ORDINAL = re.compile(r"\b(\d+)(st|nd|rd|th)\b")


def match_inner_start(source: str, target: str) -> str:
    """`target` of a part within a sentence, without the capital that a model opens every text with."""
    first = _WORD.match(target)
    if first and source[:1].islower() and first.group().lower() in _SMALL_WORDS:
        return target[0].lower() + target[1:]
    return target


def english_ordinals(source: str, target: str) -> str:
    """`target` with the endings of ordinals in figures as English has them: 21st, not 21th, nor the source's 21e."""
    for number, ending in set(_DUTCH_ORDINAL.findall(source)):
        target = re.sub(rf"\b{number}{ending}\b", number + _ordinal_ending(int(number)), target)
    return _ORDINAL.sub(lambda m: m[1] + _ordinal_ending(int(m[1])), target)


def _ordinal_ending(number: int) -> str:
    return "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


#: 20.15 uur, 16u30, and 9.00 in "tussen 9.00 en 17.30 uur".
_DUTCH_TIME = re.compile(
    r"(?<![\w.,:])([01]?\d|2[0-4])(?:u(?=\d\d\b)|[.:](?=\d\d(?:\s?(?:en|tot|of|à|-|–)\s?\d{1,2}[.:]\d{2})?\s?(?:uur|u)\b))"
    r"([0-5]\d)"
)


def english_times(source: str, target: str) -> str:
    """`target` with the clock times of `source` as English writes them: 14:30 for 14.30 uur, not 14,30 hours."""
    for hour, minutes in set(_DUTCH_TIME.findall(source)):
        written = re.compile(rf"(?<![\w.,:]){hour}(?:[.,:]{minutes}0?\s(?:hours?|uur)\b|[.,]{minutes}(?!\w|[.,]\d))")
        target = written.sub(f"{hour}:{minutes}", target)
    return target


# 'x' around words; an apostrophe has letters on both sides, or opens 's, 't, 'n, 'k, 'm, 'r, '70.
_SINGLE_OPEN = re.compile(r"(?:(?<=[\s(\[\"])|^)'(?!(?:[stnkmr]|[stk]-\w+)(?:[\s-]|$)|\d0s?\b)(?=[\w\"])")

# Training text of Marian models has straight quotes and plain spaces; MarianTokenizer carries a Moses normaliser
# but never calls it, so this table is applied to every source, whatever optional packages are installed.
_PLAIN = str.maketrans(
    {**dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‘’‚‛`´", "'"), "…": "...", "\u00a0": " ", "\u202f": " "}
    | {"\u2009": " ", "\u200b": "", "\u00ad": "", "‐": "-", "‑": "-", "−": "-"}
)


def normalise_punctuation(text: str) -> str:
    """`text` with typographic quotes, dots and spaces in their plain forms."""
    return " ".join(text.translate(_PLAIN).split())


def quote_marks(text: str) -> int:
    """Quotation marks in normalised text: a single one that opens counts for its pair, since apostrophes close."""
    return text.count('"') + 2 * len(_SINGLE_OPEN.findall(text))


def match_quotes(source: str, target: str) -> str:
    """Normalised `target` with a mark that opens or closes the whole `source` put back where it was dropped."""
    wanted, got = quote_marks(source), quote_marks(target)
    if got < wanted and source.startswith('"') and not target.startswith(('"', "'")):
        target, got = f'"{target}', got + 1
    if got < wanted and re.search(r'"[.,]?$', source) and not re.search(r"[\"'][.,]?$", target):
        target += '"'
    if target.count('"') == 1 and '"' not in source and "'" in source:
        target = target.replace('"', "'")  # a quotation that another sentence has opened with a single mark
    return _COMMA_AFTER.sub('," ', target)
