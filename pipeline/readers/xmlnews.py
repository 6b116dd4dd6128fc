"""News in XML, told by its root element: NITF, NewsML-G2, RSS and Atom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.article import Finding
from pipeline.errors import InputError
from pipeline.readers import feed, newsml, nitf, page
from pipeline.readers.decoding import decode
from pipeline.readers.draft import Draft, Item, Source
from pipeline.readers.tree import local_name
from pipeline.readers.xmltree import parse_xml

_ROOTS: dict[str, Callable[[Any, str], Iterator[Item]]] = {
    "nitf": nitf.drafts,
    "newsitem": newsml.drafts, "newsmessage": newsml.drafts, "packageitem": newsml.drafts,
    "rss": feed.rss_drafts, "rdf": feed.rss_drafts, "feed": feed.atom_drafts,
}  # fmt: skip


def read(source: Source) -> Iterator[Item]:
    """An article for each entry of a feed or message. Raises InputError that names the source."""
    source, findings = _in_utf8(source)
    root = parse_xml(source.data, source.name, source.charset)
    name = local_name(root)
    if name == "html":
        yield from page.read(source)
        return
    if name not in _ROOTS:
        raise InputError(
            f"{source.name}: XML that opens with <{root.tag}> is not read; give NITF, NewsML-G2, RSS, Atom or a page"
        )
    empty = True
    for item in _ROOTS[name](root, source.name):
        empty = False
        if isinstance(item, Draft):
            item.findings = [*findings, *item.findings]
        yield item
    if empty:
        raise InputError(f"{source.name}: holds no article")


def _in_utf8(source: Source) -> tuple[Source, list[Finding]]:
    """The source as it is, or in UTF-8 where it declares no encoding and is not UTF-8."""
    head = source.data[:200]
    if source.charset or re.search(rb"<\?xml[^>]*encoding", head) or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return source, []
    text, findings = decode(source)
    return Source(source.name, text.encode("utf-8", "replace"), max_bytes=source.max_bytes), findings
