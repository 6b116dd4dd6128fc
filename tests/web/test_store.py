"""What the store is told is there after a restart."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pipeline.article import Article
from pipeline.errors import OverzetError
from pipeline.web.store import State, Store


def test_jobs_outlive_the_server(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "desk.sqlite"
    store = Store(path)
    for key in ("a", "b", "c"):
        store.add(Article(id=key), f"title {key}")
    store.finish(Article(id="a", language="nl", title="x"), "A")
    store.fail("b", "no model")
    store.close()
    again = Store(path)
    assert [(job.id, job.state) for job in again.latest(5)] == [
        ("c", State.WAITING), ("b", State.FAILED), ("a", State.DONE),
    ]  # fmt: skip
    assert [job.id for job in again.waiting()] == ["c"]
    found, failed = again.get("a"), again.get("b")
    assert found
    assert found.article.title == "x"
    assert failed
    assert failed.problem == "no model"
    assert again.get("d") is None
    assert len(again.latest(2)) == 2


def test_a_failed_job_sent_again_waits_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "desk.sqlite")
    store.add(Article(id="a"), "A")
    store.fail("a", "no model")
    store.add(Article(id="a"), "A")
    job = store.get("a")
    assert job
    assert (job.state, job.problem) == (State.WAITING, "")


def test_a_place_that_cannot_hold_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OverzetError, match=r"file/desk\.sqlite: .*--data"):
        Store(tmp_path / "file" / "desk.sqlite")


def test_states_are_counted_and_asked_for_without_the_article(tmp_path: Path) -> None:
    store = Store(tmp_path / "desk.sqlite")
    for key in ("a", "b", "c"):
        store.add(Article(id=key), key)
    store.fail("b", "no model")
    assert [store.state(key) for key in ("a", "b", "none")] == [State.WAITING, State.FAILED, None]
    assert store.counts() == {State.WAITING: 2, State.DONE: 0, State.FAILED: 1}


def test_statements_are_done_together_or_not_at_all(tmp_path: Path) -> None:
    store = Store(tmp_path / "desk.sqlite")
    store.add(Article(id="a"), "A")
    with pytest.raises(sqlite3.Error):
        store.run_all([("delete from articles", ()), ("no such statement", ())])
    assert store.get("a")
    store.fail("a", "and it goes on")
    assert store.state("a") is State.FAILED
