"""Reading, filtering and sampling parallel text."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from pipeline.config import load_layers
from pipeline.errors import InputError
from pipeline.training.pairs import Corpus, Removed, epoch, hold_out, read
from pipeline.training.settings import TrainSettings

DATA = load_layers(TrainSettings, "train-small").settings.data


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def removed_by(path: Path) -> dict[str, int]:
    removed = Removed()
    read(str(path), DATA, removed, set())
    return {reason: counts[str(path)] for reason, counts in removed.counts.items()}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Het regent.\tIt is raining.", None),
        ("Het regent.", "corrupt"),
        ("Het regent.\t", "empty"),
        ("Een huis.\tA house.", "duplicate"),
        ("woord " * 130 + "\t" + "word " * 130, "length"),
        ("een twee drie vier vijf zes\t" + "a " * 20, "ratio"),
        ("The man is not in the house and will not come.\tThe man is not in the house and will not come.", "language"),
        ("Het kost 300 euro.\tIt costs 400 euros.", "number"),
        ("Het kost 1.000,50 euro.\tIt costs 1,000.50 euros.", None),
    ],
)
def test_each_filter_counts_what_it_removes(tmp_path: Path, line: str, reason: str | None) -> None:
    path = write(tmp_path / "a.tsv", "Een huis.\tA house.", line)
    assert removed_by(path) == ({reason: 1} if reason else {})


def test_every_format_gives_the_same_pairs(tmp_path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    rows = [{"nl": "Het regent.", "en": "It is raining."}, {"nl": "Een huis.", "en": "A house."}]
    tsv = write(tmp_path / "a.tsv", *("\t".join(row.values()) for row in rows))
    zipped = tmp_path / "a.tsv.gz"
    zipped.write_bytes(gzip.compress(tsv.read_bytes()))
    jsonl = write(tmp_path / "a.jsonl", json.dumps({"translation": rows[0]}), "{broken", json.dumps(rows[1]))
    parquet = tmp_path / "a.parquet"
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), parquet)
    got = [read(str(path), DATA, Removed(), set()).pairs for path in (tsv, zipped, jsonl, parquet)]
    assert got == [[("Het regent.", "It is raining."), ("Een huis.", "A house.")]] * 4


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("none.tsv", None, "no such file"),
        ("a.docx", b"x", r"\.tsv"),
        ("a.tsv", b"only one column\n", "no pair"),
        ("a.tsv.gz", b"not gzip", "cannot be read"),
        ("a.parquet", b"not parquet", "parquet"),
        ("a.tsv@many", None, "weight"),
    ],
)
def test_bad_data_are_named(tmp_path: Path, name: str, content: bytes | None, part: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=part) as caught:
        read(str(path), DATA, Removed(), set())
    assert name.split("@")[0] in str(caught.value)


def test_bytes_that_are_no_text_cost_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_bytes(b"Een huis.\tA house.\nEen \xff huis.\tA \xff house.\n")
    assert removed_by(path) == {"corrupt": 1}


def corpora() -> list[Corpus]:
    return [
        Corpus("a", 1.5, [(f"a{n}", f"A{n}") for n in range(40)]),
        Corpus("b", 0.25, [(f"b{n}", f"B{n}") for n in range(40)]),
    ]


def test_an_epoch_follows_weights_and_seed() -> None:
    first = epoch(corpora(), seed=1, number=0)
    assert sum(source.startswith("a") for source, _ in first) == 60
    assert sum(source.startswith("b") for source, _ in first) == 10
    assert first == epoch(corpora(), seed=1, number=0)
    assert first != epoch(corpora(), seed=1, number=1)
    assert first != epoch(corpora(), seed=2, number=0)


def test_what_is_held_out_is_never_trained_on() -> None:
    made = corpora()
    held = hold_out(made, 6, seed=1)
    assert len(held) == 6
    assert not set(held) & {pair for corpus in made for pair in corpus.pairs}
    assert held == hold_out(corpora(), 6, seed=1)
