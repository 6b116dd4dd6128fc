"""The scorer counts boundaries rightly, and our splitter meets its figure beside the off-the-shelf ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.evaluation.segmentation import (
    HELD_OUT,
    BoundaryScore,
    compare,
    gold_files,
    main,
    ours,
    read_gold,
    rivals,
    score,
)

GOLD = [["Een zin.", "Nog een.", "Slot."]]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (["Een zin.", "Nog een.", "Slot."], (1.0, 1.0, 1.0)),
        (["Een zin. Nog een. Slot."], (1.0, 0.0, 0.0)),
        (["Een", "zin.", "Nog een.", "Slot."], (2 / 3, 1.0, 0.8)),
        (["Een zin. ", "Nog een.Slot."], (1.0, 0.5, 2 / 3)),
        (["", "Een zin.", "Nog een.", "Slot.", ""], (2 / 3, 1.0, 0.8)),
    ],
)
def test_scores(found: list[str], expected: tuple[float, float, float]) -> None:
    result = score(GOLD, lambda text: found)
    assert (result.precision, result.recall, result.f1) == pytest.approx(expected)


def test_wrong_boundaries_are_shown_in_context() -> None:
    result = score(GOLD, lambda text: ["Een", "zin. Nog een.", "Slot."])
    assert result.missed == ("Een zin.| Nog een. Slot.",)
    assert result.spurious == ("Een| zin. Nog een. Slot.",)


def test_a_splitter_that_changes_the_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="changed the text"):
        score(GOLD, lambda text: ["Een zin.", "Slot."])


def test_scores_add_up() -> None:
    assert BoundaryScore(1, 2, 3, ("a",)) + BoundaryScore(1, 1, 1, ("b",), ("c",)) == BoundaryScore(
        2, 3, 4, ("a", "b"), ("c",)
    )


def test_gold_is_read_by_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "gold.txt"
    path.write_text("# Een opmerking.\nEen. \nTwee.\n\n\n#Stikstof was trending.\n", encoding="utf-8")
    assert read_gold(path) == [["Een.", "Twee."], ["#Stikstof was trending."]]


@pytest.mark.parametrize("content", [None, b"", b"# Alleen een opmerking.\n", b"caf\xe9."])
def test_unusable_gold_is_refused_by_name(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "gold.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"gold\.txt"):
        read_gold(path)


def test_an_empty_folder_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=re.escape(str(tmp_path))):
        gold_files(tmp_path)


def test_the_gold_set_is_large_and_not_repetitive() -> None:
    sentences = [s for path in gold_files() for paragraph in read_gold(path) for s in paragraph]
    assert len(sentences) >= 450
    assert len(set(sentences)) / len(sentences) > 0.97


def test_our_boundaries_meet_the_target() -> None:
    table = compare(gold_files(), {"overzet": ours})["overzet"]
    tuned = sum((result for kind, result in table.items() if kind != HELD_OUT), BoundaryScore(0, 0, 0))
    assert tuned.f1 >= 0.98, tuned
    assert table[HELD_OUT].f1 >= 0.96, table[HELD_OUT]


@pytest.mark.slow
def test_ours_is_ahead_of_the_off_the_shelf_splitters(capsys: pytest.CaptureFixture[str]) -> None:
    others = rivals()
    if missing := {"pysbd", "sentence-splitter"} - others.keys():
        pytest.skip(f"not installed: {', '.join(sorted(missing))}; pip install -e '.[dev]' brings them")
    table = compare(gold_files(), {"overzet": ours, **others})
    for name in others:
        behind = {kind: result.f1 for kind, result in table[name].items() if result.f1 >= table["overzet"][kind].f1}
        assert not behind, name
    main(["--mistakes"])
    assert "pysbd" in capsys.readouterr().out
