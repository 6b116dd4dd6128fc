"""`overzet batch` and `overzet batch-status`."""

from __future__ import annotations

import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from pipeline.config import load
from pipeline.errors import InputError, OverzetError

if TYPE_CHECKING:
    from pipeline.batch.local import Batch, Outcome

_SETTLE = 2.0


def batch(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, patterns or web addresses.")],
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="Folder for a file per article and the ledger.")],
    config: ConfigOption = [],  # noqa: B006
    setting: SettingOption = [],  # noqa: B006
    glossary: GlossaryOption = [],  # noqa: B006
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="End after so many articles.")] = None,
    since: Annotated[str, typer.Option("--since", help="Only files changed since: 2026-11-25, 36h or 7d.")] = "",
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try again what failed before.")] = False,
    watch: Annotated[float | None, typer.Option("--watch", min=0.1, help="Look again every so many seconds.")] = None,
    log: Annotated[Path | None, typer.Option("--log", metavar="FILE", help="Add a JSON line per article.")] = None,
    metrics: Annotated[Path | None, typer.Option("--metrics", metavar="FILE", help="Counts for Prometheus.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Go on with texts that do not read as Dutch.")] = False,
) -> None:
    """Translate thousands of articles; a second run does only what is left. Prints one JSON line at the end."""
    from pipeline.batch.ledger import Ledger
    from pipeline.batch.local import Batch, Outcome, Wanted, appended
    from pipeline.batch.metrics import write_metrics
    from pipeline.run import Walk

    settings = load(config, with_glossary(setting, glossary))
    wanted = Wanted(limit, _since(since), retry_failed, force, _SETTLE if watch else 0.0)
    walk = Walk(settings, say)
    fingerprint = f"{walk.fingerprint}.{settings.settings.output.format}"
    with _signals() as stopped, Ledger(output, fingerprint) as ledger, progress_bar("Translating") as progress:
        told = appended(log) if log else lambda entry: None

        def tell(entry: dict[str, object]) -> None:
            told(entry)
            if entry["state"] == "failed":
                complain(OverzetError(_told(str(entry.get("id") or entry.get("input")), str(entry["problem"]))))

        work = Batch(settings, output, walk, ledger, wanted, lambda: next(iter(stopped), ""), tell, progress, Outcome())
        try:
            outcome = _watched(work, inputs, watch, stopped) if watch else work.run(inputs)
        finally:
            if metrics:
                write_metrics(metrics, ledger.counts(), work.outcome)
    sys.stdout.write(outcome.to_json() + "\n")
    if outcome.failed:
        raise typer.Exit(1)


def batch_status(
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="The folder of a batch.")],
    failures: Annotated[bool, typer.Option("--failures", help="List what failed, and why.")] = False,
) -> None:
    """How far a batch is: counts, rates and the time left. It may be at work meanwhile."""
    from pipeline.batch.ledger import Ledger, latest_config

    with Ledger(output, latest_config(output), reading=True) as ledger:
        counts, failed = ledger.counts(), ledger.failures()
    table = Table("what", "count", box=None, pad_edge=False)
    for name in ("done", "pending", "running", "failed", "unreadable"):
        table.add_row(name, str(getattr(counts, name)))
    table.add_row("articles a minute", str(counts.articles_per_minute))
    table.add_row("words a minute", str(counts.words_per_minute))
    table.add_row("minutes left", "unknown" if counts.minutes_left is None else str(counts.minutes_left))
    show(table)
    for name, problem in failed if failures else ():
        sys.stdout.write(f"{_told(name, problem)}\n")


def _told(name: str, problem: str) -> str:
    """The problem with the name of what it is about, once."""
    return problem if problem.startswith(f"{name}:") else f"{name}: {problem}"


def _watched(work: Batch, inputs: list[str], seconds: float, stopped: list[str]) -> Outcome:
    """Run after run until a signal comes, or the limit is reached."""
    while not stopped:
        outcome = work.run(inputs)
        if outcome.stopped:
            break
        until = time.monotonic() + seconds
        while not stopped and time.monotonic() < until:
            time.sleep(0.05)
    work.outcome.stopped = work.outcome.stopped or next(iter(stopped), "")
    return work.outcome


@contextmanager
def _signals() -> Iterator[list[str]]:
    """Names of the signals that came; the first one is kept for the end of the group, the second ends at once."""
    came: list[str] = []
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.getsignal(number) for number in numbers}

    def handle(number: int, frame: object) -> None:
        if came:
            raise KeyboardInterrupt
        came.append(signal.Signals(number).name)
        say(f"{came[0]}: the articles in hand are finished first; once more ends at once")

    for number in numbers:
        signal.signal(number, handle)
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _since(text: str) -> float:
    """Seconds of the epoch. Raises InputError."""
    if not text:
        return 0.0
    if ago := re.fullmatch(r"(\d+)([hd])", text):
        return time.time() - int(ago[1]) * (3600 if ago[2] == "h" else 86400)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"--since {text}: write a date (2026-11-25), a time (2026-11-25T06:00) or 36h or 7d") from None
    return (moment if moment.tzinfo or "T" not in text else moment.astimezone()).astimezone(UTC).timestamp()
