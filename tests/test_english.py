"""Sentence ends and quotation marks of English that a model wrote or that was cut short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.english import completed, is_whole, sentences, torn_marks, up_to_last_end, without_torn_marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One is done. Two is too.", ["One is done.", "Two is too."]),
        ("Mr. Smith met Dr. De Vries. They talked.", ["Mr. Smith met Dr. De Vries.", "They talked."]),
        ("The U.S. Senate met. It voted.", ["The U.S. Senate met.", "It voted."]),
        ("He left for the U.S. The talks failed.", ["He left for the U.S.", "The talks failed."]),
        ("It starts at 3 p.m. on Monday.", ["It starts at 3 p.m. on Monday."]),
        ("J.P. Balkenende and A. Visser met.", ["J.P. Balkenende and A. Visser met."]),
        ("It cost 3.5 million. Prices rose 1.2%.", ["It cost 3.5 million.", "Prices rose 1.2%."]),
        ('"No." She left. “Why?” he asked.', ['"No."', "She left.", "“Why?” he asked."]),
        ("Was it? Yes! And then", ["Was it?", "Yes!", "And then"]),
        ("Work starts in 2029. In 2030 it ends.", ["Work starts in 2029.", "In 2030 it ends."]),
        ("See St. Annaparochie vs. Breda.", ["See St. Annaparochie vs. Breda."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "cut", "expected"),
    [
        ("One is done. Two is cut in the", True, "One is done."),
        ("One is done. It cost 3.", True, "One is done."),
        ("One is done. It was built in 2029.", False, "One is done. It was built in 2029."),
        ("One is done. The mayor met Mr.", False, "One is done."),
        ("One is done. They went to the U.S.", True, "One is done."),
        ('He said: "One." Two is', True, 'He said: "One."'),
        ("One is done.", True, "One is done."),
        ("No end", True, ""),
        ("It cost 3.5 million and then", True, ""),
    ],
)
def test_what_is_cut_short_goes_back_to_the_last_sentence_end(text: str, cut: bool, expected: str) -> None:
    assert up_to_last_end(text, cut=cut) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Milk and eggs", "Milk and eggs."),
        ("The points:", "The points."),
        ('He called it "a start"', 'He called it "a start."'),
        ("Done. ", "Done."),
        ("He asked: “Why?”", "He asked: “Why?”"),
        ("", ""),
    ],
)
def test_an_end_mark_is_added_only_where_there_is_none(text: str, expected: str) -> None:
    assert completed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Done.", True), ("He met Mr.", False), ("He said:", False), ("“Why?”", True), ("In the U.S.", True), ("", False)],
)
def test_whole(text: str, expected: bool) -> None:
    assert is_whole(text) is expected


@pytest.mark.parametrize(
    ("text", "torn"),
    [
        ('"We waited," he said. "Long."', ""),
        ('"We waited, he said.', '"'),
        ('We waited," he said.', '"'),
        ("“One. “Two.”", "“"),
        ("'We are not there yet', she said.", ""),
        ("'We are not there yet, she said.", "'"),
        ("‘We are not there yet’, the residents’ lawyer said.", ""),
        ("The residents' homes, the '90s and the team's coach.", ""),
        ("He read \"'The Book' twice\".", ""),
        ('" We waited " he said.', ""),
    ],
)
def test_marks_without_a_partner(text: str, torn: str) -> None:
    assert "".join(text[n] for n in torn_marks(text)) == torn
    assert torn_marks(without_torn_marks(text)) == []


@given(st.text(alphabet="ab. \"'“”’?A1", max_size=40))
def test_no_text_crashes_or_loses_a_word(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
    assert torn_marks(without_torn_marks(text)) == []
    assert len(without_torn_marks(text)) <= len(text)
