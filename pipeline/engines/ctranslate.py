"""MarianMT through CTranslate2: the fast engine. It agrees with the reference engine, whose settings it takes over.

Neither torch nor transformers is imported once a checkpoint is converted, which also makes it start sooner.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pipeline.article import ModelInfo
from pipeline.engines.conversion import converted
from pipeline.engines.hub import local_folder
from pipeline.engines.loading import one_line, require_files
from pipeline.engines.pieces import Pieces, require_target_token
from pipeline.engines.protocols import Hypothesis, require_sequence
from pipeline.surface import normalise_punctuation

#: Positions of a model whose configuration is silent, as in Marian.
_POSITIONS = 512
#: The search of transformers goes on until no beam can beat those that ended; CTranslate2's ends at the first
#: beam_size times this that have. At 1, one sentence in twelve comes out worse; at 2, as good as all are the same.
_PATIENCE = 2
#: Batches handed over at a time, so that progress can be told.
_HANDED_OVER = 16


class CTranslateTranslator:
    """A Marian checkpoint converted for CTranslate2; `compute_type` is float32, int8 ...

    Raises ModelUnavailableError where it cannot be loaded or converted, InputError where a multilingual checkpoint
    is given no target token.
    """

    def __init__(
        self,
        name: str,
        path: str,
        *,
        revision: str | None = None,
        target_token: str = "",
        beam: int = 0,
        batch_tokens: int = 2048,
        threads: int = 0,
        offline: bool = False,
        compute_type: str = "int8",
        note: str = "",
    ) -> None:
        import ctranslate2

        require_files(name, path, ("config.json", "source.spm", "target.spm", "vocab.json"))
        folder = local_folder(name, path, revision, "translate.model=bundled", offline=offline)
        with one_line(name, str(folder), "translate.model=bundled"):
            self._pieces = Pieces(folder)
            config = _read(folder / "config.json")
            generation = config | _read(folder / "generation_config.json")
            limits = _read(folder / "tokenizer_config.json")
        require_target_token(name, self._pieces.codes, target_token)
        self._code = target_token
        self._batch_tokens = batch_tokens
        self._room = int(config.get("max_position_embeddings", _POSITIONS))
        self.max_source_tokens = min(self._room, int(limits.get("model_max_length", self._room))) - 1
        self._search = {
            "beam_size": beam or int(generation.get("num_beams") or 1),
            "patience": _PATIENCE,
            "length_penalty": float(generation.get("length_penalty", 1.0)),
            "repetition_penalty": float(generation.get("repetition_penalty", 1.0)),
            "no_repeat_ngram_size": int(generation.get("no_repeat_ngram_size") or 0),
        }
        model = converted(folder, name, compute_type)
        with one_line(name, str(model), "translate.model=bundled"):
            self._model = ctranslate2.Translator(
                str(model), device="cpu", compute_type=compute_type, inter_threads=1, intra_threads=threads or _cores()
            )
        self.info = ModelInfo(
            name=name,
            engine=f"ctranslate2 {compute_type}",
            revision=None if Path(path).is_dir() else folder.name,
            settings=dict(self._search),
            note=note,
        )

    def count_tokens(self, text: str) -> int:
        return len(self._encode(text))

    def _encode(self, text: str) -> list[str]:
        return self._pieces.encode(normalise_punctuation(text), self._code)

    def target_limit(self, source_tokens: int) -> int:
        """The tokens after which a hypothesis is cut off: none worth having is more than twice its source."""
        return min(2 * source_tokens + 20, self._room - 1)

    def translate(self, sources: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Hypothesis]:
        rows = [self._encode(text) for text in require_sequence(sources)]
        # Longest first, so that a batch is of like lengths and the first one shows how much memory is needed.
        order = sorted(range(len(rows)), key=lambda i: (-len(rows[i]), i))
        results: list[Hypothesis | None] = [None] * len(rows)
        step = max(1, self._batch_tokens * _HANDED_OVER // (len(rows[order[0]]) if rows else 1))
        for start in range(0, len(order), step):
            part = order[start : start + step]
            for index, hypothesis in zip(part, self._decode([rows[i] for i in part]), strict=True):
                results[index] = hypothesis
            if progress:
                progress(len(part))
        return [hypothesis for hypothesis in results if hypothesis is not None]

    def _decode(self, rows: list[list[str]]) -> list[Hypothesis]:
        limit = self.max_source_tokens
        cut = [row if len(row) <= limit + 1 else row[:limit] + row[-1:] for row in rows]
        limits = [self.target_limit(len(row)) for row in cut]
        found = self._search_batch(cut, max(limits))
        hypotheses = []
        for n, result in enumerate(found):
            if len(result.hypotheses[0]) >= limits[n] - 1 and limits[n] < max(limits):
                # It ran past its own limit: alone, it stops there, so that no text depends on its batch.
                (result,) = self._search_batch([cut[n]], limits[n])
            pieces = result.hypotheses[0]
            truncated = len(cut[n]) < len(rows[n]) or len(pieces) >= limits[n] - 1
            hypotheses.append(Hypothesis(self._pieces.decode(pieces), round(float(result.scores[0]), 4), truncated))
        return hypotheses

    def _search_batch(self, rows: list[list[str]], longest: int) -> Any:
        return self._model.translate_batch(
            rows,
            batch_type="tokens",
            max_batch_size=self._batch_tokens,
            max_input_length=0,
            max_decoding_length=longest - 1,
            min_decoding_length=0,
            return_scores=True,
            **self._search,
        )


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _read(path: Path) -> dict[str, Any]:
    found = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found if isinstance(found, dict) else {}
