"""XML parsed with nothing fetched and nothing expanded, whoever wrote it."""

from __future__ import annotations

import html
import re
from typing import Any

from pipeline.errors import InputError

# Names that HTML knows and XML does not: feeds and old newsroom systems write &nbsp; and &eacute; all the same.
_NAMED = re.compile(rb"<!\[CDATA\[.*?\]\]>|<!--.*?-->|&([A-Za-z][A-Za-z0-9]{1,31});", re.DOTALL)
_XML_NAMES = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_DECLARES = re.compile(rb"<!ENTITY", re.IGNORECASE)


def parse_xml(data: bytes, name: str, charset: str | None = None) -> Any:
    """The root element. Raises InputError that names `name`: not well-formed, or it declares entities of its own."""
    from lxml import etree

    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if wide:
        try:
            data = re.sub(r"\A(\s*<\?xml[^>]*?)\s+encoding=[\"'][^\"']*[\"']", r"\1", data.decode("utf-16")).encode()
        except UnicodeDecodeError as error:
            raise InputError(f"{name}: is not well-formed XML: not UTF-16 at byte {error.start}") from None
    head = data[: data.find(b"]>", 0, 100_000) + 2 or 4096]
    if b"<!DOCTYPE" in head and _DECLARES.search(head):
        raise InputError(f"{name}: declares XML entities of its own, which are never expanded; save it without a DTD")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, dtd_validation=False, huge_tree=False,
        encoding=None if wide else _known(charset),
    )  # fmt: skip
    try:
        root = etree.fromstring(_NAMED.sub(_character, data.lstrip()), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        said = " ".join(str(error).split())[:140]
        raise InputError(f"{name}: is not well-formed XML: {said}") from error
    if root is None or any(root.getroottree().docinfo.internalDTD.iterentities() if _has_dtd(root) else ()):
        raise InputError(f"{name}: declares XML entities of its own, which are never expanded; save it without a DTD")
    return root


def _has_dtd(root: Any) -> bool:
    return root.getroottree().docinfo.internalDTD is not None


def _known(charset: str | None) -> str | None:
    import codecs

    try:
        return codecs.lookup(charset).name if charset else None
    except LookupError:
        return None


def _character(found: re.Match[bytes]) -> bytes:
    if found[1] is None or found[1] in _XML_NAMES:
        return found[0]
    text = html.unescape(found[0].decode("ascii"))
    return found[0] if text == found[0].decode("ascii") else "".join(f"&#{ord(char)};" for char in text).encode()
