"""The command `overzet`. Standard output carries data only; progress and messages go to standard error."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pipeline import __version__
from pipeline.commands import batch, check, config, evaluate, gate, memory, models, serve, train, translate
from pipeline.commands.common import complain, stderr
from pipeline.errors import OverzetError

app = typer.Typer(
    name="overzet",
    help="Dutch news into English: translated, summarised, checked and scored.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(translate.translate)
app.command()(check.check)
app.command()(batch.batch)
app.command("batch-status")(batch.batch_status)
app.command()(evaluate.evaluate)
app.command()(gate.gate)
app.add_typer(memory.app, name="memory")
app.add_typer(models.app, name="models")
app.command()(train.train)
app.command()(serve.serve)
app.command("config")(config.show_config)


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
        complain(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of the output has gone (overzet ... | head): nothing more to say, and no traceback.
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        stderr().print("overzet: interrupted", style="red")
        sys.exit(130)
