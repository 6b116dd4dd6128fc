"""The command `overzet`. Standard output carries data only; progress and messages go to standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from pipeline import __version__
from pipeline.config import Config, load
from pipeline.errors import InputError, OverzetError

if TYPE_CHECKING:
    from pipeline.article import Article
    from pipeline.run import Progress, Walk

app = typer.Typer(
    name="overzet",
    help="Dutch news into English: translated, summarised, checked and scored.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
models_app = typer.Typer(help="Which models there are, and fetch one.", invoke_without_command=True)
app.add_typer(models_app, name="models")

#: Articles that are translated together: enough for full batches, few enough to see results early.
GROUP = 16

ConfigOption = Annotated[
    list[str],
    typer.Option("-c", "--config", metavar="CONFIG", help="offline, quality, fast or a .toml file."),
]
SettingOption = Annotated[
    list[str],
    typer.Option("-s", "--set", metavar="KEY=VALUE", help="Override one key, e.g. summary.max_words=60."),
]


class Format(StrEnum):
    JSON = "json"
    MD = "md"
    TXT = "txt"
    HTML = "html"


def _stderr() -> Console:
    return Console(stderr=True, highlight=False, soft_wrap=True)


def _print(table: Table) -> None:
    """A table on standard output, as wide as it is where that is a pipe or a file."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=200)
    console.print(table)


def _say(text: str) -> None:
    _stderr().print(text, style="dim", markup=False)


def _complain(error: OverzetError) -> None:
    _stderr().print(f"overzet: {error}", style="red", markup=False)


@app.command()
def translate(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, URLs, or - (text).")],
    config: ConfigOption = [],  # noqa: B006
    setting: SettingOption = [],  # noqa: B006
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="DIR", help="Write a file for each article here.")
    ] = None,
    format: Annotated[Format | None, typer.Option("--format", help="Form of the output.")] = None,
    no_summary: Annotated[bool, typer.Option("--no-summary", help="Leave the summary out.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Go on with a text that does not read as Dutch.")] = False,
) -> None:
    """Translate, summarise and check articles. Prints them, or writes files with -o."""
    from pipeline.run import Walk

    overrides = [*setting, *(["summary.enabled=false"] if no_summary else [])]
    overrides += [f"output.format={format.value}"] if format else []
    settings = load(config, overrides)
    walk = Walk(settings, _say)
    sink = _Sink(settings, out)
    worst = 0
    with _progress("Translating") as progress:
        waiting: list[Article] = []
        for item in _prepared(inputs, settings, walk, force=force):
            if isinstance(item, OverzetError):
                _complain(item)
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
    from pipeline.inputs import expand, read

    for name in inputs:
        try:
            paths = expand(name)
        except InputError as error:
            yield error
            continue
        for path in paths:
            try:
                articles = read(path, config.settings.ingest)
            except InputError as error:
                yield error
                continue
            for article in articles:
                try:
                    yield walk.prepare(article, force=force)
                except InputError as error:
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
            _say(f"Wrote {path}")


