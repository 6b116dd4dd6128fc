"""Intervals and p-values: known cases, and those of sacrebleu."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.evaluation import metrics
from pipeline.evaluation.significance import (
    approximate_randomisation,
    interval,
    paired_bootstrap,
    resampled_scores,
    resamples,
)  # fmt: skip


def mean_of(row: list[float]) -> float:
    return row[0] / 200


def values(seed: int, middle: float) -> np.ndarray:
    return np.random.default_rng(seed).normal(middle, 10, (200, 1))


def test_resamples_draw_as_many_segments_as_there_are() -> None:
    weights = resamples(50, samples=20)
    assert weights.shape == (20, 50)
    assert set(weights.sum(1)) == {50}
    assert (weights == resamples(50, samples=20)).all()
    assert not (weights == resamples(50, samples=20, seed=1)).all()


def test_an_interval_holds_the_mean_and_is_as_wide_as_theory_says() -> None:
    data = values(1, 50)
    low, high = interval(resampled_scores(data, mean_of, resamples(200)))
    assert low < data.mean() < high
    assert high - low == pytest.approx(2 * 1.96 * data.std() / 200**0.5, rel=0.15)


@pytest.mark.parametrize(("shift", "significant"), [(0.0, False), (0.05, False), (5.0, True)])
def test_both_tests_tell_a_difference_from_noise(shift: float, significant: bool) -> None:
    one, noise = values(1, 50), values(2, 0) / 5
    other = one + noise - noise.mean() + shift
    weights = resamples(200)
    bootstrap = paired_bootstrap(resampled_scores(one, mean_of, weights), resampled_scores(other, mean_of, weights))
    randomisation = approximate_randomisation(one, other, mean_of)
    assert (bootstrap < 0.05, randomisation < 0.05) == (significant, significant)
    assert bootstrap == pytest.approx(randomisation, abs=0.12)


def test_a_system_is_no_better_than_itself() -> None:
    one = values(1, 50)
    scores = resampled_scores(one, mean_of, resamples(200))
    assert paired_bootstrap(scores, scores) == 1
    assert approximate_randomisation(one, one, mean_of) == 1


def test_p_values_agree_with_sacrebleus() -> None:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.significance import PairedTest

    from pipeline.evaluation.datasets import desk

    references = [text for article in desk("dev") for text in article.references()]
    good = [text.replace(" the ", " a ") if n % 3 else text for n, text in enumerate(references)]
    worse = [text.replace(" of ", " for ") if n % 2 else text.replace(" a ", " the ") for n, text in enumerate(good)]
    theirs = PairedTest(
        [("good", good), ("worse", worse)], {"BLEU": BLEU(references=[references])}, None, "bs", 1000
    )()[1]
    one, two = metrics.translation(good, references)[0], metrics.translation(worse, references)[0]
    result = theirs["BLEU"][1]
    assert two.score.value == pytest.approx(result.score, abs=0.01)
    weights = resamples(len(references))
    ours = paired_bootstrap(
        resampled_scores(one.statistics, one.scorer, weights), resampled_scores(two.statistics, two.scorer, weights)
    )
    assert ours == pytest.approx(result.p_value, abs=0.02)
    assert (one.score.high or 0) - (one.score.low or 0) == pytest.approx(2 * theirs["BLEU"][0].ci, rel=0.15)
