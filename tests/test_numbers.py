"""Numbers compare by value across Dutch and English notation."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from pipeline.numbers import codes, numbers, values


@pytest.mark.parametrize(
    ("dutch", "english", "expected"),
    [
        ("1.000,50 euro", "1,000.50 euros", ["1000.5"]),
        ("3,5 procent", "3.5 per cent", ["3.5"]),
        ("25%", "25%", ["25"]),
        ("2.200.112 inwoners", "2,200,112 inhabitants", ["2200112"]),
        ("om 19.30 uur", "at 7.30 p.m.", ["19.3"]),
        ("om 19.30 uur", "at 7:30 pm", ["19.3"]),
        ("om 19:30", "at 7:30 PM", ["19.3"]),
        ("om 12.00 uur", "at noon", ["12"]),
        ("de jaren '60", "the 1960s", ["1960"]),
        ("de jaren zestig", "the sixties", ["1960"]),
        ("de jaren 60", "the '60s", ["1960"]),
        ("de 3e keer", "the 3rd time", ["3"]),
        ("de derde keer", "the third time", ["3"]),
        ("twintigste", "twentieth", ["20"]),
        ("2,5 mln. euro", "2.5 million euros", ["2500000"]),
        ("2 mrd. euro", "2bn euros", ["2000000000"]),
        ("vijf miljard", "five billion", ["5000000000"]),
        ("2-1", "2–1", ["1", "2"]),
        ("anderhalf uur", "one and a half hours", ["1.5"]),
        ("anderhalf miljoen", "1.5 million", ["1500000"]),
        ("tweeënhalf jaar", "two and a half years", ["2.5"]),
        ("een half jaar", "half a year", ["0.5"]),
        ("vijfentwintig", "twenty-five", ["25"]),
        ("tweehonderdvijftig", "two hundred and fifty", ["250"]),
        ("honderd", "one hundred", ["100"]),
        ("tienduizend", "ten thousand", ["10000"]),
        ("2½ jaar", "2.5 years", ["2.5"]),
        ("10\u00a0000 euro", "10,000 euros", ["10000"]),
        ("6-4 7-6", "6-4 7-6", ["6", "4", "7", "6"]),
        ("negentienhonderdtachtig", "1980", ["1980"]),
        ("een vierentwintigjarige", "a 24-year-old", ["24"]),
        ("duizenden mensen", "thousands of people", []),
        ("12-05-2010", "12/5/2010", ["12", "5", "2010"]),
        ("een man", "one man", []),
    ],
)
def test_dutch_and_english_agree(dutch: str, english: str, expected: list[str]) -> None:
    wanted = Counter(Decimal(value) for value in expected)
    assert values(dutch, "nl") == wanted
    assert values(english, "en") == wanted


def test_a_dutch_thousand_left_in_english_is_another_value() -> None:
    assert values("1.000", "nl") != values("1.000", "en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("D66 en iOS17", ["D66", "iOS17"]), ("versie 17.4.1", ["17.4.1"]), ("5G", ["5G"]), ("in 2018", [])],
)
def test_digits_in_words_are_codes_not_values(text: str, expected: list[str]) -> None:
    assert codes(text) == Counter(expected)
    if expected:
        assert not values(text, "nl")


@pytest.mark.parametrize("text", ["1" + "0" * 29, "9" * 400, "jaren " + "5" * 40, "7" * 40 + " miljard"])
def test_a_very_long_number_is_a_number(text: str) -> None:
    assert len(values(text, "nl")) == 1
    assert len(values(text, "en")) == 1


def test_numbers_tell_the_words_they_rest_on() -> None:
    assert [(n.text, n.digits) for n in numbers("Zo'n 3,5 miljoen van de twaalf", "nl")] == [
        ("3,5 miljoen", True),
        ("twaalf", False),
    ]
