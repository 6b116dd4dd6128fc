"""Word documents (.docx): styles give the kinds; notes, text boxes and tracked changes are not lost unseen."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from pipeline.article import BlockKind, Finding, Severity
from pipeline.entities import literal
from pipeline.errors import InputError
from pipeline.readers.draft import Draft, Item, Pieces, Source, excerpt, is_title_like, mark_headline, mark_lead, note
from pipeline.readers.xmltree import parse_xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Style names in English and Dutch, as Word has them and as desks call their own.
_STYLES = (
    (BlockKind.HEADLINE, r"title|titel|headline|kop|hoofdkop|artikelkop"),
    (BlockKind.LEAD, r"subtitle|ondertitel|lead|intro|inleiding|chapeau|standfirst"),
    (BlockKind.SUBHEAD, r"(?:heading|kop) ?\d?|tussenkop|subkop|onderkop"),
    (BlockKind.QUOTE, r"(?:intense |duidelijk |block )?(?:quote|citaat|quotations?)|block text"),
    (BlockKind.CAPTION, r"caption|bijschrift|onderschrift|fotobijschrift"),
    (BlockKind.LIST_ITEM, r"(?:list|lijst)\b.*|opsomming.*"),
    (BlockKind.OTHER, r"byline|auteur|footnote text|endnote text"),
)  # fmt: skip
#: Largest unpacked size, in multiples of ingest.max_bytes, and the largest ratio of unpacked to packed.
MAX_UNPACKED, MAX_RATIO = 50, 150


def read(source: Source) -> Iterator[Item]:
    """The one article of a Word document. Raises InputError where it is damaged or a bomb."""
    _check_archive(source)
    document = _open(source)
    body = document.element.body
    pieces: Pieces = []
    for paragraph in body.iter(f"{_W}p"):
        if any(up.tag == _FALLBACK for up in paragraph.iterancestors()):
            continue  # the same text box once more, for old versions of Word
        for text in _texts(paragraph):
            pieces.append((_kind(paragraph, text, document), literal(text)))
    levels = [kind for kind, _ in pieces]
    if BlockKind.HEADLINE not in levels and levels[:1] == [BlockKind.SUBHEAD]:
        pieces[0] = (BlockKind.HEADLINE, pieces[0][1])
    pieces = mark_lead(mark_headline(pieces))
    notes, findings = _around(document, source)
    title = (document.core_properties.title or "").strip() or None
    headline = next((text for kind, text in pieces if kind is BlockKind.HEADLINE), None)
    yield Draft([*pieces, *notes], title=headline or title, findings=[*_changes(body), *findings])


def _check_archive(source: Source) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            entries = archive.infolist()
            if any(entry.flag_bits & 1 for entry in entries):
                raise InputError(f"{source.name}: is protected by a password; save it without one")
            for entry in entries:
                with archive.open(entry) as part:
                    if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in part.read(4096):
                        raise InputError(f"{source.name}: {entry.filename} declares a DTD, as no Word document does")
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, RuntimeError, zlib.error) as error:
        raise InputError(f"{source.name}: the Word document is damaged ({error}); save it again") from error
    unpacked = sum(entry.file_size for entry in entries)
    limit = source.max_bytes * MAX_UNPACKED
    if unpacked > limit or unpacked > max(len(source.data) * MAX_RATIO, 1_000_000) or len(entries) > 5000:
        raise InputError(
            f"{source.name}: unpacks to {unpacked:,} bytes, far more than a Word article needs; "
            "save its text as .txt and give that"
        )


def _open(source: Source) -> Any:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        document = docx.Document(io.BytesIO(source.data))
        if document.element.body is None:
            raise ValueError("it has no body")
    except (OpcError, etree.LxmlError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, OSError, EOFError,
            NotImplementedError, RuntimeError, TypeError, IndexError, zlib.error) as error:  # fmt: skip
        said = " ".join(str(error).split())[:120]
        raise InputError(f"{source.name}: the Word document is damaged ({said}); save it again") from error
    return document


def _texts(paragraph: Any) -> list[str]:
    """The paragraph's own text, in parts where two line breaks stand; a box within it is a paragraph of its own."""
    parts: list[str] = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen", f"{_W}softHyphen"):
        if next(node.iterancestors(f"{_W}p")) is not paragraph:
            continue
        if next(node.iterancestors(f"{_W}del", f"{_W}moveFrom", f"{_W}tabs"), None) is not None:
            continue
        name = node.tag[len(_W) :]
        parts.append({"t": node.text or "", "noBreakHyphen": "-", "tab": " ", "softHyphen": ""}.get(name, "\n"))
    texts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", "".join(parts)))
    return [text for text in texts if text]


def _kind(paragraph: Any, text: str, document: Any) -> BlockKind:
    from docx.text.paragraph import Paragraph

    if next(paragraph.iterancestors(f"{_W}tbl"), None) is not None:
        return BlockKind.PARAGRAPH
    style = Paragraph(paragraph, document._body).style
    seen = 0
    while style is not None and seen < 12:
        for kind, names in _STYLES:
            if re.fullmatch(names, (style.name or "").strip(), re.IGNORECASE):
                return kind
        style, seen = style.base_style, seen + 1
    if paragraph.find(f"{_W}pPr/{_W}numPr") is not None:
        return BlockKind.LIST_ITEM
    return BlockKind.SUBHEAD if is_title_like(text) else BlockKind.PARAGRAPH


def _around(document: Any, source: Source) -> tuple[Pieces, list[Finding]]:
    """Foot- and endnotes as blocks outside the summary; page headers and footers, and comments, as a finding."""
    notes: Pieces = []
    left: list[str] = []
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if relation.is_external or kind not in ("footnotes", "endnotes", "header", "footer", "comments"):
            continue
        tree = parse_xml(relation.target_part.blob, source.name)
        texts = [text for paragraph in tree.iter(f"{_W}p") for text in _texts(paragraph)]
        if kind in ("footnotes", "endnotes"):
            notes += [(BlockKind.OTHER, literal(text)) for text in texts]
        else:
            left += texts
    findings = []
    if notes:
        message = f"{len(notes)} notes stand at the end; they are translated but not summarised."
        findings.append(note("notes-moved", message, excerpt(text for _, text in notes)))
    if left:
        message = "Page headers, page footers and comments of the document were left out."
        findings.append(note("document-left-out", message, excerpt(dict.fromkeys(left))))
    return notes, findings


def _changes(body: Any) -> list[Finding]:
    deleted = ["".join(node.itertext()) for node in body.iter(f"{_W}del") if "".join(node.itertext()).strip()]
    if not deleted and next(body.iter(f"{_W}ins"), None) is None:
        return []
    message = "The document has tracked changes: what was inserted is in the text, what was deleted is not."
    return [note("tracked-changes", message, excerpt(deleted), Severity.WARNING)]
