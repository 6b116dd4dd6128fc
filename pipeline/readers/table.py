"""Tables of articles, a row each, streamed through `datasets`: JSON Lines, CSV and Parquet."""

from __future__ import annotations

import csv
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.article import Article, Finding
from pipeline.entities import literal
from pipeline.errors import InputError
from pipeline.readers.columns import match_columns, need_text, row_draft
from pipeline.readers.decoding import decode, detect
from pipeline.readers.draft import Draft, Item, Source

_HEAD = 1_000_000  # bytes of a CSV file that tell its encoding
_ROWS = 64  # rows read at once: enough to be quick, few enough that a packed file cannot fill the memory


def read_jsonl(source: Source) -> Iterator[Item]:
    """Each line an Article of overzet, or an object with a text. A bad line is an error in its place."""
    from datasets import IterableDataset

    def rows(path: Path, cache: str) -> Iterable[Mapping[str, Any]]:
        # Lines, not columns: `datasets` would make dates of strings that look so, and one shape of all lines.
        return IterableDataset.from_text(str(path), cache_dir=cache, encoding="utf-8-sig")  # type: ignore[no-any-return]

    empty = True
    for number, row in enumerate(_stream(source, rows), 1):
        line = row["text"]
        if line.strip():
            empty = False
            yield _guarded(partial(_from_line, line, f"{source.name}:{number}", source))
    if empty:
        raise InputError(f"{source.name}: holds no article")


def read_csv(source: Source) -> Iterator[Item]:
    """A row for each article, separated by commas, semicolons or tabs, in UTF-8 or as Excel saves it."""
    from datasets import Features, IterableDataset, Value

    encoding, header, findings = _csv_head(source)
    separator = max(";\t,|", key=header.count)
    names = next(csv.reader([header], delimiter=separator), [])
    # An index without a name, as pandas writes it, comes back under pandas' own name.
    columns = [name or f"Unnamed: {n}" for n, name in enumerate(names)]
    need_text(match_columns(columns), columns, source.name)
    if len(set(columns)) < len(columns):
        raise InputError(f"{source.name}: two columns have the same name; rename one of {', '.join(columns)}"[:300])

    def rows(path: Path, cache: str) -> Iterable[Mapping[str, Any]]:
        features = Features({column: Value("string") for column in columns})
        return IterableDataset.from_csv(  # type: ignore[no-any-return]
            str(path), cache_dir=cache, sep=separator, encoding=encoding, keep_default_na=False, features=features,
            chunksize=_ROWS,
        )  # fmt: skip

    yield from _row_items(source, rows, findings)


def read_parquet(source: Source) -> Iterator[Item]:
    """A row for each article of a Parquet file."""
    import pyarrow
    from datasets import IterableDataset
    from pyarrow import parquet

    def rows(path: Path, cache: str) -> Iterable[Mapping[str, Any]]:
        columns = parquet.read_schema(path).names
        need_text(match_columns(columns), columns, source.name)
        return IterableDataset.from_parquet(str(path), cache_dir=cache, batch_size=_ROWS)  # type: ignore[no-any-return]

    try:
        yield from _row_items(source, rows, [])
    except pyarrow.ArrowException as error:
        raise _damaged(source, error) from error


def _row_items(
    source: Source, rows: Callable[[Path, str], Iterable[Mapping[str, Any]]], findings: list[Finding]
) -> Iterator[Item]:
    empty = True
    for number, row in enumerate(_stream(source, rows), 1):
        empty = False
        item = _guarded(partial(row_draft, row, f"{source.name}:{number}", source.max_bytes))
        if isinstance(item, Draft):
            item.findings = [*findings, *item.findings]
        yield item
    if empty:
        raise InputError(f"{source.name}: holds no article")


def _guarded(read: Callable[[], Item]) -> Item:
    try:
        return read()
    except InputError as error:
        return error


def _from_line(line: str, where: str, source: Source) -> Draft | Article:
    try:
        item = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON: {error.msg} at character {error.pos}") from error
    except (RecursionError, ValueError) as error:
        raise InputError(f"{where}: not JSON that can be read: {error}") from error
    if not isinstance(item, dict):
        raise InputError(
            f"{where}: is not an object with a `text`; give text, and if you like id, title, lead, url, date"
        )
    if "blocks" not in item:
        return row_draft(item, where, source.max_bytes)
    article = Article.from_json(line, where)
    for block in article.blocks:
        # Unescaped when it was first read; `clean` must not do so again.
        block.text = literal(block.text)
    return article


def _stream(source: Source, rows: Callable[[Path, str], Iterable[Mapping[str, Any]]]) -> Iterator[Mapping[str, Any]]:
    """The rows of a file. Raises InputError where the file cannot be read as its format."""
    with _as_file(source) as (path, cache):
        try:
            yield from rows(path, cache)
        except InputError:
            raise
        except UnicodeDecodeError as error:
            raise InputError(
                f"{source.name}: is not UTF-8 at byte {error.start} of a part; save it as UTF-8"
            ) from error
        except (ValueError, OSError, TypeError, KeyError, OverflowError, MemoryError, NotImplementedError) as error:
            raise _damaged(source, error) from error


def _damaged(source: Source, error: BaseException) -> InputError:
    cause = error.__cause__ or error
    return InputError(f"{source.name}: cannot be read as a table: {' '.join(str(cause).split())[:160]}")


@contextmanager
def _as_file(source: Source) -> Iterator[tuple[Path, str]]:
    """A path that `datasets` can open and a folder for its locks, both gone afterwards."""
    from datasets.utils import logging

    verbosity = logging.get_verbosity()
    # Its errors come back as exceptions too, and those are told in one line.
    logging.set_verbosity(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="overzet-") as folder:
        path = source.path
        # A name with a wildcard would be taken for a pattern.
        if path is None or re.search(r"[*?\[\]{}:]|::", str(path)):
            copy = Path(folder) / "rows"
            if path is None:
                copy.write_bytes(source.data)
            else:
                shutil.copyfile(path, copy)
            path = copy
        try:
            yield path, folder
        finally:
            logging.set_verbosity(verbosity)


def _csv_head(source: Source) -> tuple[str, str, list[Finding]]:
    """(encoding, first line, findings) from the start of a CSV file."""
    data = source.data
    if source.path is not None:
        with source.path.open("rb") as file:
            data = file.read(_HEAD)
    if len(data) >= _HEAD:
        data = data[: data.rfind(b"\n") + 1] or data
    head = replace(source, data=data)
    text, _ = decode(head)
    encoding, finding = detect(head)
    return encoding, text.lstrip("\r\n").splitlines()[0], [finding] if finding else []
