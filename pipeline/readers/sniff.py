"""What bytes are, whatever they are called: the name of a format that is read, or what else they are."""

from __future__ import annotations

import json
import re

#: Openings of formats that are not read, and what to do about each.
_FOREIGN = (
    (b"\x89PNG", "a PNG picture", "give the text"),
    (b"\xff\xd8\xff", "a JPEG picture", "give the text"),
    (b"GIF8", "a GIF picture", "give the text"),
    (b"RIFF", "a picture or sound", "give the text"),
    (b"%PDF", "a PDF", "save its text as .docx or .txt"),
    (b"{\\rtf", "an RTF document", "save it as .docx or .txt"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.doc, .xls)", "save it as .docx or .csv"),
    (b"\x1f\x8b", "packed with gzip", "unpack it"),
    (b"BZh", "packed with bzip2", "unpack it"),
    (b"\xfd7zXZ", "packed with xz", "unpack it"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd", "unpack it"),
    (b"\x04\x22\x4d\x18", "packed with lz4", "unpack it"),
    (b"Rar!", "a RAR archive", "unpack it"),
    (b"\x7fELF", "a program", "give the text"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_XML_ROOT = re.compile(
    rb"\A\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*|<\?[^>]*\?>\s*|<!DOCTYPE\s+[^>\[]*(?:\[.*?\]\s*)?>\s*)*<([A-Za-z][\w:.-]*)",
    re.DOTALL,
)
_XML_NAMES = frozenset({"nitf", "newsitem", "newsmessage", "packageitem", "rss", "rdf", "feed"})


def foreign(data: bytes) -> tuple[str, str] | None:
    """(what the bytes are, what to do) where they are of a known kind that is not read."""
    for mark, what, advice in _FOREIGN:
        if data.startswith(mark):
            return what, advice
    if data.startswith(_ZIP) and format_of(data) is None:
        if b"xl/" in data:
            return "an Excel workbook", "save it as .csv"
        if b"opendocument.text" in data:
            return "an OpenDocument text", "save it as .docx"
        return "a zip archive", "unpack it"
    return None


def format_of(data: bytes) -> str | None:
    """The format that the content is, beyond doubt: docx, parquet, xml, html or jsonl. None: any text may be so."""
    if data.startswith(_ZIP):
        return "docx" if b"word/" in data else None
    if data.startswith(b"PAR1"):
        return "parquet"
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="ignore").encode()
    if found := _XML_ROOT.match(head):
        name = found[1].decode("ascii").rpartition(":")[2].lower()
        if name in _XML_NAMES:
            return "xml"
        if name in ("html", "head", "body"):
            return "html"
        return "xml" if head.lstrip().startswith(b"<?xml") else None
    return "jsonl" if _is_json_object(data) else None


def _is_json_object(data: bytes) -> bool:
    line = next((line for line in data[:2_000_000].split(b"\n", 20) if line.strip()), b"").strip()
    if not line.startswith(b"{") or not line.endswith(b"}"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
