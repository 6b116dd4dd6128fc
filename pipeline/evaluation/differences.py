"""Two texts side by side: which words of one the other has not in that place; which segments two systems part on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import groupby

from pipeline.evaluation.results import Item

#: (text, whether it differs), which together are the whole text.
Run = tuple[str, bool]
_TOKEN = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]|\s+")


def marked(text: str, other: str) -> list[Run]:
    """`text` in runs, those marked that `other` lacks in that place; capitals count, white space does not."""
    tokens = _TOKEN.findall(text)
    words = [n for n, token in enumerate(tokens) if not token.isspace()]
    wanted = [token for token in _TOKEN.findall(other) if not token.isspace()]
    matcher = SequenceMatcher(None, [tokens[n] for n in words], wanted, autojunk=False)
    same = {words[block.a + n] for block in matcher.get_matching_blocks() for n in range(block.size)}
    flags = [not token.isspace() and n not in same for n, token in enumerate(tokens)]
    for n in range(1, len(tokens) - 1):
        if tokens[n].isspace():
            flags[n] = flags[n - 1] and flags[n + 1]  # a stretch of words is one mark
    pairs = zip(tokens, flags, strict=True)
    return [("".join(token for token, _ in run), flag) for flag, run in groupby(pairs, key=lambda pair: pair[1])]


def worst(items: Sequence[Item], metric: str, most: int) -> list[Item]:
    """The items with the lowest scores, worst first."""
    return sorted(items, key=lambda item: (item.scores[metric], item.id))[:most]


def most_different(one: Sequence[Item], other: Sequence[Item], metric: str, most: int) -> list[tuple[Item, Item]]:
    """Pairs of the same segment whose scores are furthest apart, largest difference first; equal outputs left out."""
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a.hypothesis != b.hypothesis]
    return sorted(pairs, key=lambda pair: (-abs(pair[0].scores[metric] - pair[1].scores[metric]), pair[0].id))[:most]
