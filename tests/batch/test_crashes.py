"""Runs as processes: killed at any point, stopped by a signal, or started twice."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from batches import MAIN, batch, names, rows, spawn, status

from pipeline.article import Article

#: Ends the process, as a kill would, at the n-th time that a function is called.
KILL_AT = """
import os, sys
import pipeline.{module} as module
owner = module{attribute}
plain, left = owner.{function}, [{n}]
def killed(*arguments, **named):
    left[0] -= 1
    if left[0] < 0:
        os._exit(137)
    return plain(*arguments, **named)
owner.{function} = killed
"""
SLOWLY = """
import time
from pipeline.engines.identity import IdentityTranslator as engine
plain = engine.translate
def slow(self, sources, *rest):
    time.sleep({seconds} * len(sources))
    return plain(self, sources, *rest)
engine.translate = slow
"""


def whole(output: Path, count: int) -> None:
    """Every id exactly once, in a file that is whole, and nothing else lying about."""
    ids = [Article.from_json((output / name).read_text(encoding="utf-8")).id for name in names(output)]
    assert sorted(ids) == sorted(f"a{n}" for n in range(count))
    assert not list(output.glob(".*.tmp"))
    found = status(output)
    assert (found["done"], found["pending"], found["running"], found["failed"]) == (count, 0, 0, 0)


@pytest.mark.parametrize(
    ("module", "attribute", "function", "n", "left"),
    [
        pytest.param("batch.ledger", ".Ledger", "add", 20, 0, marks=pytest.mark.slow),
        pytest.param("batch.ledger", ".Ledger", "know", 0, 0, marks=pytest.mark.slow),
        pytest.param("batch.ledger", ".Ledger", "expect", 1, 16, marks=pytest.mark.slow),
        ("batch.local", "", "write_text", 20, 20),
        pytest.param("batch.ledger", ".Ledger", "finish", 1, 32, marks=pytest.mark.slow),
        pytest.param("batch.ledger", ".Ledger", "end", 0, 40, marks=pytest.mark.slow),
    ],
)
def test_killed_at_every_step(tmp_path: Path, module: str, attribute: str, function: str, n: int, left: int) -> None:
    corpus, out = rows(tmp_path / "r.jsonl", 40), tmp_path / "out"
    script = KILL_AT.format(module=module, attribute=attribute, function=function, n=n) + MAIN
    process = spawn(corpus, out, script=script)
    process.communicate(timeout=60)
    assert process.returncode == 137
    before = {name: (out / name).stat().st_mtime_ns for name in names(out)}
    assert len(before) == left
    assert batch(corpus, out)[0] == 0
    whole(out, 40)
    # A file that was written is not written again, though the ledger had not heard of it.
    assert {name: (out / name).stat().st_mtime_ns for name in before} == before


@pytest.mark.slow
def test_killed_at_twenty_random_points(tmp_path: Path) -> None:
    corpus, out = rows(tmp_path / "r.jsonl", 200), tmp_path / "out"
    chance, done = random.Random(6), []
    for kill in range(20):
        wanted = len(names(out)) + chance.randint(0, 8)
        hands = attempts(out)
        process = spawn(corpus, out, script=SLOWLY.format(seconds=0.01) + MAIN)
        # Most of them at work, wherever it is by then; the others anywhere from the start on.
        if kill % 4:
            wait_for(lambda n=wanted, hands=hands: attempts(out) > hands and len(names(out)) >= n, process)
        time.sleep(chance.uniform(0, 0.2))
        process.kill()
        process.communicate(timeout=60)
        done.append(len(names(out)))
    # There was work until late, and some was done: the kills came in the midst of it.
    assert len(set(done)) > 8, done
    assert batch(corpus, out)[0] == 0
    whole(out, 200)


def attempts(output: Path) -> int:
    """How often an article has been taken in hand there."""
    if not (output / "ledger.sqlite").exists():
        return 0
    with closing(sqlite3.connect(output / "ledger.sqlite")) as database:
        try:
            return int(database.execute("select total(attempts) from articles").fetchone()[0])
        except sqlite3.OperationalError:  # the very first run is making its tables
            return 0


def wait_for(happened: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 30
    while not happened() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_the_articles_in_hand_be_finished(tmp_path: Path, number: signal.Signals) -> None:
    corpus, out = rows(tmp_path / "r.jsonl", 60), tmp_path / "out"
    process = spawn(corpus, out, script=SLOWLY.format(seconds=0.01) + MAIN)
    wait_for(lambda: len(names(out)) >= 16, process)
    process.send_signal(number)
    printed, err = process.communicate(timeout=60)
    summary = json.loads(printed)
    assert process.returncode == 0, err
    assert (summary["stopped"], summary["failed"]) == (number.name, 0)
    assert 16 <= summary["done"] == len(names(out)) < 60
    assert summary["pending"] == 60 - summary["done"]
    assert status(out)["running"] == 0
    assert "Traceback" not in err
    batch(corpus, out)
    whole(out, 60)


@pytest.mark.slow
def test_of_two_runs_started_together_one_works(tmp_path: Path) -> None:
    corpus, out = rows(tmp_path / "r.jsonl", 40), tmp_path / "out"
    processes = [spawn(corpus, out, script=SLOWLY.format(seconds=0.02) + MAIN) for _ in range(2)]
    ended = sorted((process.wait(60), *process.communicate()) for process in processes)
    assert [code for code, _, _ in ended] == [0, 2]
    assert json.loads(ended[0][1])["done"] == 40
    assert ended[1][1] == ""
    assert [line for line in ended[1][2].splitlines() if "another run is at work there" in line]
    whole(out, 40)
