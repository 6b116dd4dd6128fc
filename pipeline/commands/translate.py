"""`overzet translate`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.common import (
    ConfigOption,
    GlossaryOption,
    SettingOption,
    complain,
    progress_bar,
    say,
    with_glossary,
)
from pipeline.config import Config, load
from pipeline.errors import InputError, OverzetError

if TYPE_CHECKING:
    from pipeline.article import Article
    from pipeline.run import Walk

#: Articles that are translated together: enough for full batches, few enough to see results early.
GROUP = 16

_INPUTS = (
    "Files (txt, md, html, docx; jsonl, csv, parquet with a column text or tekst; NITF, NewsML-G2, RSS, Atom), "
    "folders of them, web addresses (https://...), or - for standard input."
)


class Format(StrEnum):
    JSON = "json"
    MD = "md"
    TXT = "txt"
    HTML = "html"


def translate(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help=_INPUTS)],
    config: ConfigOption = [],  # noqa: B006
    setting: SettingOption = [],  # noqa: B006
    glossary: GlossaryOption = [],  # noqa: B006
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="DIR", help="Write a file for each article here.")
    ] = None,
    format: Annotated[Format | None, typer.Option("--format", help="Form of the output.")] = None,
    no_summary: Annotated[bool, typer.Option("--no-summary", help="Leave the summary out.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Go on with a text that does not read as Dutch.")] = False,
) -> None:
    """Translate, summarise and check articles. Prints them, or writes files with -o."""
    from pipeline.run import Walk

    overrides = [*with_glossary(setting, glossary), *(["summary.enabled=false"] if no_summary else [])]
    overrides += [f"output.format={format.value}"] if format else []
    settings = load(config, overrides)
    walk = Walk(settings, say)
    sink = _Sink(settings, out)
    worst = 0
    with progress_bar("Translating") as progress:
        waiting: list[Article] = []
        for item in _prepared(inputs, settings, walk, force=force):
            if isinstance(item, OverzetError):
                complain(item)
                worst = max(worst, item.exit_code)
                continue
            waiting.append(item)
            if len(waiting) == GROUP:
                sink.take(walk.finish(waiting, progress))
                waiting = []
        sink.take(walk.finish(waiting, progress))
    if worst:
        raise typer.Exit(worst)


def _prepared(inputs: list[str], config: Config, walk: Walk, *, force: bool) -> Iterator[Article | OverzetError]:
    """Articles ready to translate; an input that cannot be read is an error in its place, and the rest go on."""
    for item in _articles(inputs, config):
        try:
            yield item if isinstance(item, OverzetError) else walk.prepare(item, force=force)
        except InputError as error:
            yield error


def _articles(inputs: list[str], config: Config) -> Iterator[Article | OverzetError]:
    from pipeline.inputs import expand, read_each

    for name in inputs:
        try:
            paths = expand(name)
        except InputError as error:
            yield error
            continue
        for path in paths:
            try:
                yield from read_each(path, config.settings.ingest)
            except OverzetError as error:
                yield error


class _Sink:
    """Where finished articles go: a folder (with the effective configuration beside them) or standard output."""

    def __init__(self, config: Config, folder: Path | None) -> None:
        self._config, self._folder = config, folder
        self._taken: set[str] = set()

    def take(self, articles: list[Article]) -> None:
        from pipeline.stages.report import render, write, write_config

        form = self._config.settings.output.format
        for article in articles:
            if self._folder is None:
                sys.stdout.write(render(article, form))
                sys.stdout.flush()
                continue
            if not self._taken:
                write_config(self._folder, self._config.to_toml())
            path = write(article, self._folder, form, taken=self._taken)
            say(f"Wrote {path}")
