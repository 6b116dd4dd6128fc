"""Which English sentences stand for which Dutch ones, where another hand has translated the article.

Sentence lengths as in Gale & Church (1993), "A program for aligning sentences in bilingual corpora", plus the names
and numbers that both sides share, since a news text is full of them and editors split and merge sentences freely.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

#: -log of the chance of each (source, target) group; Gale & Church's table 5, with cuts and additions made likelier:
#: an editor cuts.
_GROUPS = {(1, 1): 0.87, (1, 0): 0.015, (0, 1): 0.015, (2, 1): 0.045, (1, 2): 0.045, (1, 3): 0.005, (2, 2): 0.005}
_COSTS = {group: -math.log(chance) for group, chance in _GROUPS.items()}
#: English characters per Dutch one, and the variance per character (Gale & Church's 6.8).
_RATIO = 0.97
_VARIANCE = 6.8
#: What a shared name or number takes off the cost, and how many of them count.
_SHARED = 2.5
_MOST_SHARED = 4
#: How far from the diagonal the two texts may drift, in sentences and as a share of the longer text.
_BAND = (60, 0.2)
#: A name, a number, or the first letters of a long word: the languages have many words in common.
_ANCHOR = re.compile(r"\d+|[^\W\d_]{3,}")
_STEM = 5


@dataclass(frozen=True)
class Bead:
    """Positions of source and target sentences that say the same; one side may be empty."""

    sources: tuple[int, ...]
    targets: tuple[int, ...]


def align(sources: Sequence[str], targets: Sequence[str], together: Sequence[int] | None = None) -> list[Bead]:
    """The cheapest beads that hold every sentence of both sides once, in order.

    `together` numbers each source's paragraph: sources of two paragraphs never share a bead.
    """
    places = together or [0] * len(sources)
    lengths = [[len(text) for text in side] for side in (sources, targets)]
    anchors = [[_anchors(text) for text in side] for side in (sources, targets)]
    width = _BAND[0] + int(_BAND[1] * max(len(sources), len(targets)))
    slope = len(targets) / max(1, len(sources))
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(sources) + 1):
        middle = round(i * slope)
        for j in range(max(0, middle - width), min(len(targets), middle + width) + 1):
            if (i, j) == (0, 0):
                continue
            ways = []
            for (m, n), cost in _COSTS.items():
                if (i - m, j - n) not in best or (m > 1 and len(set(places[i - m : i])) > 1):
                    continue
                before = best[i - m, j - n][0]
                if m and n:
                    cost += _mismatch(sum(lengths[0][i - m : i]), sum(lengths[1][j - n : j]))
                    shared = set[str]().union(*anchors[0][i - m : i]) & set[str]().union(*anchors[1][j - n : j])
                    cost -= _SHARED * min(_MOST_SHARED, len(shared))
                ways.append((before + cost, (m, n)))
            best[i, j] = min(ways)
    return _walk_back(best, len(sources), len(targets))


def _walk_back(best: dict[tuple[int, int], tuple[float, tuple[int, int]]], i: int, j: int) -> list[Bead]:
    beads = []
    while i or j:
        m, n = best[i, j][1]
        beads.append(Bead(tuple(range(i - m, i)), tuple(range(j - n, j))))
        i, j = i - m, j - n
    return beads[::-1]


def _mismatch(source: int, target: int) -> float:
    """-log of the chance of lengths that differ as much as these, in characters."""
    mean = (source + target / _RATIO) / 2
    delta = (target - source * _RATIO) / math.sqrt(max(1.0, mean) * _VARIANCE)
    return -math.log(max(1e-12, math.erfc(abs(delta) / math.sqrt(2))))


def _anchors(text: str) -> frozenset[str]:
    return frozenset(word if word.isdigit() else word.casefold()[:_STEM] for word in _ANCHOR.findall(text))
