"""Names are found by their capitals; sentence openers, titles and shouting are not names."""

from __future__ import annotations

import pytest

from pipeline.checks.names import name_words, names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gisteren sprak Jan de Vries in Den Haag.", ["Jan de Vries", "Den Haag"]),
        ("De advocaat van Ronald van 't Hoff zweeg.", ["Ronald van 't Hoff"]),
        ("Volgens premier J.P. Balkenende niet.", ["J.P. Balkenende"]),
        ("Morgen komt burgemeester De Jong.", ["Jong"]),
        ("Wandelen is gezond.", []),
        ("Hij zei: Kom mee.", []),
        ("In januari regent het.", []),
    ],
)
def test_names_of_a_sentence(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [("the Trump-led party", "trump"), ("the U.S. team", "us"), ("a 2.4Ghz band", "ghz"), ("São Paulo", "sao")],
)
def test_words_that_a_name_may_be_found_in(text: str, word: str) -> None:
    assert word in name_words(text)
