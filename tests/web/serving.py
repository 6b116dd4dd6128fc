"""A server in a thread of its own, for a browser to visit."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from pipeline.config import load
from pipeline.web.app import create_app
from pipeline.web.store import Store

#: Checks are on: what identity leaves in Dutch gives findings.
SETTINGS = ["translate.engine=identity", "summary.method=lead", "translate.glossary=[]"]


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """The address of a server that keeps its articles in `data`."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        app = create_app(load(["offline"], SETTINGS), Store(data))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)
