"""Which English sentences stand for which Dutch: invented cuts, merges, splits and additions are found again."""

from __future__ import annotations

import random

import pytest

from pipeline.alignment import Bead, align
from pipeline.evaluation.datasets import DeskArticle, desk

ADDED = "Earlier this week the newspaper wrote that more would follow soon."


@pytest.mark.parametrize(
    ("sources", "targets", "beads"),
    [
        ([], [], []),
        (["Het regent."], ["It rains."], [((0,), (0,))]),
        (["Het regent."], [], [((0,), ())]),
        ([], ["It rains."], [((), (0,))]),
        (
            ["Jan de Vries kwam in 1990.", "Hij bleef lang in Gent, waar hij les gaf.", "In 2001 ging hij weg."],
            ["Jan de Vries came in 1990.", "In 2001 he left."],
            [((0,), (0,)), ((1,), ()), ((2,), (1,))],
        ),
        (
            ["De raad van Tiel stemt morgen.", "Het plan kost 4 miljoen."],
            ["The council of Tiel votes tomorrow and the plan costs 4 million."],
            [((0, 1), (0,))],
        ),
        (
            ["De raad van Tiel stemt morgen, en het plan van wethouder Smit kost 4 miljoen."],
            ["The council of Tiel votes tomorrow.", "The plan of alderman Smit costs 4 million."],
            [((0,), (0, 1))],
        ),
    ],
)
def test_beads(sources: list[str], targets: list[str], beads: list[tuple[tuple[int, ...], tuple[int, ...]]]) -> None:
    assert align(sources, targets) == [Bead(*bead) for bead in beads]


def test_sentences_of_two_paragraphs_never_share_a_bead() -> None:
    sources = ["De raad van Tiel stemt morgen.", "Het plan kost 4 miljoen."]
    targets = ["The council of Tiel votes tomorrow and the plan costs 4 million."]
    assert all(len(bead.sources) < 2 for bead in align(sources, targets, [0, 1]))


def edited(article: DeskArticle, rng: random.Random) -> tuple[list[str], list[str], list[int], set[Bead]]:
    """(sources, targets, paragraphs, true beads) after an editor's cuts, merges, splits and additions."""
    sources: list[str] = []
    targets: list[str] = []
    places: list[int] = []
    beads = set()
    for place, block in enumerate(article.blocks):
        waiting = list(block.segments)
        while waiting:
            chance = rng.random()
            taken = [waiting.pop(0)]
            if 0.05 <= chance < 0.10 and waiting:
                taken.append(waiting.pop(0))
            reference = " ".join(segment.reference for segment in taken)
            english = [] if chance < 0.05 else [reference]
            if chance > 0.9 and ", " in reference[20:-20]:
                cut = reference.index(", ", 20)
                english = [reference[:cut] + ".", reference[cut + 2 :].capitalize()]
            if 0.10 <= chance < 0.13:
                beads.add(Bead((), (len(targets),)))
                targets.append(ADDED)
            start = len(sources), len(targets)
            sources += [segment.source for segment in taken]
            targets += english
            places += [place] * len(taken)
            beads.add(Bead(tuple(range(start[0], len(sources))), tuple(range(start[1], len(targets)))))
    return sources, targets, places, beads


def test_edits_of_the_desk_articles_are_found_again() -> None:
    rng = random.Random(1)
    right = found = true = 0
    for article in desk():
        sources, targets, places, beads = edited(article, rng)
        got = set(align(sources, targets, places))
        right, found, true = right + len(got & beads), found + len(got), true + len(beads)
    assert right / found > 0.94
    assert right / true > 0.92


def test_a_long_text_stays_within_its_band() -> None:
    sources = [f"Zin {n} van het verslag." for n in range(600)]
    targets = [f"Sentence {n} of the report." for n in range(600)]
    assert align(sources, targets) == [Bead((n,), (n,)) for n in range(600)]
