"""Rows into articles: columns under their many names, streaming, and bad rows that do not take the others along."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from pipeline.article import Article
from pipeline.config import load
from pipeline.errors import InputError
from pipeline.readers.columns import match_columns, row_draft
from pipeline.stages.ingest import bytes_each, ingest, ingest_each

SETTINGS = load().settings.ingest


def items(data: bytes, name: str) -> list[str]:
    """The text of each article's last block, or the error in its place."""
    return [
        item.blocks[-1].text if isinstance(item, Article) else str(item) for item in bytes_each(data, name, SETTINGS)
    ]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (["title", "text", "date"], {"title": "title", "text": "text", "date": "date"}),
        (["Titel", "Tekst", "Datum", "Bron"], {"title": "Titel", "text": "Tekst", "date": "Datum", "url": "Bron"}),
        (["kop", "inleiding", "artikel"], {"title": "kop", "lead": "inleiding", "text": "artikel"}),
        (["Article_Text", "publish-date"], {"text": "Article_Text", "date": "publish-date"}),
        (["headline", "standfirst", "body_html", "link"],
         {"title": "headline", "lead": "standfirst", "html": "body_html", "url": "link"}),
        (["content", "body", "text"], {"text": "text"}),
        (["x", "y"], {}),
    ],
)  # fmt: skip
def test_columns_are_known_by_many_names(columns: list[str], expected: dict[str, str]) -> None:
    assert match_columns(columns) == expected


@pytest.mark.parametrize(
    ("row", "blocks"),
    [
        ({"tekst": "Het regent."}, [("lead", "Het regent.")]),
        ({"titel": "Storm", "lead": "Kort.", "tekst": "Het regent."},
         [("headline", "Storm"), ("lead", "Kort."), ("paragraph", "Het regent.")]),
        ({"titel": "Storm", "lead": "Het regent.", "tekst": "Het regent.\n\nHet waait."},
         [("headline", "Storm"), ("lead", "Het regent."), ("paragraph", "Het waait.")]),
        ({"html": "<p>Het <b>regent</b>.</p>"}, [("lead", "Het regent.")]),
        ({"html": "", "text": "Het regent."}, [("lead", "Het regent.")]),
        ({"text": ["Het regent.", "Het waait."]}, [("lead", "Het regent."), ("paragraph", "Het waait.")]),
        ({"title": None, "text": "Het regent."}, [("lead", "Het regent.")]),
    ],
)  # fmt: skip
def test_a_row_gives_its_pieces(row: dict[str, Any], blocks: list[tuple[str, str]]) -> None:
    draft = row_draft(row, "a:1", 1000)
    assert [(kind.value, text) for kind, text in draft.pieces if text] == blocks


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ({"titel": "Storm"}, "`text`"),
        ({"tekst": None}, "`tekst` is empty"),
        ({"tekst": "  "}, "`tekst` is empty"),
        ({"text": 5}, "`text` holds int"),
        ({"text": {"a": 1}}, "`text` holds dict"),
        ({"text": "a" * 1001}, "max_bytes"),
        ({}, "none"),
    ],
)
def test_a_bad_row_names_its_column(row: dict[str, Any], part: str) -> None:
    with pytest.raises(InputError, match=r"^a:1: ") as caught:
        row_draft(row, "a:1", 1000)
    assert part in str(caught.value)


def test_what_is_not_read_of_a_row_is_told() -> None:
    draft = row_draft({"text": "Het regent.", "notitie": "een twee drie vier vijf zes zeven acht", "n": "7"}, "a:1", 99)
    assert [(finding.code, finding.evidence) for finding in draft.findings] == [
        ("columns-unread", "een twee drie vier vijf zes zeven acht")
    ]


JSONL = b'\xef\xbb\xbf{"text": "Het regent."}\n\n{broken\n[1]\n{"x": 1}\n{"text": "Het \\u2028 waait."}\n'


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (JSONL, "a.jsonl", ["Het regent.", "a.jsonl:3: not JSON", "a.jsonl:4: is not an object", "a.jsonl:5: has no",
         "Het"]),
        (b'{"text": "' + b"[" * 90_000 + b'"}', "a.jsonl", ["[[["]),
        (b"[" * 90_000, "a.jsonl", ["a.jsonl:1: not JSON"]),
        (b'{"text": "half \\ud83d teken."}', "a.jsonl", ["half \ufffd teken."]),
        (b"titel,tekst\nA,Het regent.\nB,\nC,Het waait.\n", "a.csv", ["Het regent.", "a.csv:2: `tekst` is empty",
         "Het waait."]),
        (b'titel;tekst\n"A; B";"Het regent.\n\nHet waait."\n', "a.csv", ["Het waait."]),
        (b"titel\ttekst\nNA\tnull\n", "a.tsv", ["null"]),
        (b",titel,tekst\n0,A,Het regent.\n", "a.csv", ["Het regent."]),
        (b"tekst\nHet regent.\n", "a.csv", ["Het regent."]),
    ],
)  # fmt: skip
def test_rows_and_errors_in_their_places(data: bytes, name: str, expected: list[str]) -> None:
    found = items(data, name)
    assert len(found) == len(expected)
    for text, part in zip(found, expected, strict=True):
        assert text.startswith(part)


@pytest.mark.parametrize(
    ("data", "name", "part"),
    [
        (b"titel,datum\nA,1\n", "a.csv", "`text` column"),
        (b"tekst,tekst\na,b\n", "a.csv", "same name"),
        (b"a,tekst\nx,y\nb,c,d,e\n", "a.csv", "cannot be read"),
        (b"tekst\n", "a.csv", "no article"),
        (b"\n\n{}"[:2], "a.jsonl", "empty"),
        (b'{"text": "caf\xe9"}', "a.jsonl", "UTF-8"),
    ],
)
def test_a_bad_table_is_one_line(data: bytes, name: str, part: str) -> None:
    with pytest.raises(InputError, match=rf"^{name}") as caught:
        items(data, name)
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)


def parquet(folder: Path, columns: dict[str, list[Any]], name: str = "a.parquet") -> Path:
    pyarrow.parquet.write_table(pyarrow.table(columns), folder / name)
    return folder / name


def test_parquet_with_a_date_and_a_name_like_a_pattern(tmp_path: Path) -> None:
    path = parquet(tmp_path, {"tekst": ["Het regent.", None], "datum": [datetime(2024, 3, 5)] * 2}, "a[1]*.parquet")
    first, second = ingest_each(path, SETTINGS)
    assert isinstance(first, Article)
    assert (first.published, first.source) == ("2024-03-05T00:00:00", f"{path}:1")
    assert isinstance(second, InputError)
    assert f"{path}:2: `tekst` is empty" in str(second)


def test_parquet_without_a_text_or_damaged(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="its columns are: x"):
        ingest(parquet(tmp_path, {"x": ["a"]}), SETTINGS)
    path = parquet(tmp_path, {"text": ["Het regent."]})
    for cut in (20, 200, len(path.read_bytes()) - 10):
        path.write_bytes(path.read_bytes()[:cut] + b"PAR1")
        with pytest.raises(InputError, match=r"a\.parquet: cannot be read as a table"):
            ingest(path, SETTINGS)


def test_a_large_table_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text((json.dumps({"text": "Het regent. " * 50}) + "\n") * 5000, encoding="utf-8")
    assert path.stat().st_size > SETTINGS.max_bytes
    stream = ingest_each(path, SETTINGS)
    assert isinstance(next(stream), Article)
    assert sum(1 for _ in stream) == 4999
