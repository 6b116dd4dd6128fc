"""Which words differ, and which segments are shown."""

from __future__ import annotations

import pytest

from pipeline.evaluation.differences import marked, most_different, worst
from pipeline.evaluation.results import Item


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        ("a b c", "a b c", "a b c"),
        ("a b c", "a x c", "a [b] c"),
        ("a b c d", "a d", "a [b c] d"),
        ("a b", "", "[a b]"),
        ("", "a", ""),
        ("The council.", "the council", "[The] council[.]"),
        ("a  b\nc", "a b c", "a  b\nc"),
        ("it's 1,000", "it's 1.000", "it's 1[,]000"),
    ],
)
def test_words_that_the_other_lacks_in_that_place(text: str, other: str, expected: str) -> None:
    runs = marked(text, other)
    assert "".join(part for part, _ in runs) == text
    assert "".join(f"[{part}]" if differs else part for part, differs in runs) == expected


def items(*scores: float, text: str = "") -> list[Item]:
    return [
        Item(id=str(n), source="s", reference="r", hypothesis=text or f"h{n}", scores={"chrF": score})
        for n, score in enumerate(scores)
    ]


def test_the_worst_come_first() -> None:
    assert [item.id for item in worst(items(30, 10, 20, 10), "chrF", 3)] == ["1", "3", "2"]


def test_the_most_different_come_first_and_equal_texts_not_at_all() -> None:
    one, other = items(50, 50, 50), items(40, 90, 50, text="other")
    assert [a.id for a, _ in most_different(one, other, "chrF", 2)] == ["1", "0"]
    assert most_different(one, items(50, 50, 50), "chrF", 2) == []
