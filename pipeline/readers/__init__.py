"""Readers, one for each format, and the registry that finds them. A new format is a file here and a line below."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.readers import markdown, page, plain, table, word, xmlnews
from pipeline.readers.draft import Item, Source


@dataclass(frozen=True)
class Format:
    """How a format is known and read. `streams`: the size limit holds for each row, not for the file."""

    name: str
    suffixes: tuple[str, ...]
    media: tuple[str, ...]
    read: Callable[[Source], Iterator[Item]]
    streams: bool = False
    size: int = 1  # the largest file, in multiples of ingest.max_bytes: a Word document holds its pictures too


_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XML = (
    "application/xml text/xml application/rss+xml application/atom+xml application/rdf+xml application/nitf+xml "
    "application/vnd.iptc.g2.newsitem+xml application/vnd.iptc.g2.newsmessage+xml"
)
FORMATS = (
    Format("txt", (".txt", ".text"), ("text/plain",), plain.read),
    Format("md", (".md", ".markdown"), ("text/markdown",), markdown.read),
    Format("html", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"), page.read),
    Format("docx", (".docx",), (_OFFICE,), word.read, size=25),
    Format("jsonl", (".jsonl", ".ndjson"), ("application/jsonl", "application/x-ndjson"), table.read_jsonl, True),
    Format("csv", (".csv", ".tsv"), ("text/csv", "text/tab-separated-values"), table.read_csv, True),
    Format("parquet", (".parquet",), ("application/vnd.apache.parquet",), table.read_parquet, True),
    Format("xml", (".xml", ".nitf", ".rss", ".atom"), tuple(_XML.split()), xmlnews.read),
)


def by_name(name: str) -> Format:
    """The format called `name`."""
    return next(known for known in FORMATS if known.name == name)


def by_suffix(suffix: str) -> Format | None:
    """The format of files that end in `suffix` (".html"), if one is read."""
    return next((known for known in FORMATS if suffix.lower() in known.suffixes), None)


def by_media(media: str) -> Format | None:
    """The format of a media type ("text/html"), if one is read."""
    return next((known for known in FORMATS if media.lower() in known.media), None)


def suffixes() -> list[str]:
    """All endings that are read."""
    return [suffix for known in FORMATS for suffix in known.suffixes]
