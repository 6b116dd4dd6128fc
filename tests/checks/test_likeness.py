"""Two spellings of one name, English forms, and slips of the pen."""

from __future__ import annotations

import pytest

from pipeline.checks.likeness import alike, begins, exonym, same_name, slip


@pytest.mark.parametrize(
    ("dutch", "english", "same", "slipped"),
    [
        ("halsema", "halsema", True, False),
        ("halsema", "halsma", False, True),
        ("halsema", "halssema", False, True),
        ("halsema", "haslema", False, True),
        ("halsema", "halsima", False, True),
        ("jansen", "bakker", False, False),
        ("poetin", "putin", True, False),
        ("chroesjtsjov", "khrushchev", True, False),
        ("loekasjenko", "lukashenko", True, False),
        ("afrikaanse", "african", True, False),
        ("namibische", "namibian", True, False),
        ("universiteit", "university", True, False),
        ("trumps", "trump", True, True),
    ],
)
def test_the_same_name_and_a_slip_of_it(dutch: str, english: str, same: bool, slipped: bool) -> None:
    assert same_name(dutch, english) == same
    assert slip(dutch, english) == slipped


@pytest.mark.parametrize(
    ("dutch", "english"),
    [("zweedse", "swedish"), ("egyptenaren", "egyptians"), ("vs", "us"), ("luik", "liege"), ("wenen", "vienna")],
)
def test_a_name_that_english_spells_otherwise(dutch: str, english: str) -> None:
    assert any(begins(english, beginning) for beginning in exonym(dutch))


def test_a_short_beginning_is_a_whole_word() -> None:
    assert begins("us", "us")
    assert not begins("use", "us")


def test_foreign_names_in_two_spellings_look_alike() -> None:
    assert alike("nachitsjevan", "nakhchivan")
    assert not alike("zwolle", "apeldoorn")
