"""The results of a run side by side, and the paired tests between them."""

from __future__ import annotations

from pipeline.evaluation.metrics import Measured
from pipeline.evaluation.results import Comparison, Result
from pipeline.evaluation.significance import SAMPLES, SEED, approximate_randomisation, paired_bootstrap


class Board:
    """The results of a run, and the statistics that comparisons need."""

    def __init__(self) -> None:
        self.results: list[Result] = []
        self._measured: list[list[Measured]] = []

    def add(self, result: Result, measured: list[Measured]) -> None:
        self.results.append(result.model_copy(update={"scores": [one.score for one in measured]}))
        self._measured.append(measured)

    def comparisons(self) -> list[Comparison]:
        """Each candidate against every other system of its set, on all metrics that resampling holds for."""
        found = []
        for n, result in enumerate(self.results):
            for m, other in enumerate(self.results):
                same = (result.task, result.dataset, result.read) == (other.task, other.dataset, other.read)
                if n == m or result.baseline or not same or (m < n and not other.baseline):
                    continue
                for one, two in zip(self._measured[n], self._measured[m], strict=True):
                    found.append(_compare(result, other, one, two))
        return found


def _compare(result: Result, other: Result, one: Measured, two: Measured) -> Comparison:
    return Comparison(
        task=result.task, dataset=result.dataset, read=result.read, metric=one.score.metric,
        system=result.system, other=other.system, delta=round(one.score.value - two.score.value, 2),
        p_bootstrap=round(paired_bootstrap(one.resampled, two.resampled), 4),
        p_randomisation=round(approximate_randomisation(one.statistics, two.statistics, one.scorer), 4),
        seed=SEED, samples=SAMPLES,
    )  # fmt: skip
