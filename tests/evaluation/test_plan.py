"""Plans of what to compare: read as typed records, and what is wrong with one is said in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.evaluation.plan import SetPlan, is_plan, read_plan

DESK = '[[set]]\ndesk = "test"\n'


def test_the_shipped_plan() -> None:
    plan = read_plan("eval")
    assert [one.label for one in plan.sets] == ["desk", "flores200-devtest", "ntrex128"]
    assert plan.systems[0].use == ["offline"]
    assert plan.systems[1].settings == {"translate": {"beam": 1}}
    assert [one.settings["summary"]["method"] for one in plan.summarisers] == ["textrank", "lead", "lexrank"]
    assert not any(one.optional for one in (plan.systems[0], plan.sets[0]))


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("[[sytem]]\n", ["unknown key sytem", "did you mean system?"]),
        ("[system]\nuse = []\n", ["system", "[[system]]"]),
        ('[[system]]\nname = "a"\noverlay = []\n', ["system a: unknown key overlay"]),
        ("[[system]]\nsetings = { translate.beam = 1 }\n", ["system 1", "setings", "did you mean settings?"]),
        ('[[system]]\nname = "a"\nuse = "offline"\n', ["system a", "use", "list"]),
        ('[[system]]\nname = "a"\nuse = ["offline"]\noutputs = { desk = "x" }\n', ["system a", "not both"]),
        ('[[system]]\noutputs = { desk = "x" }\n', ["system 1", "needs a name"]),
        (DESK + '[[system]]\nname = "a"\noutputs = { deks = "x" }\n', ["no set is named deks", "did you mean desk?"]),
        ("[[set]]\n", ["set 1", "one of desk"]),
        ('[[set]]\ndesk = "train"\n', ["set 1", "desk", "test"]),
        ('[[set]]\npath = "a.tsv"\nhub = "b/c"\n', ["one of desk"]),
        ('[[set]]\npath = "a.tsv"\nsplit = "test"\n', ["split belongs to a set with hub"]),
        ('[[set]]\npath = "a.tsv"\nlanguage = "en"\n', ["language", "summary"]),
        (DESK + DESK, ["set desk", "two of this name"]),
        ('metrics = "comet"\n', ["metrics", "a list"]),
        ('metrics = ["bertscor"]\n', ["unknown metric bertscor", "did you mean bertscore?"]),
        ("[[set]\n", ["cannot be read as TOML"]),
    ],
)
def test_a_bad_plan_is_one_line_that_names_it(tmp_path: Path, content: str, parts: list[str]) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_plan(str(path))
    message = str(caught.value)
    assert "\n" not in message
    for part in ["mine.toml", *parts]:
        assert part in message


@pytest.mark.parametrize(
    ("content", "expected"),
    [(DESK, True), ("metrics = []\n", True), ("[translate]\nbeam = 1\n", False), ("", False), ("[[set]\n", False)],
)
def test_a_plan_is_told_from_an_overlay(tmp_path: Path, content: str, expected: bool) -> None:
    (tmp_path / "mine.toml").write_text(content, encoding="utf-8")
    assert is_plan(str(tmp_path / "mine.toml")) is expected
    assert (is_plan("eval"), is_plan("offline"), is_plan("no such file")) == (True, False, False)


@pytest.mark.parametrize(
    ("given", "label"),
    [
        ({"desk": "test"}, "desk"),
        ({"desk": "dev"}, "desk-dev"),
        ({"path": "a/b.tsv.gz"}, "b"),
        ({"hub": "a/b"}, "a/b"),
        ({"hub": "a/b", "name": "c"}, "c"),
    ],
)
def test_a_set_has_a_name(given: dict[str, str], label: str) -> None:
    assert SetPlan.model_validate(given).label == label
