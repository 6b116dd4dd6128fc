"""The page of an evaluation run: whole, self-contained, and safe whatever the texts in it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import lxml.etree
import lxml.html
import pytest

from pipeline.evaluation.report_html import html
from pipeline.evaluation.results import Comparison, Item, Report, Result, Score

EVIL = "<script>alert(1)</script> & \"x\" 'y' <img src=http://example.org/a.png> {{ 7 * 7 }}"
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)


def result(
    system: str, dataset: str = "desk", read: str | None = None, *, baseline: bool = False, by: float = 0
) -> Result:
    items = [
        Item(
            id=f"a/{n}", source=f"De raad stemde {'x ' * n}{EVIL}", reference=f"The council voted {n}.",
            hypothesis=f"The board of {system} voted {n}. {EVIL}", beat="sport (cycling)" if n % 2 else "courts",
            scores={"chrF" if read is None else "ROUGE-Lsum": 10.0 * (n % 10) + by},
        )
        for n in range(12)
    ]  # fmt: skip
    names = ("chrF", "TER") if read is None else ("ROUGE-Lsum", "words")
    scores = [Score(metric=name, value=40 + by, low=38, high=43, signature=f"sig|{name}|{EVIL}") for name in names]
    return Result(
        task="summary" if read is not None else "translation", dataset=dataset, dataset_hash="0123456789abcdef",
        system=system, read=read or "", baseline=baseline, scores=scores, items=items,
        seconds=None if baseline else 2.0 + by, source_words=100,
    )  # fmt: skip


def report(name: str = "one") -> Report:
    """Two systems and a baseline on two sets, and a summariser on two kinds of English."""
    results = [
        result(system, dataset, baseline=system == "source copied", by=n)
        for dataset in ("desk", "flores")
        for n, system in enumerate((name, "two", "source copied"))
    ]
    results += [result("lead", read=read, by=n) for n, read in enumerate((name, "reference English"))]
    pair = Comparison(
        task="translation", dataset="desk", metric="chrF", system=name, other="two", delta=1, p_bootstrap=0.01,
        p_randomisation=0.02, seed=1, samples=10,
    )  # fmt: skip
    return Report(
        created="2026-01-02T03:04:05+00:00", versions={"overzet": "1"}, seed=1, samples=10, results=results,
        systems={name: f"# {EVIL}", "two": "[translate]"}, comparisons=[pair], left_out=[f"gone: {EVIL}"],
    )  # fmt: skip


def test_every_system_and_set_is_there() -> None:
    page = lxml.html.fromstring(html(report()))
    titles = [title.text_content() for title in page.iter("h2")]
    for wanted in ("desk: translation", "flores: translation", "desk: summaries of the English of one"):
        assert wanted in titles
    rows = Counter(row.text_content().strip() for row in page.xpath("//section/table/tbody/tr/th"))
    assert rows == {"one": 2, "two": 2, "source copied baseline": 2, "lead": 2}
    assert len(page.xpath("//section//svg")) == 4 + 4 + 1
    shown = page.text_content()
    for text in ("40.00", "38.0–43.0", "sig|chrF|", "2026-01-02 03:04 UTC", "Most different: one and two", "gone: "):
        assert text in shown
    summaries = [one.text_content() for one in page.xpath("//details/summary")]
    assert sum("Lowest chrF" in one for one in summaries) == 4


def test_it_is_well_formed_and_nothing_in_it_comes_from_outside() -> None:
    text = html(report())
    parser = lxml.etree.HTMLParser(recover=True)
    page = lxml.etree.fromstring(text, parser)
    # lxml's own list of tags is that of HTML 4.
    assert [str(e) for e in parser.error_log if "invalid" not in e.message.lower()] == []
    ids = [node.get("id") for node in page.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    targets = [value for node in page.iter() for name, value in node.items() if re.search(r"(?:href|src)$", name)]
    assert targets
    assert all(value.startswith("#") or value == "data:," for value in targets)
    assert {value[1:] for value in targets if value.startswith("#")} <= set(ids)
    assert all(part.startswith("#") for part in re.findall(r"url\(([^)]*)", text))
    assert not re.search(r"@import|<script|<link rel=\"stylesheet", text)


@pytest.mark.parametrize("name", ["one", EVIL])
def test_texts_and_names_are_escaped(name: str) -> None:
    text = html(report(name))
    assert "<script" not in text
    assert "<img" not in text
    assert "{{ 7 * 7 }}" in text
    lxml.etree.fromstring(re.sub(r"<!DOCTYPE html>", "", text).encode(), lxml.etree.HTMLParser())
    for svg in re.findall(r"<svg.*?</svg>", text, re.S):
        lxml.etree.fromstring(svg.encode())  # XML, where a stray < is an error


def test_different_words_are_marked() -> None:
    page = lxml.html.fromstring(html(report()))
    marks = {mark.text_content() for mark in page.iter("mark")}
    assert "council" in marks
    assert {"one", "two"} <= marks
    assert not any("voted" in mark for mark in marks)


def test_a_report_with_one_system_or_only_summaries() -> None:
    for results in ([result("one")], [result("lead", read="one")], [result("source copied", baseline=True)]):
        page = lxml.html.fromstring(html(report().model_copy(update={"results": results, "comparisons": []})))
        assert "Most different" not in page.text_content()
        assert "Speed" not in page.text_content()


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM, reason="no chromium on this machine")
def test_a_browser_has_nothing_to_complain_of(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(html(report()), encoding="utf-8")
    done = subprocess.run(
        [
            CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--v=0",
            f"--user-data-dir={tmp_path / 'profile'}", f"--screenshot={tmp_path / 'page.png'}",
            "--window-size=500,900", path.as_uri(),
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert (tmp_path / "page.png").stat().st_size > 10_000
    assert [line for line in done.stderr.splitlines() if "CONSOLE" in line] == []
