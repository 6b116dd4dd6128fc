"""A checkpoint is converted once, whole or not at all, and anew where its content changes."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import make_marian

from pipeline.engines import conversion
from pipeline.engines.conversion import converted
from pipeline.errors import ModelUnavailableError, OverzetError


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OVERZET_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "ctranslate2"


def test_the_second_time_finds_the_first_ones_work(
    tiny_marian: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = converted(tiny_marian, "tiny", "float32")
    assert (first / "model.bin").is_file()
    monkeypatch.setattr(conversion, "_convert", lambda *arguments: pytest.fail("converted twice"))
    assert converted(tiny_marian, "tiny", "float32") == first
    assert [path.name for path in cache.iterdir()] == [first.name]


def test_other_weights_and_other_types_are_other_entries(tiny_marian: Path, tmp_path: Path, cache: Path) -> None:
    other = make_marian(tmp_path / "other", change=lambda state: state["final_logits_bias"].add_(1))
    found = {converted(tiny_marian, "a", "float32"), converted(other, "b", "float32"), converted(other, "b", "int8")}
    assert len(found) == 3


def test_two_at_once_end_with_one_whole_model(tiny_marian: Path, cache: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        paths = list(pool.map(lambda _: converted(tiny_marian, "tiny", "float32"), range(2)))
    assert paths[0] == paths[1]
    assert [path.name for path in cache.iterdir()] == [paths[0].name]


@pytest.mark.slow
def test_two_processes_at_once_end_with_one_whole_model(tiny_marian: Path, cache: Path) -> None:
    program = (
        "from pathlib import Path; from pipeline.engines.conversion import converted\n"
        f"print(converted(Path({str(tiny_marian)!r}), 'tiny', 'float32'))"
    )
    runs = [subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    found = {run.communicate()[0].strip() for run in runs}
    assert [run.returncode for run in runs] == [0, 0]
    assert len(found) == 1
    assert [path.name for path in cache.iterdir()] == [Path(found.pop()).name]


def test_weights_that_give_noise_are_refused(tmp_path: Path, cache: Path) -> None:
    noise = make_marian(tmp_path / "noise", change=lambda state: state["final_logits_bias"].mul_(math.nan))
    with pytest.raises(ModelUnavailableError, match="not finite"):
        converted(noise, "noise", "float32")
    assert list(cache.iterdir()) == []


def test_a_failed_conversion_leaves_nothing(tiny_marian: Path, tmp_path: Path, cache: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    for path in tiny_marian.iterdir():
        (broken / path.name).write_bytes(path.read_bytes())
    (broken / "config.json").write_text(json.dumps({"model_type": "unheard-of"}), encoding="utf-8")
    with pytest.raises(ModelUnavailableError, match="broken: cannot be converted"):
        converted(broken, "broken", "float32")
    assert list(cache.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_named(
    tiny_marian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("OVERZET_CACHE", str(tmp_path / "file"))
    with pytest.raises(OverzetError, match=r"file/ctranslate2: .*OVERZET_CACHE"):
        converted(tiny_marian, "tiny", "float32")
