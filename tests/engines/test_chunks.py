"""Stretches that fit a window: nothing lost, nothing over it, none much shorter than the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engines.chunks import chunked, cut


def words(text: str) -> int:
    return len(text.split())


def letters(text: str) -> int:
    return len(text)


@pytest.mark.parametrize(
    ("sentences", "room", "spans"),
    [
        ([], 9, []),
        (["One two."], 9, [(0, 0)]),
        (["One two."] * 4, 8, [(0, 3)]),
        (["One two."] * 5, 8, [(0, 2), (3, 4)]),
        (["One two.", "One two three four five six.", "One."], 6, [(0, 0), (1, 1), (2, 2)]),
        (["One two three four.", "One."], 2, [(0, 0), (0, 0), (1, 1)]),
    ],
)
def test_spans(sentences: list[str], room: int, spans: list[tuple[int, int]]) -> None:
    assert [(chunk.first, chunk.last) for chunk in chunked(sentences, room, words)] == spans


def test_chunks_are_of_like_length() -> None:
    sizes = [words(chunk.text) for chunk in chunked(["One two three four five."] * 21, 100, words)]
    assert sizes == [55, 50]


@pytest.mark.parametrize(
    ("text", "room", "parts"),
    [
        ("One two three four", 2, ["One two", "three four"]),
        ("One two three", 2, ["One", "two three"]),
        ("One two", 2, ["One two"]),
    ],
)
def test_a_long_sentence_is_cut_between_words(text: str, room: int, parts: list[str]) -> None:
    assert cut(text, room, words) == parts


def test_a_long_word_is_cut_between_letters() -> None:
    assert cut("abcdefgh", 3, letters) == ["ab", "cd", "ef", "gh"]


@given(st.lists(st.text(alphabet="ab c.", max_size=30), max_size=12), st.integers(3, 20))
def test_every_letter_is_in_a_chunk_that_fits(sentences: list[str], room: int) -> None:
    # The joined text takes more tokens than its sentences do: the spaces between them.
    chunks = chunked(sentences, room, letters)
    assert all(letters(chunk.text) <= room for chunk in chunks)
    assert "".join("".join(c.text for c in chunks).split()) == "".join("".join(sentences).split())
    covered = {n for chunk in chunks for n in range(chunk.first, chunk.last + 1)}
    assert covered == set(range(len(sentences)))
