"""The bundled model does not get worse unseen: its scores stay above pinned floors."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import load
from pipeline.engines import registry
from pipeline.evaluation import datasets
from pipeline.evaluation.board import Board
from pipeline.evaluation.evaluate import evaluate_desk, evaluate_pairs
from pipeline.resources import BUNDLED_MODEL

TESTSETS = Path(__file__).resolve().parents[3] / "shared" / "testsets"
SETTINGS = load(["offline"]).settings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not BUNDLED_MODEL.is_dir(), reason="the bundled model is not in this checkout"),
]


def test_the_bundled_model_on_the_desk_set() -> None:
    articles = datasets.desk("test")
    board = Board()
    evaluate_desk(board, articles, registry.translator(SETTINGS.translate), None, SETTINGS)
    assert board.results[0].scores[1].metric == "chrF"
    assert board.results[0].scores[1].value >= 50.0


def test_the_bundled_model_on_flores() -> None:
    path = TESTSETS / "flores200-devtest.tsv.gz"
    if not path.is_file():
        pytest.skip(f"no {path}: the public test sets are kept beside the repository")
    board = Board()
    evaluate_pairs(board, datasets.pairs(str(path)), registry.translator(SETTINGS.translate), SETTINGS)
    assert board.results[0].scores[1].value >= 45.0
