"""Inputs of the kinds that broke other tools, through all stages with the bundled model.

What cannot be kept may be lost only with a finding on its segment: that is what each row asks.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pipeline.article import Article, Segment
from pipeline.config import load
from pipeline.run import Walk
from pipeline.stages.ingest import ingest_bytes

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "translate.jsonl").read_text("utf-8").splitlines()
]
pytestmark = pytest.mark.slow


def read(walk: Walk, text: str) -> Article:
    (article,) = ingest_bytes(text.encode(), "-", load().settings.ingest)
    return walk.prepare(article, force=True)


@pytest.fixture(scope="module")
def together() -> tuple[list[Article], dict[str, str]]:
    """Every row's article, and the English of the rows' other spellings, all of them translated together."""
    walk = Walk(load(["offline"]))
    texts = [" ".join(row["source"]) if row.get("join") else row["source"] for row in ROWS]
    others = [row["same_as"] for row in ROWS if "same_as" in row]
    done = walk.finish([read(walk, text) for text in [*texts, *others]])
    return done[: len(ROWS)], dict(zip(others, map(english, done[len(ROWS) :]), strict=True))


@pytest.fixture(scope="module")
def done(together: tuple[list[Article], dict[str, str]]) -> list[Article]:
    return together[0]


@pytest.fixture(scope="module")
def straight(together: tuple[list[Article], dict[str, str]]) -> dict[str, str]:
    return together[1]


def english(article: Article) -> str:
    return "\n\n".join(block.target for block in article.blocks)


def flagged(segment: Segment) -> str:
    return " ".join(f"{finding.message} {finding.evidence}" for finding in segment.findings)


def kept(token: str, article: Article) -> bool:
    """Is it in the English as it was, or is the sentence that had it flagged?"""
    if token in english(article):
        return True
    return any(flagged(segment) for segment in article.segments() if token in segment.source)


def number_kept(number: str, article: Article) -> bool:
    return any(
        number in re.findall(r"\d+", (segment.target or "").replace(",", "")) or flagged(segment)
        for segment in article.segments()
        if number in re.findall(r"\d+", segment.source.replace(".", ""))
    )


@pytest.mark.parametrize("n", range(len(ROWS)), ids=[f"{row['kind']}-{n}" for n, row in enumerate(ROWS)])
def test_a_case_has_its_property(n: int, done: list[Article], straight: dict[str, str]) -> None:
    row, article = ROWS[n], done[n]
    text, segments = english(article), list(article.segments())
    assert all((segment.target or "").strip() or segment.findings for segment in segments)
    for bad in ("<pad>", "<unk>", "�", ">>"):
        assert bad not in text
    assert [token for token in row.get("verbatim", []) if not kept(token, article)] == []
    assert [number for number in row.get("numbers", []) if not number_kept(number, article)] == []
    if "segments" in row:
        assert len(segments) == row["segments"]
    if row.get("finding"):
        assert article.all_findings()
    if row.get("identical"):
        assert text == row["source"]
    if row.get("identical_lines"):
        assert text.split() == row["source"].split()
    if row.get("calm"):
        for segment in segments:
            assert calm(segment), segment
    if "few_words" in row:
        assert len(text.split()) <= row["few_words"] or any(map(flagged, segments)), text
    if row.get("upper"):
        assert text == text.upper()
        assert text != row["source"]
    if "same_as" in row:
        assert plain(text) == plain(straight[row["same_as"]])


def calm(segment: Segment) -> bool:
    """No longer than twice its source and some, and no word or phrase more than three times that the Dutch has not."""
    words = (segment.target or "").casefold().split()
    if len(words) > 2 * len(segment.source.split()) + 20:
        return False
    often = [word for word, count in Counter(words).items() if count > 3]
    source = Counter(segment.source.casefold().split())
    return not often or max(source.values()) > 2 or bool(segment.findings)


def plain(text: str) -> str:
    return text.translate(str.maketrans("‘’“”„", '\'\'"""'))


def test_each_kind_has_five_cases() -> None:
    counts = Counter(row["kind"] for row in ROWS)
    assert {kind for kind, count in counts.items() if count < 5} == set()
