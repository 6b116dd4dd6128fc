"""Escaped text renders to itself, and plain prose needs no escaping."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from pipeline.stages._report_markdown import escape


@pytest.mark.parametrize(
    "text",
    [
        "Prijs: € 3,50 (was $4), 10% - of 'meer'; zie https://a.nl/b_c?d=e&f=g!",
        'De [nieuwe] minister-president zei: "Nee, hij + zij = 2" [niet vertaald: foo].',
        "#hashtag en @naam, -5 graden, 1.000 en 3.5 procent & meer.",
    ],
)
def test_plain_prose_stays_plain(text: str) -> None:
    assert escape(text) == text


# Each kind of block as the report writes it, and how its later lines begin.
SHAPES = [("{}", ""), ("- {}", "  "), ("> {}", "> "), ("**{}**", ""), ("*{}*", "")]


@given(st.text(alphabet="ab1. \n#*_-+=>|<&;![](){}`~\\:'\"/é“”", max_size=40).filter(str.strip))
@settings(max_examples=300, deadline=None)
def test_markdown_says_what_the_text_says(text: str) -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for shape, start in SHAPES:
        rendered = parser.render(shape.format(escape(text)).replace("\n", "\n" + start))
        shown = lxml_html.fragment_fromstring(rendered, create_parent="div").text_content()
        assert shown.split() == text.split(), rendered


@given(st.text(alphabet="a1. #*_-\\=", max_size=12).filter(str.strip))
@settings(max_examples=200, deadline=None)
def test_heading_says_what_the_text_says(text: str) -> None:
    rendered = MarkdownIt("commonmark").render(f"## {escape(text)}")
    heading = lxml_html.fragment_fromstring(rendered)
    assert (heading.tag, heading.text_content().split()) == ("h2", text.split())
