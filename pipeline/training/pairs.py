"""Parallel text: read from files or a data set, filtered with a count of what went, sampled by weight."""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.checks.figures import number_changed
from pipeline.errors import InputError
from pipeline.stages.clean import dutch_share
from pipeline.surface import normalise_punctuation
from pipeline.training.settings import DataSettings

Pair = tuple[str, str]
_SOURCE_NAMES = ("source", "nl", "src", "dutch")
_TARGET_NAMES = ("target", "en", "tgt", "english", "reference")


@dataclass
class Corpus:
    """The pairs of one source. `weight`: how often each is seen in an epoch, on average."""

    name: str
    weight: float
    pairs: list[Pair]


@dataclass
class Removed:
    """How many pairs each filter removed, by source."""

    kept: Counter[str] = field(default_factory=Counter)
    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, name: str, reason: str) -> None:
        self.counts.setdefault(reason, Counter())[name] += 1


def read(spec: str, settings: DataSettings, removed: Removed, seen: set[Pair]) -> Corpus:
    """The filtered pairs of `spec`: a .tsv, .jsonl or .parquet file (also .gz), or a data set's name; `@2` weighs it.

    Raises InputError where there is no pair; a corrupt line is counted, not fatal.
    """
    name, weight = _weight(spec)
    pairs: list[Pair] = []
    for raw in _raw(name):
        pair = (normalise_punctuation(raw[0]), normalise_punctuation(raw[1])) if raw else None
        reason = _reason(pair, settings, seen)
        if pair is None or reason:
            removed.add(name, reason)
            continue
        seen.add(pair)
        pairs.append(pair)
    removed.kept[name] = len(pairs)
    if not pairs:
        raise InputError(f"{name}: no pair is left after the filters (give source TAB target, or columns nl and en)")
    return Corpus(name, weight, pairs)


def _weight(spec: str) -> tuple[str, float]:
    name, at, number = spec.rpartition("@")
    if not at or Path(spec).exists():
        return spec, 1.0
    try:
        return name, float(number)
    except ValueError:
        raise InputError(f"--data {spec}: what follows @ is the weight, a number such as 2 or 0.5") from None


def _reason(pair: Pair | None, settings: DataSettings, seen: set[Pair]) -> str:
    """The filter that removes a pair, or nothing."""
    if pair is None:
        return "corrupt"
    source, target = pair
    if not source or not target:
        return "empty"
    if pair in seen:
        return "duplicate"
    lengths = len(source.split()), len(target.split())
    if not all(settings.min_words <= length <= settings.max_words for length in lengths):
        return "length"
    if min(lengths) >= 5 and max(lengths) / min(lengths) > settings.max_ratio:
        return "ratio"
    if settings.check_language:
        share, known = dutch_share(source)
        if known >= 3 and share < 0.5:
            return "language"
    if settings.check_numbers and number_changed(source, target):
        return "number"
    return ""


def _raw(name: str) -> Iterator[Pair | None]:
    """Unfiltered pairs; None for a line that is not one."""
    path = Path(name)
    readers: dict[str, Callable[[Path], Iterator[Pair | None]]] = {
        ".tsv": _tsv, ".txt": _tsv, ".jsonl": _jsonl, ".parquet": _parquet,
    }  # fmt: skip
    suffix = Path(path.stem).suffix if path.suffix == ".gz" else path.suffix
    if path.is_file():
        if suffix not in readers:
            raise InputError(f"{name}: training data are .tsv, .jsonl or .parquet files (the first two also .gz)")
        try:
            yield from readers[suffix](path)
        except (OSError, EOFError, UnicodeDecodeError) as error:
            raise InputError(f"{name}: cannot be read: {error}") from error
    elif suffix in readers or path.exists() or name.startswith((".", "/")):
        raise InputError(f"{name}: no such file")
    else:
        yield from _dataset(name)


def _lines(path: Path) -> Iterator[bytes]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as lines:
        yield from lines


def _tsv(path: Path) -> Iterator[Pair | None]:
    for line in _lines(path):
        try:
            fields = line.decode("utf-8").rstrip("\r\n").split("\t")
        except UnicodeDecodeError:
            yield None
            continue
        yield (fields[0], fields[1]) if len(fields) >= 2 else None


def _jsonl(path: Path) -> Iterator[Pair | None]:
    for line in _lines(path):
        if line.strip():
            try:
                yield _record(json.loads(line))
            except (json.JSONDecodeError, UnicodeDecodeError):
                yield None


def _parquet(path: Path) -> Iterator[Pair | None]:
    import pyarrow
    import pyarrow.parquet

    try:
        table = pyarrow.parquet.ParquetFile(path)
        for batch in table.iter_batches():
            yield from map(_record, batch.to_pylist())
    except pyarrow.ArrowException as error:
        raise InputError(f"{path}: is no parquet file: {error}") from error


def _dataset(name: str) -> Iterator[Pair | None]:
    import datasets

    try:
        loaded = datasets.load_dataset(name, split="train")
    except (OSError, ValueError, RuntimeError) as error:
        reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise InputError(f"{name}: neither a file nor a data set that could be loaded ({reason})") from error
    yield from map(_record, loaded)


def _record(record: Any) -> Pair | None:
    """The pair in an object: columns named nl and en (or source and target ...), or a `translation` of both."""
    if not isinstance(record, dict):
        return None
    record = record["translation"] if isinstance(record.get("translation"), dict) else record
    source = next((record[key] for key in _SOURCE_NAMES if isinstance(record.get(key), str)), None)
    target = next((record[key] for key in _TARGET_NAMES if isinstance(record.get(key), str)), None)
    return None if source is None or target is None else (source, target)


def hold_out(corpora: Iterable[Corpus], count: int, seed: int) -> list[Pair]:
    """Take `count` pairs (at most a tenth of a corpus) out of the corpora, evenly; the same ones for the same seed."""
    corpora = list(corpora)
    held: list[Pair] = []
    for corpus in corpora:
        share = max(1, min(count // len(corpora), len(corpus.pairs) // 10))
        chosen = set(random.Random(seed).sample(range(len(corpus.pairs)), share))
        held += [corpus.pairs[n] for n in sorted(chosen)]
        corpus.pairs = [pair for n, pair in enumerate(corpus.pairs) if n not in chosen]
    return held


def epoch(corpora: Iterable[Corpus], seed: int, number: int) -> list[Pair]:
    """The pairs of one epoch in its order: each corpus by its weight, the fraction by chance."""
    rng = random.Random(f"{seed}/{number}")
    pairs: list[Pair] = []
    for corpus in corpora:
        whole, part = int(corpus.weight), corpus.weight % 1
        pairs += corpus.pairs * whole
        pairs += rng.sample(corpus.pairs, round(part * len(corpus.pairs)))
    rng.shuffle(pairs)
    return pairs
