"""The small interfaces behind which every model stands, and the records that cross them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from pipeline.article import ModelInfo


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation. `score` is the log-probability per target token, in nats; None where no model ran."""

    text: str
    score: float | None = None
    truncated: bool = False


@runtime_checkable
class Translator(Protocol):
    """Turns source sentences into hypotheses, one for one and in order."""

    @property
    def info(self) -> ModelInfo: ...

    @property
    def max_source_tokens(self) -> int:
        """The longest source the model can read, in its own tokens."""
        ...

    def count_tokens(self, text: str) -> int:
        """How many of the model's tokens `text` takes."""
        ...

    def translate(self, sources: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Hypothesis]:
        """Translate; `progress` is told how many more are done. Raises TypeError for a plain string."""
        ...


@dataclass(frozen=True, slots=True)
class SummaryLength:
    """Wanted length of a summary, in words."""

    min_words: int
    max_words: int


@dataclass(frozen=True, slots=True)
class SummaryDraft:
    """A summary and the sentence spans (first, last; both inclusive) that were read in one go each."""

    text: str
    chunks: list[tuple[int, int]]


@runtime_checkable
class Summariser(Protocol):
    """Shortens an English text that is given as sentences."""

    @property
    def info(self) -> ModelInfo: ...

    def summarise(self, sentences: Sequence[str], length: SummaryLength) -> SummaryDraft: ...


def require_sequence(sources: Sequence[str], name: str = "sources") -> list[str]:
    """`sources` as a list; raises TypeError for a plain string, which would be read letter by letter."""
    if isinstance(sources, str):
        raise TypeError(f"{name} must be a list of strings, not one string: wrap it in a list")
    return list(sources)
