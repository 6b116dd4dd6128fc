"""What may go wrong in a run, and what is left then: nothing lost, nothing done twice."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from batches import batch, names, rows, status
from command import overzet

from pipeline.batch import local
from pipeline.engines.identity import IdentityTranslator
from pipeline.engines.protocols import Hypothesis

Poison = Callable[[Callable[[str], BaseException | None]], list[int]]


@pytest.fixture
def poison(monkeypatch: pytest.MonkeyPatch) -> Poison:
    """Makes the engine fail at sentences that the given function has an error for; gives the sizes of its calls."""

    def set_up(error_of: Callable[[str], Exception | None]) -> list[int]:
        plain, sizes = IdentityTranslator.translate, []

        def translate(self: IdentityTranslator, sources: Sequence[str], *rest: Any) -> list[Hypothesis]:
            sizes.append(len(sources))
            if error := next(filter(None, map(error_of, sources)), None):
                raise error
            return plain(self, sources, *rest)

        monkeypatch.setattr(IdentityTranslator, "translate", translate)
        return sizes

    return set_up


@pytest.mark.parametrize("error", [RuntimeError("two\nlines"), MemoryError(), OSError(errno.EIO, "x")])
def test_a_poison_article_fails_alone(tmp_path: Path, poison: Poison, error: Exception) -> None:
    sizes = poison(lambda text: error if "nummer 5." in text else None)
    code, summary, err = batch(rows(tmp_path / "r.jsonl", 40), tmp_path / "out")
    assert (code, summary["done"], summary["failed"], summary["pending"]) == (1, 39, 1, 0)
    assert "a5.json" not in names(tmp_path / "out")
    assert [line for line in err.splitlines() if "r.jsonl:6: " in line and type(error).__name__ in line]
    # Whole chunks, with what they have in common once, but for the one that it was in, which is done again singly.
    assert sizes == [33, *[3] * 16, 33, 17]
    assert len(status(tmp_path / "out")["failures"]) == 1


def test_an_engine_that_is_broken_ends_the_run(tmp_path: Path, poison: Poison, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> Exception | None:
        number = re.search(r"\d+", text)
        return RuntimeError("no more") if number and int(number[0]) >= 10 else None

    poison(broken)
    corpus = rows(tmp_path / "r.jsonl", 50)
    code, summary, err = batch(corpus, tmp_path / "out")
    assert (code, summary["done"], summary["failed"]) == (1, 10, local.MOST_IN_A_ROW)
    assert summary["pending"] == 50 - 10 - local.MOST_IN_A_ROW
    assert "no more" in str(summary["error"])
    assert len([line for line in err.splitlines() if "failed one after the other" in line]) == 1
    monkeypatch.undo()
    code, summary, _ = batch(corpus, tmp_path / "out", "--retry-failed")
    assert (code, summary["done"], summary["pending"]) == (0, 40, 0)
    assert len(names(tmp_path / "out")) == 50


@pytest.mark.parametrize("written", [0, 5, 16])
def test_a_full_disk_ends_the_run_and_fails_no_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    if not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc")
    corpus, out, plain, made = rows(tmp_path / "r.jsonl", 30), tmp_path / "out", os.fsync, []

    def fsync(number: int) -> None:
        if (name := Path(f"/proc/self/fd/{number}").readlink()).suffix == ".tmp":
            made.append(name)
            if len(made) > written + 1:  # the first is the configuration's
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        plain(number)

    monkeypatch.setattr(os, "fsync", fsync)
    code, summary, err = batch(corpus, out)
    assert (code, summary["done"], summary["failed"], summary["pending"]) == (1, written, 0, 30 - written)
    assert "free some space" in str(summary["error"])
    assert "free some space" in err
    assert len(names(out)) == written
    monkeypatch.undo()
    code, summary, _ = batch(corpus, out)
    assert (code, summary["done"]) == (0, 30 - written)
    assert len(names(out)) == 30
    assert not list(out.glob(".*.tmp"))


def test_a_model_that_vanished_is_one_line_and_touches_nothing(tmp_path: Path, tiny_marian: Path) -> None:
    model, corpus, out = tmp_path / "model", rows(tmp_path / "r.jsonl", 3), tmp_path / "out"
    shutil.copytree(tiny_marian, model)
    arguments = [str(corpus), str(out), "-s", f"translate.model={model}", "-s", "summary.enabled=false"]
    assert overzet("batch", *arguments, "--limit", "1")[0] == 0
    model.rename(tmp_path / "gone")
    code, printed, err = overzet("batch", *arguments)
    assert (code, printed) == (2, "")
    assert len([line for line in err.splitlines() if line.startswith("overzet:") and str(model) in line]) == 1
    assert (status(out)["done"], status(out)["failed"], status(out)["pending"]) == (1, 0, 2)
    (tmp_path / "gone").rename(model)
    code, _, _ = overzet("batch", *arguments)
    assert (code, len(names(out))) == (0, 3)


def test_a_reader_that_breaks_costs_its_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.batch import intake

    def read(name: str, settings: Any) -> Any:
        if "bad" in name:
            raise RecursionError("too deep")
        return plain(name, settings)

    plain = intake.read_each
    monkeypatch.setattr(intake, "read_each", read)
    (tmp_path / "in").mkdir()
    for name in ("bad", "good"):
        rows(tmp_path / "in" / f"{name}.jsonl", 2)
    code, summary, err = batch(tmp_path / "in", tmp_path / "out")
    assert (code, summary["done"], summary["failed"]) == (1, 2, 1)
    assert "bad.jsonl: could not be read: RecursionError: too deep" in err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_is_heard_after_the_chunk(tmp_path: Path, poison: Poison, number: signal.Signals) -> None:
    before = signal.getsignal(number)

    def asked(text: str) -> None:
        if "nummer 20." in text:
            signal.raise_signal(number)

    poison(asked)
    corpus, out = rows(tmp_path / "r.jsonl", 60), tmp_path / "out"
    code, summary, err = batch(corpus, out)
    assert (code, summary["stopped"], summary["done"], summary["pending"]) == (0, number.name, 32, 28)
    assert "once more" in err
    assert signal.getsignal(number) is before
    poison(lambda text: None)
    assert batch(corpus, out)[1]["done"] == 28
