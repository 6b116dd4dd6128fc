"""Progress, figures and the description of the interface."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_client import SETTINGS, desk, finished
from fastapi.testclient import TestClient

from pipeline.article import Article, Block, BlockKind
from pipeline.config import load
from pipeline.run import Walk
from pipeline.web.app import create_app
from pipeline.web.store import Store


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with desk(tmp_path_factory.mktemp("desk") / "desk.sqlite") as client:
        yield client


def events(text: str) -> list[tuple[str, dict[str, object]]]:
    parsed = []
    for event in text.strip().split("\n\n"):
        name, data = event.split("\n")
        parsed.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return parsed


def test_events_tell_the_stages_and_end_with_the_article(client: TestClient) -> None:
    (sent,) = client.post("/v1/articles", json={"text": "Het regent vandaag in het hele land.\n"}).json()
    answer = client.get(f"/v1/articles/{sent['id']}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    told = events(answer.text)
    assert told[-1] == ("end", {"state": "done"})
    stages = {"wait", "load", "translate", "summarise", "check"}
    assert all(name == "progress" and data["stage"] in stages for name, data in told[:-1])


def test_stages_are_told_in_order() -> None:
    text = "Het regent vandaag in het hele land."
    walk = Walk(load(["offline"], ["translate.engine=identity", "summary.method=lead", "translate.glossary=[]"]))
    article = walk.prepare(Article(id="a", blocks=[Block(id="b1", kind=BlockKind.PARAGRAPH, text=text)]))
    told: list[str] = []
    counted: list[tuple[int, int]] = []
    walk.finish([article], lambda done, total: counted.append((done, total)), told.append)
    assert told == ["load", "translate", "summarise", "check"]
    assert counted[-1][0] == counted[-1][1] > 0


def test_events_end_with_the_server(tmp_path: Path) -> None:
    store = Store(tmp_path / "d")
    app = create_app(load(["offline"], SETTINGS), store)
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        store.add(Article(id="never-done"), "A")
        app.state.ending.set()
        assert client.get("/v1/articles/never-done/events").text == ""


def test_events_of_no_article_are_a_404(client: TestClient) -> None:
    assert client.get("/v1/articles/none/events").status_code == 404


def test_figures_count_what_was_done_and_hold_no_text(client: TestClient) -> None:
    key = finished(client)
    client.put(f"/v1/articles/{key}/segments/b2.s1", json={"text": "Secret words."})
    finding = client.get(f"/v1/articles/{key}/findings").json()[0]["id"]
    client.post(f"/v1/articles/{key}/findings/{finding}", json={"action": "accept"})
    text = client.get("/metrics").text
    lines = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert float(lines["overzet_edits_total"]) >= 1
    assert float(lines['overzet_decisions_total{action="accept"}']) >= 1
    assert float(lines['overzet_articles{state="done"}']) >= 1
    assert float(lines['overzet_articles_ended_total{state="done"}']) >= 1
    assert float(lines["overzet_article_seconds_count"]) >= 1
    assert "Secret" not in text
    assert "KNMI" not in text


def test_the_interface_is_described(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    article = "/v1/articles/{key}"
    assert {f"{article}/segments/{{segment}}", f"{article}/export/{{form}}", f"{article}/events"} <= set(paths)
    for path, operations in paths.items():
        for method, operation in operations.items():
            assert operation["description"], (method, path)
            if path.startswith(article):
                assert {"404", "409"} <= set(operation["responses"]), (method, path)
                assert all(parameter["description"] for parameter in operation["parameters"]), (method, path)
