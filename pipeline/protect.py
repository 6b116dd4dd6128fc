"""Tokens that must come out as they went in: addresses, phone numbers, handles, emoji, versions.

The model sees the plain sentence first, which disturbs it least. Where a token is lost, the sentence is tried
again with name-like stand-ins, which models copy, and at last in pieces around the token.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

# A pictograph with its modifiers: variation selector, skin tone, joined pictographs; or a pair of flag letters.
_PICTO = "[\u203c\u2049\u2139\u231a-\u23ff\u25aa-\u27bf\u2b05-\u2b55\U0001f000-\U0001f1e5\U0001f200-\U0001faff]"
_MODIFIERS = "(?:[\ufe0e\ufe0f\u20e3]|[\U0001f3fb-\U0001f3ff])*"
_ONE_EMOJI = (
    rf"(?:{_PICTO}{_MODIFIERS}(?:\u200d{_PICTO}{_MODIFIERS})*|[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3)"
)
EMOJI = re.compile(rf"{_ONE_EMOJI}(?:\s*{_ONE_EMOJI})*")

_TLD = "nl|be|com|org|net|eu|info|news|gov|edu|int|io|tv|app|online|vlaanderen|brussels|amsterdam|frl|de|fr|uk|co"
_DOMAIN = rf"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_TLD})\b"
# An address ends before the marks of its sentence, but with a bracket that it has opened: /wiki/Den_Haag_(stad).
_BRACKETS = r"\([^\s<>()\"“”„»«]*\)"
_ADDRESS = rf"(?:{_BRACKETS}|(?!{_BRACKETS})[^\s<>\"“”„»«])"
_LAST = rf"(?:{_BRACKETS}|[^\s<>\"“”„»«.,;:!?)\]'’…])"
_PATTERNS = (
    rf"[a-z][a-z0-9+.-]*://{_ADDRESS}*{_LAST}",
    # With an @ or a path, any ending is an address.
    r"[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}\b",
    rf"(?<![\w@.-])(?:www\.(?:[a-z0-9-]+\.)*[a-z]{{2,}}|(?:[a-z0-9-]+\.)+[a-z]{{2,}}(?=/\w))(?:/(?:{_ADDRESS}*{_LAST})?)?",
    rf"(?<![\w@.-])(?:www\.)?{_DOMAIN}(?:/(?:{_ADDRESS}*{_LAST})?)?",
    r"(?<![\w@/])@\w(?:[\w.]*\w)?",
    r"(?<![\w#&/])#\w*[^\W\d]\w*",
    # Phone numbers begin with + or 0 and have 8 to 13 digits; service numbers with 0800 or 0900 have fewer.
    r"(?<![\w+])(?:\+\d{1,3}|\(?0\d{1,3}\)?)(?:(?:[ \u00a0]?[–-][ \u00a0]|[ \u00a0./–-])?\d+){1,6}(?!\w)",
    # Units with a superscript or a Greek letter, which models write as plain figures or another letter.
    r"(?<![\w/])(?:[a-zµμ]{1,3}/)?[a-zµμ]{0,3}[²³](?!\w)|(?<!\w)[µμ][a-z]{1,2}(?:/[a-z]{1,2})?(?!\w)",
    # Signs that small models have no piece for.
    r"[©®™§¶†±≤≥≠≈∞√£¥₺₽₴¢←↑→↓✓✗]|(?<=\s)[<>=](?=\s)",
    # Versions, articles of law and addresses of machines: 17.4.1, 3.2.b, v2.0, 10.0.0.1.
    r"(?<![\w.,])v\d+(?:\.\d+)+\b|(?<![\w.,])\d+(?:\.\d+){2,}(?:\.?[a-z])?\b|(?<![\w.,])\d+(?:\.\d+)*\.[a-z]\b(?!\.\w)",
)
_TOKEN = re.compile("|".join(f"(?:{p})" for p in _PATTERNS), re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DATE_OR_TIMES = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:\d{2}|\d{4})|\d{1,2}\.\d{2}\s?[–-]\s?\d{1,2}\.\d{2}")

#: Invented names, which models copy as they copy any name; chosen to be words in neither language.
STAND_INS = (
    "Korvat",
    "Belmira",
    "Tarsund",
    "Velosk",
    "Dramek",
    "Solvani",
    "Parnok",
    "Mirtesa",
    "Galdov",
    "Fenrika",
)


def tokens(text: str) -> list[str]:
    """The protected tokens of `text` but emoji, in order; repeated ones as often as they occur."""
    return [text[start:end] for start, end in spans(text)]


def spans(text: str) -> list[tuple[int, int]]:
    """Where the tokens stand: (start, end)."""
    return [match.span() for match in _TOKEN.finditer(text) if _protects(match.group())]


def _protects(token: str) -> bool:
    if _THOUSANDS.fullmatch(token) or _DATE_OR_TIMES.fullmatch(token):
        return False  # numbers, dates and times have an English form of their own
    if token[0] in "+(0" and not re.search(r"[^\W\d]|\.\d+\.", token):
        digits = sum(c.isdigit() for c in token)
        return 8 <= digits <= 13 or (token.startswith(("0800", "0900")) and digits + 1 >= 8)
    return True


def emoji(text: str) -> list[str]:
    """The runs of emoji in `text`, in order."""
    return EMOJI.findall(text)


def missing(source: str, target: str) -> list[str]:
    """Protected tokens, emoji included, that `target` has fewer times than `source`, verbatim."""
    wanted = Counter([*tokens(source), *emoji(source)])
    return [token for token, count in wanted.items() if _occurrences(token, target) < count]


def _occurrences(token: str, text: str) -> int:
    edge_start = r"(?<!\w)" if token[0].isalnum() else ""
    edge_end = r"(?!\w)" if token[-1].isalnum() else ""
    return len(re.findall(edge_start + re.escape(token) + edge_end, text))


def mask(text: str, lost: Iterable[str]) -> tuple[str, dict[str, str]]:
    """`text` with a stand-in for each token of `lost`, and what each stands for. Further tokens stay."""
    free = [name for name in STAND_INS if name not in text]
    stands_for: dict[str, str] = {}
    for name, token in zip(free, sorted(set(lost), key=lambda t: (-len(t), t)), strict=False):
        if token in text:
            text = text.replace(token, name)
            stands_for[name] = token
    return text, stands_for


def unmask(text: str, stands_for: dict[str, str]) -> str:
    """`text` with the tokens back in the place of their stand-ins."""
    for name, token in stands_for.items():
        text = text.replace(name, token)
    return text


def stand_ins_left(source: str, target: str) -> int:
    """How many words of `target` are what a model made of a stand-in: Korva."""
    stems = re.compile(rf"\b(?:{'|'.join(name[:4] for name in STAND_INS)})\w*")
    return len([word for word in stems.findall(target) if word not in source])


def pieces(text: str, kept: Iterable[str]) -> list[tuple[str, bool]]:
    """(piece, is it one of `kept`) in order; the pieces concatenate to `text`."""
    wanted = sorted(set(kept), key=lambda t: (-len(t), t))
    if not wanted:
        return [(text, False)]
    parts = re.split("(" + "|".join(map(re.escape, wanted)) + ")", text)
    return [(part, n % 2 == 1) for n, part in enumerate(parts) if part]
