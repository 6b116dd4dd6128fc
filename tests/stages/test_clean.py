"""Blocks made plain, and what stands around an article told from the article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.article import Article, Block, BlockKind
from pipeline.boilerplate import kind_around
from pipeline.stages.clean import clean, clean_text, language_finding

CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "clean.jsonl").read_text("utf-8").splitlines()
]
TEXTS = [(case["input"], case["text"]) for case in CASES if "text" in case]
KINDS = [(case["input"], case["kind"]) for case in CASES if "kind" in case]


def article(*blocks: tuple[str, str]) -> Article:
    return Article(
        id="a1", blocks=[Block(id=f"b{n}", kind=BlockKind(kind), text=text) for n, (kind, text) in enumerate(blocks)]
    )


def kinds(of: Article) -> list[str]:
    return [block.kind.value for block in of.blocks]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_a_text_is_made_plain(text: str, expected: str) -> None:
    assert clean_text(text) == expected


@pytest.mark.parametrize(("text", "expected"), KINDS)
@pytest.mark.parametrize("kind", ["paragraph", "list item"])
def test_what_stands_around_is_other_and_sentences_are_not(text: str, expected: str, kind: str) -> None:
    cleaned = clean(article(("headline", "Kop"), ("lead", "Het regent."), (kind, text)))
    assert cleaned.blocks[2].text == text
    assert cleaned.blocks[2].kind.value == (kind if expected == "paragraph" else expected)
    listed = [finding.evidence for finding in cleaned.findings if finding.code == "around-the-article"]
    assert listed == ([text] if expected == "other" else [])


@pytest.mark.parametrize("name", ["invisible", "whitespace", "ligatures", "composed", "entities", "curly-quotes"])
def test_each_kind_has_five_cases(name: str) -> None:
    assert len({case["input"] for case in CASES if case["name"] == name}) >= 5


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        # A byline or link before the article takes neither headline nor lead.
        ([("lead", "Door Jan Jansen"), ("paragraph", "Het regent.")], ["other", "lead"]),
        (
            [("headline", "Door onze redactie"), ("subhead", "Storm op komst"), ("paragraph", "Het regent.")],
            ["other", "headline", "lead"],
        ),
        (
            [("headline", "Kop"), ("lead", "Leestijd: 3 minuten"), ("paragraph", "Het regent.")],
            ["headline", "other", "lead"],
        ),
        # "Lees ook" stands over titles of other articles, until running text comes.
        (
            [("subhead", "Lees ook:"), ("list item", "Dijk breekt"), ("list item", "Zon"), ("paragraph",
             "Het regent.")],
            ["other", "other", "other", "lead"],
        ),
        (
            [("lead", "Het regent."), ("subhead", "Lees ook"), ("subhead", "Dijk breekt"), ("subhead", "Treinen")],
            ["lead", "other", "other", "subhead"],
        ),
        ([("lead", "Het regent."), ("list item", "Dijk breekt")], ["lead", "list item"]),
        # What a reader typed as a caption stays one.
        ([("lead", "Het regent."), ("caption", "Foto: ANP")], ["lead", "caption"]),
    ],
)  # fmt: skip
def test_kinds_after_marking(blocks: list[tuple[str, str]], expected: list[str]) -> None:
    assert kinds(clean(article(*blocks))) == expected


def test_the_title_is_not_a_byline() -> None:
    given = article(("headline", "Door Jan Jansen"), ("subhead", "Storm op komst"), ("paragraph", "Het regent."))
    given.title = "Door Jan Jansen"
    assert clean(given).title == "Storm op komst"
    assert given.title == "Door Jan Jansen"


def test_a_block_that_shows_nothing_is_left_out() -> None:
    assert kinds(clean(article(("lead", "\u200b\u00ad"), ("paragraph", "Het regent.")))) == ["lead"]


@pytest.mark.parametrize(
    "text", ["Foto: " + "A" * 240, "A/ " * 80, "Van " * 29 + "x", "om " * 28 + "cookie", "12 mei " * 30]
)
def test_marking_takes_no_long_time(text: str) -> None:
    # Were it exponential, this would not end.
    assert kind_around(text) in (None, BlockKind.OTHER, BlockKind.CAPTION)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The council said that it was not in the house and that they have been to the town.", True),
        ("De raad zei dat het niet in het huis was en dat zij naar de stad zijn geweest.", False),
        ("Amsterdam Rotterdam", False),
    ],
)
def test_a_text_that_is_not_dutch_is_found(text: str, found: bool) -> None:
    assert (language_finding(article(("lead", text)), 0.5) is not None) is found
