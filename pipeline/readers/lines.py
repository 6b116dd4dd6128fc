"""Lines into paragraphs: soft wraps are joined, words cut at a line end made whole, lists and titles told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.article import BlockKind
from pipeline.readers.draft import Pieces, is_title_like

_BULLET = re.compile(r"^(?:[-*•·▪‣◦]|–)\s+(?=\S)")
_INLINE_BULLET = re.compile(r"(?<=\S)\s+[•▪‣◦]\s+(?=\S)")
_NUMBERED = re.compile(r"^\(?(\d{1,2}|[a-z])[.)]\s+\S")
_STOP = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_BROKEN_WORD = re.compile(r"(?<![\w'’.&])([^\W_][\w'’.&]*)(-|\u00ad|¬)$")
_HEAD_WORD = re.compile(r"[\"'“‘(]?([^\W_]+)")
# Compounds with these keep their hyphen: ex-minister, oud-wethouder, tv-programma.
_HYPHENATED = frozenset(
    "ex oud vice pro anti non niet semi tv dvd cd pc pr vwo havo vmbo mbo hbo wo bv nv aow ww wao btw ov a b c d e i "
    "mee sociaal christen zuid noord oost west midden sms usb gsm it ict zzp lhbti pvda kamer".split()
)
# A hyphen that stands for a word to come, "radio- en televisie", is followed by one of these.
_SUSPENDED = frozenset("en of tot noch dan maar als én óf".split())
# The hyphen parts vowels that would be read as one: auto-ongeluk, zee-egel.
_CLASHES = frozenset("aa ae ai au ee ei eu ie ii oe oi oo ou uu ui ij".split())
# Words that open sentences but no names. A line that starts with one opens something new.
_OPENERS = frozenset(
    "Het Een Dit Dat Er In Op Met Bij Na Voor Volgens Maar Ook Toen Als Hij Zij Ze Wij We Ik Deze Die Tijdens Door "
    "Sinds Om Wie Wat Waarom Hoe Toch Daarnaast Daarom Omdat Tot Vanaf Uit Over Onder Steeds Veel Alle Meer".split()
)
_UNFINISHED = frozenset(
    "de het een en of van voor met in op aan bij naar uit over door om te dat die als maar tot zijn haar hun is was "
    "werd wordt heeft had niet ook er mevrouw meneer heer premier minister president burgemeester wethouder".split()
)


def words_of(text: str) -> frozenset[str]:
    """The words of a text, with their hyphens: they show how it writes a word that a line end cuts elsewhere."""
    return frozenset(re.findall(r"\w[\w'’.&-]*", text))


def join_lines(lines: Sequence[str], words: frozenset[str] = frozenset()) -> str:
    """One paragraph of its lines; `words` are those of the text around it."""
    parts: list[str] = []
    for line in (line.strip() for line in lines):
        if not line:
            continue
        broken, head = _BROKEN_WORD.search(parts[-1]) if parts else None, _HEAD_WORD.match(line)
        if broken and head:
            parts[-1] = parts[-1][: broken.start(2)] + _link(broken[1], broken[2], head[1], words)
        elif parts:
            parts.append(" ")
        parts.append(line)
    return "".join(parts)


def _link(before: str, mark: str, after: str, words: frozenset[str]) -> str:
    """What stands between the two halves of a word cut at a line end."""
    if mark != "-":
        return ""
    if after in _SUSPENDED:
        return "- "
    if f"{before}-{after}" in words:
        return "-"
    if before + after in words:
        return ""
    last = re.split(r"\W", before)[-1]
    keeps = (
        not after[0].islower() or not last.isalpha() or not last[-1].islower() or last.lower() in _HYPHENATED
        or (last[-1] + after[0]).lower() in _CLASHES or "." in before
    )  # fmt: skip
    return "-" if keeps else ""


def text_pieces(text: str) -> Pieces:
    """Typed pieces of a plain text: blank lines part them; without any, the widths of the lines tell."""
    text = re.sub(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028]", "\n", text).replace("\u2029", "\n\n")
    chunks = [[line.strip() for line in chunk.split("\n") if line.strip()] for chunk in re.split(r"\n[^\S\n]*\n", text)]
    chunks = [chunk for chunk in chunks if chunk]
    width = max((len(line) for chunk in chunks for line in chunk), default=0)
    words = words_of(text)
    chunks = [[item for line in chunk for item in _items_in(line)] for chunk in chunks]
    pieces: Pieces = []
    for chunk in chunks:
        pieces += _chunk_pieces(chunk, width, words, parted=len(chunks) > 1)
    if len(chunks) > 1 and 1 < len(chunks[0]) <= 4 and _stand_alone(chunks[0]) and _STOP.search(chunks[1][-1]):
        # Lines of their own over running text are its title and byline, not a menu.
        over = len(chunks[0])
        pieces[:over] = [(BlockKind.SUBHEAD if is_title_like(line) else kind, line) for kind, line in pieces[:over]]
    return pieces


def _items_in(line: str) -> list[str]:
    """The items of a list that was put on one line: • A • B • C."""
    items = _INLINE_BULLET.split(line)
    # Two bullets within a line part the names of a credit as often as items; one that opens it tells.
    if len(items) < 2 or not _BULLET.match(line):
        return [line]
    return [items[0], *(f"• {item}" for item in items[1:])]


def _chunk_pieces(lines: list[str], width: int, words: frozenset[str], *, parted: bool) -> Pieces:
    if all(line.startswith(">") for line in lines):
        quoted = [line.lstrip("> ").strip() for line in lines]
        return [(BlockKind.QUOTE, join_lines([line for line in quoted if line], words))]
    if any(_BULLET.match(line) and not _is_rule(line) for line in lines) or _is_numbered(lines):
        return _list_pieces(lines, words)
    if _stand_alone(lines):
        return [(BlockKind.PARAGRAPH if not _is_rule(line) else BlockKind.OTHER, line) for line in lines]
    pieces: Pieces = []
    for group in _groups(lines, width, parted=parted):
        joined = join_lines(group, words)
        if _is_rule(joined):
            pieces.append((BlockKind.OTHER, joined))
        else:
            title = len(group) == 1 and is_title_like(joined)
            pieces.append((BlockKind.SUBHEAD if title else BlockKind.PARAGRAPH, joined))
    return pieces


def _stand_alone(lines: list[str]) -> bool:
    """Whether lines are items of their own (a menu, numbers) rather than a wrapped paragraph."""
    if len(lines) < 2 or any(line[0].islower() for line in lines[1:]):
        return False
    if not any(c.isalpha() for line in lines for c in line):
        return True
    return all(len(line) < 40 and not line.endswith(tuple(".!?,;-")) for line in lines)


def _is_rule(line: str) -> bool:
    return not any(map(str.isalnum, line))


def _is_numbered(lines: list[str]) -> bool:
    marks = [found[1] for line in lines if (found := _NUMBERED.match(line))]
    return len(marks) > 1 and bool(_NUMBERED.match(lines[0])) and marks[0] in ("1", "a")


def _list_pieces(lines: list[str], words: frozenset[str]) -> Pieces:
    """Items, each with its wrapped lines; a line before the first is the list's introduction."""
    groups: list[tuple[BlockKind, list[str]]] = []
    for line in lines:
        bullet = _BULLET.match(line)
        if _is_rule(line):
            groups.append((BlockKind.OTHER, [line]))
        elif bullet or _NUMBERED.match(line):
            groups.append((BlockKind.LIST_ITEM, [line[bullet.end() :] if bullet else line]))
        elif groups and (line[0].islower() or (len(groups[-1][1][-1]) > 40 and not _STOP.search(groups[-1][1][-1]))):
            groups[-1][1].append(line)
        else:
            groups.append((BlockKind.PARAGRAPH, [line]))
    return [(kind, join_lines(group, words)) for kind, group in groups]


def _groups(lines: list[str], width: int, *, parted: bool) -> list[list[str]]:
    groups = [[lines[0]]]
    for n, line in enumerate(lines[1:], 1):
        if _breaks(lines[n - 1], line, width, parted=parted, first=len(groups[-1]) == 1):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _breaks(line: str, following: str, width: int, *, parted: bool, first: bool) -> bool:
    """Whether the line break before `following` ends a paragraph or title.

    A wrap is forced: the next word would not have fitted. A break that was not forced may be meant.
    """
    if following[0].islower() or line.endswith((",", "-", "–", "\u00ad")):
        return False
    word = re.split(r"\s", following)[0]
    forced = len(line) + 1 + len(word) > width
    if _STOP.search(line):
        # Lines far over any window's width are paragraphs; so are unforced ones where no blank line parts them.
        return len(line) > 160 or len(following) > 160 or (not parted and not forced and not line.endswith(":"))
    if forced or not first or not is_title_like(line) or line.split()[-1].lower() in _UNFINISHED:
        return False
    opener = _HEAD_WORD.match(following)
    opens = bool(opener) and (opener[1] in _OPENERS if opener else False)
    return opens or following.startswith(("De ", '"', "“", "‘")) or (width >= 60 and len(line) < width / 2)
