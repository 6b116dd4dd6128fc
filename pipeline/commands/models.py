"""`overzet models` and `overzet models fetch`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.table import Table

from pipeline.commands.common import ConfigOption, SettingOption, say, show
from pipeline.config import load

app = typer.Typer(help="Which models there are, and fetch one.", invoke_without_command=True)


@app.callback()
def survey(context: typer.Context, config: ConfigOption = [], setting: SettingOption = []) -> None:  # noqa: B006
    """List the models: where each is, its licence and size, and what `auto` takes now."""
    if context.invoked_subcommand:
        return
    from pipeline.engines import registry

    settings = load(config, setting).settings
    chosen = {
        registry.resolve_translation(settings.translate.model),
        registry.resolve_summary(settings.summary.method),
    }
    table = Table("model", "task", "where", "licence", "MB", "note", box=None, pad_edge=False)
    for row in registry.survey():
        mark = " (in use)" if row.name in chosen else ""
        table.add_row(row.name + mark, row.task, row.where, row.licence, str(row.size), row.note)
    show(table)


@app.command()
def fetch(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A hub name, e.g. Helsinki-NLP/opus-mt-nl-en.")],
    revision: Annotated[str, typer.Option("--revision", help="Commit, tag or branch.")] = "main",
) -> None:
    """Download a model into the hub's cache, from where `auto` and its name find it."""
    from pipeline.engines.hub import fetch as fetch_model

    say(f"Fetching {name}")
    sys.stdout.write(f"{fetch_model(name, revision)}\n")
