"""How often each check cries wolf on human translations, and how many seeded faults of its kind it catches.

    python -m pipeline.evaluation.faults ../shared/testsets/ntrex128.tsv.gz

prints a table for the desk's own articles and for each file of source TAB reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from pipeline.article import Finding
from pipeline.checks import PAIR_CHECKS, PairCheck
from pipeline.checks.shape import length_ratio
from pipeline.checks.summary import summary_name, summary_number
from pipeline.config import load
from pipeline.errors import InputError
from pipeline.evaluation import datasets
from pipeline.evaluation.seeding import KINDS, SUMMARY_KINDS, FaultKind

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
Pair = tuple[str, str]
#: Sentences that stand for an article where a test set has no documents, and those of them in its summary.
_ARTICLE, _SUMMARY = 5, 2
#: Faults of a kind that make a fair sample, and how often the cases are gone through to find them.
_ENOUGH, _ROUNDS = 200, 20


@dataclass(frozen=True)
class Case:
    """What a check sees: a source (for a summary: both texts of its article) and a good target."""

    source: str
    target: str
    english: str = ""


@dataclass(frozen=True)
class Rate:
    """`hits` of `total`: false alarms on untouched references, or seeded faults that were caught."""

    code: str
    kind: str
    hits: int
    total: int

    @property
    def share(self) -> float:
        return self.hits / self.total if self.total else 0.0


Check = Callable[[Case], Finding | None]


def checks() -> dict[str, Check]:
    """Every check of a segment or a summary by the code of its finding, with the default settings."""
    settings = load().settings.check

    def of_pair(run: PairCheck) -> Check:
        return lambda case: run(case.source, case.target)

    return {
        **{code: of_pair(run) for code, run in PAIR_CHECKS.items()},
        "length-ratio": of_pair(lambda s, t: length_ratio(s, t, settings.min_ratio, settings.max_ratio)),
        "summary-number": lambda case: summary_number(case.target, case.english, case.source),
        "summary-name": lambda case: summary_name(case.target, case.english, case.source),
    }


def read_pairs(path: Path) -> list[Pair]:
    """The (source, reference) pairs of a test set's file. Raises InputError."""
    data = datasets.pairs(str(path))
    return list(zip(data.sources, data.references, strict=True))


def desk_articles() -> list[tuple[list[Pair], str]]:
    """(pairs, English summary) of each of the desk's articles, of both splits."""
    return [
        (
            [(segment.source, segment.reference) for block in article.blocks for segment in block.segments],
            article.summary,
        )
        for article in datasets.desk()
    ]


def as_articles(pairs: Sequence[Pair]) -> list[tuple[list[Pair], str]]:
    """Runs of pairs, each with its first references for a summary."""
    runs = [list(pairs[n : n + _ARTICLE]) for n in range(0, len(pairs) - _ARTICLE + 1, _ARTICLE)]
    return [(run, " ".join(reference for _, reference in run[:_SUMMARY])) for run in runs]


def _summaries(articles: Iterable[tuple[list[Pair], str]]) -> list[Case]:
    return [
        Case("\n".join(source for source, _ in pairs), summary, "\n".join(reference for _, reference in pairs))
        for pairs, summary in articles
    ]


def measure(
    pairs: Sequence[Pair], articles: Sequence[tuple[list[Pair], str]], *, seed: int = 1, limit: int = 1000
) -> tuple[list[Rate], list[Rate]]:
    """(false alarms by check, catches by kind of fault). At most `limit` faults of a kind.

    A fault is seeded only where the check is quiet about the reference, so that no false alarm counts as a catch.
    """
    cases = [Case(source, reference) for source, reference in pairs]
    summaries = _summaries(articles)
    alarms, catches = [], []
    for code, check in checks().items():
        in_summary = code.startswith("summary-")
        good = summaries if in_summary else cases
        quiet = [case for case in good if check(case) is None]
        alarms.append(Rate(code, "", len(good) - len(quiet), len(good)))
        kinds = SUMMARY_KINDS if in_summary else KINDS
        catches += [_caught(kind, check, quiet, seed, limit) for kind in kinds if kind.code == code]
    return alarms, catches


def faulty(kind: FaultKind, cases: Sequence[Case], seed: int, limit: int) -> list[Case]:
    """At most `limit` of the cases with a fault of the kind in each: the same ones for the same seed.

    Where fewer than `_ENOUGH` cases have a place for the fault, the same ones get other faults of the kind too.
    """
    found: dict[Case, None] = {}
    for again in range(_ROUNDS):
        rng = Random(f"{seed}/{kind.name}/{again}")
        for case in cases:
            # A summary shares its names with the English of its article.
            source = f"{case.english}\n{case.source}" if case.english else case.source
            target = kind.seed(rng, source, case.target)
            if target is not None and target != case.target:
                found[Case(case.source, target, case.english)] = None
            if len(found) == limit:
                return list(found)
        if len(found) >= _ENOUGH:
            break
    return list(found)


def _caught(kind: FaultKind, check: Check, cases: Sequence[Case], seed: int, limit: int) -> Rate:
    seeded = faulty(kind, cases, seed, limit)
    return Rate(kind.code, kind.name, sum(check(case) is not None for case in seeded), len(seeded))


def _table(title: str, alarms: Iterable[Rate], catches: Sequence[Rate]) -> Table:
    table = Table("check", "false alarms", "seeded fault", "caught", title=title, title_justify="left")
    for alarm in alarms:
        wolf = f"{alarm.hits} of {alarm.total} ({alarm.share:.2%})"
        for rate in [rate for rate in catches if rate.code == alarm.code]:
            table.add_row(alarm.code, wolf, rate.kind, f"{rate.hits} of {rate.total} ({rate.share:.1%})")
            wolf = ""
    return table


@app.command()
def main(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="Files of source TAB reference, also .gz.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the faults.")] = 1,
) -> None:
    """Print the false-alarm and catch rates of every check on the desk's articles and on each FILE."""
    articles = desk_articles()
    sets = [("data/desk", [pair for pairs, _ in articles for pair in pairs], articles)]
    try:
        for path in paths or []:
            pairs = read_pairs(path)
            sets.append((path.name, pairs, as_articles(pairs)))
    except InputError as error:
        Console(stderr=True, soft_wrap=True).print(str(error), markup=False)
        raise typer.Exit(error.exit_code) from None
    for name, pairs, whole in sets:
        Console(width=110).print(_table(f"{name} ({len(pairs)} pairs)", *measure(pairs, whole, seed=seed)))


if __name__ == "__main__":
    app()
