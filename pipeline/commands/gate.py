"""`overzet gate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.common import say
from pipeline.errors import InputError, OverzetError
from pipeline.resources import DATA


def gate(
    report: Annotated[Path, typer.Argument(metavar="REPORT", help="report.json of `overzet evaluate -o DIR`.")],
    file: Annotated[Path, typer.Option("--gate", metavar="FILE", help="The floors.")] = DATA / "gate.json",
    update: Annotated[bool, typer.Option("--update", help="Raise the floors to the report's scores.")] = False,
    allow_regression: Annotated[
        bool, typer.Option("--allow-regression", help="With --update: lower floors too; give --reason.")
    ] = False,
    reason: Annotated[str, typer.Option("--reason", help="Why floors are lowered; kept in the file.")] = "",
) -> None:
    """Hold a report against pinned floors: exit code 1 where a score is lower, or is missing."""
    from pipeline.evaluation.gate import Gate, failures
    from pipeline.evaluation.gate import update as updated
    from pipeline.evaluation.results import Report

    if allow_regression and not reason.strip():
        raise InputError("--allow-regression: give --reason, which is kept in the file")
    scores = Report.read(report)
    pinned = Gate.read(file) if file.exists() or not update else Gate()
    if update:
        updated(pinned, scores, reason=reason.strip() if allow_regression else "").save(file)
        say(f"Wrote {file}")
        return
    if not pinned.floors:
        raise InputError(f"{file}: pins nothing yet; run `overzet gate {report} --update`")
    if lines := failures(pinned, scores):
        raise OverzetError(f"{len(lines)} of {len(pinned.floors)} floors do not hold: " + "; ".join(lines))
    say(f"All {len(pinned.floors)} floors hold")
