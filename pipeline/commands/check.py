"""`overzet check`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.commands.common import ConfigOption, GlossaryOption, SettingOption, with_glossary
from pipeline.config import load
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.article import Article
    from pipeline.config import IngestSettings


def check(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The Dutch article.")],
    target: Annotated[str, typer.Argument(metavar="TARGET", help="Its English, by anyone; - reads it from stdin.")],
    config: ConfigOption = [],  # noqa: B006
    setting: SettingOption = [],  # noqa: B006
    glossary: GlossaryOption = [],  # noqa: B006
    format: Annotated[
        Literal["findings", "json", "md", "txt", "html"],
        typer.Option("--format", help="The findings alone, or the whole text too."),
    ] = "findings",
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where there is an error or a warning.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Go on with a source that does not read as Dutch.")] = False,
) -> None:
    """Check a translation made by anyone, person or machine, against its Dutch."""
    from pipeline.article import Severity
    from pipeline.run import compare
    from pipeline.stages.report import render, to_check

    settings = load(config, with_glossary(setting, glossary))
    dutch, english = (_article(name, settings.settings.ingest) for name in (source, target))
    done = compare(dutch, english, settings, force=force)
    sys.stdout.write(to_check(done) if format == "findings" else render(done, format))
    if strict and any(finding.severity is not Severity.INFO for finding in done.all_findings()):
        raise typer.Exit(1)


def _article(name: str, settings: IngestSettings) -> Article:
    from pipeline.inputs import expand, read

    articles = [article for path in expand(name) for article in read(path, settings)]
    if len(articles) != 1:
        raise InputError(f"{name}: holds {len(articles)} articles; give a source and a target of one")
    return articles[0]
