"""A run that is stopped and taken up again is the run that was never stopped."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
import torch
from conftest import SOURCES, TARGETS, make_marian

from pipeline.config import load_layers
from pipeline.engines.marian import MarianTranslator
from pipeline.errors import InputError, OverzetError
from pipeline.training import trainer as trainer_module
from pipeline.training.job import train
from pipeline.training.settings import TrainSettings

TINY = [
    "vocabulary.size=300", "vocabulary.sampled=0.3", "model.d_model=32", "model.encoder_layers=1", "model.ffn=64",
    "model.decoder_layers=1", "model.max_positions=160", "data.dev_pairs=4", "optimiser.batch_tokens=1200",
    "optimiser.warmup_steps=4", "run.minutes=0", "run.checkpoint_minutes=0", "run.translated=2", "run.average=2",
    "run.threads=1",
]  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("data") / "pairs.tsv"
    rng = random.Random(0)
    lines = {
        f"{a} {c}\t{b} {d}"
        for a, b in zip(SOURCES, TARGETS, strict=True)
        for c, d in zip(SOURCES, TARGETS, strict=True)
    }
    path.write_text("\n".join(rng.sample(sorted(lines), 60)), encoding="utf-8")
    return str(path)


def run(data: str, folder: Path, *settings: str, **options: Any) -> dict[str, Any]:
    config = load_layers(TrainSettings, "train-small", [], [*TINY, *settings])
    train([data], folder, config, **options)
    return torch.load(folder / "state.pt", weights_only=True)["model"]


def test_stopping_and_going_on_changes_nothing(data: str, tmp_path: Path) -> None:
    straight = run(data, tmp_path / "a", "run.steps=12", "run.checkpoint_steps=6", "optimiser.decay=1e-9")
    run(data, tmp_path / "b", "run.steps=6", "run.checkpoint_steps=6", "optimiser.decay=1e-9")
    resumed = run(data, tmp_path / "b", "run.steps=12", "run.checkpoint_steps=6", "optimiser.decay=1e-9")
    assert all(torch.equal(straight[name], resumed[name]) for name in straight)
    curve = [json.loads(line) for line in (tmp_path / "b" / "curve.jsonl").read_text().splitlines()]
    assert [row["step"] for row in curve] == [6, 12]
    assert (tmp_path / "b" / "curve.png").stat().st_size > 1000


def test_the_loss_falls_and_the_pad_row_stays_zero(data: str, tmp_path: Path) -> None:
    weights = run(data, tmp_path / "a", "run.steps=60", "run.checkpoint_steps=20")
    losses = [json.loads(line)["loss"] for line in (tmp_path / "a" / "curve.jsonl").read_text().splitlines()]
    assert losses[-1] < losses[0] - 0.3
    assert weights["model.shared.weight"][-1].abs().max() == 0


def test_what_is_exported_loads_as_a_checkpoint(data: str, tmp_path: Path) -> None:
    run(data, tmp_path / "a", "run.steps=3")
    translator = MarianTranslator("mine", str(tmp_path / "a" / "model"))
    assert len(translator.translate(SOURCES)) == len(SOURCES)
    assert translator.info.settings["bad_words_ids"]
    assert "trained from scratch" in (tmp_path / "a" / "model" / "README.md").read_text()


def test_fine_tuning_keeps_the_base_models_vocabulary(data: str, tmp_path: Path) -> None:
    base = make_marian(tmp_path / "base")
    run(data, tmp_path / "a", "run.steps=2", "vocabulary.sampled=0", base="base", base_path=str(base))
    for file in ("vocab.json", "source.spm"):
        assert (tmp_path / "a" / "model" / file).read_bytes() == (base / file).read_bytes()
    assert MarianTranslator("mine", str(tmp_path / "a" / "model")).info.settings["num_beams"] == 6


def test_a_full_disk_leaves_the_last_checkpoint(data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(data, tmp_path / "a", "run.steps=2")
    before = (tmp_path / "a" / "state.pt").read_bytes()

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(trainer_module.os, "fsync", full)
    with pytest.raises(OverzetError, match="No space left"):
        run(data, tmp_path / "a", "run.steps=4")
    assert (tmp_path / "a" / "state.pt").read_bytes() == before
    assert not list((tmp_path / "a").glob("*.part"))


def test_early_stopping(data: str, tmp_path: Path) -> None:
    run(data, tmp_path / "a", "run.steps=500", "run.checkpoint_steps=1", "run.patience=2", "optimiser.rate=1e-12")
    assert len((tmp_path / "a" / "curve.jsonl").read_text().splitlines()) == 3


def test_other_settings_do_not_go_on_in_the_same_folder(data: str, tmp_path: Path) -> None:
    run(data, tmp_path / "a", "run.steps=1")
    with pytest.raises(InputError, match="other data, vocabulary or model"):
        run(data, tmp_path / "a", "run.steps=2", "model.dropout=0.2")


@pytest.mark.parametrize(
    ("setting", "part"),
    [("model.heads=5", "model.heads"), ("run.steps=0", "never end"), ("optimiser.rate=0", "optimiser.rate")],
)
def test_settings_are_checked_before_anything_runs(setting: str, part: str) -> None:
    with pytest.raises(InputError, match=part):
        load_layers(TrainSettings, "train-small", ["train-finetune"], ["run.minutes=0", "run.steps=5", setting])
