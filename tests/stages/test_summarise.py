"""What is summarised, how short texts and holes are treated, and that a summary ends a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.article import Article, Block, BlockKind, ModelInfo, Segment, Status
from pipeline.config import load
from pipeline.engines.protocols import SummaryDraft, SummaryLength
from pipeline.stages.summarise import publishable, summarise

SETTINGS = load([], ["summary.min_words=8", "summary.max_words=12"]).settings.summary


class Scripted:
    info = ModelInfo(name="scripted", engine="test")

    def __init__(self, text: str, chunks: list[tuple[int, int]] | None = None) -> None:
        self._text, self._chunks, self.given = text, chunks, list[str]()

    def summarise(self, sentences: Sequence[str], length: SummaryLength) -> SummaryDraft:
        self.given, self.length = list(sentences), length
        return SummaryDraft(self._text, self._chunks or [(0, len(sentences) - 1)])


def article(*parts: tuple[BlockKind, str | None]) -> Article:
    blocks = []
    for n, (kind, target) in enumerate(parts, 1):
        status = Status.TRANSLATED if target else Status.FAILED
        segment = Segment(id=f"b{n}.s1", source="zin", start=0, target=target, status=status)
        blocks.append(Block(id=f"b{n}", kind=kind, text="zin", segments=[segment]))
    return Article(id="a", blocks=blocks)


LONG = "The council approved the budget for the coming year on Monday evening."


def test_only_running_text_is_read() -> None:
    engine = Scripted("Short text here.")
    kinds = [(kind, f"{LONG} {kind.value}.") for kind in BlockKind]
    summarise(article(*kinds), engine, SETTINGS)
    assert [text.rsplit(maxsplit=2)[-1] for text in engine.given] == ["lead.", "paragraph.", "quote.", "item."]


def test_a_short_article_stays_itself() -> None:
    engine = Scripted("Something else altogether.")
    done = summarise(article((BlockKind.LEAD, "The council approved the budget on Monday.")), engine, SETTINGS)
    assert done.summary is not None
    assert done.summary.text == "The council approved the budget on Monday."
    assert engine.given == []


def test_no_more_words_are_asked_for_than_there_are() -> None:
    engine = Scripted("Text.")
    summarise(article((BlockKind.LEAD, "One two three four five six seven eight nine.")), engine, SETTINGS)
    assert engine.length == SummaryLength(8, 9)


def test_without_english_there_is_no_summary_but_a_finding() -> None:
    done = summarise(article((BlockKind.LEAD, None), (BlockKind.HEADLINE, LONG)), Scripted("x"), SETTINGS)
    assert done.summary is None
    assert [finding.code for finding in done.findings] == ["summary-empty"]


def test_a_hole_in_the_body_is_said() -> None:
    done = summarise(article((BlockKind.LEAD, LONG), (BlockKind.PARAGRAPH, None)), Scripted("Text."), SETTINGS)
    assert done.summary is not None
    assert done.summary.coverage == 0.5
    assert [finding.code for finding in done.findings] == ["summary-coverage"]


def test_chunks_name_their_segments() -> None:
    given = article(*[(BlockKind.PARAGRAPH, LONG)] * 3)
    done = summarise(given, Scripted("Text.", [(0, 1), (2, 2)]), SETTINGS)
    assert done.summary is not None
    assert [(c.first, c.last, c.words) for c in done.summary.chunks] == [("b1.s1", "b2.s1", 24), ("b3.s1", "b3.s1", 12)]
    assert given.summary is None


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("One is done. Two is cut in the", 90, "One is done."),
        ('He said: "One." Two is', 90, 'He said: "One."'),
        ("One is done.", 90, "One is done."),
        ("It cost 3.5 million and then", 90, "It cost 3.5 million and then."),
        ("Was it? Yes! And", 90, "Was it? Yes!"),
        ("No end,", 90, "No end."),
        ("", 90, ""),
        ("One is done. Two is done. Three is done.", 6, "One is done. Two is done."),
        ("One goes on for longer than that.", 3, "One goes on for longer than that."),
        ('One is done. "Two is open. Three is too.', 90, "One is done."),
        ("He met Mr. Visser of the U.S. Senate. Then he", 90, "He met Mr. Visser of the U.S. Senate."),
    ],
)
def test_a_summary_ends_a_sentence_and_no_quotation_is_torn(text: str, most: int, expected: str) -> None:
    assert publishable(text, most) == expected


class Broken(Scripted):
    def summarise(self, sentences: Sequence[str], length: SummaryLength) -> SummaryDraft:
        raise RuntimeError("index out of range\nin self")


@pytest.mark.parametrize("engine", [Broken("x"), Scripted("  "), Scripted("...")])
def test_a_summariser_that_fails_costs_the_summary_and_not_the_article(engine: Scripted) -> None:
    given = article((BlockKind.LEAD, LONG))
    done = summarise(given, engine, SETTINGS)
    assert done.summary is None
    assert [finding.code for finding in done.findings] == ["summary-failed"]
    assert "\n" not in done.findings[0].evidence
    assert done.blocks == given.blocks
