"""The inputs of real users, and more of their kinds: long and short articles, sentences cut short, lengths crossed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tiny_summarisers import bart

from pipeline.article import Article, Block, BlockKind, Segment, Status
from pipeline.checks.summary import summary_name, summary_number
from pipeline.config import load
from pipeline.engines.extractive import EXTRACTIVE
from pipeline.engines.protocols import Summariser
from pipeline.engines.seq2seq import Seq2SeqSummariser
from pipeline.english import is_whole, torn_marks
from pipeline.errors import InputError
from pipeline.stages.summarise import summarise

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "summarise.jsonl").read_text("utf-8").splitlines()
]
KINDS = ("long-article", "short-article", "cut-sentence", "min-over-max")
ENGINES = ("lead", "textrank", pytest.param("tiny BART", marks=pytest.mark.slow))


def of(kind: str) -> list[Any]:
    found = [case for case in CASES if case["name"] == kind]
    return [pytest.param(case, id=f"{kind}-{n}") for n, case in enumerate(found)]


@pytest.fixture(scope="session")
def tiny_bart(tmp_path_factory: pytest.TempPathFactory) -> Summariser:
    return Seq2SeqSummariser(str(bart(tmp_path_factory.mktemp("bart"), ends=True, window=512)))


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Summariser:
    name: str = request.param
    tiny: Summariser = request.getfixturevalue("tiny_bart") if name == "tiny BART" else EXTRACTIVE[name]()
    return tiny


def article(sentences: list[str]) -> Article:
    segments = [
        Segment(id=f"b1.s{n}", source="De zin.", start=8 * (n - 1), target=sentence, status=Status.TRANSLATED)
        for n, sentence in enumerate(sentences, 1)
    ]
    text = " ".join("De zin." for _ in segments)
    return Article(id="case", blocks=[Block(id="b1", kind=BlockKind.PARAGRAPH, text=text, segments=segments)])


def made(sentences: list[str], engine: Summariser, settings: list[str]) -> Article:
    done = summarise(article(sentences), engine, load([], settings).settings.summary)
    assert done.summary is not None
    assert is_whole(done.summary.text)
    assert torn_marks(done.summary.text) == []
    assert done.summary.words == len(done.summary.text.split()) <= len(" ".join(sentences).split())
    return done


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_five_cases(kind: str) -> None:
    assert len(of(kind)) >= 5


@pytest.mark.parametrize("case", of("long-article"))
@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_a_long_article_is_read_to_the_end_and_the_chunks_say_so(case: dict[str, Any], engine: Summariser) -> None:
    sentences = [text.format(i=i) for i in range(1, case["count"] + 1) for text in case["templates"]]
    assert len(" ".join(sentences).split()) >= 2_000
    done = made(sentences, engine, [])
    assert done.summary is not None
    ids = [segment.id for segment in done.segments()]
    read = [(ids.index(chunk.first), ids.index(chunk.last)) for chunk in done.summary.chunks]
    assert len(read) > 1 or engine.info.engine == "extractive"
    assert read[0][0] == 0
    if engine.info.name == "lead":
        assert [finding.code for finding in done.findings] == ["summary-coverage"]
        return
    assert read[-1][1] == len(ids) - 1
    assert done.summary.coverage == 1
    assert done.findings == []


@pytest.mark.parametrize("case", of("short-article"))
@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_a_short_article_stays_itself(case: dict[str, Any], engine: Summariser) -> None:
    whole = " ".join(case["sentences"])
    done = made(case["sentences"], engine, [])
    assert done.summary is not None
    assert done.summary.text.replace('"', "").rstrip(".") == whole.replace('"', "").rstrip(".")
    assert summary_name(done.summary.text, whole, "") is None
    assert summary_number(done.summary.text, whole, "") is None


@pytest.mark.parametrize("case", of("cut-sentence"))
@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_a_summary_is_never_cut_within_a_sentence(case: dict[str, Any], engine: Summariser) -> None:
    lengths = [f"summary.{key}={case[key]}" for key in ("min_words", "max_words")]
    done = made(case["sentences"], engine, lengths)
    assert done.summary is not None
    shortest = min(len(sentence.split()) for sentence in case["sentences"])
    if engine.info.engine == "extractive":
        assert done.summary.words <= max(case["max_words"], shortest)
        for sentence in dict.fromkeys(case["sentences"]):
            done.summary.text = done.summary.text.replace(sentence, "")
        assert done.summary.text.strip() == "", "nothing but whole sentences of the article"


@pytest.mark.parametrize("case", of("min-over-max"))
def test_lengths_that_cross_are_refused_by_both_names(case: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        load([], case["settings"])
    assert caught.value.exit_code == 2
    for key in ("summary.min_words", "summary.max_words"):
        assert key in str(caught.value)
