"""The format from name and content; the faults that files have; and that nothing in a text vanishes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.article import Article
from pipeline.config import load
from pipeline.errors import InputError
from pipeline.readers import suffixes
from pipeline.stages.clean import clean
from pipeline.stages.ingest import bytes_each, ingest, ingest_bytes

SETTINGS = load().settings.ingest
CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "ingest.jsonl").read_text("utf-8").splitlines()
]


def read(text: str | bytes, name: str) -> Article:
    (article,) = ingest_bytes(text.encode() if isinstance(text, str) else text, name, SETTINGS)
    return article


def message_of(data: bytes, name: str) -> str:
    with pytest.raises(InputError) as caught:
        ingest_bytes(data, name, SETTINGS)
    return str(caught.value)


@pytest.mark.parametrize("case", CASES, ids=[f"{case['name']}-{n}" for n, case in enumerate(CASES)])
def test_a_case_gives_its_blocks_and_findings(case: dict[str, object]) -> None:
    article = clean(read(str(case["input"]).encode(str(case.get("encoding", "utf-8"))), str(case["file"])))
    texts = [[block.kind.value, block.text] for block in article.blocks]
    if case.get("loose"):  # what the kind of a menu's line is, does not matter
        assert [text for _, text in texts] == [text for _, text in case["blocks"]]  # type: ignore[attr-defined]
    else:
        assert texts == case["blocks"]
    assert [finding.code for finding in article.findings] == case.get("findings", [])


def test_each_kind_has_five_cases() -> None:
    kinds = [str(case["name"]) for case in CASES]
    assert {kind for kind in kinds if kinds.count(kind) < 5} == set()


HTML = "<!DOCTYPE html><html><body><p>Het regent in het hele land.</p></body></html>"
RSS = "<rss><channel><item><title>Kop</title><description>Het regent.</description></item></channel></rss>"


@pytest.mark.parametrize(
    ("content", "name", "text", "sniffed"),
    [
        (HTML, "a.txt", "Het regent in het hele land.", True),
        (HTML, "a.md", "Het regent in het hele land.", True),
        (HTML, "a.xyz", "Het regent in het hele land.", False),
        (HTML, "-", "Het regent in het hele land.", False),
        (RSS, "a.html", "Kop", True),
        (RSS, "feed", "Kop", False),
        ('{"text": "Het regent."}\n', "a.txt", "Het regent.", True),
        ('{"text": "Het regent."}\n', "-", "Het regent.", False),
        ("Het regent.", "-", "Het regent.", False),
        ("Het regent.", "ARTIKEL.TXT", "Het regent.", False),
    ],
)
def test_content_decides_where_the_name_is_wrong(content: str, name: str, text: str, sniffed: bool) -> None:
    article = read(content, name)
    assert article.blocks[0].text == text
    assert ("format-sniffed" in [finding.code for finding in article.findings]) is sniffed


@pytest.mark.parametrize(
    ("data", "name", "part"),
    [
        (b"", "leeg.txt", "empty"),
        (b" \n\t\r\n", "leeg.md", "empty"),
        (b"\xef\xbb\xbf", "leeg.txt", "empty"),
        ("\u200b\ufeff\n".encode("utf-16"), "leeg.txt", "no text"),
        (b"<html><body><script>x()</script></body></html>", "leeg.html", "no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "foto.txt", "PNG"),
        (b"%PDF-1.7 ...", "stuk.html", "PDF"),
        (b"{\\rtf1 Het regent}", "stuk.txt", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "stuk.docx", "Office"),
        (b"PK\x03\x04...xl/workbook.xml", "stuk.docx", "Excel"),
        (b"PK\x03\x04...", "stuk.txt", "zip"),
        (b"\x1f\x8b\x08\x00", "stuk.txt", "gzip"),
        (b"PK\x05\x06", "stuk.jsonl", "a zip archive"),
        (b"\x28\xb5\x2f\xfd", "stuk.csv", "zstd"),
        (b"\x00\x01\x02\x03 binair \x00", "stuk.txt", "binary"),
        (bytes(range(1, 32)) * 20, "stuk.txt", "binary"),
        (b"\xff\xfeH", "stuk.txt", "byte"),
        (b"Het regent.", "stuk.docx", "damaged"),
        (b"Het regent.", "stuk.parquet", "damaged"),
        (b"PAR1 niet af", "stuk.parquet", "table"),
        (b"Het regent.", "stuk.odt", "files ending in .odt"),
        (b"Het regent. " * 200_000, "stuk.txt", "max_bytes"),
    ],
)  # fmt: skip
def test_a_fault_is_one_line_that_names_the_file(data: bytes, name: str, part: str) -> None:
    message = message_of(data, name)
    assert message.startswith(name)
    assert part in message
    assert "\n" not in message


def test_a_path_that_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder"):
        ingest(tmp_path, SETTINGS)
    with pytest.raises(InputError, match=r"weg\.txt: no such file"):
        ingest(tmp_path / "weg.txt", SETTINGS)


def test_an_article_of_overzet_is_itself_again() -> None:
    article = clean(read("<h1>Kop</h1><p>Wie &amp;lt; typt, ziet een haakje.</p>", "a.html"))
    again = clean(read(article.to_json(), "a.jsonl"))
    assert again == article


NAMES = ["-", *(f"a{suffix}" for suffix in suffixes() if suffix not in (".parquet",))]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(NAMES))
def test_no_bytes_raise_anything_but_an_input_error(data: bytes, name: str) -> None:
    try:
        for item in bytes_each(data, name, SETTINGS):
            if isinstance(item, Article):
                clean(item).to_json()
    except InputError:
        return


TRAPS = [
    "<p>", "</p>", "<!ENTITY", "&amp;", "&lt;", "\n", "\n\n", "- ", "# ", "een-\ntwee", "{", "}", '"text":', "]]>",
    "<rss><item>", "</item></rss>", "Lees ook:", "Foto: ANP", "\u200b", "\x0c", "é", "👍", "a.b", "<br>", "---\n", "|",
]  # fmt: skip
PIECES = st.sampled_from(TRAPS)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=20), max_size=25).map("".join), st.sampled_from(NAMES))
def test_no_text_raises_anything_but_an_input_error(text: str, name: str) -> None:
    try:
        for item in bytes_each(text.encode("utf-8", "replace"), name, SETTINGS):
            if isinstance(item, Article):
                clean(item).to_json()
    except InputError:
        return


LINES = st.text(st.sampled_from("aAbBéïÖ09 .,!?:;'\"“”‘’()-–/%€\t#@*"), min_size=1, max_size=60)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES | st.just(""), min_size=1, max_size=12).map("\n".join))
def test_every_letter_of_a_text_is_in_some_block(text: str) -> None:
    def letters(of: str) -> str:
        return re.sub(r"[\W_]+", "", of)

    try:
        article = clean(read(text, "a.txt"))
    except InputError:
        assert not text.strip()
        return
    assert letters(" ".join(block.text for block in article.blocks)) == letters(text)


WORDS = 'De het Raad stemt, voor. zei "Ja" 1.200 Den Haag nu! plan? en'.split()
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=20).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=10), st.sampled_from(["\n", "\n\n"]))
def test_every_word_of_a_text_is_in_some_block(lines: list[str], gap: str) -> None:
    article = clean(read(gap.join(lines), "a.txt"))
    assert " ".join(block.text for block in article.blocks).split() == " ".join(lines).split()
