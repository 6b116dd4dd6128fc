"""The command as cron runs it: what lies in the folder, the line of JSON, the exit code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from batches import IDENTITY, batch, names, rows, status, text
from command import overzet

from pipeline.article import Article

ENGLISH = "The council said that it was not in the house and that they have been to the town."


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Three articles in a table, one in a file of its own, deeper."""
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    rows(folder / "rows.jsonl", 3)
    (folder / "deep" / "storm.txt").write_text(text(9), encoding="utf-8")
    return folder


def test_each_article_is_done_once(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, first, _ = batch(corpus, out)
    assert (code, first["new"], first["done"], first["failed"], first["pending"]) == (0, 4, 4, 0, 0)
    assert names(out) == ["a0.json", "a1.json", "a2.json", "storm.json"]
    before = {path: path.stat().st_mtime_ns for path in out.glob("*.json")}
    code, second, err = batch(corpus, out)
    assert (code, second["new"], second["done"]) == (0, 0, 0)
    assert "Loading" not in err
    assert {path: path.stat().st_mtime_ns for path in out.glob("*.json")} == before


def test_an_article_is_what_translate_makes_of_it(corpus: Path, tmp_path: Path) -> None:
    inputs = [str(corpus / "rows.jsonl"), str(corpus / "deep")]
    batch(*inputs, tmp_path / "out")
    _, printed, _ = overzet("translate", *inputs, "--format", "json", *IDENTITY)
    timings = re.compile(r'"timings":\{[^}]*\}')
    wanted = {Article.from_json(line).id: timings.sub("", line + "\n") for line in printed.splitlines()}
    written = [path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("*.json")]
    assert len(wanted) == 4
    assert {Article.from_json(line).id: timings.sub("", line) for line in written} == wanted


@pytest.mark.parametrize("form", ["md", "txt", "html"])
def test_other_forms_and_what_the_settings_say(corpus: Path, tmp_path: Path, form: str) -> None:
    batch(corpus, tmp_path / "out")
    assert batch(corpus, tmp_path / "out", "--format", form)[1]["done"] == 4
    batch(corpus, tmp_path / "set", "-s", f"output.format={form}")
    assert len(names(tmp_path / "out")) == len(names(tmp_path / "out", form)) == len(names(tmp_path / "set", form)) == 4


def test_other_settings_do_it_again_in_its_place(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    marks = []
    for ratio in ("2.0", "3.0", "2.0"):
        _, summary, _ = batch(corpus, out, "-s", f"check.max_ratio={ratio}")
        assert summary["done"] == 4
        marks.append({Article.from_json(path.read_text()).provenance.config for path in out.glob("*.json")})
    assert [len(mark) for mark in marks] == [1, 1, 1]
    assert marks[0] == marks[2] != marks[1]
    assert len(names(out)) == 4
    assert "max_ratio = 2.0" in (out / "config.toml").read_text()


def test_a_new_text_of_a_file_takes_the_place_of_the_old(corpus: Path, tmp_path: Path) -> None:
    batch(corpus, tmp_path / "out")
    (corpus / "deep" / "storm.txt").write_text(text(10), encoding="utf-8")
    _, summary, _ = batch(corpus, tmp_path / "out")
    assert summary["done"] == 1
    assert "nummer 10" in (tmp_path / "out" / "storm.json").read_text(encoding="utf-8")
    assert len(names(tmp_path / "out")) == 4


def test_failures_are_told_once_and_tried_again_when_asked(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (corpus / "english.txt").write_text(ENGLISH, encoding="utf-8")
    (corpus / "empty.txt").write_bytes(b"")
    with (corpus / "rows.jsonl").open("a", encoding="utf-8") as file:
        file.write("{broken\n")
    code, first, err = batch(corpus, out)
    assert (code, first["done"], first["failed"]) == (1, 4, 3)
    assert [line for line in err.splitlines() if "english.txt" in line and "not Dutch" in line]
    assert [failure["attempts"] for failure in status(out)["failures"]] == [1, 1, 1]
    code, again, err = batch(corpus, out)
    assert (code, again["done"], again["failed"], again["failed_before"]) == (0, 0, 0, 3)
    assert "batch-status" in err
    code, retried, _ = batch(corpus, out, "--retry-failed", "--force")
    assert (code, retried["done"], retried["failed"], retried["failed_before"]) == (1, 1, 2, 0)
    assert [f["problem"].split(": ")[0].rsplit("/")[-1] for f in status(out)["failures"]] == [
        "empty.txt", "rows.jsonl:4",
    ]  # fmt: skip
    (corpus / "empty.txt").write_text(text(7), encoding="utf-8")
    assert batch(corpus, out)[1]["done"] == 1
    assert status(out)["failed"] == 1


def test_a_limit_is_kept_and_the_rest_comes_next_time(corpus: Path, tmp_path: Path) -> None:
    out, seen = tmp_path / "out", []
    while len(seen) < 3:
        _, summary, _ = batch(corpus, out, "--limit", "2")
        seen.append(summary["done"])
    assert seen == [2, 2, 0]
    assert len(names(out)) == 4


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["{in}/none.txt", "{out}"], "none.txt"),
        (["status", "{out}"], "overzet batch-status"),
        (["{in}", "{in}"], "output folder"),
        (["{in}", "{in}/rows.jsonl"], "is a file"),
        (["{in}", "{out}", "--since", "soon"], "--since soon"),
        (["https://example.nl/a", "{out}", "--watch"], "cron"),
        (["{in}", "{out}", "-s", "translate.modle=x"], "translate.model"),
        (["{in}", "{out}", "--limit", "0"], "--limit"),
        (["{in}", "{out}", "--metrics", "{in}/none/o.prom"], "create it first"),
    ],
)
def test_bad_usage_is_one_line_and_code_2(corpus: Path, tmp_path: Path, arguments: list[str], part: str) -> None:
    filled = [argument.format(**{"in": corpus, "out": tmp_path / "out"}) for argument in arguments]
    code, summary, err = batch(*filled)
    assert (code, summary) == (2, {})
    assert part in err
    assert not list(tmp_path.rglob("*.json"))


