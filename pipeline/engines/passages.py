"""Sentences that belong together, so that what is quoted from a text is neither torn nor left dangling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.english import completed, torn_marks

_MOST_SENTENCES = 12  # a quotation that goes on for longer has lost its closing mark
_OPENERS = "\"'“‘(\\[…. "
#: "He said.": the end of the sentence before, cut off at the quotation mark.
_ATTRIBUTION = re.compile(r"(?:[\w'’.-]+\s){1,4}(?:said|says|added|adds|explained|wrote|told \w+)(?: \w+)?[.!?]?$")
_LOWER = re.compile(rf"[{_OPENERS}]*[a-zß-ÿ]")
_LEANS = re.compile(
    rf"[{_OPENERS}]*(?:but|and|or|nor|so|yet|he|she|they|it|that|these|those|his|her|their|its|also|then|therefore|thus|"
    r"however|moreover|furthermore|meanwhile|instead|otherwise|still|nevertheless|nonetheless|besides|indeed|both|yes|"
    r"no|the (?:former|latter)|such an?|as a result|in addition|for example|for instance|"
    r"this(?! (?:week|month|year|morning|afternoon|evening|weekend|spring|summer|autumn|winter|season)))\b",
    re.IGNORECASE,
)
#: '"We waited," he said': who?
_UNNAMED = re.compile(r"[\"”'’],? (?:(?:he|she|they) \w+|(?:said|says|added|adds) (?:he|she|they))\b")
_QUOTED = re.compile(r"[\"“](?:[^\s\"”]+\s+){3,}")


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences `first` to `last` (inclusive), which are taken whole or not at all."""

    first: int
    last: int
    text: str

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def leans(self) -> bool:
        """Whether it rests on the sentence before it: it opens with "But" or "He", names nobody, or is 3 words."""
        return self.words <= 3 or bool(_LEANS.match(self.text) or _UNNAMED.search(self.text))

    @property
    def torn(self) -> bool:
        """Whether a quotation in it begins or ends elsewhere."""
        return bool(torn_marks(self.text))

    @property
    def quotes(self) -> bool:
        """Whether it quotes somebody, four words or more."""
        return bool(_QUOTED.search(self.text))


def passages(sentences: Sequence[str]) -> list[Passage]:
    """The passages of a text, in order; every sentence is in one of them.

    A quotation that runs over several sentences is one, and so is a sentence with the attribution that was cut
    from it, or with the sentences that its colon announces.
    """
    spans: list[tuple[int, int]] = []
    lower = [bool(_LOWER.match(sentence)) for sentence in sentences]
    cased = 2 * sum(lower) < len(lower)  # else a small letter says nothing: this text has no capitals
    start = 0
    while start < len(sentences):
        end = _end_of_quotation(sentences, start)
        cut_off = (cased and lower[start]) or _ATTRIBUTION.match(sentences[start])
        if spans and (cut_off or _announces(sentences[start - 1])):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        start = end + 1
    return [Passage(a, b, joined(sentences[a : b + 1])) for a, b in spans]


def joined(sentences: Sequence[str]) -> str:
    """Sentences as running text: one without an end mark gets its full stop, unless it announces the next."""
    last = len(sentences) - 1
    parts = (s.strip() if n < last and _announces(s) else completed(s) for n, s in enumerate(sentences))
    return " ".join(" ".join(part for part in parts if part).split())


def _announces(sentence: str) -> bool:
    return sentence.rstrip().endswith((":", ",", ";"))


def _end_of_quotation(sentences: Sequence[str], start: int) -> int:
    """The sentence with which every quotation opened since `start` is closed; `start` where there is none near."""
    for end in range(start, min(start + _MOST_SENTENCES, len(sentences))):
        if not torn_marks(" ".join(sentences[start : end + 1])):
            return end
    return start
