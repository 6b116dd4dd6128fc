"""`overzet evaluate`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from pipeline.commands.common import ConfigOption, SettingOption, progress_bar, say, show
from pipeline.config import load
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.config import Config
    from pipeline.evaluation.evaluate import Board
    from pipeline.evaluation.results import Report


def evaluate(
    data: Annotated[
        list[str] | None, typer.Argument(metavar="[DATA]...", help="desk, or a .tsv(.gz) of source TAB reference.")
    ] = None,
    split: Annotated[str, typer.Option("--split", help="Of the desk set: test, or dev.")] = "test",
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="DIR", help="Write report.json, report.md and the settings.")
    ] = None,
    config: ConfigOption = [],  # noqa: B006
    setting: SettingOption = [],  # noqa: B006
    no_summary: Annotated[bool, typer.Option("--no-summary", help="Score the translation alone.")] = False,
) -> None:
    """Score translation and summaries against references, with baselines, intervals, signatures and paired tests."""
    from pipeline.evaluation import datasets
    from pipeline.evaluation.evaluate import Board, evaluate_desk, evaluate_pairs
    from pipeline.run import Walk

    if split not in ("dev", "test"):
        raise InputError(f"--split {split}: the desk set has the splits dev and test")
    settings = load(config, [*setting, *(["summary.enabled=false"] if no_summary else [])])
    names = data or ["desk"]
    sets = {name: None if name == "desk" else datasets.pairs(name) for name in names}
    articles = datasets.desk("dev" if split == "dev" else "test") if "desk" in names else []
    walk = Walk(settings, say)
    translator, summariser = walk.load()
    board = Board()
    for name, pairs in sets.items():
        with progress_bar(f"Translating {name}") as progress:
            if pairs is None:
                evaluate_desk(board, articles, translator, summariser, settings.settings, progress)
            else:
                evaluate_pairs(board, pairs, translator, settings.settings, progress)
    report = _report(board, settings, translator.info.name)
    _show(report)
    if out:
        _write(report, settings, out)


def _report(board: Board, settings: Config, system: str) -> Report:
    from importlib.metadata import version

    from pipeline import __version__
    from pipeline.evaluation.results import Report
    from pipeline.evaluation.significance import SAMPLES, SEED

    packages = ("sacrebleu", "rouge-score", "transformers", "torch")
    return Report(
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        versions={"overzet": __version__, **{name: version(name) for name in packages}},
        seed=SEED, samples=SAMPLES, systems={system: settings.to_toml()}, results=board.results,
        comparisons=board.comparisons(),
    )  # fmt: skip


def _show(report: Report) -> None:
    head = ("data", "size", "system", "read", "metric", "score", "95 % interval", "signature")
    table = Table(*head, box=None, pad_edge=False)
    for result in report.results:
        for score in result.scores:
            table.add_row(
                result.dataset, str(len(result.items)), result.system, result.read, score.metric, f"{score.value:.2f}",
                f"{score.low:.2f} to {score.high:.2f}", score.signature,
            )  # fmt: skip
    show(table)
    head = ("data", "read", "metric", "system", "against", "difference", "p bootstrap", "p randomisation")
    paired = Table(*head, box=None, pad_edge=False)
    for one in report.comparisons:
        paired.add_row(
            one.dataset, one.read, one.metric, one.system, one.other, f"{one.delta:+.2f}", f"{one.p_bootstrap:.4f}",
            f"{one.p_randomisation:.4f}",
        )  # fmt: skip
    show(paired)
    say(f"Intervals and p-values: {report.samples} samples, seed {report.seed}")


def _write(report: Report, settings: Config, folder: Path) -> None:
    from pipeline.atomic import write_text
    from pipeline.evaluation.report_markdown import markdown
    from pipeline.stages.report import write_config

    write_config(folder, settings.to_toml())
    report.save(folder / "report.json")
    write_text(folder / "report.md", markdown(report))
    say(f"Wrote {folder / 'report.json'} and {folder / 'report.md'}")
