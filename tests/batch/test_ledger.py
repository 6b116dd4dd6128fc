"""The ledger: keys, states, the lock, and what it says of how far a batch is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pipeline.article import Article, Block, BlockKind
from pipeline.batch.ledger import Ledger, State, latest_config
from pipeline.errors import OverzetError


def article(name: str, text: str = "Het regent.") -> Article:
    return Article(id=name, blocks=[Block(id="b1", kind=BlockKind.PARAGRAPH, text=text)])


@pytest.mark.parametrize(
    ("one", "other", "config", "same"),
    [
        (article("a"), article("a"), "x.md", True),
        (article("a"), article("b"), "x.md", False),
        (article("a"), article("a", "Het sneeuwt."), "x.md", False),
        (article("a"), article("a"), "y.md", False),
    ],
)
def test_the_key_is_of_id_content_and_configuration(
    tmp_path: Path, one: Article, other: Article, config: str, same: bool
) -> None:
    with Ledger(tmp_path / "1", "x.md") as first, Ledger(tmp_path / "2", config) as second:
        assert (first.key(one) == second.key(other)) is same


def test_states_and_counts(tmp_path: Path) -> None:
    with Ledger(tmp_path, "x.md") as ledger:
        given = [article(name) for name in "abcd"]
        keys = [ledger.key(one) for one in given]
        ledger.register(given, "in.jsonl")
        ledger.register(given, "again.jsonl")
        ledger.start(keys[:3])
        ledger.finish(keys[0], "a.md", 2.0, 100)
        ledger.fail(keys[1], "bad")
        counts = ledger.counts()
        assert (counts.pending, counts.running, counts.done, counts.failed) == (1, 1, 1, 1)
        assert (counts.words_per_minute, counts.articles_per_minute, counts.minutes_left) == (3000, 30, 0.1)
        assert ledger.failures() == [("b", "bad")]
        ledger.release([keys[2]])
        row = ledger.row(keys[2])
        assert row
        assert (row.state, row.attempts) == (State.PENDING, 0)
        assert ledger.origins([State.PENDING]) == ["in.jsonl"]


def test_an_input_is_read_once_as_it_is(tmp_path: Path) -> None:
    with Ledger(tmp_path, "x.md") as ledger:
        ledger.set_read("a.txt", "5:1")
        assert [ledger.is_read("a.txt", stamp) for stamp in ("5:1", "5:2")] == [True, False]
        ledger.set_read("a.txt", "5:2", "not Dutch")
        assert not ledger.is_read("a.txt", "5:2")
        assert ledger.counts().unreadable == 1
    assert latest_config(tmp_path) == "x.md"


def test_two_runs_on_one_ledger_are_refused(tmp_path: Path) -> None:
    with Ledger(tmp_path, "x.md"), pytest.raises(OverzetError, match="another batch is at work"):
        Ledger(tmp_path, "x.md")
    with Ledger(tmp_path, "x.md"), Ledger(tmp_path, "x.md", reading=True) as second:
        assert second.counts().done == 0
    with Ledger(tmp_path, "x.md") as free:
        assert free.counts().pending == 0


def test_what_is_no_ledger_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_text("no database, only text that is long enough to be looked at" * 20)
    with pytest.raises(OverzetError, match=r"cannot be used as a ledger"):
        Ledger(tmp_path, "x.md")
    with pytest.raises(OverzetError, match="holds no ledger"):
        latest_config(tmp_path / "none")


def test_a_ledger_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    with Ledger(tmp_path, "x.md") as ledger:
        other = sqlite3.connect(tmp_path / "ledger.sqlite")
        other.execute("drop table articles")
        with pytest.raises(OverzetError, match="the ledger cannot be used"):
            ledger.register([article("a")], "in")
        other.close()