def test_status_for_people_and_before_any_run(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, _, err = overzet("batch-status", str(out))
    assert (code, "ledger.sqlite" in err) == (2, True)
    batch(corpus, out, "--limit", "3")
    (corpus / "english.txt").write_text(ENGLISH, encoding="utf-8")
    batch(corpus, out, "--limit", "1")
    code, table, _ = overzet("batch-status", str(out))
    assert code == 0
    for part in (r"done +3", r"failed +1", r"articles an hour", r"last article +\d+ s ago", r"ended", r"english\.txt"):
        assert re.search(part, table), part
    found = status(out)
    assert (found["done"], found["pending"], found["words"]) == (3, 0, 51)


def test_metrics_are_there_whole(corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "overzet.prom"
    code, _, _ = batch(corpus, tmp_path / "out", "--metrics", file)
    figures = dict(line.rsplit(" ", 1) for line in file.read_text().splitlines() if not line.startswith("#"))
    assert code == 0
    assert figures['overzet_batch_articles{state="done"}'] == "4.0"
    assert figures["overzet_batch_active"] == "0.0"
    assert float(figures["overzet_batch_last_done_timestamp_seconds"]) > 1.7e9


def test_metrics_that_cannot_be_kept_cost_no_article(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "folder.prom").mkdir()
    code, summary, err = batch(corpus, tmp_path / "out", "--metrics", tmp_path / "folder.prom")
    assert (code, summary["done"], summary["failed"]) == (1, 4, 0)
    assert "folder.prom" in err


def test_standard_input_is_an_input(tmp_path: Path) -> None:
    code, out, _ = overzet("batch", "-", str(tmp_path / "out"), *IDENTITY, stdin=text(1).encode())
    assert (code, json.loads(out)["done"]) == (0, 1)
