"""Pages: the article's blocks, and a word on everything else that the page shows."""

from __future__ import annotations

import re

import pytest

from pipeline.article import Article
from pipeline.config import load
from pipeline.stages.clean import clean
from pipeline.stages.ingest import ingest_bytes

SETTINGS = load().settings.ingest
BODY = (
    "<p>Het KNMI waarschuwt voor een zware storm die donderdag over het hele land trekt.</p>"
    "<p>De NS past de dienstregeling aan en vraagt reizigers om thuis te werken.</p>"
    "<p>In Zeeland geldt code oranje, omdat daar windstoten van 120 kilometer per uur worden verwacht.</p>"
)
PAGE = (
    "<html><head><title>Storm op komst | NOS</title><meta property='article:published_time' content='2024-03-05T10:00'>"
    "<script>var x = 'Dit is geen tekst van het artikel, maar een script.';</script></head><body>"
    "<header><a href='/'>NOS</a><h1>NOS Nieuws</h1></header><nav><ul><li><a href='/s'>Sport</a></li></ul></nav>"
    "<main><article><h1>Storm op komst</h1>{}</article></main>"
    "<footer><p>Dit is een verhaal over onze organisatie dat onder elke pagina staat.</p></footer></body></html>"
)


def page(html: str, **how: str) -> Article:
    (article,) = ingest_bytes(html.encode(how.get("encoding", "utf-8")), "a.html", SETTINGS)
    return clean(article)


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in article.blocks]


def test_the_article_is_taken_and_the_rest_is_told() -> None:
    article = page(PAGE.format(BODY))
    assert [kind for kind, _ in blocks(article)] == ["headline", "lead", "paragraph", "paragraph"]
    assert (article.title, article.published) == ("Storm op komst", "2024-03-05T10:00")
    (left,) = [finding.evidence for finding in article.findings]
    for part in ("Sport", "onder elke pagina staat."):
        assert part in left
    assert "script" not in left


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<h2>Treinen rijden niet</h2>", ("subhead", "Treinen rijden niet")),
        ("<blockquote><p>We nemen geen risico.</p></blockquote>", ("quote", "We nemen geen risico.")),
        ("<ul><li>Code oranje</li></ul>", ("list item", "Code oranje")),
        ("<figure><img alt='x'><figcaption>De kust</figcaption></figure>", ("caption", "De kust")),
        ("<table><tr><td>Windkracht elf</td></tr></table>", ("paragraph", "Windkracht elf")),
        ("<p>Lees ook: <a href='/x'>Dijk breekt</a></p>", ("other", "Lees ook: Dijk breekt")),
        ("<div>Los in een div staat ook een hele zin van het artikel.</div>",
         ("paragraph", "Los in een div staat ook een hele zin van het artikel.")),
        ("<nos-quote>In een eigen element staat een hele zin van het artikel.</nos-quote>",
         ("paragraph", "In een eigen element staat een hele zin van het artikel.")),
        ("<div class='share'><section><p>De wind neemt pas vrijdag in de avond af.</p></section></div>", None),
    ],
)  # fmt: skip
def test_each_element_has_its_kind(inner: str, expected: tuple[str, str] | None) -> None:
    article = page(PAGE.format(BODY + inner + "<p>Aan het eind van de week wordt het rustiger, zegt de weerman.</p>"))
    if expected:
        assert expected in blocks(article)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", inner)).strip()
    assert any(text in known for known in [*(b.text for b in article.blocks), *(f.evidence for f in article.findings)])


def test_what_stands_outside_the_article_is_a_finding_with_its_text() -> None:
    stray = "<div><p>Deze alinea hoort misschien bij het verhaal, maar staat ergens anders op de pagina.</p></div>"
    article = page(PAGE.format(BODY).replace("<footer>", f"{stray}<footer>"))
    told = " ".join(finding.evidence for finding in article.findings)
    assert "hoort misschien bij het verhaal" in told + " ".join(block.text for block in article.blocks)


@pytest.mark.parametrize("hiding", ["hidden", "style='display:none'", "style='visibility: hidden'"])
def test_what_no_reader_sees_is_not_read(hiding: str) -> None:
    article = page(PAGE.format(f"{BODY}<p {hiding}>Deze zin ziet geen enkele lezer van de pagina ooit staan.</p>"))
    assert "geen enkele lezer" not in article.to_json()


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<h1>Kop van het stuk</h1>", "Kop van het stuk"),
        ("", "Andere kop"),
        ("<h1>NOS</h1><h1>Andere kop</h1>", "Andere kop"),
    ],
)
def test_the_headline(head: str, expected: str) -> None:
    html = f"<html><head><meta property='og:title' content='Andere kop'></head><body>{head}{BODY}</body></html>"
    assert blocks(page(html))[0] == ("headline", expected)


@pytest.mark.parametrize("depth", [300, 5000])
def test_deep_nesting_loses_nothing(depth: int) -> None:
    article = page("<div>" * depth + "<p>Het regent in het hele land.</p>" + "</div>" * depth + BODY)
    assert "Het KNMI waarschuwt" in article.to_json()
    assert "Het regent in het hele land." in article.to_json()
