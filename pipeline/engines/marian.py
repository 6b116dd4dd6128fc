"""MarianMT through transformers: the reference translation engine.

A checkpoint's own generation settings (beams, bad words, forced end) are honoured; only a beam size that the
user sets overrides them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.article import ModelInfo
from pipeline.engines.hub import local_folder
from pipeline.engines.loading import load_seq2seq, one_line, quiet, require_files
from pipeline.engines.pieces import require_target_token
from pipeline.engines.protocols import Hypothesis, require_sequence
from pipeline.surface import normalise_punctuation

# Rows of a vocabulary's logits held at a time: 8 rows of 60 tokens of opus-mt take about 110 MB.
_SCORED_AT_ONCE = 8


class MarianTranslator:
    """A Marian checkpoint, from a local directory or the hub's cache.

    Raises ModelUnavailableError where it cannot be loaded, InputError where a multilingual checkpoint is
    given no target token.
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
        note: str = "",
    ) -> None:
        import torch
        from transformers import MarianTokenizer

        quiet()
        self._torch = torch
        if threads:
            torch.set_num_threads(threads)
        require_files(name, path, ("config.json", "source.spm", "target.spm", "vocab.json"))
        folder = local_folder(name, path, revision, "translate.model=bundled", offline=offline)
        with one_line(name, str(folder), "translate.model=bundled"):
            self._tokenizer = MarianTokenizer.from_pretrained(str(folder), local_files_only=True)
            self._model = load_seq2seq(name, folder)
        require_target_token(name, sorted(self._tokenizer.supported_language_codes), target_token)
        self._prefix = f"{target_token} " if target_token else ""
        self._batch_tokens = batch_tokens
        self._beams = {"num_beams": beam} if beam else {}
        limit = int(self._model.config.max_position_embeddings)
        self.max_source_tokens = min(limit, int(self._tokenizer.model_max_length)) - 1
        settings = self._model.generation_config.to_diff_dict() | self._beams
        self.info = ModelInfo(
            name=name,
            engine="transformers",
            revision=None if Path(path).is_dir() else folder.name,
            settings=json.loads(json.dumps(settings, default=str)),
            note=note,
        )

    def count_tokens(self, text: str) -> int:
        return len(self._tokenizer(self._prefix + normalise_punctuation(text))["input_ids"])

    def target_limit(self, source_tokens: int) -> int:
        """The tokens after which a hypothesis is cut off: none worth having is more than twice its source."""
        return min(2 * source_tokens + 20, int(self._model.config.max_position_embeddings) - 1)

    def translate(self, sources: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Hypothesis]:
        texts = [self._prefix + normalise_punctuation(text) for text in require_sequence(sources)]
        if not texts:
            return []
        ids = self._tokenizer(texts)["input_ids"]
        results: list[Hypothesis | None] = [None] * len(texts)
        for batch in self._batches(ids):
            for index, hypothesis in zip(batch, self._decode([ids[i] for i in batch]), strict=True):
                results[index] = hypothesis
            if progress:
                progress(len(batch))
        return [hypothesis for hypothesis in results if hypothesis is not None]

    def _batches(self, ids: list[list[int]]) -> Iterator[list[int]]:
        """Indices, longest first; a batch holds at most `batch_tokens` with padding, of which a fifth is padding."""
        batch: list[int] = []
        real = 0
        for index in sorted(range(len(ids)), key=lambda i: (-len(ids[i]), i)):
            padded = len(ids[batch[0]]) * (len(batch) + 1) if batch else 0
            if padded > self._batch_tokens or padded > 1.25 * (real + len(ids[index])):
                yield batch
                batch, real = [], 0
            batch.append(index)
            real += len(ids[index])
        if batch:
            yield batch

    def _decode(self, ids: list[list[int]]) -> list[Hypothesis]:
        torch, config = self._torch, self._model.config
        limit = self.max_source_tokens
        cut = [row if len(row) <= limit + 1 else row[:limit] + row[-1:] for row in ids]
        batch = self._tokenizer.pad({"input_ids": cut}, return_tensors="pt")
        limits = [self.target_limit(len(row)) for row in cut]
        stop = _row_limits(limits, config.eos_token_id)
        with torch.inference_mode():
            out = self._model.generate(**batch, **self._beams, max_length=max(limits) + 1, logits_processor=[stop])
            scores = self._scores(batch, out)
        special = {config.pad_token_id, config.eos_token_id}
        hypotheses = []
        for n, row in enumerate(out.tolist()):
            kept = [token for token in row[1:] if token not in special]
            text = self._tokenizer.decode(kept, skip_special_tokens=True)
            truncated = len(cut[n]) < len(ids[n]) or len(kept) >= limits[n] - 1
            hypotheses.append(Hypothesis(" ".join(text.split()), scores[n], truncated))
        return hypotheses

    def _scores(self, batch: Any, sequences: Any) -> list[float]:
        """Mean log-probability of the target tokens, end included, by one forced pass over the hypotheses.

        Keeping the scores of the search itself would take a vocabulary of floats for each beam and step.
        """
        torch, pad = self._torch, self._model.config.pad_token_id
        scores: list[float] = []
        for start in range(0, sequences.shape[0], _SCORED_AT_ONCE):
            rows = slice(start, start + _SCORED_AT_ONCE)
            target = sequences[rows]
            logits = self._model(
                input_ids=batch["input_ids"][rows],
                attention_mask=batch["attention_mask"][rows],
                decoder_input_ids=target[:, :-1],
                use_cache=False,
            ).logits.float()
            for banned in self._model.generation_config.bad_words_ids or []:
                if len(banned) == 1:
                    logits[..., banned[0]] = -torch.inf
            labels = target[:, 1:]
            kept = labels != pad
            steps = logits.log_softmax(-1).gather(-1, labels.unsqueeze(-1)).squeeze(-1)
            mean = steps.masked_fill(~kept, 0).sum(1) / kept.sum(1).clamp(min=1)
            scores += [round(float(value), 4) for value in mean]
        return scores


def _row_limits(limits: Sequence[int], eos: int) -> Callable[[Any, Any], Any]:
    """A logits processor that ends each row at its own limit, so that no row's length depends on its batch."""

    def process(sequences: Any, scores: Any) -> Any:
        beams = sequences.shape[0] // len(limits)
        for row, limit in enumerate(limits):
            if sequences.shape[1] >= limit:
                ended = slice(row * beams, (row + 1) * beams)
                scores[ended] = -float("inf")
                scores[ended, eos] = 0.0
        return scores

    return process
