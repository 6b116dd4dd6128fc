"""Test sets: this project's desk articles, pairs from a file, and the form in which systems are given them."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.article import Article, Block, BlockKind, Segment
from pipeline.errors import DataUnavailableError, InputError
from pipeline.resources import DATA

Split = Literal["dev", "test"]
DESK = DATA / "desk"


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReferencedSegment(_Record):
    source: str
    reference: str


class ReferencedBlock(_Record):
    kind: BlockKind
    segments: list[ReferencedSegment]


class DeskArticle(_Record):
    """A Dutch article with an English reference for each segment and a reference summary."""

    id: str
    split: Split
    beat: str
    variety: str
    genre: str
    blocks: list[ReferencedBlock]
    summary: str

    def article(self) -> Article:
        """The article as it is after segmentation, with the reference's own segments."""
        return _article(self.id, [(block.kind, [s.source for s in block.segments]) for block in self.blocks])

    def references(self) -> list[str]:
        return [segment.reference for block in self.blocks for segment in block.segments]


@dataclass(frozen=True)
class Pairs:
    """Sentences with references and without articles."""

    name: str
    sources: list[str]
    references: list[str]


@dataclass(frozen=True)
class EvalSet:
    """Segmented articles with what systems are held against: references of segments, of summaries, or both."""

    name: str
    articles: list[Article]
    #: Of each segment: its id in reports, and its reference; no references: only summaries are scored.
    ids: list[str]
    references: list[str] = field(default_factory=list)
    #: Of each article: its reference summary, and its beat.
    summaries: list[str] = field(default_factory=list)
    beats: list[str] = field(default_factory=list)
    #: False: the articles are English, and nothing is translated.
    dutch: bool = True

    def gold(self) -> list[Article] | None:
        """The articles with the reference English as their translation; None where the set has none."""
        if not self.dutch:
            return with_targets(self.articles, [s.source for article in self.articles for s in article.segments()])
        return with_targets(self.articles, self.references) if self.references else None


def desk_set(articles: Sequence[DeskArticle], name: str = "desk") -> EvalSet:
    """Desk articles as a set with all that they have."""
    given = [article.article() for article in articles]
    return EvalSet(
        name, given, _ids(given), [reference for article in articles for reference in article.references()],
        [article.summary for article in articles], [article.beat for article in articles],
    )  # fmt: skip


def pairs_set(data: Pairs) -> EvalSet:
    """Sentences as a set: one article of a paragraph each, so that they take the same way as any text."""
    ids = [str(n) for n in range(1, len(data.sources) + 1)]
    article = _article(data.name, [(BlockKind.PARAGRAPH, [source]) for source in data.sources])
    return EvalSet(data.name, [article], ids, data.references)


def summary_set(data: Pairs, *, dutch: bool) -> EvalSet:
    """Whole articles (a paragraph a line) with reference summaries as a set."""
    from pipeline.stages.segment import segment

    given = []
    for n, source in enumerate(data.sources, 1):
        lines = [line.strip() for line in source.splitlines() if line.strip()]
        blocks = [Block(id=f"b{m}", kind=BlockKind.PARAGRAPH, text=line) for m, line in enumerate(lines, 1)]
        given.append(segment(Article(id=f"{data.name}-{n}", language="nl" if dutch else "en", blocks=blocks)))
    return EvalSet(data.name, given, _ids(given), summaries=data.references, dutch=dutch)


def _ids(articles: Sequence[Article]) -> list[str]:
    return [f"{article.id}/{segment.id}" for article in articles for segment in article.segments()]


def with_targets(articles: Sequence[Article], targets: Sequence[str]) -> list[Article]:
    """Copies of the articles, their segments with these targets, in order."""
    copies = [article.model_copy(deep=True) for article in articles]
    segments = [segment for article in copies for segment in article.segments()]
    for segment, target in zip(segments, targets, strict=True):
        segment.target = target
    return copies


def desk(split: Split | None = None, folder: Path = DESK) -> list[DeskArticle]:
    """The desk articles of a split (None: of both), in order of id. Raises InputError that names a bad file."""
    articles = []
    for path in sorted(folder.glob("*.json")):
        try:
            articles.append(DeskArticle.model_validate_json(path.read_bytes()))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise InputError(f"{path}: not a desk article: {where}: {first['msg']}") from error
    chosen = [article for article in articles if split in (None, article.split)]
    if not chosen:
        raise InputError(f"{folder}: holds no desk article of split {split or 'test or dev'}")
    return chosen


def pairs(name: str) -> Pairs:
    """Pairs of a .tsv or .tsv.gz (source TAB reference), or of a .jsonl with source and reference."""
    path = Path(name)
    if not path.is_file():
        raise DataUnavailableError(f"{name}: no such test set; give desk, or a .tsv(.gz) of source TAB reference")
    try:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as file:
            rows = [_row(line, f"{name}:{n}", path) for n, line in enumerate(file, 1) if line.strip()]
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InputError(f"{name}: cannot be read: {error}") from error
    if not rows:
        raise InputError(f"{name}: the file is empty")
    return Pairs(path.name.split(".")[0], [source for source, _ in rows], [reference for _, reference in rows])


def _row(line: str, where: str, path: Path) -> tuple[str, str]:
    if ".jsonl" in path.suffixes:
        try:
            record = ReferencedSegment.model_validate_json(line)
        except ValidationError as error:
            raise InputError(f"{where}: not an object with source and reference") from error
        return record.source, record.reference
    fields = line.rstrip("\r\n").split("\t")
    if len(fields) < 2:
        raise InputError(f"{where}: has no TAB between source and reference")
    return fields[0], fields[1]


def _article(name: str, parts: Iterable[tuple[BlockKind, list[str]]]) -> Article:
    blocks = []
    for n, (kind, sources) in enumerate(parts, 1):
        segments, offset = [], 0
        for m, source in enumerate(sources, 1):
            segments.append(Segment(id=f"b{n}.s{m}", source=source, start=offset))
            offset += len(source) + 1
        blocks.append(Block(id=f"b{n}", kind=kind, text=" ".join(sources), segments=segments))
    return Article(id=name, blocks=blocks)
