"""The page and the interface, from pasted text to the finished article."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from pipeline.article import Article
from pipeline.config import Config, load
from pipeline.web.app import create_app
from pipeline.web.store import Store

DUTCH = "Storm op komst\n\nHet KNMI waarschuwt voor een zware storm. De wind komt uit het <b>westen</b> & zuiden.\n"
IDENTITY = ["translate.engine=identity", "summary.method=lead", "check.enabled=false"]


def settings(*more: str) -> Config:
    return load(["offline"], [*IDENTITY, *more])


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(settings(), Store(tmp_path / "desk.sqlite"))
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        yield client


def wait(client: TestClient, key: str) -> dict[str, object]:
    """The standing of an article once it waits no longer."""
    for _ in range(200):
        standing: dict[str, object] = client.get(f"/v1/articles/{key}").json()
        if standing["state"] != "waiting":
            return standing
        time.sleep(0.02)
    raise AssertionError("still waiting after four seconds")


def test_a_pasted_article_becomes_a_page_to_read_and_files_to_take(client: TestClient) -> None:
    posted = client.post("/", data={"text": DUTCH}, follow_redirects=False)
    assert posted.status_code == 303
    key = posted.headers["location"].rsplit("/", 1)[1]
    assert wait(client, key)["state"] == "done"
    page = client.get(f"/articles/{key}").text
    assert "Het KNMI waarschuwt voor een zware storm." in page
    assert "Storm op komst" in client.get("/").text
    for form in ("json", "md", "txt", "html"):
        taken = client.get(f"/articles/{key}.{form}")
        assert taken.headers["content-disposition"].startswith("attachment")
        assert "KNMI" in taken.text
    assert Article.from_json(client.get(f"/articles/{key}.json").text).id == key


def test_a_file_is_read_by_its_name(client: TestClient) -> None:
    html = b"<html><body><article><h1>Storm op komst</h1><p>Het KNMI waarschuwt voor een zware storm.</p></article>"
    posted = client.post("/", files={"file": ("storm.html", html, "text/html")}, follow_redirects=False)
    standing = wait(client, posted.headers["location"].rsplit("/", 1)[1])
    article = Article.model_validate(standing["article"])
    assert [block.kind.value for block in article.blocks] == ["headline", "lead"]


def test_the_interface_takes_an_article_and_gives_it_back(client: TestClient) -> None:
    (sent,) = client.post("/v1/articles", json={"text": DUTCH}).json()
    done = wait(client, sent["id"])
    assert Article.model_validate(done["article"]).blocks[0].target == "Storm op komst"


def test_the_same_article_is_done_once(client: TestClient) -> None:
    (first,) = client.post("/v1/articles", json={"text": DUTCH}).json()
    wait(client, first["id"])
    (second,) = client.post("/v1/articles", json={"text": DUTCH}).json()
    assert (second["id"], second["state"]) == (first["id"], "done")


def test_twenty_at_once_are_all_done(client: TestClient) -> None:
    keys = [
        client.post("/v1/articles", json={"text": f"{DUTCH}\nNummer {n} is er ook.\n"}).json()[0]["id"]
        for n in range(20)
    ]
    assert len(set(keys)) == 20
    assert {wait(client, key)["state"] for key in keys} == {"done"}


@pytest.mark.parametrize(
    ("q", "expected"),
    [("Het regent.", "Het regent."), (["Het regent.", "", "De zon schijnt."], ["Het regent.", "", "De zon schijnt."])],
)
def test_clients_of_libretranslate_work(client: TestClient, q: object, expected: object) -> None:
    answer = client.post("/translate", json={"q": q, "source": "nl", "target": "en", "format": "text"})
    assert answer.json() == {"translatedText": expected}


@pytest.mark.parametrize(
    ("path", "body", "code", "said"),
    [
        ("/v1/articles", {"text": ""}, 422, "empty"),
        (
            "/v1/articles",
            {"text": "The council voted on it, and it was not what the people of the town had wanted."},
            422,
            "not Dutch",
        ),
        ("/v1/articles", {}, 422, "text"),
        ("/translate", {"q": "Het regent.", "source": "de", "target": "en"}, 400, "nl to en"),
        ("/v1/articles/none", None, 404, "no such article"),
        ("/articles/none", None, 404, "no such article"),
    ],
)
def test_bad_requests_are_said_in_a_line(client: TestClient, path: str, body: object, code: int, said: str) -> None:
    answer = client.get(path) if body is None else client.post(path, json=body)
    assert answer.status_code == code
    assert said in answer.text
    assert "Traceback" not in answer.text


def test_a_browser_gets_a_page_that_says_what_is_wrong(client: TestClient) -> None:
    files = {"file": ("a.<script>", b"Het regent.", "text/plain")}
    answer = client.post("/", files=files, headers={"accept": "text/html"})
    assert answer.status_code == 422
    assert "&lt;script&gt;" in answer.text
    assert "<script>" not in answer.text
    assert 'role="alert"' in answer.text


def test_a_model_that_is_not_there_fails_the_article_and_not_the_server(tmp_path: Path) -> None:
    config = load(["offline"], ["translate.model=/no/such/model", "summary.method=lead"])
    with TestClient(create_app(config, Store(tmp_path / "d")), base_url="http://localhost") as client:
        (sent,) = client.post("/v1/articles", json={"text": DUTCH}).json()
        failed = wait(client, sent["id"])
        assert failed["state"] == "failed"
        assert "/no/such/model" in str(failed["problem"])
        assert client.get(f"/articles/{sent['id']}").status_code == 200
        assert client.get("/healthz").text == "ok\n"


def test_a_restart_goes_on_with_what_waited(tmp_path: Path) -> None:
    from pipeline.run import Walk
    from pipeline.stages.ingest import ingest_bytes

    store = Store(tmp_path / "d")
    (article,) = ingest_bytes(DUTCH.encode(), "text", settings().settings.ingest)
    store.add(Walk(settings()).prepare(article), "Storm")
    store.close()
    with TestClient(create_app(settings(), Store(tmp_path / "d")), base_url="http://localhost") as client:
        assert wait(client, article.id)["state"] == "done"
