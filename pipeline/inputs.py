"""What a user may name as input: a file, a folder of files, a web address, or - for standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.article import Article
from pipeline.config import IngestSettings
from pipeline.errors import InputError
from pipeline.stages.ingest import ingest, ingest_bytes


def expand(name: str) -> list[str]:
    """The inputs that `name` stands for: the visible files of a folder in order of name, else itself."""
    if name == "-" or "://" in name or not Path(name).is_dir():
        return [name]
    files = sorted(path for path in Path(name).iterdir() if path.is_file() and not path.name.startswith("."))
    if not files:
        raise InputError(f"{name}: the folder holds no files")
    return [str(path) for path in files]


def read(name: str, settings: IngestSettings) -> list[Article]:
    """The articles of one input. Raises InputError that names it."""
    if name == "-":
        return ingest_bytes(sys.stdin.buffer.read(settings.max_bytes + 1), "-", settings)
    return ingest(Path(name), settings)
