"""English running text as machines write it: where its sentences end, and which quotation marks have no partner."""

from __future__ import annotations

import re
from itertools import pairwise

_CLOSERS = "\"'”’)\\]"
_OPENERS = "\"'“‘(\\["
_END = re.compile(rf"[.!?…]+[{_CLOSERS}]*$")
_CANDIDATE = re.compile(rf"(?P<marks>[.!?…]+)(?P<closers>[{_CLOSERS}]*)(?=\s+[{_OPENERS}]*(?P<next>\w[\w'’]*)|\s*$)")
_TITLES = frozenset(
    "Mr Mrs Ms Dr Prof St Ste Gen Sen Rep Gov Lt Col Sgt Capt Cpl Maj Cdr Adm Rev Hon Messrs Pres Supt Insp Mt Ft "
    "vs cf e.g i.e approx No Nos Art".split()
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_LAST_WORD = re.compile(rf"[^\s{_OPENERS}]+$")
#: Words that open a sentence after "U.S." or "p.m."; any other word with a capital may go on with a name.
_SENTENCE_OPENERS = frozenset(
    (
        "the a an it he she they we i you this that these those there in on at by for from with but and so as if when "
        "while after before since according however meanwhile his her its their our what who why how not no more most"
    ).split()
)


def is_whole(text: str) -> bool:
    """Whether `text` ends as a sentence does: "in 2029." and "he said.”", not "met Mr." or "said:"."""
    text = text.strip()
    return _ends(text)[-1:] == [len(text)] if text else False


def sentences(text: str) -> list[str]:
    """The sentences of `text`; what follows the last sentence end is one too."""
    edges = [0, *_ends(text), len(text)]
    parts = (text[start:end].strip() for start, end in pairwise(edges))
    return [part for part in parts if part]


def up_to_last_end(text: str, *, cut: bool = False) -> str:
    """`text` up to its last sentence end; nothing where it has none.

    `cut` says that the writer was stopped: then a figure or an abbreviation at the very end proves no sentence end,
    since "It cost 3." may be the start of "3.5 million".
    """
    text = text.strip()
    ends = _ends(text)
    if cut and ends and ends[-1] == len(text) and re.search(r"(?:\d|\b\w|\.\w+)\.$", text):
        ends.pop()
    return text[: ends[-1]] if ends else ""


def completed(sentence: str) -> str:
    """`sentence` with a full stop where it has no end mark: a list item, a line of a table."""
    sentence = " ".join(sentence.split())
    if not sentence or _END.search(sentence):
        return sentence
    body = sentence.rstrip(",;:–—- ")
    if body.endswith(('"', "”")):
        return f"{body[:-1].rstrip(',;:–—- ')}.{body[-1]}"
    return f"{body}." if body else ""


def _ends(text: str) -> list[int]:
    return [mark.end() for mark in _CANDIDATE.finditer(text) if _is_end(text, mark)]


def _is_end(text: str, mark: re.Match[str]) -> bool:
    following = mark["next"] or ""
    if following[:1].islower():
        return False
    if mark["marks"] != "." or mark["closers"]:
        return True
    before = _LAST_WORD.search(text, 0, mark.start())
    word = before[0] if before else ""
    if word in _TITLES:
        return False
    if not _INITIALS.fullmatch(word) or not following:
        return True
    # J. Visser, the U.S. Senate, at 3 p.m. Tuesday
    return following.lower() in _SENTENCE_OPENERS and (len(word) > 1 or word == "I")


# An apostrophe has a letter before it, or opens 's, 't, 'em, '90s.
_MARK = re.compile(
    r"(?P<double>[\"“”„«»])"
    r"|(?P<open>(?:(?<=[\s(\[\"“—–])|^)['‘](?=[\w(\[\"])(?!\d0s|(?:s|t|n|em|til|tis|twas|cause|round)\b))"
    r"|(?P<close>['’](?!\w))"
)
_BEFORE_OPENING = " \t\n([—–-/'‘“"


def torn_marks(text: str) -> list[int]:
    """Offsets of quotation marks without a partner, in order.

    A closing single mark that nothing opened is an apostrophe (the residents' homes).
    """
    torn: list[int] = []
    double: int | None = None
    single: int | None = None
    for mark in _MARK.finditer(text):
        here = mark.start()
        if mark["double"]:
            opens = _opens(text, here, double is not None)
            if opens and double is not None:
                torn.append(double)
            elif not opens and double is None:
                torn.append(here)
            double = here if opens else None
        elif mark["open"]:
            if single is not None:
                torn.append(single)
            single = here
        else:
            single = None
    return sorted([*torn, *(offset for offset in (double, single) if offset is not None)])


def _opens(text: str, here: int, is_open: bool) -> bool:
    """Whether the double mark at `here` opens a quotation; a straight one tells by the space beside it."""
    if text[here] in "“„«":
        return True
    if text[here] in "”»":
        return False
    before, after = text[here - 1 : here] or " ", text[here + 1 : here + 2] or " "
    if before in _BEFORE_OPENING and not after.isspace():
        return True
    if not before.isspace() and not after.isalnum():
        return False
    return not is_open


def without_torn_marks(text: str) -> str:
    """`text` less the quotation marks that have no partner: a quotation is never closed where nobody closed it."""
    while torn := torn_marks(text):  # what a mark is depends on its neighbours
        for offset in reversed(torn):
            text = text[:offset] + text[offset + 1 :]
    return " ".join(text.split())
