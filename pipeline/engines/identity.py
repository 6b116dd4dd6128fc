"""A translator that copies: everything but the model can be tested with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.article import ModelInfo
from pipeline.engines.protocols import Hypothesis, require_sequence


class IdentityTranslator:
    """Returns each source as its own translation."""

    info = ModelInfo(name="identity", engine="identity", note="copies the source; for tests only")
    max_source_tokens = 10_000

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def translate(self, sources: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Hypothesis]:
        hypotheses = [Hypothesis(text) for text in require_sequence(sources)]
        if progress:
            progress(len(hypotheses))
        return hypotheses
