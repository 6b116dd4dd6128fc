"""After an edit by hand: which findings are made anew, and which stay."""

from __future__ import annotations

import pytest

from pipeline.article import SUMMARY, Article, Block, BlockKind, Finding, Segment, Severity, Status, Summary
from pipeline.config import CheckSettings
from pipeline.stages.check import check, recheck

SETTINGS = CheckSettings(enabled=True, min_ratio=0.5, max_ratio=2.0, low_score=-0.6)
PAIRS = [("Er kwamen 300 boeren uit Groningen.", "There came 200 farmers."), ("Het regende niet.", "It rained.")]


def finding(code: str, segment: str | None = None) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, segment=segment, message=code)


def checked(summary: str = "300 farmers came.") -> Article:
    text = " ".join(source for source, _ in PAIRS)
    segments = [
        Segment(
            id=f"s{n}", source=source, start=text.index(source), target=target, status=Status.TRANSLATED, score=-0.9
        )
        for n, (source, target) in enumerate(PAIRS, 1)
    ]
    segments[0].findings = [finding("translated-in-pieces", "s1")]
    block = Block(id="b1", kind=BlockKind.PARAGRAPH, text=text, segments=segments)
    made = Summary(text=summary, method="lead", words=3, coverage=1)
    article = Article(id="a", blocks=[block], summary=made, findings=[finding("encoding")])
    return check(article, SETTINGS)


def codes(findings: list[Finding]) -> set[str]:
    return {one.code for one in findings}


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("300 farmers came from Groningen.", set()),
        ("300 farmers came from Groningen “by tractor.", {"quotes-unbalanced"}),
        ("400 farmers came from Groningen.", {"number-changed"}),
        ("", {"empty"}),
    ],
)
def test_the_edited_segment_alone_is_checked_anew(target: str, expected: set[str]) -> None:
    article = checked()
    first, second = article.segments()
    assert codes(first.findings) >= {"translated-in-pieces", "number-changed", "low-score"}
    before = second.findings
    first.target, first.status, first.score = target, Status.EDITED, None
    again = recheck(article, "s1", SETTINGS)
    first, second = again.segments()
    assert codes(first.findings) == expected
    assert all(one.segment == "s1" for one in first.findings)
    assert second.findings == before


def test_findings_of_the_article_follow_its_text_and_others_stay() -> None:
    article = checked("400 farmers came.")
    assert codes(article.findings) == {"encoding", "summary-number"}
    assert article.summary
    article.summary.text = "300 farmers came."
    again = recheck(article, SUMMARY, SETTINGS)
    assert codes(again.findings) == {"encoding"}
    assert [codes(one.findings) for one in again.segments()] == [codes(one.findings) for one in article.segments()]


def test_without_checks_what_was_said_of_the_old_text_goes() -> None:
    off = SETTINGS.model_copy(update={"enabled": False})
    first, second = recheck(checked(), "s1", off).segments()
    assert first.findings == []
    assert second.findings != []
