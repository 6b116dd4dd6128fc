"""A plan carried out: what is kept is not decoded again, what is missing is told before anything is decoded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from command import overzet

from pipeline.engines import registry
from pipeline.engines.identity import IdentityTranslator
from pipeline.engines.protocols import Hypothesis
from pipeline.errors import InputError
from pipeline.evaluation import outputs
from pipeline.evaluation.comparison import Run, compare
from pipeline.evaluation.outputs import Kept
from pipeline.evaluation.plan import Plan, SetPlan, SummariserPlan, SystemPlan

ROWS = [("De raad stemde.", "The council voted."), ("Het regent <hard>.", "It is raining hard.")]
COPY = SystemPlan(name="copy", settings={"translate": {"engine": "identity"}})


class Counting(IdentityTranslator):
    """Copies, and counts what it was asked."""

    asked = 0

    def translate(self, sources: Sequence[str], progress: Any = None) -> list[Hypothesis]:
        Counting.asked += len(sources)
        return super().translate(sources, progress)


@pytest.fixture(autouse=True)
def _counting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OVERZET_CACHE", str(tmp_path / "cache"))
    monkeypatch.setitem(registry.TRANSLATORS, "identity", lambda settings: Counting())
    Counting.asked = 0


def write(path: Path, rows: Sequence[tuple[str, str]] = ROWS) -> SetPlan:
    path.write_text("".join(f"{source}\t{reference}\n" for source, reference in rows), encoding="utf-8")
    return SetPlan(path=str(path))


def scores(plan: Plan, **changes: Any) -> dict[tuple[str, str], float]:
    report = compare(plan, Run(**changes))
    return {(one.dataset, one.system): one.scores[1].value for one in report.results if one.task == "translation"}


def test_a_second_run_decodes_nothing(tmp_path: Path) -> None:
    row = {"source": "De raad stemde.\nDe brug gaat in mei open. Zij kost veel.", "reference": "The council voted."}
    (tmp_path / "news.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    plan = Plan(
        systems=[COPY], sets=[write(tmp_path / "a.tsv"), SetPlan(path=str(tmp_path / "news.jsonl"), task="summary")],
        summarisers=[SummariserPlan(settings={"summary": {"method": "lead"}})],
    )  # fmt: skip
    first = compare(plan, Run())
    decoded = Counting.asked
    assert decoded == 5
    second = compare(plan, Run())
    assert decoded == Counting.asked
    assert second.model_dump(exclude={"created"}) == first.model_dump(exclude={"created"})
    compare(plan, Run(kept=Kept(fresh=True)))
    assert Counting.asked == 2 * decoded


@pytest.mark.parametrize("change", ["settings", "set", "code", "damage", "speed"])
def test_what_can_change_a_text_decodes_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    plan = Plan(systems=[COPY], sets=[write(tmp_path / "a.tsv")])
    compare(plan, Run())
    settings = {"settings": ["translate.beam=3"], "speed": ["translate.threads=1"]}.get(change, [])
    if change == "set":
        write(tmp_path / "a.tsv", [*ROWS, ("Meer.", "More.")])
    if change == "code":
        monkeypatch.setattr(outputs, "code_digest", lambda: "another")
    if change == "damage":
        for path in (tmp_path / "cache" / "evaluation").iterdir():
            path.write_text("{", encoding="utf-8")
    compare(plan, Run(settings=settings))
    assert Counting.asked == {"set": 5, "speed": 2}.get(change, 4)


def test_files_of_outputs_are_systems_of_their_sets(tmp_path: Path) -> None:
    (tmp_path / "theirs.txt").write_text("The council voted.\nIt is raining hard.\n", encoding="utf-8")
    theirs = SystemPlan(name="theirs", outputs={"a": str(tmp_path / "theirs.txt")})
    plan = Plan(systems=[COPY, theirs], sets=[write(tmp_path / "a.tsv"), write(tmp_path / "b.tsv")])
    found = scores(plan)
    assert set(found) == {
        ("a", "copy"), ("a", "theirs"), ("a", "source copied"), ("b", "copy"), ("b", "source copied")
    }  # fmt: skip
    assert found["a", "theirs"] == 100
    assert found["a", "copy"] == found["a", "source copied"] < 50
    (tmp_path / "theirs.txt").write_text("One line.\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"theirs\.txt has 1 lines for the 2 segments of a"):
        compare(plan, Run())


def test_a_summary_set_in_english_is_read_and_not_translated(tmp_path: Path) -> None:
    path = tmp_path / "cnn.jsonl"
    article = "The council voted on Monday.\nThe bridge opens in May. It cost ten million euros."
    path.write_text(json.dumps({"source": article, "reference": "The council voted."}) + "\n", encoding="utf-8")
    plan = Plan(
        systems=[], sets=[SetPlan(path=str(path), task="summary", language="en")], summarisers=[SummariserPlan()]
    )
    report = compare(plan, Run(settings=["summary.method=lead", "summary.min_words=1"]))
    assert {(one.system, one.read) for one in report.results} == {
        (system, "reference English") for system in ("lead", "textrank", "lead-3", "oracle")
    }
    assert Counting.asked == 0
    with pytest.raises(InputError, match="no summariser"):
        compare(plan.model_copy(update={"summarisers": []}), Run())


@pytest.mark.parametrize(
    ("systems", "sets", "part"),
    [
        ([COPY, COPY], None, "copy: there are two systems"),
        ([SystemPlan(name="oracle", use=["offline"])], None, "oracle: there are two"),
        ([SystemPlan(settings={"translate": {"beem": 1}}, optional=True)], None, "did you mean translate.beam"),
        ([SystemPlan(settings={"translate": {"model": "no/such", "offline": True}})], None, "no/such"),
        ([COPY], [SetPlan(path="none.tsv", optional=True)], "none of those asked for is here"),
        ([COPY], [SetPlan(hub="no/such-set")], "no/such-set could not be loaded"),
    ],
)
def test_what_cannot_be_done_is_told_first(
    tmp_path: Path, systems: list[SystemPlan], sets: list[SetPlan] | None, part: str
) -> None:
    with pytest.raises(InputError) as caught:
        compare(Plan(systems=systems, sets=sets or [write(tmp_path / "a.tsv")]), Run())
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)
    assert Counting.asked == 0


def test_a_hub_set_has_columns_that_may_be_nested(tmp_path: Path) -> None:
    rows = [{"text": {"nl": nl, "en": en}} for nl, en in ROWS]
    folder = tmp_path / "hub"
    folder.mkdir()
    (folder / "test.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    given = SetPlan(name="hub", hub=str(folder), source="text.nl", reference="text.en")
    assert set(scores(Plan(systems=[COPY], sets=[given]))) == {("hub", "copy"), ("hub", "source copied")}
    with pytest.raises(InputError, match=r"no column text\.eng; did you mean en"):
        compare(Plan(systems=[COPY], sets=[given.model_copy(update={"reference": "text.eng"})]), Run())


def test_the_command_takes_a_plan_and_more_sets(tmp_path: Path) -> None:
    write(tmp_path / "a.tsv")
    (tmp_path / "more").mkdir()
    write(tmp_path / "more" / "a.tsv")
    plan = f"""[[system]]\nname = "copy"\nsettings = {{ translate.engine = "identity" }}
[[system]]\nsettings = {{ translate.model = "no/such", translate.offline = true }}\noptional = true
[[set]]\npath = "{tmp_path / "a.tsv"}"\n"""
    (tmp_path / "mine.toml").write_text(plan, encoding="utf-8")
    more = str(tmp_path / "more" / "a.tsv")
    code, out, err = overzet("evaluate", more, "-c", str(tmp_path / "mine.toml"), "-o", str(tmp_path / "out"))
    assert (code, out.count("copy ")) == (0, 16), err
    assert "Left out: no/such" in err
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert [one["dataset"] for one in report["results"][::2]] == ["a", more]
    assert len(report["left_out"]) == 1
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"report.html", "report.json", "report.md", "config.toml", "plan.toml"}
