"""Defaults, overlays, single keys: who wins, who is named when something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import load
from pipeline.errors import InputError
from pipeline.resources import CONFIGS


def test_layers_override_by_key_and_are_remembered(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text("[summary]\nmax_words = 70\n", encoding="utf-8")
    config = load(["offline", str(mine)], ["summary.min_words=20", "translate.model=./here"])
    assert config.settings.summary.max_words == 70
    assert config.settings.translate.model == "./here"
    origins = {key: origin for key, _, origin in config.rows()}
    assert origins["translate.offline"] == "offline"
    assert origins["summary.max_words"] == str(mine)
    assert origins["summary.min_words"] == "-s summary.min_words=20"
    assert origins["translate.beam"] == "default"


@pytest.mark.parametrize("name", [p.stem for p in CONFIGS.glob("*.toml") if not p.stem.startswith(("train", "eval"))])
def test_every_shipped_overlay_loads(name: str) -> None:
    assert load([name]).rows()


def test_the_effective_configuration_reads_back(tmp_path: Path) -> None:
    config = load(["quality"], ['translate.target_token=">>eng<<"', "check.low_score=-2"])
    (tmp_path / "effective.toml").write_text(config.to_toml(), encoding="utf-8")
    assert load([str(tmp_path / "effective.toml")]).settings == config.settings


@pytest.mark.parametrize(
    ("setting", "parts"),
    [
        ("summary.max_wrods=80", ["summary.max_wrods", "summary.max_words"]),
        ("translate.beams=4", ["translate.beams", "translate.beam"]),
        ("summary.max_words", ["key=value"]),
        ("summary.max_words=ten", ["summary.max_words", "integer"]),
        ("translate.beam=-1", ["translate.beam"]),
        ("output.format=pdf", ["output.format", "md"]),
    ],
)
def test_a_bad_setting_is_one_line_that_names_it(setting: str, parts: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        load([], [setting])
    message = str(caught.value)
    assert "\n" not in message
    for part in parts:
        assert part in message


def test_min_over_max_names_both_keys() -> None:
    with pytest.raises(InputError, match=r"summary\.min_words.*summary\.max_words"):
        load([], ["summary.min_words=80", "summary.max_words=45"])


@pytest.mark.parametrize("content", ["[summary\n", "summary = ", "\xff"])
def test_a_broken_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(content, encoding="latin-1")
    with pytest.raises(InputError, match=r"bad\.toml"):
        load([str(path)])


def test_a_missing_overlay_lists_those_there_are() -> None:
    with pytest.raises(InputError, match="offline"):
        load(["oflline"])


@pytest.mark.parametrize(
    ("setting", "same"),
    [
        ("output.format=html", True),
        ("translate.threads=2", True),
        ("translate.batch_tokens=64", True),
        ("translate.beam=1", False),
    ],
)
def test_the_fingerprint_changes_with_what_changes_a_text(setting: str, same: bool) -> None:
    assert (load([], [setting]).settings.fingerprint() == load().settings.fingerprint()) is same
