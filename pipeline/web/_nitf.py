"""An article as NITF 3.6 (IPTC), the markup of wire stories: the text to publish and who made it, without findings."""

from __future__ import annotations

import re
from typing import Any

from pipeline.article import Article, BlockKind
from pipeline.stages._report_view import Part, runs, view
from pipeline.web._xml import legal

_NAMESPACE = "http://iptc.org/std/NITF/2006-10-18/"
#: YYYYMMDD and perhaps a time, as NITF has its dates.
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(Z|[+-]\d\d:?\d\d)?)?.*")


def nitf(article: Article) -> bytes:
    """The document's bytes."""
    from lxml import etree

    seen = view(article)
    title = seen.headline.text if seen.headline else ""
    root = etree.Element("nitf", nsmap={None: _NAMESPACE})
    head = etree.SubElement(root, "head")
    _add(head, "title", title or next((part.text for part in seen.body), article.id))
    for label, value in seen.provenance:
        etree.SubElement(head, "meta", name=legal(f"overzet {label.lower()}"), content=legal(" ".join(value.split())))
    data = etree.SubElement(head, "docdata")
    etree.SubElement(data, "doc-id", {"id-string": legal(article.id)})
    if norm := _norm(article.published or ""):
        etree.SubElement(data, "date.issue", norm=norm)
    body = etree.SubElement(root, "body")
    body.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
    opening = etree.SubElement(body, "body.head")
    if title:
        _add(etree.SubElement(opening, "hedline"), "hl1", title)
    if article.summary and article.summary.text.strip():
        _add(etree.SubElement(opening, "abstract"), "p", article.summary.text)
    content = etree.SubElement(body, "body.content")
    for run in runs(seen.body):
        _run(content, run)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _run(content: Any, run: list[Part]) -> None:
    from lxml import etree

    match run[0].kind:
        case BlockKind.LIST_ITEM:
            items = etree.SubElement(content, "ul")
            for part in run:
                _add(items, "li", part.text)
        case BlockKind.QUOTE:
            _add(etree.SubElement(etree.SubElement(content, "bq"), "block"), "p", run[0].text)
        case BlockKind.CAPTION:
            media = etree.SubElement(content, "media", {"media-type": "image"})
            etree.SubElement(media, "media-reference")
            _add(etree.SubElement(media, "media-caption"), "p", run[0].text)
        case BlockKind.SUBHEAD | BlockKind.HEADLINE:
            _add(content, "hl2", run[0].text)
        case BlockKind.LEAD:
            etree.SubElement(content, "p", lede="true").text = legal(run[0].text)
        case _:
            _add(content, "p", run[0].text)


def _add(parent: Any, name: str, text: str) -> None:
    from lxml import etree

    etree.SubElement(parent, name).text = legal(text)


def _norm(published: str) -> str:
    found = _DATE.fullmatch(published)
    if not found:
        return ""
    year, month, day, hour, minute, second, zone = found.groups()
    time = f"T{hour}{minute}{second or '00'}{(zone or '').replace(':', '')}" if hour else ""
    return f"{year}{month}{day}{time}"
