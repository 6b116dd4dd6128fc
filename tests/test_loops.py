"""Loops are counted and cut, and ordinary text is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.loops import cut_loops, longest_loop

CASES = [
    ("", 0, ""),
    ("a b c", 1, "a b c"),
    ("no no no", 3, "no no no"),
    ("no no no no no", 5, "no no no"),
    ("the man of the man of the man of the man of it", 4, "the man of the man of the man of it"),
    ("A b a B a b a b c", 4, "A b a B a b c"),
]


@pytest.mark.parametrize(("text", "times", "cut"), CASES)
def test_loops(text: str, times: int, cut: str) -> None:
    assert longest_loop(text) == times
    assert cut_loops(text, 3) == cut


@given(st.text(alphabet="ab ", max_size=60), st.integers(1, 4))
def test_nothing_loops_longer_than_allowed(text: str, most: int) -> None:
    assert longest_loop(cut_loops(text, most)) <= most
