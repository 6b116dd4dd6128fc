"""The record that flows: joining, JSON Lines, ids."""

from __future__ import annotations

import pytest

from pipeline.article import Article, Block, BlockKind, Finding, Segment, Severity, content_id
from pipeline.errors import InputError


def block(text: str, *sources: str) -> Block:
    segments, end = [], 0
    for n, source in enumerate(sources, 1):
        start = text.index(source, end)
        end = start + len(source)
        segments.append(Segment(id=f"s{n}", source=source, start=start, target=source.upper()))
    return Block(id="b1", kind=BlockKind.PARAGRAPH, text=text, segments=segments)


@pytest.mark.parametrize(
    ("text", "sources", "expected"),
    [
        ("Een. Twee.", ["Een.", "Twee."], "EEN. TWEE."),
        ("Een.\nTwee.", ["Een.", "Twee."], "EEN.\nTWEE."),
        ("Een.Twee.", ["Een.", "Twee."], "EEN.TWEE."),
        ("", [], ""),
    ],
)
def test_a_blocks_english_is_joined_as_its_dutch_was(text: str, sources: list[str], expected: str) -> None:
    assert block(text, *sources).target == expected


def test_a_failed_segment_leaves_no_hole() -> None:
    made = block("Een. Twee. Drie.", "Een.", "Twee.", "Drie.")
    made.segments[1].target = None
    assert made.target == "EEN. DRIE."


def test_json_and_back() -> None:
    finding = Finding(code="x", severity=Severity.INFO, message="m", segment="s1")
    made = block("Een.", "Een.")
    made.segments[0].findings = [finding]
    article = Article(id="a", blocks=[made], findings=[finding.model_copy(update={"segment": None})])
    line = article.to_json()
    assert "\n" not in line
    assert Article.from_json(line) == article
    assert [f.segment for f in article.all_findings()] == [None, "s1"]


@pytest.mark.parametrize(
    ("line", "part"),
    [("{", "file:3"), ('{"blocks": []}', "id"), ('{"id": "a", "colour": 1}', "colour"), ("[]", "file:3")],
)
def test_a_line_that_is_no_article_is_named(line: str, part: str) -> None:
    with pytest.raises(InputError, match=part):
        Article.from_json(line, "file:3")


def test_ids_come_from_content_alone() -> None:
    one = content_id([("paragraph", "Een."), ("paragraph", "Twee.")])
    assert one == content_id(iter([("paragraph", "Een."), ("paragraph", "Twee.")]))
    assert one != content_id([("paragraph", "Een.Twee.")])
    assert one != content_id([("subhead", "Een."), ("paragraph", "Twee.")])
    assert len(one) == 16
