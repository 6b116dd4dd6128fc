"""The real article through the bundled model: structure, quotations, determinism."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline.article import Article, BlockKind
from pipeline.config import load
from pipeline.resources import BUNDLED_MODEL, DATA
from pipeline.run import Walk
from pipeline.stages.ingest import ingest

ARTICLE = DATA / "articles" / "iran-drones.txt"
CONFIG = load(["offline"])

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not BUNDLED_MODEL.is_dir(), reason="the bundled model is not in this checkout"),
]


def walked(*paths: Path) -> list[Article]:
    walk = Walk(CONFIG)
    return walk.finish([walk.prepare(a) for path in paths for a in ingest(path, CONFIG.settings.ingest)])


@pytest.fixture(scope="module")
def article() -> Article:
    return walked(ARTICLE)[0]


def test_every_block_and_sentence_is_there(article: Article) -> None:
    kinds = Counter(block.kind for block in article.blocks)
    assert kinds == {BlockKind.LEAD: 1, BlockKind.SUBHEAD: 5, BlockKind.PARAGRAPH: 11}
    assert all(segment.target for segment in article.segments())
    assert not any((b.target or "").endswith(".") for b in article.blocks if b.kind is BlockKind.SUBHEAD)


def test_every_quotation_is_balanced(article: Article) -> None:
    dutch = sum(segment.source.count('"') for segment in article.segments())
    english = sum((segment.target or "").count('"') for segment in article.segments())
    assert english % 2 == 0
    assert english == dutch


def test_the_summary_is_short_and_ends_a_sentence(article: Article) -> None:
    assert article.summary is not None
    assert 40 <= article.summary.words <= 120
    assert re.search(r"[.!?][\"']?$", article.summary.text)


def test_the_same_article_gives_the_same_bytes_alone_and_among_others(article: Article, tmp_path: Path) -> None:
    lines = [line for line in ARTICLE.read_text(encoding="utf-8").splitlines() if line.strip()]
    others = []
    for n in range(20):
        path = tmp_path / f"{n:02}.txt"
        path.write_text("\n\n".join(lines[n % 7 :: 3][:3]), encoding="utf-8")
        others.append(path)
    among = walked(*others[:10], ARTICLE, *others[10:])[10]
    for one in (article, among):
        one.provenance.timings = {}
    assert among.to_json() == article.to_json()
