"""Seeded faults are what they say, the same for the same seed, and the rates on the public test sets are pinned."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from pipeline.errors import InputError
from pipeline.evaluation import faults
from pipeline.evaluation.faults import Case, desk_articles, faulty, measure, read_pairs
from pipeline.evaluation.seeding import KINDS, SUMMARY_KINDS, FaultKind

TESTSETS = Path(__file__).resolve().parents[3] / "shared" / "testsets"
SOURCE = (
    'Volgens minister Anna Bakker uit Zwolle kwamen er 1.250 mensen om 19.30 uur, maar "niemand" bleef, '
    "want het werd niet bijzonder leuk."
)
REFERENCE = (
    'According to Minister Anna Bakker of Zwolle, 1,250 people came at 7.30 p.m., but "nobody" stayed, '
    "because it did not become especially enjoyable."
)
BY_NAME = {kind.name: kind for kind in (*KINDS, *SUMMARY_KINDS)}


@pytest.mark.parametrize("kind", BY_NAME.values(), ids=BY_NAME)
def test_every_kind_finds_a_place_and_leaves_the_rest(kind: FaultKind) -> None:
    target = kind.seed(Random(3), SOURCE, REFERENCE)
    assert target
    assert target != REFERENCE
    assert target == kind.seed(Random(3), SOURCE, REFERENCE)


@pytest.mark.parametrize(
    ("kind", "source", "reference"),
    [
        ("digit changed", "Niets.", "Nothing."),
        ("separators left Dutch", "Er waren 1250 mensen.", "There were 1,250 people."),
        ("name dropped", "Bakker zei het.", "Bakker said so."),
        ("name dropped", "Dat zei de man.", "That is what Bakker said."),
        ("name replaced", "In de Europese Centrale Bank.", "In the European Central Bank."),
        ("quote mark dropped", "Hij kwam.", "He came."),
        ("negation dropped", "Hij kwam.", "He did not come."),
        ("negation dropped", "Niet alleen hij kwam.", "Not only he came."),
    ],
)
def test_a_pair_without_a_place_for_the_fault_gets_none(kind: str, source: str, reference: str) -> None:
    assert BY_NAME[kind].seed(Random(1), source, reference) is None


def test_the_same_seed_gives_the_same_faults() -> None:
    cases = [Case(SOURCE, REFERENCE)]
    kind = BY_NAME["name misspelt"]
    assert faulty(kind, cases, 1, 10) == faulty(kind, cases, 1, 10)
    assert faulty(kind, cases, 1, 10) != faulty(kind, cases, 2, 10)


def test_rates_count_quiet_references_and_caught_faults() -> None:
    pairs = [(SOURCE, REFERENCE), ("Hij komt niet.", "He comes.")]
    alarms, catches = measure(pairs, [(pairs, REFERENCE)], limit=3)
    assert {alarm.code: (alarm.hits, alarm.total) for alarm in alarms}["negation-lost"] == (1, 2)
    dropped = next(rate for rate in catches if rate.kind == "negation dropped")
    assert (dropped.hits, dropped.total) == (2, 2)


@pytest.mark.parametrize("content", [b"", b"one column\n", b"\xff\xfe\t\xff\n"])
def test_a_file_without_pairs_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"pairs\.tsv:"):
        read_pairs(path)


def test_the_table_goes_to_stdout_and_an_error_to_stderr(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "desk_articles", lambda: [([(SOURCE, REFERENCE)], REFERENCE)])
    done = CliRunner().invoke(faults.app, [])
    assert done.exit_code == 0
    assert "negation dropped" in done.stdout
    missing = CliRunner().invoke(faults.app, [str(tmp_path / "none.tsv")])
    assert missing.exit_code == 2
    assert "none.tsv" in missing.stderr
    assert missing.stdout == ""


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ntrex128", "flores200-devtest"])
def test_checks_are_quiet_on_human_work_and_catch_faults(name: str) -> None:
    path = TESTSETS / f"{name}.tsv.gz"
    if not path.is_file():
        pytest.skip(f"no {path}: the public test sets are kept beside the repository, in ../shared/testsets")
    pairs = read_pairs(path)
    assert len(pairs) > 1000
    alarms, catches = measure(pairs, faults.as_articles(pairs))
    assert {alarm.code: alarm.share for alarm in alarms if alarm.share >= 0.02} == {}
    assert {rate.kind: rate.share for rate in catches if rate.share < 0.9} == {}
    # Times and thousands are rare in both sets; every other kind makes a fair sample of its own.
    few = {rate.kind: rate.total for rate in catches if rate.total < 100}
    assert set(few) <= {"time changed", "separators left Dutch"}


@pytest.mark.slow
def test_checks_on_the_desk_of_this_repository() -> None:
    articles = desk_articles()
    alarms, catches = measure([pair for pairs, _ in articles for pair in pairs], articles)
    in_segments = [alarm for alarm in alarms if not alarm.code.startswith("summary-")]
    assert {alarm.code: alarm.share for alarm in in_segments if alarm.share >= 0.02} == {}
    # A digit of a summary that becomes one the article has elsewhere, or counts to twelve, is not seen (86 %).
    assert {rate.kind for rate in catches if rate.share < 0.9} <= {"number changed in summary"}
