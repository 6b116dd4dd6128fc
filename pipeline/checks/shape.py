"""The English as a text: there at all, as long as the Dutch, sure, not stuck, its marks in place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from pipeline.article import Finding, Severity
from pipeline.checks.text import listed, warning, words_of


def empty(source: str) -> Finding:
    """The finding of a segment without English."""
    return Finding(
        code="empty",
        severity=Severity.ERROR,
        message="This sentence has no English: it was left out, or its translation failed. Translate it by hand.",
        evidence=source,
    )


def low_score(score: float | None, lowest: float) -> Finding | None:
    """The model itself was unsure."""
    if score is None or score >= lowest:
        return None
    return Finding(
        code="low-score",
        severity=Severity.INFO,
        message=f"The model was unsure of this sentence (score {score:.2f}, limit {lowest:.2f}): "
        "compare it with the Dutch.",
        evidence=f"{score:.2f}",
    )


#: English characters per Dutch one vary less than words do: their limit is nearer to 1 by this factor.
_CHARACTERS = 1.1


def length_ratio(source: str, target: str, lowest: float, highest: float) -> Finding | None:
    """English that is much shorter or longer than the Dutch has often lost or gained something.

    The limits are English words per Dutch word; it is also too short in characters, since Dutch writes compounds
    as one word, so that half of the English can still have more than half as many words.
    """
    dutch, english = len(source.split()), len(target.split())
    words, characters = english / max(1, dutch), len(target) / max(1, len(source))
    if dutch < 5 or (lowest <= words <= highest and characters >= lowest * _CHARACTERS):
        return None
    short = words <= highest
    return warning(
        "length-ratio",
        f"The English is much {'shorter' if short else 'longer'} than the Dutch "
        f"({english} words for {dutch}): "
        f"something may have been {'left out' if short else 'added or repeated'}.",
        f"{dutch} > {english}",
    )


def _grams(words: list[str], size: int) -> Iterable[tuple[str, ...]]:
    return (tuple(words[i : i + size]) for i in range(len(words) - size + 1))


def _repeated(text: str) -> str | None:
    """An n-gram (1 to 4 words) more than three times in a row, or a 4-gram more than three times anywhere."""
    words = words_of(text)
    for size in range(1, 5):
        for i in range(len(words) - 4 * size + 1):
            gram = words[i : i + size]
            if words[i : i + 4 * size] == gram * 4:
                return " ".join(gram)
    counts = Counter(_grams(words, 4))
    often = [gram for gram, count in counts.items() if count > 3]
    return " ".join(often[0]) if often else None


def repetition(source: str, target: str) -> Finding | None:
    """The model got stuck: words come back over and over, and not in the Dutch."""
    again = _repeated(target)
    if again is None or _repeated(source) is not None:
        return None
    return warning(
        "repetition",
        f"The English repeats “{again}” more than three times and the Dutch repeats nothing: "
        "the translation got stuck.",
        again,
    )


_LEFTOVER = re.compile(
    r"&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});"
    r"|</?(?:pad|unk|s|mask|bos|eos)>|⁇|▁|�|>>\w*<<|>>|\[UNK\]",
    re.IGNORECASE,
)


def leftover(source: str, target: str) -> Finding | None:
    """Marks of HTML or of the model that no reader should see."""
    found = [match[0] for match in _LEFTOVER.finditer(target) if match[0] not in source]
    if not found:
        return None
    return warning(
        "leftover",
        f"The English has marks that do not belong in a text ({listed(found)}): remove them, "
        "and see whether a word went missing there.",
        listed(found),
    )


_DOUBLE = re.compile(r"\"{1,2}|[“”„‟«»＂]|''|‘‘|’’|,,|``")
#: Single marks at the edge of a word. An apostrophe inside one is none, nor are 's, 't and '90; one after a word
#: may be a genitive (Hans' boek), so that it only counts where a mark has opened.
_OPENING = r"(?<![\w'’])[‘'’‚](?=[\w(\[])(?!(?:s|t|n|k|r|m|em|\d\ds?)\b)"
_CLOSING = r"(?<=[\w.,!?…)\]%])[’'‘](?!\w)"
_SINGLE = re.compile(f"(?P<open>{_OPENING})|(?P<close>{_CLOSING})")


def _quotes(text: str) -> int:
    return len(_DOUBLE.findall(text))


def _single_quotes(text: str) -> int:
    """Single marks that open a quotation, and those that close one."""
    count = opened = 0
    text = _DOUBLE.sub(" ", text)
    for mark in _SINGLE.finditer(text):
        if mark["open"]:
            count, opened = count + 1, opened + 1
        elif opened or text[mark.start() - 1] in ".,!?…" or text[mark.end() : mark.end() + 1] in (",", "."):
            count, opened = count + 1, max(0, opened - 1)
    return count


def quotes_unbalanced(source: str, target: str) -> Finding | None:
    """Double quotation marks lost, or one of a pair lost or gained.

    Papers differ in style: a quotation may go from single to double marks or the other way, and a pair of either
    may be put around a word or a title.
    """
    dutch, english = _quotes(source), _quotes(target)
    singles = _single_quotes(source), _single_quotes(target)
    all_dutch, all_english = dutch + singles[0], english + singles[1]
    # A quotation that goes on for sentences is closed and opened again in some styles: a whole pair more is none torn.
    torn = all_english % 2 != all_dutch % 2 and (all_english % 2 == 1 or all_english < all_dutch)
    if all_english >= dutch and not torn:
        return None
    return warning(
        "quotes-unbalanced",
        f"The Dutch has {all_dutch} quotation marks, the English {all_english}: "
        "check where the quotation begins and ends.",
        f"{all_dutch} > {all_english}",
    )


def article_quotes(source: str, target: str) -> Finding | None:
    """A quotation that the English article opens and never closes, while the Dutch does."""
    if _quotes(target) % 2 == 0 or _quotes(source) % 2 == 1:
        return None
    return warning(
        "quotes-unbalanced",
        "The English article has an odd number of double quotation marks: a quotation is never opened or closed.",
        str(_quotes(target)),
    )
