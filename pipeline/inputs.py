"""What a user may name as input: a file, a folder of files, a web address, or - for standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.article import Article
from pipeline.config import IngestSettings
from pipeline.errors import InputError
from pipeline.fetch import fetch, is_url
from pipeline.stages.ingest import bytes_each, ingest_each


def expand(name: str) -> list[str]:
    """The inputs that `name` stands for: the visible files of a folder in order of name, else itself."""
    if name == "-" or is_url(name) or not Path(name).is_dir():
        return [name]
    files = sorted(path for path in Path(name).iterdir() if path.is_file() and not path.name.startswith("."))
    if not files:
        raise InputError(f"{name}: the folder holds no files")
    return [str(path) for path in files]


def read_each(name: str, settings: IngestSettings) -> Iterator[Article | InputError]:
    """The articles of one input, one by one; a bad row of a table, or entry of a feed, is an error in its place.

    Raises InputError that names the input, and FetchError where a web address cannot be fetched.
    """
    if name == "-":
        yield from bytes_each(sys.stdin.buffer.read(25 * settings.max_bytes + 1), "-", settings)
    elif is_url(name):
        page = fetch(name, settings)
        yield from bytes_each(page.data, page.url, settings, media=page.media, charset=page.charset)
    else:
        yield from ingest_each(Path(name), settings)


def read(name: str, settings: IngestSettings) -> list[Article]:
    """The articles of one input. Raises InputError that names it, and the row where one is bad."""
    articles = []
    for item in read_each(name, settings):
        if isinstance(item, InputError):
            raise item
        articles.append(item)
    return articles
