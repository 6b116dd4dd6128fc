"""`overzet evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.table import Table

from pipeline.commands.common import SettingOption, progress_bar, say, show
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.evaluation.comparison import Run
    from pipeline.evaluation.plan import Plan
    from pipeline.evaluation.results import Report


def evaluate(
    data: Annotated[
        list[str] | None, typer.Argument(metavar="[DATA]...", help="desk, or a .tsv(.gz) of source TAB reference.")
    ] = None,
    split: Annotated[str, typer.Option("--split", help="Of the desk set: test, or dev.")] = "test",
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="DIR", help="Write report.html, report.json, report.md and the settings."),
    ] = None,
    config: Annotated[
        list[str],
        typer.Option(
            "-c", "--config", metavar="CONFIG",
            help="offline, quality, fast or a .toml file; or a plan of systems and sets, such as eval.",
        ),
    ] = [],  # noqa: B006
    setting: SettingOption = [],  # noqa: B006
    metric: Annotated[list[str], typer.Option("--metric", help="Also score with comet or bertscore.")] = [],  # noqa: B006
    no_summary: Annotated[bool, typer.Option("--no-summary", help="Score the translation alone.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Decode anew, and not from the cache of outputs.")] = False,
) -> None:  # fmt: skip
    """Score translation and summaries against references, with baselines, intervals, signatures and paired tests."""
    from pipeline.evaluation.comparison import Run, compare
    from pipeline.evaluation.outputs import Kept
    from pipeline.evaluation.plan import is_plan

    if split not in ("dev", "test"):
        raise InputError(f"--split {split}: the desk set has the splits dev and test")
    plans = [name for name in config if is_plan(name)]
    plan = _plan(plans, data or [], split, metric, no_summary=no_summary)
    overlays = [name for name in config if name not in plans]
    run = Run(overlays=overlays, settings=setting, kept=Kept(fresh=fresh), say=say, bar=progress_bar)
    report = compare(plan, run)
    _show(report)
    if out:
        _write(report, run, plans, out)


def _plan(files: list[str], data: list[str], split: str, metrics: list[str], *, no_summary: bool) -> Plan:
    """The plan in a file with the sets of the command line added, or one system on those sets."""
    from pipeline.evaluation.plan import Plan, SetPlan, SummariserPlan, SystemPlan, check_plan, read_plan

    if len(files) > 1:
        raise InputError(f"-c {files[1]}: one plan at a time; {files[0]} is another")
    plan = read_plan(files[0]) if files else Plan(systems=[SystemPlan()], sets=[], summarisers=[SummariserPlan()])
    names = dict.fromkeys(data or ([] if files else ["desk"]))
    desk: Literal["dev", "test"] = "dev" if split == "dev" else "test"
    added = [SetPlan(name="desk", desk=desk) if name == "desk" else SetPlan(path=name) for name in names]
    labels = [one.label for one in (*plan.sets, *added)]
    # Files of the same name in two folders are told apart by their paths.
    added = [
        one if labels.count(one.label) == 1 or one.desk else SetPlan(name=one.path, path=one.path) for one in added
    ]
    changes = {"sets": [*plan.sets, *added], "metrics": [*plan.metrics, *metrics]}
    return check_plan(plan.model_copy(update=changes | ({"summarisers": []} if no_summary else {})), "-c/DATA")


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


def _write(report: Report, run: Run, plans: list[str], folder: Path) -> None:
    from pipeline.atomic import write_text
    from pipeline.config import locate
    from pipeline.evaluation.report_html import html
    from pipeline.evaluation.report_markdown import markdown
    from pipeline.stages.report import write_config

    write_config(folder, run.config("", (), {}).to_toml())
    for name in plans:
        write_text(folder / "plan.toml", locate(name).read_text(encoding="utf-8"))
    report.save(folder / "report.json")
    write_text(folder / "report.md", markdown(report))
    write_text(folder / "report.html", html(report))
    say(f"Wrote {folder / 'report.html'}, report.json and report.md")
