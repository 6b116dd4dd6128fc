"""Test sets, metrics with signatures, and the two kinds of English that a summariser reads."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from pipeline.config import load
from pipeline.engines.extractive import EXTRACTIVE
from pipeline.engines.identity import IdentityTranslator
from pipeline.errors import InputError
from pipeline.evaluation import datasets, metrics
from pipeline.evaluation.board import Board
from pipeline.evaluation.evaluate import evaluate_desk, evaluate_pairs

SETTINGS = load().settings
REFERENCES = ["The council approved the bridge on Monday.", "It will cost forty million euros and open in 2029."]


def test_translation_scores_carry_signatures() -> None:
    bleu, chrf, chrfpp, ter = (one.score for one in metrics.translation(REFERENCES, REFERENCES))
    assert (bleu.value, chrf.value, chrfpp.value, ter.value) == (100, 100, 100, 0)
    assert "version:" in bleu.signature
    assert "nc:6" in chrf.signature
    assert "nw:2" in chrfpp.signature
    assert not ter.higher_is_better
    assert metrics.translation([REFERENCES[0], "Nothing."], REFERENCES)[1].score.value < 80
    with pytest.raises(ValueError, match="1 hypotheses for 2 references"):
        metrics.translation(REFERENCES[:1], REFERENCES)


def test_rouge_lsum_forgives_the_order_of_sentences() -> None:
    from rouge_score import rouge_scorer

    text, swapped = " ".join(REFERENCES), " ".join(reversed(REFERENCES))
    scores = {one.score.metric: one.score.value for one in metrics.rouge([swapped], [text])}
    whole = rouge_scorer.RougeScorer(["rougeL"], use_stemmer=True).score(text, swapped)["rougeL"].fmeasure
    assert scores["ROUGE-Lsum"] == 100
    assert scores["ROUGE-Lsum"] > 100 * whole


@pytest.mark.parametrize("split", ["dev", "test"])
def test_every_desk_article_is_whole(split: datasets.Split) -> None:
    for article in datasets.desk(split):
        assert all(segment.source and segment.reference for block in article.blocks for segment in block.segments)
        assert 45 <= len(article.summary.split()) <= 95, article.id
        assert sum(text.count('"') for text in article.references()) % 2 == 0, article.id


def test_the_summariser_is_scored_on_machine_and_on_reference_english() -> None:
    articles = datasets.desk("dev")[:2]
    board = Board()
    evaluate_desk(board, articles, IdentityTranslator(), EXTRACTIVE["lead"](), SETTINGS)
    systems = ["lead", "textrank", "lead-3", "oracle"]
    assert [(r.system, r.read) for r in board.results] == [
        ("identity", ""), ("source copied", ""), *((s, "identity") for s in systems),
        *((s, "reference English") for s in systems),
    ]  # fmt: skip
    scores = {(r.system, r.read): {s.metric: s.value for s in r.scores} for r in board.results}
    for system in systems:
        assert scores[system, "reference English"]["ROUGE-1"] > scores[system, "identity"]["ROUGE-1"]
    gold = {system: scores[system, "reference English"]["ROUGE-1"] for system in systems}
    assert gold["oracle"] == max(gold.values())
    assert scores["lead-3", "reference English"]["novelty"] < 5
    assert {(c.system, c.other) for c in board.comparisons() if c.task == "summary"} == {
        ("lead", "textrank"), ("lead", "lead-3"), ("lead", "oracle"),
    }  # fmt: skip


def test_pairs_are_read_and_scored(tmp_path: Path) -> None:
    path = tmp_path / "set.tsv.gz"
    path.write_bytes(gzip.compress("\n".join(f"{r}\t{r}" for r in REFERENCES).encode()))
    board = Board()
    evaluate_pairs(board, datasets.pairs(str(path)), IdentityTranslator(), SETTINGS)
    result, copied = board.results
    assert (result.dataset, len(result.items), result.scores[1].value) == ("set", 2, 100)
    assert (copied.system, copied.baseline) == ("source copied", True)
    assert result.items[0].scores == {"chrF": 100}


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("none.tsv", None, "no such test set"),
        ("a.tsv", b"no tab here\n", "a.tsv:1"),
        ("a.tsv", b"", "empty"),
        ("a.jsonl", b'{"source": "x"}\n', "a.jsonl:1"),
        ("a.tsv.gz", b"no gzip", "cannot be read"),
    ],
)
def test_a_bad_test_set_is_named(tmp_path: Path, name: str, content: bytes | None, part: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=part):
        datasets.pairs(str(tmp_path / name))
