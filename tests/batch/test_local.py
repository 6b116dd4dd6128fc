"""A batch: resumed after any end, nothing twice, one bad article fails alone."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from command import overzet
from conftest import SOURCES, TARGETS

from pipeline.article import Article
from pipeline.run import Walk

IDENTITY = ("-s", "translate.engine=identity", "-s", "summary.method=lead", "-s", "output.format=json")
PROGRAM = [sys.executable, "-c", "from pipeline.cli import main; main()"]


def written(folder: Path, count: int, text: str = " ".join(SOURCES[:4])) -> Path:
    """JSON Lines of articles with ids and texts of their own."""
    path = folder / "in.jsonl"
    rows = [{"id": f"article-{n:03}", "text": f"{text}\n\nDit is het {n}e artikel van vandaag."} for n in range(count)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def batch(*arguments: object) -> tuple[int, dict[str, Any], str]:
    code, out, err = overzet("batch", *map(str, arguments), *IDENTITY)
    return code, json.loads(out) if out else {}, err


def ids(folder: Path) -> list[str]:
    return sorted(Article.from_json(path.read_bytes()).id for path in folder.glob("*.json"))


def test_a_second_run_does_nothing_twice(tmp_path: Path) -> None:
    given, out = written(tmp_path, 20), tmp_path / "out"
    code, outcome, _ = batch(given, out)
    assert (code, outcome["done"], outcome["pending"], outcome["skipped"]) == (0, 20, 0, 0)
    assert ids(out) == [f"article-{n:03}" for n in range(20)]
    before = {path: path.stat().st_mtime_ns for path in out.glob("*.json")}
    code, outcome, _ = batch(given, out)
    assert (code, outcome["done"], outcome["skipped"]) == (0, 0, 20)
    assert {path: path.stat().st_mtime_ns for path in out.glob("*.json")} == before


def test_what_it_wrote_is_never_its_input(tmp_path: Path) -> None:
    given = written(tmp_path, 2)
    code, outcome, err = batch(tmp_path, tmp_path)
    assert (code, outcome) == (2, {})
    assert "is the output folder too" in err
    out = tmp_path / "out"
    pattern = str(tmp_path / "**" / "*.json*")
    assert batch(pattern, out)[1]["done"] == 2
    code, outcome, err = batch(pattern, out)
    assert (code, outcome["done"], outcome["failed"], given.exists()) == (0, 0, 0, True)


def test_a_problem_names_its_input_once(tmp_path: Path) -> None:
    bad = tmp_path / "leeg.txt"
    bad.write_text("")
    code, _, err = batch(bad, tmp_path / "out")
    assert code == 1
    assert err.count(str(bad)) == 1


def test_the_output_is_that_of_translate(tmp_path: Path) -> None:
    given = written(tmp_path, 3)
    batch(given, tmp_path / "out")
    _, out, _ = overzet("translate", str(given), *IDENTITY)

    def plain(text: str) -> dict[str, Any]:
        article = json.loads(text)
        article["provenance"]["timings"] = {}
        return dict(article)

    mine = [plain((tmp_path / "out" / f"article-{n:03}.json").read_text("utf-8")) for n in range(3)]
    assert mine == [plain(line) for line in out.splitlines()]


def test_limit_since_and_other_configurations(tmp_path: Path) -> None:
    given, out = written(tmp_path, 5), tmp_path / "out"
    code, outcome, _ = batch(given, out, "--limit", 2)
    assert (code, outcome["done"], outcome["pending"], outcome["stopped"]) == (0, 2, 3, "limit")
    assert batch(given, out)[1]["done"] == 3
    assert batch(given, out, "-s", "summary.max_words=60")[1]["done"] == 5
    os.utime(given, (0, 0))
    assert batch(given, tmp_path / "other", "--since", "7d")[1]["done"] == 0
    assert batch(given, tmp_path / "other", "--since", "1969-12-31")[1]["done"] == 5


def test_folders_patterns_and_names(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "news.txt").write_text(f"{SOURCES[0]} {folder.upper()} {SOURCES[1]}", encoding="utf-8")
    code, outcome, _ = batch(tmp_path / "a", tmp_path / "*" / "*.txt", tmp_path / "out")
    assert (code, outcome["done"]) == (0, 2)
    names = sorted(path.name for path in (tmp_path / "out").glob("*.json"))
    assert names[1] == "news.json"
    assert names[0].startswith("news-")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["none.txt", "out"], "none.txt"),
        (["*.none", "out"], "no file fits this pattern"),
        (["-", "out"], "-: a batch reads its input twice"),
        (["in.txt", "out", "--since", "soon"], "--since soon"),
        (["in.txt", "out", "-s", "translate.glossary=[\"none.tsv\"]"], "none.tsv"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], part: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = overzet("batch", *arguments, *IDENTITY)
    assert code in (1, 2)
    assert part in err
    assert "Traceback" not in err


class Poisoned:
    """The walk, with articles that break it."""

    def __init__(self, poison: str, error: BaseException) -> None:
        self._poison, self._error, self._finish = poison, error, Walk.finish

    def __call__(self, walk: Walk, prepared: Sequence[Article], progress: Any = None) -> list[Article]:
        if any(article.id == self._poison for article in prepared):
            raise self._error
        return self._finish(walk, prepared, progress)


def patched(monkeypatch: pytest.MonkeyPatch, poisoned: Poisoned) -> None:
    monkeypatch.setattr(Walk, "finish", lambda self, prepared, progress=None: poisoned(self, prepared, progress))


@pytest.mark.parametrize("error", [RuntimeError("index out of range\nin self"), MemoryError(), KeyError("x")])
def test_a_poison_article_fails_alone_and_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    given, out = written(tmp_path, 20), tmp_path / "out"
    with monkeypatch.context() as patch:
        patched(patch, Poisoned("article-007", error))
        code, outcome, err = batch(given, out)
    assert (code, outcome["done"], outcome["failed"]) == (1, 19, 1)
    assert f"article-007: {type(error).__name__}" in err
    assert len([line for line in err.splitlines() if "article-007" in line]) == 1
    assert batch(given, out)[1] | {"seconds": 0} == {
        "done": 0, "failed": 0, "skipped": 20, "pending": 0, "words": 0, "seconds": 0, "stopped": "",
    }  # fmt: skip
    assert "article-007" in overzet("batch-status", str(out), "--failures")[1]
    assert batch(given, out, "--retry-failed")[1]["done"] == 1
    assert len(ids(out)) == 20


def test_what_ended_the_program_three_times_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given, out = written(tmp_path, 5), tmp_path / "out"
    with monkeypatch.context() as patch:
        patched(patch, Poisoned("article-002", SystemExit(9)))
        for _ in range(3):
            batch(given, out)
        code, outcome, err = batch(given, out)
    assert (code, outcome["failed"], outcome["pending"]) == (1, 1, 0)
    assert "the program ended 3 times" in err
    assert ids(out) == [f"article-{n:03}" for n in (0, 1, 3, 4)]


@pytest.mark.parametrize("where", ["pipeline.batch.local.write_text", "pipeline.atomic.os.fsync"])
def test_a_full_disk_ends_the_run_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    given, out = written(tmp_path, 6), tmp_path / "out"
    batch(given, out, "--limit", 2)

    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        if where.endswith("fsync"):
            patch.setattr(where, full)
            code, _, err = batch(given, out)
            assert code == 1
            assert "free some space" in err
    assert len(ids(out)) == 2
    assert not list(out.glob(".*.tmp"))
    assert batch(given, out)[1]["done"] == 4


def test_a_model_that_is_not_there_marks_nothing_as_failed(tmp_path: Path) -> None:
    given, out = written(tmp_path, 2), tmp_path / "out"
    code, stdout, err = overzet("batch", str(given), str(out), "-s", "translate.model=./gone", *IDENTITY[2:])
    assert code == 2
    assert stdout == ""
    assert "gone" in err
    status = overzet("batch-status", str(out))[1]
    assert [line.split() for line in status.splitlines()[1:5]] == [
        ["done", "0"], ["pending", "2"], ["running", "0"], ["failed", "0"],
    ]  # fmt: skip


def test_a_bad_row_fails_and_the_others_go_on(tmp_path: Path) -> None:
    given = written(tmp_path, 2)
    rows = '{"id": "x"\n' + json.dumps({"text": " ".join(TARGETS)}) + "\n"
    given.write_text(given.read_text("utf-8") + rows, encoding="utf-8")
    code, outcome, err = batch(given, tmp_path / "out")
    assert (code, outcome["done"], outcome["failed"]) == (1, 2, 2)
    assert "in.jsonl" in err
    assert "not Dutch" in err


def test_logs_and_metrics_hold_no_text(tmp_path: Path) -> None:
    given, log, metrics = written(tmp_path, 2), tmp_path / "log.jsonl", tmp_path / "overzet.prom"
    batch(given, tmp_path / "out", "--log", log, "--metrics", metrics)
    entries = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [(entry["id"], entry["state"]) for entry in entries] == [("article-000", "done"), ("article-001", "done")]
    assert "gemeenteraad" not in log.read_text("utf-8")
    assert 'overzet_articles{state="done"} 2.0' in metrics.read_text("utf-8")


def started(*arguments: object, slow: float = 0.0) -> subprocess.Popen[str]:
    """The command in a process of its own, in which every article takes `slow` seconds."""
    code = (
        "import sys, time; from pipeline.batch import local; from pipeline.run import Walk; finish = Walk.finish\n"
        "local.GROUP = 2\n"
        f"Walk.finish = lambda s, p, g=None: (time.sleep({slow} * len(p)), finish(s, p, g))[1]\n"
        "from pipeline.cli import main; main()"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, "batch", *map(str, arguments), *IDENTITY],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_signal_ends_the_run_after_the_articles_in_hand(tmp_path: Path) -> None:
    given, out = written(tmp_path, 30), tmp_path / "out"
    process = started(given, out, slow=0.1)
    until(lambda: bool(list(out.glob("*.json"))))
    second = started(given, out)
    assert "another batch is at work" in second.communicate(timeout=30)[1]
    assert second.returncode == 1
    process.send_signal(signal.SIGTERM)
    stdout, stderr = process.communicate(timeout=30)
    outcome = json.loads(stdout)
    assert (process.returncode, outcome["stopped"]) == (0, "SIGTERM"), stderr
    assert 0 < outcome["done"] < 30
    assert outcome["done"] + outcome["pending"] == 30
    assert batch(given, out)[1]["done"] == outcome["pending"]
    assert len(ids(out)) == 30


def test_a_watched_folder(tmp_path: Path) -> None:
    (tmp_path / "drop").mkdir()
    (tmp_path / "drop" / "one.txt").write_text(" ".join(SOURCES[:3]), encoding="utf-8")
    os.utime(tmp_path / "drop" / "one.txt", (1e9, 1e9))
    process = started(tmp_path / "drop", tmp_path / "out", "--watch", 0.1)
    until(lambda: (tmp_path / "out" / "one.json").exists())
    (tmp_path / "drop" / "two.txt").write_text(" ".join(SOURCES[3:6]), encoding="utf-8")
    until(lambda: (tmp_path / "out" / "two.json").exists())
    process.send_signal(signal.SIGINT)
    stdout, _ = process.communicate(timeout=30)
    assert (process.returncode, json.loads(stdout)["done"]) == (0, 2)


@pytest.mark.slow
def test_killed_at_twenty_points_every_article_is_there_once(tmp_path: Path) -> None:
    given, out = written(tmp_path, 200), tmp_path / "out"
    rng = random.Random(7)
    killed = 0
    while killed < 20:
        process = started(given, out, slow=0.01)
        try:
            process.wait(timeout=1.2 + rng.random())
        except subprocess.TimeoutExpired:
            process.kill()
            killed += 1
        process.communicate()
        if process.returncode == 0:
            break
    assert killed >= 3, "or nothing was tried"
    while batch(given, out)[1]["pending"]:
        pass
    assert ids(out) == [f"article-{n:03}" for n in range(200)]
    assert not list(out.glob(".*.tmp"))
