"""Files and bytes into articles: the format is told from the name and the content, its reader does the rest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from pipeline.article import Article, Block, BlockKind, Finding, content_id
from pipeline.config import IngestSettings
from pipeline.errors import InputError
from pipeline.readers import Format, by_media, by_name, by_suffix, suffixes
from pipeline.readers.draft import Draft, Item, Source, note
from pipeline.readers.sniff import foreign, format_of

_HEAD = 65_536  # bytes that tell a format
_SURROGATE = re.compile("[\ud800-\udfff]")


def ingest(path: Path, settings: IngestSettings) -> list[Article]:
    """The articles of one file. Raises InputError that names the file, and the row where one is bad."""
    return _all(ingest_each(path, settings))


def ingest_bytes(
    data: bytes, name: str, settings: IngestSettings, *, media: str | None = None, charset: str | None = None
) -> list[Article]:
    """The articles in `data`; the media type, else the suffix of `name`, says the format (none: plain text)."""
    return _all(bytes_each(data, name, settings, media=media, charset=charset))


def ingest_each(path: Path, settings: IngestSettings) -> Iterator[Article | InputError]:
    """The articles of one file, one by one; of a table, a bad row is an error in its place and the others go on."""
    try:
        if path.is_dir():
            raise InputError(f"{path}: is a folder where a file is expected")
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD)
            form, findings = _format(head, str(path), None)
            if form.streams:
                source = Source(str(path), head if len(head) == size else b"", path, max_bytes=settings.max_bytes)
            else:
                _check_size(size, str(path), settings.max_bytes * form.size)
                data = head + file.read()
                form, findings = _format(data, str(path), None)
                source = Source(str(path), data, max_bytes=settings.max_bytes)
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    yield from _articles(form, source, findings)


def bytes_each(
    data: bytes, name: str, settings: IngestSettings, *, media: str | None = None, charset: str | None = None
) -> Iterator[Article | InputError]:
    """As `ingest_each`, for bytes from standard input or the web."""
    form, findings = _format(data, name, media)
    _check_size(len(data), name, settings.max_bytes * form.size)
    yield from _articles(form, Source(name, data, charset=charset, max_bytes=settings.max_bytes), findings)


def _all(items: Iterator[Article | InputError]) -> list[Article]:
    articles = []
    for item in items:
        if isinstance(item, InputError):
            raise item
        articles.append(item)
    return articles


def _format(data: bytes, name: str, media: str | None) -> tuple[Format, list[Finding]]:
    """The format of the content; a finding where the name says another. Raises InputError where none is read."""
    if not data.strip():
        raise InputError(f"{name}: the file is empty")
    if known := foreign(data):
        raise InputError(f"{name}: is {known[0]}, binary or packed data and not an article; {known[1]}")
    suffix = Path(name).suffix.lower() if "://" not in name else ""
    called = by_media(media) if media else by_suffix(suffix)
    sniffed = format_of(data)
    # A Markdown or text file may open with a tag; a table's first cell may be anything.
    if sniffed and (called is None or called.name in ("txt", sniffed) or sniffed in ("docx", "parquet", "xml", "html")):
        form = by_name(sniffed)
        if called is None or called is form or (called.name, sniffed) == ("xml", "html"):
            return form, []
        return form, [
            note(
                "format-sniffed", f"{name} is called {called.name}, but its content is {sniffed}; it was read as that."
            )
        ]
    if called and called.name in ("docx", "parquet"):
        raise InputError(
            f"{name}: is not the {called.suffixes[0]} file that its name says; it is damaged or of another kind"
        )
    if called:
        return called, []
    if suffix and media is None:
        raise InputError(f"{name}: files ending in {suffix} are not read; give one of {', '.join(suffixes())}")
    return by_name("txt"), []


def _check_size(size: int, name: str, limit: int) -> None:
    if size > limit:
        raise InputError(f"{name}: {size:,} bytes is over the limit of {limit:,}; split it, or raise ingest.max_bytes")


def _articles(form: Format, source: Source, findings: list[Finding]) -> Iterator[Article | InputError]:
    for item in form.read(source):
        try:
            yield _article(item, source.name, findings)
        except InputError as error:
            yield error


def _article(item: Item, name: str, findings: list[Finding]) -> Article:
    if isinstance(item, InputError):
        raise item
    if isinstance(item, Article):
        return item
    return _numbered(item, item.source or name, findings)


def _numbered(draft: Draft, source: str, findings: list[Finding]) -> Article:
    typed = [(kind, _valid(text).strip()) for kind, text in draft.pieces if _shows(text)]
    if not typed:
        raise InputError(f"{source}: no text was found in it")
    blocks = [Block(id=f"b{n}", kind=kind, text=text) for n, (kind, text) in enumerate(typed, 1)]
    headline = next((block.text for block in blocks if block.kind is BlockKind.HEADLINE), None)
    return Article(
        id=_valid(draft.id) if draft.id else content_id((kind.value, text) for kind, text in typed),
        title=_valid(draft.title) if draft.title else headline,
        source=_valid(source),
        published=_valid(draft.published) if draft.published else None,
        blocks=blocks,
        findings=[*findings, *draft.findings],
    )


def _shows(text: str) -> bool:
    return any(not char.isspace() and unicodedata.category(char) not in ("Cf", "Cc") for char in text)


def _valid(text: str) -> str:
    """Half characters, which JSON can spell and no file can hold, as the mark for a lost one."""
    return _SURROGATE.sub("\ufffd", text)
