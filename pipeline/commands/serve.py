"""`overzet serve`."""

from __future__ import annotations

from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.common import ConfigOption, SettingOption, say
from pipeline.config import load
from pipeline.errors import InputError, OverzetError
from pipeline.resources import state_folder

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

#: Short enough to type, too long to guess.
_SHORTEST_TOKEN = 16


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen at; any but this machine's needs --token.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen at.")] = 8000,
    token: Annotated[
        str, typer.Option("--token", envvar="OVERZET_TOKEN", help="What a visitor must give.", show_envvar=True)
    ] = "",
    data: Annotated[
        Path | None, typer.Option("--data", metavar="DIR", help="Where articles are kept, in desk.sqlite.")
    ] = None,
    config: ConfigOption = [],  # noqa: B006
    setting: SettingOption = [],  # noqa: B006
) -> None:
    """Open the desk's page: paste or drop an article, read its English beside the Dutch."""
    from pipeline.web.guard import LOOPBACK

    if host not in LOOPBACK and len(token) < _SHORTEST_TOKEN:
        raise InputError(
            f"--host {host}: others could reach it; give --token (or OVERZET_TOKEN) of at least {_SHORTEST_TOKEN} "
            "characters"
        )
    import uvicorn

    from pipeline.web.app import create_app
    from pipeline.web.store import Store

    settings = load(config, setting)
    app = create_app(settings, Store((data or state_folder()) / "desk.sqlite"), host=host, token=token)
    say(f"Serving on http://{f'[{host}]' if ':' in host else host}:{port}/ (Ctrl-C ends it)")
    # No access log: it would hold what people read, and a token in an address.
    server = _server(app, uvicorn.Config(app, host=host, port=port, access_log=False, log_level="warning"))
    try:
        server.run()
    except SystemExit as error:
        raise OverzetError(f"--port {port}: cannot listen at {host}; is it taken?") from error


def _server(app: FastAPI, config: uvicorn.Config) -> uvicorn.Server:
    """A server that ends at once though pages listen to progress, which it would else wait for."""
    import uvicorn

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            app.state.ending.set()
            super().handle_exit(sig, frame)

    return Server(config)
