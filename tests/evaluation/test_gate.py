"""Floors hold, fall, change under one's feet, and are lowered with a reason alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import overzet

from pipeline.evaluation.gate import Gate, failures, update
from pipeline.evaluation.report_markdown import markdown
from pipeline.evaluation.results import Comparison, Item, Report, Result, Score

ITEM = Item(id="a/b1.s1", source="Het | regent.", reference="It rains.", hypothesis="It <b>rains.", scores={"chrF": 80})


def report(chrf: float = 50.0, ter: float = 40.0, *, digest: str = "h1", signature: str = "s1") -> Report:
    scores = [
        Score(metric="chrF", value=chrf, low=chrf - 1, high=chrf + 1, signature=signature),
        Score(metric="TER", value=ter, low=ter - 1, high=ter + 1, signature="t1", higher_is_better=False),
    ]
    bundled = Result(
        task="translation", dataset="desk", dataset_hash=digest, system="bundled", scores=scores, items=[ITEM]
    )
    copied = bundled.model_copy(update={"system": "source copied", "baseline": True})
    compared = Comparison(
        task="translation", dataset="desk", metric="chrF", system="bundled", other="source copied", delta=1.5,
        p_bootstrap=0.001, p_randomisation=0.002, seed=1, samples=10,
    )  # fmt: skip
    return Report(
        created="2026-01-01", versions={"overzet": "0"}, seed=1, samples=10, systems={}, results=[bundled, copied],
        comparisons=[compared],
    )  # fmt: skip


PINNED = update(Gate(epsilon=0.1), report())


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (report(), []),
        (report(50.5, 39), []),
        (report(49.95), []),
        (report(49.8), ["chrF: 49.80, the floor is 50.00"]),
        (report(ter=40.2), ["TER: 40.20, the floor is 40.00"]),
        (report(99, digest="h2"), ["the set has changed", "the set has changed"]),
        (report(99, signature="s2"), ["the metric has changed (s1 then, s2 now)"]),
        (report().model_copy(update={"results": []}), ["not in the report", "not in the report"]),
    ],
)
def test_what_the_gate_says(new: Report, said: list[str]) -> None:
    found = failures(PINNED, new)
    assert len(found) == len(said)
    assert all(part in line for part, line in zip(said, found, strict=True))


def test_baselines_are_not_pinned() -> None:
    assert {floor.system for floor in PINNED.floors} == {"bundled"}


def test_floors_rise_by_themselves_and_fall_with_a_reason() -> None:
    risen = update(PINNED, report(52, 38))
    assert {floor.metric: floor.floor for floor in risen.floors} == {"chrF": 52, "TER": 38}
    assert risen.history == []
    from pipeline.errors import InputError

    with pytest.raises(InputError, match=r"chrF: 52.00 would become 50.00; .*--reason"):
        update(risen, report(50, 38))
    lowered = update(risen, report(50, 38), reason="smaller model")
    assert [(one.old, one.new, one.reason) for one in lowered.history] == [(52, 50, "smaller model")]


def test_the_command_from_pinning_to_a_fall(tmp_path: Path) -> None:
    gate, good, bad = tmp_path / "gate.json", tmp_path / "good.json", tmp_path / "bad.json"
    report().save(good)
    report(40).save(bad)
    at = ["--gate", str(gate)]
    assert overzet("gate", str(good), *at)[0] == 2
    assert overzet("gate", str(good), *at, "--update")[0] == 0
    assert overzet("gate", str(good), *at)[0] == 0
    code, _, err = overzet("gate", str(bad), *at)
    assert (code, "40.00, the floor is 50.00" in err) == (1, True)
    assert overzet("gate", str(bad), *at, "--update")[0] == 2
    assert overzet("gate", str(bad), *at, "--update", "--allow-regression")[0] == 2
    assert overzet("gate", str(bad), *at, "--update", "--allow-regression", "--reason", "smaller")[0] == 0
    assert Gate.read(gate).history[0].reason == "smaller"
    before = gate.read_bytes()
    assert overzet("gate", str(bad), *at, "--update")[0] == 0
    assert gate.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"{}x", b'{"floors": [{"task": "speech"}]}'])
def test_a_broken_file_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.json").write_bytes(content)
    report().save(tmp_path / "good.json")
    for arguments in ([str(tmp_path / "x.json")], [str(tmp_path / "good.json"), "--gate", str(tmp_path / "x.json")]):
        code, _, err = overzet("gate", *arguments)
        assert (code, "x.json" in err, len(err.strip().splitlines())) == (2, True, 1)


def test_the_markdown_report_shows_scores_tests_and_worst_segments() -> None:
    text = markdown(report())
    for part in ("50.00 (49.00 to 51.00)", "+1.50", "0.0010", "s1", "Het \\| regent.", "It \\<b\\>rains.", "h1"):
        assert part in text
