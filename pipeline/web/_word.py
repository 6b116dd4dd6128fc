"""An article as a Word document: the English in Word's own styles, then what is to be checked and where it is from."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pipeline.article import Article, BlockKind
from pipeline.stages import _report_view as view_of
from pipeline.stages._report_view import Entry, Part
from pipeline.web._xml import legal

_STYLES = {
    BlockKind.SUBHEAD: "Heading 2",
    BlockKind.HEADLINE: "Heading 1",
    BlockKind.QUOTE: "Quote",
    BlockKind.LIST_ITEM: "List Bullet",
    BlockKind.CAPTION: "Caption",
}


def word(article: Article) -> bytes:
    """The document's bytes."""
    import docx

    document: Any = docx.Document()
    view = view_of.view(article)
    properties = document.core_properties
    properties.title = legal(view.headline.text if view.headline else article.target_title or article.id)[:255]
    properties.author, properties.language, properties.comments = "", "en", "overzet"
    if view.headline:
        document.add_heading(legal(view.headline.text), 0)
    _italic(document, view.standing)
    if article.summary:
        document.add_heading(f"Summary ({view.summary_note})", 2)
        document.add_paragraph(legal(article.summary.text))
    _parts(document, view.body)
    if view.aside:
        document.add_heading(view_of.ASIDE_NAME, 1)
        _parts(document, view.aside)
    document.add_page_break()
    document.add_heading("To check", 1)
    for severity, entries in view.groups:
        document.add_heading(view_of.GROUP_NAMES[severity], 2)
        for entry in entries:
            _entry(document, entry)
    if not view.groups:
        document.add_paragraph(f"{view_of.NOTHING_FOUND} {view_of.NO_PROOF}")
    document.add_heading("Provenance", 1)
    for label, value in view.provenance:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(legal(value))
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def _parts(document: Any, parts: list[Part]) -> None:
    for part in parts:
        if not part.text:
            continue
        paragraph = document.add_paragraph(style=_STYLES.get(part.kind))
        paragraph.add_run(legal(part.text)).bold = True if part.kind is BlockKind.LEAD else None


def _italic(document: Any, text: str) -> None:
    document.add_paragraph().add_run(legal(text)).italic = True


def _entry(document: Any, entry: Entry) -> None:
    lines = []
    for finding in entry.findings:
        evidence = entry.evidence(finding)
        lines.append(f"{finding.message}{f' Evidence: {evidence}' if evidence else ''} ({finding.code})")
    if entry.sentence:
        lines += [f"Dutch: {entry.sentence.source}", f"English: {entry.sentence.text}"]
    document.add_paragraph(legal("\n".join(lines)), style="List Number")
