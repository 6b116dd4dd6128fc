"""The rows of the ledger: names, queue, and what a run that died leaves."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pipeline.article import Article, Block, BlockKind
from pipeline.batch import ledger as ledgers
from pipeline.batch.ledger import Ledger, State, article_hash, digest, locked
from pipeline.batch.status import of_ledger
from pipeline.errors import InputError, OverzetError


def article(id: str = "a", text: str = "Het regent.", source: str = "in/a.txt", **more: str) -> Article:
    return Article(id=id, source=source, blocks=[Block(id="b1", kind=BlockKind.PARAGRAPH, text=text)], **more)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = Ledger(tmp_path / "ledger.sqlite", "settings")
    made.begin()
    return made


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (article(), True),
        (article(source="elsewhere/b.txt"), True),
        (article(id="b"), False),
        (article(text="Het waait."), False),
        (article(title="Weer"), False),
        (article(published="2024-03-05"), False),
        (article(language="de"), False),
    ],
)
def test_the_hash_is_of_the_article_wherever_it_was_found(other: Article, same: bool) -> None:
    assert (article_hash(article()) == article_hash(other)) is same


@pytest.mark.parametrize(
    ("second", "replaces", "files", "new"),
    [
        (article(), True, ["a.json"], False),
        (article(source="in/b.txt"), True, ["a.json"], False),
        (article(text="Het waait."), True, ["a.json"], True),
        (article(text="Het waait."), False, ["a-X.json", "a.json"], True),
        (article(text="Het waait.", source="in/b.txt"), True, ["a-X.json", "a.json"], True),
        (article(id="A"), False, ["A-X.json", "a.json"], True),
    ],
)
def test_no_two_articles_share_a_file(
    ledger: Ledger, second: Article, replaces: bool, files: list[str], new: bool
) -> None:
    ledger.add(article(), "json", replaces=True)
    assert ledger.add(second, "json", replaces=replaces) is new
    found = [entry.name.replace(article_hash(second)[:8], "X") for entry in ledger.claim(9)]
    assert sorted(found) == files


def test_a_new_text_keeps_the_name_that_a_clash_gave_the_old(ledger: Ledger) -> None:
    for source in ("one/a.txt", "two/a.txt"):
        ledger.add(article("0" * 16, text=source, source=source), "json", replaces=True)
    before = {entry.source: entry.name for entry in ledger.claim(9)}
    ledger.add(article("1" * 16, text="Het waait.", source="two/a.txt"), "json", replaces=True)
    assert [entry.name for entry in ledger.claim(9)] == [before["two/a.txt"]]
    assert before["two/a.txt"] != before["one/a.txt"] == "a.json"


def test_a_copy_of_what_was_replaced_is_looked_for_again(ledger: Ledger) -> None:
    ledger.add(article(), "json", replaces=True)
    ledger.know("/in/copy.txt", "mark")
    assert ledger.is_known("/in/copy.txt", "mark")
    assert not ledger.is_known("/in/copy.txt", "other mark")
    ledger.add(article(text="Het waait."), "json", replaces=True)
    assert not ledger.is_known("/in/copy.txt", "mark")


def test_the_text_goes_when_it_is_done_and_stays_when_it_failed(ledger: Ledger) -> None:
    for name in "ab":
        ledger.add(article(name), "json", replaces=False)
    first, second = ledger.claim(2)
    assert first.article() == article("a")
    ledger.finish([first.number])
    ledger.fail(second.number, "broken")
    assert ledger.rows("select state, text is null, problem, attempts from articles order by number") == [
        ("done", 1, "", 1), ("failed", 0, "broken", 1),
    ]  # fmt: skip
    assert ledger.claim(2) == []
    ledger.retry_failed()
    assert [entry.article().id for entry in ledger.claim(2)] == ["b"]


def test_what_was_in_hand_at_a_crash_is_done_or_comes_last_and_alone(ledger: Ledger, tmp_path: Path) -> None:
    for name in "abcd":
        ledger.add(article(name), "json", replaces=False)
    claimed = ledger.claim(3)
    ledger.expect([(entry.number, digest(f"text of {entry.name}"), 7) for entry in claimed[:2]])
    (tmp_path / "a.json").write_text("text of a.json")
    (tmp_path / "b.json").write_text("an older text")
    for name in (".0123456789abcdef.tmp", ".theirs.tmp"):
        (tmp_path / name).write_text("half a te")
    said: list[str] = []
    ledger.recover(tmp_path, said.append)
    assert "3 articles" in said[0]
    assert [path.name for path in tmp_path.glob(".*.tmp")] == [".theirs.tmp"]
    assert ledger.count(State.DONE) == 1
    assert [[entry.name for entry in ledger.claim(9)] for _ in range(4)] == [["d.json"], ["b.json"], ["c.json"], []]


def test_an_article_that_ends_every_run_fails_at_last(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add(article(), "json", replaces=False)
    for _ in range(ledgers.MOST_CRASHES):
        assert len(ledger.claim(1)) == 1
        ledger.recover(tmp_path, lambda text: None)
    assert ledger.claim(1) == []
    assert "in/a.txt" in of_ledger(ledger, tmp_path).failures[0].problem


def test_rates_and_time_left(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(10):
        ledger.add(article(f"a{n}"), "json", replaces=False)
    start = ledger.rows("select started from runs")[0][0]
    for seconds in (10, 20):
        (entry,) = ledger.claim(1)
        monkeypatch.setattr("time.time", lambda now=start + seconds: now)
        ledger.expect([(entry.number, "", 100)])
        ledger.finish([entry.number])
    found = of_ledger(ledger, tmp_path)
    assert (found.pending, found.done, found.words, found.ended) == (8, 2, 200, None)
    assert found.articles_per_hour == pytest.approx(360, rel=0.01)
    assert found.words_per_second == pytest.approx(10, rel=0.01)
    assert found.seconds_left == pytest.approx(80, rel=0.01)


def test_a_second_run_is_refused(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(InputError, match="another run is at work"), locked(tmp_path):
        pass
    with locked(tmp_path):
        pass


def test_a_ledger_that_another_program_holds_is_one_line(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledgers, "PATIENCE", 0.05)
    waiting = Ledger(ledger.path, "settings")
    other = sqlite3.connect(ledger.path)
    other.execute("begin immediate")
    with pytest.raises(OverzetError, match=r"ledger\.sqlite: .*locked"):
        waiting.begin()
    other.rollback()
    waiting.begin()


def test_a_file_that_is_no_ledger_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_text("De wind komt uit het westen. " * 99, encoding="utf-8")
    with pytest.raises(OverzetError, match=r"ledger\.sqlite: .*not a database"):
        Ledger(tmp_path / "ledger.sqlite", "settings")
