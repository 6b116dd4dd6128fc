"""Our figures are those of sacrebleu's and rouge-score's own commands."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.evaluation import metrics
from pipeline.evaluation.datasets import desk

OWN = {"BLEU": ["bleu"], "chrF": ["chrf"], "chrF++": ["chrf", "--chrf-word-order", "2"], "TER": ["ter"]}


def outputs() -> tuple[list[str], list[str]]:
    """(hypotheses, references): the desk's English with every seventh word gone and some swapped."""
    references = [text for article in desk("dev") for text in article.references()]
    hypotheses = []
    for n, text in enumerate(references):
        words = [word for m, word in enumerate(text.split()) if (m + n) % 7]
        hypotheses.append(" ".join(words[1:] + words[:1] if n % 5 == 0 else words))
    return hypotheses, references


@pytest.mark.slow
@pytest.mark.parametrize("name", OWN)
def test_translation_scores_equal_sacrebleus_command(tmp_path: Path, name: str) -> None:
    hypotheses, references = outputs()
    for file, texts in (("hyp", hypotheses), ("ref", references)):
        (tmp_path / file).write_text("\n".join(texts) + "\n", encoding="utf-8")
    command = ["-i", str(tmp_path / "hyp"), "-m", *OWN[name], "-w", "4", "-f", "json"]
    done = subprocess.run(
        [sys.executable, "-m", "sacrebleu", str(tmp_path / "ref"), *command],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    ours = next(one.score for one in metrics.translation(hypotheses, references) if one.score.metric == name)
    assert ours.value == pytest.approx(json.loads(done.stdout)["score"], abs=0.01)


@pytest.mark.slow
def test_summary_scores_equal_rouge_scores_command(tmp_path: Path) -> None:
    articles = desk("dev")
    wanted = [article.summary for article in articles]
    given = [" ".join(article.references()[2:5]) for article in articles]
    for name, texts in (("ref", wanted), ("hyp", given)):
        (tmp_path / f"a.{name}").write_text("@@@".join(map(metrics.lines, texts)), encoding="utf-8")
    kinds = {"ROUGE-1": "rouge1", "ROUGE-2": "rouge2", "ROUGE-L": "rougeL", "ROUGE-Lsum": "rougeLsum"}
    subprocess.run(
        [
            sys.executable, "-m", "rouge_score.rouge", f"--target_filepattern={tmp_path}/*.ref",
            f"--prediction_filepattern={tmp_path}/*.hyp", f"--output_filename={tmp_path}/out.csv", "--delimiter=@@@",
            f"--rouge_types={','.join(kinds.values())}", "--use_stemmer=true", "--noaggregate",
        ],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(articles)
    for one in metrics.rouge(given, wanted):
        theirs = [float(row[f"{kinds[one.score.metric]}-F"]) for row in rows]
        assert one.score.value == pytest.approx(100 * sum(theirs) / len(theirs), abs=0.01)


@pytest.mark.parametrize(
    ("summary", "article", "value"),
    [("a b c", "a b c d", 0), ("a b c", "c b a", 100), ("a b c", "x a b", 50), ("a", "b", 0)],
)
def test_novelty_is_the_share_of_new_bigrams(summary: str, article: str, value: float) -> None:
    assert metrics.novelty(summary, article) == value


@pytest.mark.parametrize(("given", "references"), [([], []), (["a"], []), ([], ["a"])])
def test_nothing_to_score_is_refused(given: list[str], references: list[str]) -> None:
    for score in (metrics.translation, metrics.rouge):
        with pytest.raises(ValueError, match="references"):
            score(given, references)


@pytest.mark.parametrize(
    ("summary", "blocks", "sentences", "paragraphs"),
    [
        ("The council approved bridges.", [["The council approved bridges."], ["Rain fell everywhere."]], 50, 50),
        ("The council approved bridges.", [["The council approved bridges.", "Rain fell everywhere."]], 50, 100),
        # Written anew from two sentences.
        (
            "Council approved bridges while rain fell.",
            [["The council approved bridges."], ["Rain fell today."]],
            100,
            100,
        ),
        ("Nothing alike whatsoever.", [["The council approved bridges."]], 0, 0),
        ("Council approved bridges.", [["The council approved bridges."], ["Council approved bridges again."]], 50, 50),
        ("", [["The council approved bridges."]], 0, 0),
        ("Something.", [], 0, 0),
    ],
)
def test_coverage_is_the_share_of_the_article_drawn_on(
    summary: str, blocks: list[list[str]], sentences: float, paragraphs: float
) -> None:
    assert metrics.coverage(summary, blocks) == (sentences, paragraphs)
