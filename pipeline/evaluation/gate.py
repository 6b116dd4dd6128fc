"""Pinned floors: scores that a change must not lower unseen."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pydantic import Field

from pipeline.errors import InputError
from pipeline.evaluation.results import Document, Record, Report, Result, Score, Task


class Floor(Record):
    """The least that a system must score on a set whose content and metric are the same as then."""

    task: Task
    dataset: str
    read: str = ""
    system: str
    metric: str
    floor: float
    dataset_hash: str
    signature: str
    higher_is_better: bool = True

    @property
    def key(self) -> tuple[str, ...]:
        return (self.task, self.dataset, self.read, self.system, self.metric)


class Lowered(Record):
    """A floor that was lowered on purpose."""

    date: str
    key: tuple[str, ...]
    old: float
    new: float
    reason: str


class Gate(Document):
    """The gate file. `epsilon`, in points, is what noise of the machine may take off a score."""

    epsilon: float = 0.1
    floors: list[Floor] = Field(default_factory=list)
    history: list[Lowered] = Field(default_factory=list)

    def save(self, path: Path) -> None:
        """As any document, the floors in order of their keys."""
        self.floors.sort(key=lambda floor: floor.key)
        super().save(path)


def failures(gate: Gate, report: Report) -> list[str]:
    """A line for each floor that the report does not hold: lower, not comparable, or not there."""
    scored = {_key(result, score): (result, score) for result in report.results for score in result.scores}
    found = []
    for floor in gate.floors:
        name = " / ".join(filter(None, floor.key))
        if floor.key not in scored:
            found.append(f"{name}: not in the report")
            continue
        result, score = scored[floor.key]
        if result.dataset_hash != floor.dataset_hash:
            found.append(f"{name}: the set has changed ({floor.dataset_hash} then, {result.dataset_hash} now)")
        elif score.signature != floor.signature:
            found.append(f"{name}: the metric has changed ({floor.signature} then, {score.signature} now)")
        elif _worse(floor, score.value, gate.epsilon):
            found.append(f"{name}: {score.value:.2f}, the floor is {floor.floor:.2f}")
    return found


def update(gate: Gate, report: Report, *, reason: str = "") -> Gate:
    """Floors at the report's scores, for every candidate. Raises InputError where one would be lowered without reason.

    A set or metric that changed is pinned anew, which counts as lowering too: the old floor no longer holds.
    """
    floors = {floor.key: floor for floor in gate.floors}
    history = list(gate.history)
    for result in report.results:
        for score in () if result.baseline else result.scores:
            new = _floor(result, score)
            old = floors.get(new.key)
            same = old is None or (old.dataset_hash, old.signature) == (new.dataset_hash, new.signature)
            if old and not (same and not _worse(old, new.floor)):
                if not reason:
                    raise InputError(
                        f"{' / '.join(filter(None, new.key))}: {old.floor:.2f} would become {new.floor:.2f}; "
                        "give --allow-regression and --reason"
                    )
                date = datetime.now(UTC).date().isoformat()
                history.append(Lowered(date=date, key=new.key, old=old.floor, new=new.floor, reason=reason))
            floors[new.key] = new
    return Gate(epsilon=gate.epsilon, floors=list(floors.values()), history=history)


def _worse(floor: Floor, value: float, epsilon: float = 0.0) -> bool:
    return value < floor.floor - epsilon if floor.higher_is_better else value > floor.floor + epsilon


def _floor(result: Result, score: Score) -> Floor:
    _, dataset, read, system, metric = _key(result, score)
    return Floor(
        task=result.task, dataset=dataset, read=read, system=system, metric=metric, floor=score.value,
        dataset_hash=result.dataset_hash, signature=score.signature, higher_is_better=score.higher_is_better,
    )  # fmt: skip


def _key(result: Result, score: Score) -> tuple[str, ...]:
    return (result.task, result.dataset, result.read, result.system, score.metric)
