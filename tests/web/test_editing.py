"""Edits, decisions and undoing: what is done is done, checked again, and there after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk_client import codes, desk, finished, segment
from fastapi.testclient import TestClient


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """For what changes nothing, or only what it makes itself."""
    with desk(tmp_path_factory.mktemp("desk") / "desk.sqlite") as client:
        finished(client)
        yield client


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with desk(tmp_path / "desk.sqlite") as client:
        yield client


def put(client: TestClient, key: str, name: str, **body: Any) -> Any:
    return client.put(f"/v1/articles/{key}/segments/{name}", json=body)


@pytest.mark.parametrize(
    ("name", "text", "kept", "expected"),
    [
        ("b2.s1", "The KNMI warns of 3 severe storms at sea.", "", set()),
        ("b2.s1", " The KNMI warns\n of\x00 3 severe\tstorms ", "The KNMI warns of 3 severe storms", set()),
        ("b2.s1", "The KNMI warns of 4 severe storms at sea.", "", {"number-changed"}),
        ("b2.s1", "The weather warns of 3 severe storms at sea.", "", {"name-lost"}),
        ("b3.s1", "Look at the site of the KNMI for the weather.", "", {"protected-lost"}),
        ("b3.s1", "Look at https://knmi.nl/storm for the weather.", "", set()),
        ("b3.s2", "Everybody must stay at home today.", "", {"negation-lost"}),
        ("b2.s1", "", "", {"empty"}),
        ("b2.s1", "👩‍🚒 The KNMI warns of 3 severe storms at sea.", "", set()),
    ],
)  # fmt: skip
def test_an_edit_is_kept_and_its_checks_run_again(
    client: TestClient, name: str, text: str, kept: str, expected: set[str]
) -> None:
    key = finished(client)
    other = codes({"findings": client.get(f"/v1/articles/{key}/findings").json()}, "b2.s2")
    done = put(client, key, name, text=text).json()
    assert codes(done, name) == expected
    assert codes(done, "b2.s2") == other
    now = segment(client, key, name)
    assert (now["target"], now["status"], now["score"]) == (kept or text, "edited", None)


@pytest.mark.parametrize(
    ("method", "path", "body", "code"),
    [
        ("PUT", "/segments/b9.s9", {"text": "x"}, 404),
        ("PUT", "/segments/b2.s1", {}, 422),
        ("PUT", "/segments/b2.s1", {"text": "x" * 20_001}, 422),
        ("PUT", "/segments/b2.s1", {"text": "x", "before": "not what is there"}, 409),
        ("PUT", "/segments/b9.s9/draft", {"text": "x"}, 404),
        ("POST", "/findings/0000000000", {"action": "accept"}, 404),
        ("POST", "/findings/0000000000", {"action": "dismiss", "reason": " "}, 422),
        ("POST", "/findings/0000000000", {"action": "burn"}, 422),
        ("POST", "/undo", {}, 409),
        ("POST", "/redo", {}, 409),
        ("GET", "/export/exe", None, 422),
    ],
)
def test_what_cannot_be_done_is_said(shared: TestClient, method: str, path: str, body: Any, code: int) -> None:
    key = finished(shared)
    answer = shared.request(method, f"/v1/articles/{key}{path}", json=body)
    assert answer.status_code == code, answer.text
    missing = shared.request(method, f"/v1/articles/none{path}", json=body)
    assert missing.status_code in (404, 422)


def test_half_a_character_is_no_crash(shared: TestClient) -> None:
    key = finished(shared)
    content = b'{"text": "half \\ud800 a character"}'
    headers = {"content-type": "application/json"}
    answer = shared.put(f"/v1/articles/{key}/segments/b2.s1", content=content, headers=headers)
    assert answer.status_code == 422


def test_a_form_of_another_site_edits_nothing(shared: TestClient) -> None:
    key = finished(shared)
    headers = {"origin": "http://evil.example"}
    path = f"/v1/articles/{key}"
    assert shared.put(f"{path}/segments/b2.s1", json={"text": "x"}, headers=headers).status_code == 403
    assert shared.post(f"{path}/undo", headers=headers).status_code == 403


def test_the_summary_is_edited_like_a_sentence_and_follows_its_sentences(client: TestClient) -> None:
    key = finished(client)
    old = segment(client, key, "b2.s1")["target"]
    new = "The KNMI warns of 3 severe storms at sea."
    assert old in client.get(f"/v1/articles/{key}").json()["article"]["summary"]["text"]
    summary = put(client, key, "b2.s1", text=new).json()["summary"]
    assert new in summary
    assert old not in summary
    done = put(client, key, "summary", text="Storms: 7 of them.").json()
    assert done["summary"] == "Storms: 7 of them."
    assert "summary-number" in {noted["finding"]["code"] for noted in done["findings"]}
    done = client.post(f"/v1/articles/{key}/undo").json()
    assert new in done["summary"]
    assert old in client.post(f"/v1/articles/{key}/undo").json()["summary"]


def test_undo_and_redo_walk_through_what_was_done(client: TestClient) -> None:
    key = finished(client)
    first = segment(client, key, "b2.s1")
    put(client, key, "b2.s1", text="One.")
    put(client, key, "b2.s1", text="Two.")
    path = f"/v1/articles/{key}"
    said = []
    for step in ("undo", "undo", "redo", "redo", "undo"):
        client.post(f"{path}/{step}")
        said.append(segment(client, key, "b2.s1")["target"])
    assert said == ["One.", first["target"], "One.", "Two.", "One."]
    client.post(f"{path}/undo")
    assert segment(client, key, "b2.s1") == first
    put(client, key, "b2.s1", text="Three.")
    assert client.post(f"{path}/redo").status_code == 409
    assert [past["change"]["after"] for past in client.get(f"{path}/history").json()] == ["Three."]


def test_decisions_are_kept_with_their_reason_and_can_be_taken_back(client: TestClient) -> None:
    key = finished(client)
    path = f"/v1/articles/{key}"
    first, second, *_ = [noted["id"] for noted in client.get(f"{path}/findings").json()]
    client.post(f"{path}/findings/{first}", json={"action": "dismiss", "reason": "it is a name"})
    client.post(f"{path}/findings/{second}", json={"action": "accept"})
    article = client.get(path).json()["article"]
    assert [(e["action"], e["reason"]) for e in article["edits"]] == [("dismiss", "it is a name"), ("accept", "")]
    left = [f for b in article["blocks"] for s in b["segments"] for f in s["findings"]] + article["findings"]
    assert len(left) == len(client.get(f"{path}/findings").json()) - 1
    again = client.post(f"{path}/findings/{first}", json={"action": "reopen"}).json()
    assert [noted["action"] for noted in again["findings"]][:2] == [None, "accept"]
    assert [e["action"] for e in client.get(path).json()["article"]["edits"]] == ["accept"]


def test_a_restart_loses_neither_edit_nor_draft(tmp_path: Path) -> None:
    with desk(tmp_path / "d") as client:
        key = finished(client)
        put(client, key, "b2.s1", text="Kept.")
        client.put(f"/v1/articles/{key}/segments/b2.s2/draft", json={"text": "Half a <thought"})
        client.put(f"/v1/articles/{key}/segments/b3.s1/draft", json={"text": "given up"})
        client.put(f"/v1/articles/{key}/segments/b3.s1/draft", json={"text": None})
    with desk(tmp_path / "d") as client:
        assert finished(client) == key
        assert segment(client, key, "b2.s1")["target"] == "Kept."
        page = client.get(f"/articles/{key}").text
        assert 'data-draft="Half a &lt;thought"' in page
        assert "given up" not in page
        put(client, key, "b2.s2", text="A thought.")
        assert "data-draft" not in client.get(f"/articles/{key}").text
