"""Word documents: kinds by style, nothing lost unseen, damaged files and bombs refused in one line."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.article import Article
from pipeline.config import load
from pipeline.errors import InputError
from pipeline.stages.ingest import ingest_bytes

SETTINGS = load().settings.ingest


def made(fill: Callable[[docx.document.Document], object]) -> bytes:
    document = docx.Document()
    fill(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(data: bytes) -> Article:
    (article,) = ingest_bytes(data, "a.docx", SETTINGS)
    return article


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in article.blocks]


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ("Title", "headline"), ("Subtitle", "lead"), ("Heading 1", "subhead"), ("Heading 3", "subhead"),
        ("Quote", "quote"), ("Intense Quote", "quote"), ("List Bullet", "list item"), ("List Number 2", "list item"),
        ("Caption", "caption"), ("Normal", "paragraph"), ("Tussenkop", "subhead"), ("Citaat", "quote"),
        ("Fotobijschrift", "caption"),
    ],
)  # fmt: skip
def test_a_style_gives_the_kind(style: str, kind: str) -> None:
    def fill(document: docx.document.Document) -> None:
        document.add_paragraph("Het stormt in het hele land, zegt het KNMI.")
        if style not in [known.name for known in document.styles]:
            document.styles.add_style(style, docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph("De wind gaat donderdag liggen.", style=style)

    assert blocks(read(made(fill)))[1] == (kind, "De wind gaat donderdag liggen.")


def test_tables_breaks_and_titles_without_a_style() -> None:
    def fill(document: docx.document.Document) -> None:
        document.add_paragraph("Storm op komst")
        document.add_paragraph("Het KNMI waarschuwt.\n\nDe wind\nneemt toe.")
        document.add_paragraph("Wie &amp; typt, ziet dat staan.")
        document.add_table(1, 2).rows[0].cells[1].text = "120 km/u"

    assert blocks(read(made(fill))) == [
        ("headline", "Storm op komst"), ("lead", "Het KNMI waarschuwt."), ("paragraph", "De wind neemt toe."),
        ("paragraph", "Wie &amp;amp; typt, ziet dat staan."), ("paragraph", "120 km/u"),
    ]  # fmt: skip


def test_tracked_changes_links_and_boxes_are_read() -> None:
    def fill(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph("De raad stemt ")
        for xml in (
            '<w:ins {0}><w:r><w:t xml:space="preserve">vandaag </w:t></w:r></w:ins>',
            "<w:del {0}><w:r><w:delText>gisteren</w:delText></w:r></w:del>",
            "<w:hyperlink {0}><w:r><w:t>over het plan</w:t></w:r></w:hyperlink>",
            "<w:sdt {0}><w:sdtContent><w:r><w:t>.</w:t></w:r></w:sdtContent></w:sdt>",
            "<w:r {0}><w:pict><w:txbxContent><w:p><w:r><w:t>Tekst in een kader.</w:t></w:r></w:p></w:txbxContent>"
            "</w:pict></w:r>",
        ):
            paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))

    article = read(made(fill))
    assert [text for _, text in blocks(article)] == ["De raad stemt vandaag over het plan.", "Tekst in een kader."]
    (finding,) = article.findings
    assert (finding.code, finding.evidence) == ("tracked-changes", "gisteren")


def test_notes_headers_and_comments_are_not_lost() -> None:
    def fill(document: docx.document.Document) -> None:
        run = document.add_paragraph("De raad stemt over het plan.").runs
        document.add_comment(run, text="Klopt dit wel?")
        document.sections[0].header.paragraphs[0].text = "De Krant"
        part = docx.opc.part.Part(
            docx.opc.packuri.PackURI("/word/footnotes.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
            f"<w:footnotes {nsdecls('w')}><w:footnote><w:p><w:r><w:t>Bron: CBS, 2024.</w:t></w:r></w:p></w:footnote>"
            "</w:footnotes>".encode(),
            document.part.package,
        )
        document.part.relate_to(part, docx.opc.constants.RELATIONSHIP_TYPE.FOOTNOTES)

    article = read(made(fill))
    assert blocks(article)[-1] == ("other", "Bron: CBS, 2024.")
    told = {finding.code: finding.evidence for finding in article.findings}
    assert "Bron: CBS, 2024." in told["notes-moved"]
    assert "De Krant" in told["document-left-out"]
    assert "Klopt dit wel?" in told["document-left-out"]


GOOD = made(lambda document: document.add_paragraph("De raad stemt over het plan."))


def rezipped(change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes] | None = None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (content := change(name, old.read(name))) is not None:
                new.writestr(name, content)
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return buffer.getvalue()


def document_xml(content: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, old: content if name == "word/document.xml" else old


BOMB = b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 100 + b'">]>'


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (GOOD[: len(GOOD) // 2], "damaged"),
        (GOOD[:-30], "damaged"),
        (re.sub(rb"word/document", b"word/documenX", GOOD), "damaged"),
        (rezipped(document_xml(b"")), "damaged"),
        (rezipped(document_xml(b"<w:document")), "damaged"),
        (rezipped(document_xml(b"<x/>")), "damaged"),
        (rezipped(lambda name, old: None if name == "[Content_Types].xml" else old), "damaged"),
        (rezipped(lambda name, old: BOMB + old if name == "word/document.xml" else old), "DTD"),
        (rezipped(lambda name, old: old, {"word/media/a.bin": b"\x00" * 30_000_000}), "unpacks to"),
        (rezipped(lambda name, old: old, {f"word/x{n}": b"" for n in range(5001)}), "unpacks to"),
    ],
)  # fmt: skip
def test_a_bad_document_is_one_line(data: bytes, part: str) -> None:
    with pytest.raises(InputError, match=r"^a\.docx: ") as caught:
        ingest_bytes(data, "a.docx", SETTINGS)
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("position", range(50, len(GOOD), 1501))
def test_a_flipped_byte_is_survived(position: int) -> None:
    data = bytearray(GOOD)
    data[position] ^= 0xFF
    said = ""
    try:
        read(bytes(data))
    except InputError as error:
        said = str(error)
    assert not said or said.startswith("a.docx: ")
