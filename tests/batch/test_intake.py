"""Which files and articles a run takes in."""

from __future__ import annotations

import json
import os
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from batches import IDENTITY, batch, names, rows, text

from pipeline.batch.intake import Intake, since
from pipeline.batch.ledger import Ledger
from pipeline.batch.local import Listeners, Options, run_batch
from pipeline.batch.stop import Stop
from pipeline.config import load
from pipeline.errors import InputError


@pytest.mark.parametrize(
    ("inputs", "wanted"),
    [
        (["in"], ["a", "c", "e"]),
        (["in/*.txt"], ["a"]),
        (["in/**/*.txt"], ["a", "c"]),
        (["in/a.txt", "in/deep"], ["a", "c"]),
        (["in/none*.txt"], []),
        (["in/[a].txt"], ["a"]),
        (["in", "in/a.txt"], ["a", "c", "e"]),
    ],
)
def test_folders_patterns_and_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inputs: list[str], wanted: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for n, name in enumerate(["a.txt", ".b.txt", "deep/c.txt", ".git/d.txt", "e", "f.jpg"]):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(n), encoding="utf-8")
    _, _, err = batch(*inputs, "out")
    assert [name.removesuffix(".json") for name in names(tmp_path / "out")] == wanted
    assert ("1 .jpg" in err) == (inputs[0] == "in")


@pytest.mark.parametrize("inputs", [["."], ["**/*"]])
def test_outputs_are_no_inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inputs: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(text(1), encoding="utf-8")
    for _ in range(2):
        code, summary, _ = batch(*inputs, "out", "--format", "txt")
        assert (code, summary["failed"]) == (0, 0)
    assert names(tmp_path / "out", "txt") == ["a.txt"]


def test_an_input_within_the_output_is_read(tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "a.txt").write_text(text(1), encoding="utf-8")
    assert batch(tmp_path / "desk", tmp_path)[1]["done"] == 1


def test_names_that_clash_and_articles_that_are_the_same(tmp_path: Path) -> None:
    for n, folder in enumerate(["one", "two", "three"]):
        (tmp_path / "in" / folder).mkdir(parents=True)
        (tmp_path / "in" / folder / "index.txt").write_text(text(n % 2), encoding="utf-8")
        rows(tmp_path / "in" / folder / "rows.jsonl", 1, start=n).write_text(
            json.dumps({"id": ["x", "X", "x"][n], "text": text(n % 2)}), encoding="utf-8"
        )
    _, summary, _ = batch(tmp_path / "in", tmp_path / "out")
    assert (summary["done"], summary["known"]) == (4, 2)
    assert len({name.casefold() for name in names(tmp_path / "out")}) == 4


DATED = [
    ("old", "2024-03-01", False),
    ("day", "2024-03-05", True),
    ("before", "2024-03-05T05:59:00+00:00", False),
    ("after", "2024-03-05T08:01:00+02:00", True),
    ("unclear", "gisteren", True),
    ("none", None, True),
]


@pytest.mark.parametrize("aged", [False, True])
def test_since_goes_by_the_article_or_else_its_file(tmp_path: Path, aged: bool) -> None:
    path = tmp_path / "rows.jsonl"
    lines = [
        {"id": name, "text": text(n), **({"date": date} if date else {})} for n, (name, date, _) in enumerate(DATED)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    if aged:
        os.utime(path, (1e9, 1e9))
    batch(path, tmp_path / "out", "--since", "2024-03-05T06:00+00:00")
    recent = [name for name, date, new in DATED if new and not (aged and date in (None, "gisteren"))]
    wanted = sorted(f"{name}.json" for name in recent)
    assert names(tmp_path / "out") == wanted
    # What was left out then is taken in when nothing is to be left out.
    assert batch(path, tmp_path / "out")[1]["done"] == len(DATED) - len(wanted)


@pytest.mark.parametrize(
    ("words", "hours"), [("12h", 12), ("7d", 168), ("30m", 0.5), ("2024-03-05", None), ("2024-03-05T06:00", None)]
)
def test_moments(words: str, hours: float | None) -> None:
    moment = since(words)
    assert moment.tzinfo
    if hours is None:
        assert moment.replace(tzinfo=None) == datetime.fromisoformat(words)
    else:
        assert abs(datetime.now(UTC) - moment - timedelta(hours=hours)) < timedelta(seconds=5)


@pytest.mark.parametrize("words", ["", "soon", "12", "5w", "-3d", "9999999d", "2024-13-01"])
def test_no_moments(words: str) -> None:
    with pytest.raises(InputError, match="--since"):
        since(words)


def test_a_file_that_is_still_written_is_left_alone(tmp_path: Path) -> None:
    part = tmp_path / "s.txt"
    config = load([], [*IDENTITY[1::2], "output.format=json"])
    intake = Intake([str(tmp_path)], tmp_path / "out", config, "json", lambda text: None, lambda error: None)
    ledger = Ledger(tmp_path / "ledger.sqlite", "s")
    seen = []
    for words in ("Storm", "Storm op", "Storm op komst.", "Storm op komst.", "Storm op komst."):
        if not part.exists() or part.read_text(encoding="utf-8") != words:
            part.write_text(words, encoding="utf-8")
        intake.scan(ledger, most=None, halted=lambda: False, settle=True)
        seen.append(intake.new)
    assert seen == [0, 0, 0, 1, 1]


def test_a_drop_folder_is_watched_until_the_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.batch.local.LOOK", 0.05)
    folder, out, stop = tmp_path / "in", tmp_path / "out", Stop()
    folder.mkdir()
    summaries = []
    config = load([], [*IDENTITY[1::2], "output.format=json"])
    run = threading.Thread(
        target=lambda: summaries.append(
            run_batch([str(folder)], out, config, Options(watch=True), Listeners(), stop)
        )
    )  # fmt: skip
    run.start()
    try:
        for n in range(3):
            (folder / f"s{n}.txt").write_text(text(n), encoding="utf-8")
            deadline = time.monotonic() + 8
            while not (out / f"s{n}.json").exists() and time.monotonic() < deadline:
                time.sleep(0.02)
    finally:
        stop("test")
        run.join(8)
    assert names(out) == ["s0.json", "s1.json", "s2.json"]
    assert [(s.done, s.failed, s.stopped) for s in summaries] == [(3, 0, "test")]
