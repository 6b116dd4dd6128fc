"""`overzet batch` and `overzet batch-status`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from pipeline.commands.common import (
    ConfigOption,
    GlossaryOption,
    SettingOption,
    complain,
    progress_bar,
    say,
    show,
    with_glossary,
)
from pipeline.commands.translate import Format
from pipeline.config import Config, load
from pipeline.errors import OverzetError

_INPUTS = "Folders (at any depth), patterns ('in/*.xml'), files and web addresses; every format of translate."


def batch(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help=_INPUTS)],
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="Folder for a file per article and the ledger.")],
    config: ConfigOption = [],  # noqa: B006
    setting: SettingOption = [],  # noqa: B006
    glossary: GlossaryOption = [],  # noqa: B006
    format: Annotated[Format | None, typer.Option("--format", help="Form of the files; json if not set.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Go on with texts that do not read as Dutch.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Work on so many articles at most.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="WHEN", help="Published (else changed) since: 2024-03-05, 12h, 7d.")
    ] = None,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try what failed earlier once more.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Keep looking for new files until stopped.")] = False,
    metrics: Annotated[
        Path | None, typer.Option("--metrics", metavar="FILE", help="Keep figures for Prometheus in FILE (.prom).")
    ] = None,
) -> None:
    """Translate many articles, each once: after a crash or a stop, run it again and it goes on.

    The last line on standard output sums the run up in JSON. Exit codes: 0 all done, 1 some failed, 2 not started.
    """
    from pipeline.batch.intake import since as moment
    from pipeline.batch.local import Listeners, Options, run_batch
    from pipeline.batch.stop import Stop, on_signals

    options = Options(force, limit, retry_failed, moment(since) if since else None, watch, metrics)
    settings = _settings(config, with_glossary(setting, glossary), format)
    stop = Stop()
    with on_signals(stop, say), progress_bar("Translating") as progress:
        summary = run_batch(inputs, output, settings, options, Listeners(say, complain, progress), stop)
    sys.stdout.write(summary.model_dump_json() + "\n")
    if summary.failed_before:
        say(f"{summary.failed_before:,} failed in earlier runs: overzet batch-status {output} names them")
    if summary.error:
        complain(OverzetError(summary.error))
    if summary.error or summary.failed:
        raise typer.Exit(1)


def _settings(overlays: list[str], settings: list[str], format: Format | None) -> Config:
    """The effective settings; the form is json unless the user has chosen another, since it holds everything."""
    if format:
        return load(overlays, [*settings, f"output.format={format.value}"])
    config = load(overlays, settings)
    if config.origin["output.format"] == "default":
        return load(overlays, [*settings, "output.format=json"])
    return config


def batch_status(
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="The output folder of overzet batch.")],
    json: Annotated[bool, typer.Option("--json", help="As one line of JSON.")] = False,
) -> None:
    """How far a batch is: counts, rate, time left, and what failed and why."""
    from pipeline.batch.status import ago, duration, status

    found = status(output)
    if json:
        sys.stdout.write(found.model_dump_json() + "\n")
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    for state in ("pending", "running", "done", "failed"):
        table.add_row(state, f"{getattr(found, state):,}")
    if found.articles_per_hour:
        table.add_row("rate", f"{found.articles_per_hour:,.0f} articles an hour, {found.words_per_second:,.0f} words/s")
    if found.seconds_left:
        table.add_row("time left", duration(found.seconds_left))
    table.add_row("last article", ago(found.last_done))
    table.add_row("run", f"started {ago(found.started)}, " + (f"ended {ago(found.ended)}" if found.ended else "no end"))
    if found.other_settings:
        table.add_row("other settings", f"{found.other_settings:,} articles")
    show(table)
    if found.failures:
        failures = Table("failed", "attempts", box=None, pad_edge=False)
        for failure in found.failures:
            failures.add_row(failure.problem, str(failure.attempts))
        show(failures)
