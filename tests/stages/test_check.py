"""The check stage: which segments are checked, and what becomes of the findings."""

from __future__ import annotations

import pytest

from pipeline.article import Article, Block, BlockKind, Segment, Severity, Status, Summary
from pipeline.checks.shape import article_quotes, length_ratio
from pipeline.config import CheckSettings
from pipeline.stages.check import check

SETTINGS = CheckSettings(enabled=True, min_ratio=0.5, max_ratio=2.0, low_score=-1.6)


def article(*segments: Segment, summary: str | None = None) -> Article:
    """One paragraph of the given segments, and a summary if there is one."""
    text = " ".join(segment.source for segment in segments)
    block = Block(id="b1", kind=BlockKind.PARAGRAPH, text=text, segments=list(segments))
    made = Summary(text=summary, method="lead", words=3, coverage=1) if summary else None
    return Article(id="a", blocks=[block], summary=made)


def segment(source: str, target: str | None, status: Status = Status.TRANSLATED, score: float | None = None) -> Segment:
    return Segment(id="s1", source=source, start=0, target=target, status=status, score=score)


def codes_of(article: Article) -> list[str]:
    return [finding.code for finding in check(article, SETTINGS).all_findings()]


@pytest.mark.parametrize("status", [Status.PENDING, Status.COPIED])
def test_pending_and_copied_segments_are_not_checked(status: Status) -> None:
    assert codes_of(article(segment("Hij komt niet.", "Hij komt niet.", status))) == []


@pytest.mark.parametrize(
    ("target", "status"), [("  ", Status.TRANSLATED), (None, Status.FAILED), (None, Status.TRANSLATED)]
)
def test_no_english_is_an_error_and_the_only_finding(target: str | None, status: Status) -> None:
    (finding,) = check(article(segment("Hij betaalt 300 euro.", target, status)), SETTINGS).all_findings()
    assert (finding.code, finding.severity, finding.segment) == ("empty", Severity.ERROR, "s1")


def test_a_low_score_is_information() -> None:
    (finding,) = check(article(segment("Hij komt.", "He comes.", score=-2)), SETTINGS).all_findings()
    assert (finding.code, finding.severity) == ("low-score", Severity.INFO)
    assert codes_of(article(segment("Hij komt.", "He comes.", score=-1.6))) == []


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("een twee drie vier vijf", "one two", True),
        ("een twee drie vier vijf", "a b c d e f g h i j k", True),
        ("een twee drie vier vijf", "one two three", False),
        ("een twee drie vier", "one", False),
    ],
)
def test_length_ratio(source: str, target: str, found: bool) -> None:
    assert (length_ratio(source, target, 0.5, 2.0) is not None) == found


def test_the_article_is_copied_and_earlier_findings_are_kept() -> None:
    given = article(segment("Hij komt niet.", "He comes."))
    checked = check(given, SETTINGS)
    assert given.all_findings() == []
    assert [f.code for f in checked.all_findings()] == ["negation-lost"]
    off = SETTINGS.model_copy(update={"enabled": False})
    assert check(given, off) == given


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("The mayor paid 400 euros.", ["summary-number"]),
        ("Later Femke Halsema paid.", ["summary-name"]),
        ("The mayor, Jan Jansen, paid 300 euros.", []),
        ("Mayor Jansen paid 300 euros.", []),
    ],
)
def test_a_summary_rests_on_the_article(summary: str, expected: list[str]) -> None:
    made = article(segment("Jan Jansen betaalt 300 euro.", "Jan Jansen pays 300 euros."), summary=summary)
    findings = check(made, SETTINGS).findings
    assert [finding.code for finding in findings] == expected
    assert all(finding.segment is None for finding in findings)


def test_an_article_that_never_closes_a_quotation() -> None:
    finding = article_quotes('"Kom", zei hij.', '"Come, he said.')
    assert finding is not None
    assert finding.code == "quotes-unbalanced"
    assert article_quotes('"Kom, zei hij.', '"Come, he said.') is None
