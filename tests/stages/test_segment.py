"""Sentences are cut where a reader would, and nothing of a text is lost between them."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.article import Article, Block, BlockKind
from pipeline.evaluation.segmentation import ours
from pipeline.resources import DATA
from pipeline.stages.segment import abbreviations, segment, split_sentences

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "segment.jsonl").read_text(encoding="utf-8").splitlines()
]
PIECES = [
    ".", "!", "?", "…", "...", " ", "\n", "\n\n", "\u00a0", "“", "”", "'", "’s ", "(", ")", "De ", "het", "J.P.",
    "dhr.", "mln.", "12.", "a.", "§ 2.", "😀", "🇳🇱", "e.d.", "v. Chr.", "VS.", "iPhone", "Van 't Hek", "é", "漢字。",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=30).map("".join)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cases(case: dict[str, Any]) -> None:
    assert ours(case["input"]) == case["expected"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n ", []),
        ("...", ["..."]),
        ("Hij kwam", ["Hij kwam"]),
        ("  Hij kwam.  Zij ook.\t", ["Hij kwam.", "Zij ook."]),
        ("Dhr.\nDe Vries kwam.\nZij ook.", ["Dhr.\nDe Vries kwam.", "Zij ook."]),
        ("Dhr.\n\nDe Vries kwam.", ["Dhr.", "De Vries kwam."]),
        ("“Kom!” riep ze. “Nu.”", ["“Kom!” riep ze.", "“Nu.”"]),
        ("Het was stil. (...) Toen klonk een knal.", ["Het was stil.", "(...) Toen klonk een knal."]),
        ("Wat een dag 🎉 Morgen weer! 😀 Tot dan.", ["Wat een dag 🎉", "Morgen weer! 😀", "Tot dan."]),
        ("Ik ❤️ Amsterdam.", ["Ik ❤️ Amsterdam."]),
        ("Dat stond in De Morgen (zie p. 3). iPads helpen.", ["Dat stond in De Morgen (zie p. 3).", "iPads helpen."]),
        ("Het wordt 5 mln. kWh. Meer niet.", ["Het wordt 5 mln. kWh.", "Meer niet."]),
        ("De motie-Th. Bakker sneuvelde.", ["De motie-Th. Bakker sneuvelde."]),
        ("Mail info@krant.nl. Of bel ons.", ["Mail info@krant.nl.", "Of bel ons."]),
        ("De winkel zit in de Dorpsstr. 8 in Ee.", ["De winkel zit in de Dorpsstr. 8 in Ee."]),
        ("Wie is er bij Volt nu lid. Hij?", ["Wie is er bij Volt nu lid.", "Hij?"]),
    ],
)
def test_boundaries(text: str, expected: list[str]) -> None:
    assert ours(text) == expected


@given(TEXTS)
def test_sentences_and_the_space_between_them_are_the_text(text: str) -> None:
    end = 0
    for start, sentence in split_sentences(text):
        assert text[end:start].strip() == ""
        assert sentence == sentence.strip() != ""
        assert text[start : start + len(sentence)] == sentence
        assert start >= end
        end = start + len(sentence)
    assert text[end:].strip() == ""


@given(TEXTS, TEXTS)
def test_a_blank_line_keeps_two_texts_apart(first: str, second: str) -> None:
    assert ours(f"{first}\n\n{second}") == ours(first) + ours(second)


@pytest.mark.parametrize("piece", [".", "a.", "“", " ", "\n", "😀 ", "De heer J. ", "...(", "mln. ", "x"])
def test_time_grows_with_the_text_only(piece: str) -> None:
    started = time.process_time()
    split_sentences(piece * (200_000 // len(piece)))
    assert time.process_time() - started < 10  # a busy machine included; what grows with the square takes minutes


def test_blocks_become_segments_with_offsets_and_ids() -> None:
    blocks = [
        Block(id="b1", kind=BlockKind.HEADLINE, text=" Storm! Alarm? Code rood "),
        Block(id="b2", kind=BlockKind.LEAD, text="Het KNMI waarschuwt.  Blijf thuis."),
        Block(id="b3", kind=BlockKind.SUBHEAD, text="  "),
    ]
    article = Article(id="a", blocks=blocks)
    rows = [(s.id, s.start, s.source) for s in segment(article).segments()]
    assert rows == [
        ("b1.s1", 1, "Storm! Alarm? Code rood"),
        ("b2.s1", 0, "Het KNMI waarschuwt."),
        ("b2.s2", 22, "Blijf thuis."),
    ]
    assert not any(block.segments for block in article.blocks)


def test_a_word_of_the_lists_stands_in_one_place() -> None:
    lines = (DATA / "abbreviations.txt").read_text(encoding="utf-8").splitlines()
    entries = [word for line in lines for word in line.split("#", 1)[0].split()[1:]]
    shortened = [word for word in entries if "." in word]
    assert [word for word, times in Counter(shortened).items() if times > 1] == []
    assert [word for word in shortened if not word.endswith(".")] == []
    known = abbreviations()
    assert len(known.kinds) == len(shortened)
    assert [word for word in known.openers if word != word.lower()] == []
    assert [word for word in known.counted if not word[0].isupper()] == []
