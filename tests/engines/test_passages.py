"""Which sentences belong together, and which lean on what lies before them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engines.passages import Passage, joined, passages


@pytest.mark.parametrize(
    ("sentences", "spans"),
    [
        (["One is done.", "Two is done."], [(0, 0), (1, 1)]),
        (['"The money is gone.', 'We wait," she said.', "It rained."], [(0, 1), (2, 2)]),
        (["“One.", "Two.", "Three,” he said.", "It rained."], [(0, 2), (3, 3)]),
        (["'We are not there yet.", "It takes time', she said.", "It rained."], [(0, 1), (2, 2)]),
        (['"We waited for ten years!"', "said the mayor of the town.", "It rained."], [(0, 1), (2, 2)]),
        (["this text has no capitals.", "not one of them.", "Or one."], [(0, 0), (1, 1), (2, 2)]),
        (['"We waited for ten years."', "The mayor said."], [(0, 1)]),
        (["There are two reasons:", "The bridge is old.", "It rained."], [(0, 1), (2, 2)]),
        (["milk;", "eggs;", "bread.", "It rained."], [(0, 2), (3, 3)]),
        (['"Open', *"ABCDEFGHIJKLMN"], [(n, n) for n in range(15)]),
        (['A mark" that', 'Nobody opened, and "a good one".'], [(0, 0), (1, 1)]),
        (["The residents' homes are old.", "The team's coach left."], [(0, 0), (1, 1)]),
        ([], []),
    ],
)
def test_what_belongs_together(sentences: list[str], spans: list[tuple[int, int]]) -> None:
    assert [(passage.first, passage.last) for passage in passages(sentences)] == spans


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("But the council refused to pay.", True),
        ("He left the room in anger.", True),
        ('"He left the room in anger."', True),
        ("This is what the council wanted.", True),
        ("This week the council votes on the plan.", False),
        ('"We waited long enough," he said on Monday.', True),
        ('"We waited long enough," said Mayor Anna Visser.', False),
        ("A bad idea.", True),
        ("The council voted for the bridge.", False),
        ("Italy and Norway signed the treaty.", False),
        ("Andorra signed the treaty last week.", False),
    ],
)
def test_what_cannot_stand_alone(text: str, leans: bool) -> None:
    assert Passage(0, 0, text).leans is leans


@pytest.mark.parametrize(
    ("sentences", "text"),
    [
        (["Milk and eggs", "The shop is open."], "Milk and eggs. The shop is open."),
        (["There are two:", "milk;", "eggs"], "There are two: milk; eggs."),
        (["Done. ", " ", "\n Done."], "Done. Done."),
    ],
)
def test_running_text(sentences: list[str], text: str) -> None:
    assert joined(sentences) == text


@given(st.lists(st.text(alphabet="ab A\".'“”:", max_size=14), max_size=14))
def test_every_sentence_is_in_one_passage(sentences: list[str]) -> None:
    found = passages(sentences)
    assert [n for passage in found for n in range(passage.first, passage.last + 1)] == list(range(len(sentences)))
