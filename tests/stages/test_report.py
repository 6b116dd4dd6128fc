"""Every word of an article reaches the reader in every format, in order, escaped and one step from its Dutch."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from pipeline.article import Article, Block, BlockKind, Finding, ModelInfo, Provenance, Segment, Severity, Summary
from pipeline.stages import report

READABLE: tuple[report.Format, ...] = ("md", "txt", "html")
NASTY = ["<b>&amp;</b> AT&T", "# 1", "1. FC Köln *won*", "- 5 graden", "> 3", "_a_ b_c", "[x](y) [^1]", "C #", "\\*"]


def _block(number: int, kind: BlockKind, *pairs: tuple[str, str | None]) -> Block:
    segments, text = [], ""
    for index, (source, target) in enumerate(pairs, 1):
        text += " " if text else ""
        segments.append(Segment(id=f"b{number}.s{index}", source=source, start=len(text), target=target))
        text += source
    return Block(id=f"b{number}", kind=kind, text=text, segments=segments)


def _finding(code: str, severity: Severity, segment: str | None = None) -> Finding:
    return Finding(code=code, severity=severity, segment=segment, message=f"Look at {code} <here>.", evidence="1,5 & 2")


@pytest.fixture
def article() -> Article:
    blocks = [
        _block(1, BlockKind.OTHER, ("Lees ook dit", "Read also this")),
        _block(2, BlockKind.HEADLINE, ("Kop", "The <headline>")),
        _block(3, BlockKind.LEAD, ("De lead.", "The lead."), ("Twee.", "Second lead.")),
        _block(4, BlockKind.PARAGRAPH, ("Ja.", "Yes."), ("Weg <ermee>.", None), ("Nee.", "No.")),
        _block(5, BlockKind.SUBHEAD, ("Tussenkop", "Subhead")),
        _block(6, BlockKind.QUOTE, ("“Ha.”", "“Ha quoted.”")),
        *(_block(n, BlockKind.LIST_ITEM, (f"Bron {n}", text)) for n, text in enumerate(NASTY, 7)),
        _block(30, BlockKind.CAPTION, ("Foto", "Photo: ANP")),
        Block(id="b31", kind=BlockKind.PARAGRAPH, text="Nog ongesneden."),
    ]
    lead, body = blocks[2].segments, blocks[3].segments
    lead[0].findings = [_finding("low", Severity.INFO, "b3.s1"), _finding("name", Severity.WARNING, "b3.s1")]
    body[1].findings = [_finding("empty", Severity.ERROR, "b4.s2"), _finding("number", Severity.ERROR, "b4.s2")]
    return Article(
        id="desk-1",
        source="https://voorbeeld.nl/a?b=1&c=2",
        published="2026-03-01",
        blocks=blocks,
        summary=Summary(text="It is *short*.", method="textrank", words=3, coverage=0.5),
        findings=[_finding("article", Severity.WARNING), _finding("on-lead", Severity.WARNING, "b3.s2")],
        provenance=Provenance(
            translator=ModelInfo(name="bundled", engine="marian", revision="abc123", note="took it"),
            summariser=ModelInfo(name="textrank", engine="extractive"),
            config="f1f1f1",
            versions={"torch": "2.9"},
            timings={"translate": 1.25},
        ),
    )


def _page(article: Article) -> Any:
    return lxml_html.document_fromstring(report.render(article, "html"))


def _words(article: Article, format: report.Format) -> str:
    """The output as a reader sees it, white space collapsed."""
    text = report.render(article, format)
    if format == "md":
        text = MarkdownIt("commonmark").render(text)
    if format != "txt":
        page = lxml_html.document_fromstring(text)
        for element in page.xpath("//style | //title | //*[@class='dutch']"):
            element.drop_tree()
        text = str(page.text_content())
    return " ".join(text.split())


@pytest.mark.parametrize("format", READABLE)
def test_everything_is_there_in_order(article: Article, format: report.Format) -> None:
    words = _words(article, format)
    order = ["The <headline>", "textrank", "It is *short*.", "The lead. Second lead."]
    order += ["Yes. [not translated: Weg <ermee>.] No.", "Subhead", "“Ha quoted.”", *NASTY]
    order += ["Photo: ANP", "[not translated: Nog ongesneden.]", "Around the article", "Read also this"]
    order += ["To check", "Errors", "empty <here>. Evidence: 1,5 & 2", "number", "Weg <ermee>.", "Warnings"]
    order += ["Look at article", "Look at name", "De lead.", "The lead.", "Look at on-lead", "Twee.", "Second lead."]
    order += ["Notes", "Look at low", "Provenance", "https://voorbeeld.nl/a?b=1&c=2", "desk-1"]
    order += ["bundled, engine marian, revision abc123, took it", "extractive", "f1f1f1", "torch 2.9", "1.25 s"]
    at = 0
    for expected in order:
        assert expected in words[at:], expected
        at = words.index(expected, at) + len(expected)
    assert "made from 50% of the article" in words
    assert all(block.target in words for block in article.blocks if None not in [s.target for s in block.segments])


def test_json_is_one_line_and_reads_back(article: Article) -> None:
    text = report.render(article, "json")
    assert text.count("\n") == 1
    assert Article.from_json(text) == article


def test_html_is_one_page_that_links_both_ways(article: Article) -> None:
    page = _page(article)
    assert page.get("lang") == "en"
    assert page.xpath("//meta[@name='viewport']")
    assert not page.xpath("//script | //link | //img | //iframe | //*[@src] | //*[starts-with(name(@*), 'on')]")
    assert "url(" not in page.findtext(".//style")
    for segment in article.segments():
        (span,) = page.xpath("//span[@id=$id]", id=segment.id)
        assert span.text_content() == (segment.target or f"[not translated: {segment.source}]")
        assert span.get("title") == segment.source
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = [link[1:] for link in page.xpath("//a/@href") if link.startswith("#")]
    assert set(links) <= set(ids)
    assert {"b3.s1", "b3.s2", "b4.s2", "finding-1", "finding-3", "finding-4"} <= set(links)
    marks = {span.get("id"): span.get("class") for span in page.xpath("//span[contains(@class, 's ')]")}
    assert marks == {"b3.s1": "s warning", "b3.s2": "s warning", "b4.s2": "s error failed", "b31": "s failed"}
    assert {p.get("lang") for p in page.xpath("//p[@class='dutch']")} == {"nl"}
    in_order = [*article.blocks[1:], article.blocks[0]]
    assert [p.text_content() for p in page.xpath("//p[@class='dutch']")] == [block.text for block in in_order]
    outside = page.xpath("//a[starts-with(@href, 'http')]/@href")
    assert outside == [article.source]


def test_html_structure(article: Article) -> None:
    page = _page(article)
    assert [h.text_content().strip() for h in page.xpath("//h1")] == ["The <headline>"]
    assert len(page.xpath("//main//article//ul")) == 1
    assert len(page.xpath("//main//article//ul/li")) == len(NASTY)
    assert len(page.xpath("//blockquote")) == 1
    assert [h.text_content().strip() for h in page.xpath("//h3")] == ["Errors", "Warnings", "Notes"]


def test_markdown_structure(article: Article) -> None:
    page = lxml_html.document_fromstring(MarkdownIt("commonmark").render(report.render(article, "md")))
    headings = [h.text_content() for h in page.xpath("//h1 | //h2 | //h3")]
    checks = ["To check", "Errors", "Warnings", "Notes", "Provenance"]
    assert headings == ["The <headline>", "Subhead", "Around the article", *checks]
    assert [li.text_content() for li in page.xpath("//ul[1]/li")][: len(NASTY)] == NASTY
    assert page.xpath("//blockquote")[0].text_content().strip() == "“Ha quoted.”"
    assert [ol.get("start", "1") for ol in page.xpath("//ol")] == ["1", "2", "5"]


@pytest.mark.parametrize("format", READABLE)
def test_empty_article(format: report.Format) -> None:
    words = _words(Article(id="x"), format)
    for expected in ("No summary was made.", "This article has no text.", "Nothing to check was found.", "no proof"):
        assert expected in words
    assert "None" not in words


@pytest.mark.parametrize("format", READABLE)
def test_gaps_between_sentences_are_the_block_target(format: report.Format) -> None:
    block = _block(1, BlockKind.PARAGRAPH, ("Een.", "One."), ("Twee.", "Two."))
    block.text = "Een.\nTwee."
    assert block.target == "One.\nTwo."
    assert block.target.replace("\n", {"md": "\\\n", "txt": "\n", "html": "</span><br><span"}[format])[:12] in re.sub(
        r"(<span) [^>]*", r"\1", report.render(Article(id="x", blocks=[block]), format)
    )


@pytest.mark.parametrize(
    ("items", "classes"), [(["1. Een", "2. Twee"], ["numbered"]), (["1. Een", "Twee"], []), (["1.5 cent"], [])]
)
def test_items_with_numbers_have_no_bullets(items: list[str], classes: list[str]) -> None:
    blocks = [_block(n, BlockKind.LIST_ITEM, (item, item)) for n, item in enumerate(items)]
    assert _page(Article(id="x", blocks=blocks)).xpath("//ul/@class") == classes
