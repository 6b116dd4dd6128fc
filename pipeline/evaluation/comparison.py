"""A plan carried out: its sets opened, its systems loaded where nothing is kept, everything scored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any, TypeVar

from pipeline import __version__
from pipeline.config import Config, load
from pipeline.engines.registry import resolve_summary
from pipeline.errors import DataUnavailableError, InputError, ModelUnavailableError
from pipeline.evaluation.board import Board
from pipeline.evaluation.datasets import EvalSet
from pipeline.evaluation.evaluate import (
    COPIED,
    REFERENCE,
    Progress,
    SummarySystem,
    System,
    evaluate_set,
    textrank_baseline,
)
from pipeline.evaluation.extras import EXTRAS
from pipeline.evaluation.outputs import (
    Bar,
    Kept,
    Say,
    file_system,
    summary_system,
    translation_name,
    translation_system,
)
from pipeline.evaluation.plan import Plan, SetPlan, SummariserPlan, SystemPlan
from pipeline.evaluation.results import Report
from pipeline.evaluation.significance import SAMPLES, SEED
from pipeline.evaluation.sources import open_set

P = TypeVar("P", SetPlan, SystemPlan, SummariserPlan)
R = TypeVar("R")
_PACKAGES = ("sacrebleu", "rouge-score", "transformers", "torch")


@contextmanager
def _silent(title: str) -> Iterator[Progress]:
    yield lambda done, total: None


@dataclass
class Run:
    """What a run has beside its plan: configuration for every system, the cache, and who is told."""

    overlays: Sequence[str] = ()
    settings: Sequence[str] = ()
    kept: Kept = field(default_factory=Kept)
    say: Say = lambda text: None
    bar: Bar = _silent
    left_out: list[str] = field(default_factory=list)

    def config(self, where: str, use: Iterable[str], table: dict[str, Any]) -> Config:
        """The run's overlays, then the table's own, then the run's single keys."""
        return load([*self.overlays, *use], self.settings, [(where, table)] if table else [])

    def open(self, plans: Iterable[P], make: Callable[[P], R]) -> list[R]:
        """What can be opened; of the rest, what is optional is left out with a line. Raises InputError."""
        found = []
        for plan in plans:
            try:
                found.append(make(plan))
            except (DataUnavailableError, ModelUnavailableError) as error:
                if not plan.optional:
                    raise
                self.left_out.append(str(error))
                self.say(f"Left out: {error}")
        return found


def compare(plan: Plan, run: Run) -> Report:
    """Every system and summariser of the plan on every set of it, with paired tests.

    What is missing is told before anything is decoded. Raises InputError.
    """
    extras = [EXTRAS[name]() for name in plan.metrics]
    toml: dict[str, str] = {}
    systems = run.open(plan.systems, lambda one: _system(one, run, toml))
    lengths = run.config("", (), {}).settings.summary
    wanted = plan.summarisers if lengths.enabled else []
    summarisers = run.open(wanted, lambda one: _summariser(one, run, toml))
    sets = run.open(plan.sets, open_set)
    _require_something(plan, systems, sets)
    for names in ([one.name for one in systems], [one.name for one in summarisers]):
        _require_distinct(names)
    if summarisers:
        summarisers += textrank_baseline([one.name for one in summarisers], lengths)
    board = Board()
    for data in sets:
        evaluate_set(board, data, systems, summarisers, extras)
    return Report(
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        versions={"overzet": __version__, **{name: version(name) for name in _PACKAGES}},
        seed=SEED, samples=SAMPLES, systems=toml, results=board.results, comparisons=board.comparisons(),
        left_out=run.left_out,
    )  # fmt: skip


def _system(plan: SystemPlan, run: Run, toml: dict[str, str]) -> System:
    if plan.outputs:
        toml[plan.name] = "".join(f"# {name}: {file}\n" for name, file in plan.outputs.items())
        return file_system(plan.name, plan.outputs)
    config = run.config(f"system {plan.name}".rstrip(), plan.use, plan.settings)
    name = plan.name or translation_name(config)
    system = translation_system(name, config, run.kept, run.say, run.bar)
    toml[name] = config.to_toml()
    return system


def _summariser(plan: SummariserPlan, run: Run, toml: dict[str, str]) -> SummarySystem:
    config = run.config(f"summariser {plan.name}".rstrip(), plan.use, plan.settings)
    name = plan.name or resolve_summary(config.settings.summary.method)
    system = summary_system(name, config, run.kept, run.say)
    toml.setdefault(f"summariser {name}", config.to_toml())
    return system


def _require_something(plan: Plan, systems: Sequence[System], sets: Sequence[EvalSet]) -> None:
    if not sets:
        raise InputError(f"no test set to evaluate on: {'none of those asked for is here' if plan.sets else 'add one'}")
    if not systems and any(data.dutch for data in sets):
        raise InputError(f"no system to evaluate: {'none of those asked for is here' if plan.systems else 'add one'}")


def _require_distinct(names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1 or name in (COPIED, REFERENCE, "lead-3", "oracle"):
            raise InputError(f"{name}: there are two systems of this name; give one another with name")
