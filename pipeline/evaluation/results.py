"""What an evaluation run leaves behind: records that the tables, the report and the gate all read."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline import atomic
from pipeline.errors import InputError

Task = Literal["translation", "summary"]


class Record(BaseModel):
    """Base of what an evaluation writes: unknown fields are an error, not a loss."""

    model_config = ConfigDict(extra="forbid")


class Document(Record):
    """A record with a JSON file of its own."""

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises InputError that names the file and the first bad field."""
        try:
            return cls.model_validate_json(path.read_bytes())
        except OSError as error:
            raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "file"
            raise InputError(f"{path}: no {cls.__name__.lower()} of overzet: {where}: {first['msg']}") from error

    def save(self, path: Path) -> None:
        """Write as JSON, whole or not at all."""
        atomic.write_text(path, self.model_dump_json(indent=1) + "\n")


class Score(Record):
    """A metric's value on a whole test set, its 95 % confidence interval, and how it was computed."""

    metric: str
    value: float
    low: float | None = None
    high: float | None = None
    signature: str
    #: False for error rates such as TER.
    higher_is_better: bool = True


class Item(Record):
    """One segment (translation) or one article (summary) of a test set, as a system rendered it."""

    id: str
    source: str
    reference: str
    hypothesis: str
    #: The article's beat in the desk set; empty elsewhere.
    beat: str = ""
    #: Sentence-level scores by metric name: chrF of a segment, ROUGE-Lsum of a summary.
    scores: dict[str, float] = {}


class Result(Record):
    """One system on one test set. A summary system names the English it read in `read` (machine or reference)."""

    task: Task
    dataset: str
    #: SHA-256 of the set's sources and references: a score belongs to this content alone.
    dataset_hash: str
    system: str
    read: str = ""
    #: A baseline (copied source, lead-3, oracle) and not a candidate.
    baseline: bool = False
    scores: list[Score]
    items: list[Item]
    #: Wall seconds, None where outputs came from a file or the cache without a time.
    seconds: float | None = None
    source_words: int = 0


class Outputs(Document):
    """What a system made of a set: a text for each segment or article, as a cache keeps it."""

    texts: list[str]
    #: Wall seconds that it took, without loading; None: not timed.
    seconds: float | None = None


class Comparison(Record):
    """A paired test of two systems on one set: `delta` = score of `system` less that of `other`."""

    task: Task
    dataset: str
    read: str = ""
    metric: str
    system: str
    other: str
    delta: float
    #: Two-sided p-values. Paired bootstrap (Koehn 2004) and approximate randomisation (Riezler & Maxwell 2005).
    p_bootstrap: float
    p_randomisation: float
    seed: int
    samples: int


class Report(Document):
    """A whole run: what was scored, how, and with which versions."""

    created: str
    versions: dict[str, str]
    seed: int
    samples: int
    #: Effective settings of each system, as TOML.
    systems: dict[str, str]
    results: list[Result]
    comparisons: list[Comparison]
    #: A line for each system, summariser or set that was asked for and is not here.
    left_out: list[str] = []
