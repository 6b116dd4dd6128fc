"""The inputs of real users, and more of their kinds: the findings that a translation of each should get."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.article import Segment, Status
from pipeline.config import load
from pipeline.stages.check import check_segment

CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "check.jsonl").read_text("utf-8").splitlines()
]
KINDS = ("dutch-numbers", "names", "case-and-units", "made-up-words", "left-in-dutch")


@pytest.mark.parametrize("case", CASES, ids=[f"{case['name']}-{n}" for n, case in enumerate(CASES)])
def test_a_case_gets_its_findings(case: dict[str, object]) -> None:
    segment = Segment(
        id="s1", source=str(case["source"]), start=0, target=str(case["target"]), status=Status.TRANSLATED
    )
    found = check_segment(segment, load().settings.check)
    assert [finding.code for finding in found] == case["expected"], [finding.message for finding in found]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_five_cases(kind: str) -> None:
    assert len({case["source"] for case in CASES if case["name"] == kind}) >= 5
