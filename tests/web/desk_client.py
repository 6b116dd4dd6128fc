"""A desk with the identity engine, and an article that it has finished."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from pipeline.config import load
from pipeline.web.app import create_app
from pipeline.web.store import Store

DUTCH = """Storm op komst

Het KNMI waarschuwt voor 3 zware stormen boven zee. De wind komt uit het <b>westen</b> & zuiden.

Kijk op https://knmi.nl/storm voor het weer. Niemand hoeft vandaag thuis te blijven.
"""
#: Checks are on: what identity leaves in Dutch gives findings.
SETTINGS = ["translate.engine=identity", "summary.method=lead", "summary.min_words=5", "translate.glossary=[]"]


@contextmanager
def desk(data: Path) -> Iterator[TestClient]:
    """A client of a server that keeps its articles in `data`."""
    app = create_app(load(["offline"], SETTINGS), Store(data))
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        yield client


def finished(client: TestClient, text: str = DUTCH) -> str:
    """The id of an article once it is done."""
    (sent,) = client.post("/v1/articles", json={"text": text}).json()
    for _ in range(500):
        if client.get(f"/v1/articles/{sent['id']}").json()["state"] == "done":
            return str(sent["id"])
        time.sleep(0.02)
    raise AssertionError("not done after ten seconds")


def segment(client: TestClient, key: str, name: str) -> dict[str, Any]:
    """A segment of the article as the interface gives it."""
    blocks = client.get(f"/v1/articles/{key}").json()["article"]["blocks"]
    found: dict[str, Any] = next(one for block in blocks for one in block["segments"] if one["id"] == name)
    return found


def codes(answer: dict[str, Any], name: str) -> set[str]:
    """The codes of the findings of one segment."""
    return {noted["finding"]["code"] for noted in answer["findings"] if noted["finding"]["segment"] == name}