@contextmanager
def _progress(title: str) -> Iterator[Progress]:
    """A progress bar on standard error, where that is a terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    console = _stderr()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance


@app.command()
def evaluate(
    data: Annotated[
        list[str] | None, typer.Argument(metavar="[DATA]...", help="desk, or a .tsv(.gz) of source TAB reference.")
    ] = None,
    split: Annotated[str, typer.Option("--split", help="Of the desk set: test, or dev.")] = "test",
    config: ConfigOption = [],  # noqa: B006
    setting: SettingOption = [],  # noqa: B006
    no_summary: Annotated[bool, typer.Option("--no-summary", help="Score the translation alone.")] = False,
) -> None:
    """Score translation and summaries against references. Every figure comes with its signature."""
    from pipeline.evaluation import datasets
    from pipeline.evaluation.evaluate import evaluate_desk, evaluate_pairs
    from pipeline.run import Walk

    if split not in ("dev", "test"):
        raise InputError(f"--split {split}: the desk set has the splits dev and test")
    settings = load(config, [*setting, *(["summary.enabled=false"] if no_summary else [])])
    names = data or ["desk"]
    sets = {name: None if name == "desk" else datasets.pairs(name) for name in names}
    articles = datasets.desk("dev" if split == "dev" else "test") if "desk" in names else []
    walk = Walk(settings, _say)
    translator, summariser = walk.load()
    table = Table("data", "size", "system", "metric", "score", "signature", box=None, pad_edge=False)
    for name, pairs in sets.items():
        with _progress(f"Translating {name}") as progress:
            if pairs is None:
                results = evaluate_desk(articles, translator, summariser, settings.settings, progress)
            else:
                results = [evaluate_pairs(pairs, translator, settings.settings, progress)]
        for result in results:
            for score in result.scores:
                row = (result.dataset, str(result.size), result.system, score.metric, f"{score.value:.2f}")
                table.add_row(*row, score.signature)
    _print(table)


@models_app.callback()
def models(context: typer.Context, config: ConfigOption = [], setting: SettingOption = []) -> None:  # noqa: B006
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
    _print(table)


@models_app.command()
def fetch(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A hub name, e.g. Helsinki-NLP/opus-mt-nl-en.")],
    revision: Annotated[str, typer.Option("--revision", help="Commit, tag or branch.")] = "main",
) -> None:
    """Download a model into the hub's cache, from where `auto` and its name find it."""
    from pipeline.engines.hub import fetch as fetch_model

    _say(f"Fetching {name}")
    sys.stdout.write(f"{fetch_model(name, revision)}\n")


@app.command()
def train(
    data: Annotated[
        list[str], typer.Option("--data", metavar="DATA", help="A .tsv, .jsonl, .parquet or data set; @2 weighs it.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="The run and, in DIR/model, its model.")],
    base: Annotated[
        str | None, typer.Option("--from", metavar="MODEL", help="Fine-tune this model: bundled, a name, a directory.")
    ] = None,
    config: ConfigOption = [],  # noqa: B006
    setting: SettingOption = [],  # noqa: B006
) -> None:
    """Train a model on your own Dutch-English text, or adapt one. Run it again to go on where it stopped."""
    from pipeline.config import load_layers
    from pipeline.resources import BUNDLED_MODEL
    from pipeline.training import job
    from pipeline.training.settings import TrainSettings

    overlays = [*(["train-finetune"] if base else []), *config]
    settings = load_layers(TrainSettings, "train-small", overlays, setting)

    def report(row: dict[str, Any]) -> None:
        _say(
            f"step {row['step']:,}  {row['minutes']:.1f} min  {row['tokens_per_second']:,} tokens/s  loss "
            f"{row['loss']:.3f}  held out: loss {row['dev_loss']:.3f} BLEU {row['bleu']:.1f} chrF {row['chrf']:.1f}"
        )

    path = str(BUNDLED_MODEL) if base == "bundled" else ""
    scores = job.train(data, out, settings, base=base, base_path=path, say=_say, report=report)
    sys.stdout.write(f"{out / 'model'}\tchrF {scores.chrf:.1f}\tBLEU {scores.bleu:.1f}\t{scores.signature}\n")


@app.command("config")
def show_config(config: ConfigOption = [], setting: SettingOption = []) -> None:  # noqa: B006
    """Show the effective configuration and where each key came from."""
    table = Table("key", "value", "set by", box=None, pad_edge=False)
    for key, value, origin in load(config, setting).rows():
        table.add_row(key, str(value), origin)
    _print(table)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"overzet {__version__}\n")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show it.")] = False,
) -> None:
    """Dutch news into English: translated, summarised, checked and scored."""


def main() -> None:
    """Run the command; an OverzetError becomes one line on standard error and its exit code."""
    try:
        app()
    except OverzetError as error:
        _complain(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of the output has gone (overzet ... | head): nothing more to say, and no traceback.
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        _stderr().print("overzet: interrupted", style="red")
        sys.exit(130)
