"""How sure a score is, and a difference of two: the bootstrap and approximate randomisation over segments.

All of it works on sufficient statistics (n-gram counts, edits, per-article values), which add up over segments, so
that a resampled score is the corpus score of the resample and not a mean of sentence scores.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

#: As sacrebleu's own tests have them; printed with every interval.
SEED, SAMPLES = 12345, 1000
_LEVEL = 0.95

Matrix = np.ndarray[Any, np.dtype[np.float64]]
#: The score of a row of summed statistics, in points of 100.
Scorer = Callable[[Sequence[float]], float]


def resamples(size: int, samples: int = SAMPLES, seed: int = SEED) -> Matrix:
    """(samples, size): how often each segment is in each sample of `size` drawn with replacement (Efron 1979)."""
    rng = np.random.default_rng(seed)
    drawn = rng.integers(size, size=(samples, size))
    return np.stack([np.bincount(row, minlength=size) for row in drawn]).astype(np.float64)


def resampled_scores(statistics: Matrix, score: Scorer, weights: Matrix) -> Matrix:
    """(samples,): the score of each resample. `statistics` is (segments, counts)."""
    return np.array([score(list(row)) for row in weights @ statistics])


def interval(scores: Matrix) -> tuple[float, float]:
    """The 95 % percentile interval of resampled scores (Koehn 2004)."""
    tail = 100 * (1 - _LEVEL) / 2
    low, high = np.percentile(scores, [tail, 100 - tail])
    return float(low), float(high)


def paired_bootstrap(one: Matrix, other: Matrix) -> float:
    """Two-sided p-value of two systems' scores on the same resamples (Koehn 2004; centred, Riezler & Maxwell 2005).

    The share of samples whose difference strays from its mean by as much as the mean is from zero.
    """
    deltas = one - other
    mean = deltas.mean()
    return float((np.sum(np.abs(deltas - mean) >= abs(mean)) + 1) / (len(deltas) + 1))


def approximate_randomisation(
    one: Matrix, other: Matrix, score: Scorer, samples: int = SAMPLES, seed: int = SEED
) -> float:
    """Two-sided p-value: how often swapping outputs at random gives as large a difference (Riezler & Maxwell 2005).

    `one` and `other` are the (segments, counts) statistics of the two systems.
    """
    rng = np.random.default_rng(seed)
    total = one.sum(0) + other.sum(0)
    actual = abs(score(list(one.sum(0))) - score(list(other.sum(0))))
    swapped = rng.random((samples, len(one))) < 0.5
    mixed = swapped @ other + ~swapped @ one
    deltas = [abs(score(list(row)) - score(list(total - row))) for row in mixed]
    return float((sum(delta >= actual - 1e-9 for delta in deltas) + 1) / (samples + 1))
