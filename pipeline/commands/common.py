"""What the commands share: their options, and how they speak to the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from pipeline.errors import OverzetError

if TYPE_CHECKING:
    from pipeline.run import Progress

ConfigOption = Annotated[
    list[str],
    typer.Option("-c", "--config", metavar="CONFIG", help="offline, quality, fast or a .toml file."),
]
SettingOption = Annotated[
    list[str],
    typer.Option("-s", "--set", metavar="KEY=VALUE", help="Override one key, e.g. summary.max_words=60."),
]
GlossaryOption = Annotated[
    list[str],
    typer.Option("--glossary", metavar="FILE", help="Terms to use: a .tsv file, or newsroom, which ships."),
]


def with_glossary(settings: Iterable[str], files: list[str]) -> list[str]:
    """The overrides with the glossaries among them."""
    return [*settings, *([f"translate.glossary={json.dumps(files)}"] if files else [])]


def stderr() -> Console:
    return Console(stderr=True, highlight=False, soft_wrap=True)


def show(table: Table) -> None:
    """A table on standard output, as wide as it is where that is a pipe or a file."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=200)
    console.print(table)


def say(text: str) -> None:
    stderr().print(text, style="dim", markup=False)


def complain(error: OverzetError) -> None:
    stderr().print(f"overzet: {error}", style="red", markup=False)


@contextmanager
def progress_bar(title: str) -> Iterator[Progress]:
    """A progress bar on standard error, where that is a terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    console = stderr()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance
