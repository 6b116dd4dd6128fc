"""`overzet memory`: what the translation memory holds, and TMX in and out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import InputError

app = typer.Typer(help="The translation memory: show, import and export it.", no_args_is_help=True)

MemoryOption = Annotated[
    str, typer.Option("--memory", metavar="FILE", help="As in translate.memory; desk is the user's own.")
]


@app.command()
def show(memory: MemoryOption = "desk") -> None:
    """How many segments it holds."""
    from pipeline.memory import Memory, memory_path

    machines, people = Memory(_existing(memory_path(memory))).counts()
    sys.stdout.write(f"{memory_path(memory)}: {machines} segments of machines, {people} of people\n")


@app.command("import")
def import_(
    tmx: Annotated[Path, typer.Argument(metavar="TMX", help="Dutch and English, as other tools export them.")],
    memory: MemoryOption = "desk",
) -> None:
    """Take in a TMX file: its English is used for the same Dutch sentences."""
    from pipeline.memory import Memory, memory_path
    from pipeline.tmx import read_tmx

    pairs = list(read_tmx(tmx))
    if not pairs:
        raise InputError(f"{tmx}: holds no unit with both nl and en")
    sys.stdout.write(f"{Memory(memory_path(memory)).teach(pairs)} segments taken in\n")


@app.command()
def export(
    tmx: Annotated[Path, typer.Argument(metavar="TMX", help="The file to write.")],
    memory: MemoryOption = "desk",
    people: Annotated[bool, typer.Option("--people", help="Only what people wrote.")] = False,
) -> None:
    """Write the memory as TMX 1.4."""
    from pipeline.memory import Memory, memory_path
    from pipeline.tmx import write_tmx

    kept = Memory(_existing(memory_path(memory)))
    sys.stdout.write(f"{write_tmx(tmx, kept.pairs(human=people))} segments written\n")


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise InputError(f"{path}: there is no translation memory yet; set translate.memory, or import a TMX file")
    return path
