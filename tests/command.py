"""The command as `main` ends it, within the test's own process."""

from __future__ import annotations

from typer.testing import CliRunner

from pipeline import cli
from pipeline.errors import OverzetError


def overzet(*arguments: str, stdin: bytes | None = None) -> tuple[int, str, str]:
    """(exit code, standard output, standard error) of the command, as `main` ends it."""
    result = CliRunner().invoke(cli.app, list(arguments), input=stdin)
    code, err = result.exit_code, result.stderr
    if isinstance(result.exception, OverzetError):
        code, err = result.exception.exit_code, err + f"overzet: {result.exception}\n"
    elif result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return code, result.stdout, err
