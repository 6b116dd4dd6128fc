"""Pairs as padded batches of like length under a token budget; the order is a function of seed and epoch alone."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.training.pairs import Corpus, Pair, epoch

Row = tuple[list[int], list[int]]


class Encoder:
    """Text to ids of one checkpoint's tokenizer files, with sampled segmentation of the source where wanted."""

    def __init__(self, tokenizer: Any, sampled: float, max_tokens: int) -> None:
        self._tokenizer, self._sampled, self._max = tokenizer, sampled, max_tokens

    def row(self, pair: Pair, rng: random.Random) -> Row | None:
        """(source ids, target ids), both ended; None where one is longer than the model's positions."""
        source, target = pair
        if self._sampled and rng.random() < self._sampled:
            spm = self._tokenizer.spm_source
            # sentencepiece draws from a global generator: seeded per pair, so that a resumed run draws the same.
            _seed_sentencepiece(rng.randrange(2**31))
            pieces = spm.encode(source, out_type=str, enable_sampling=True, alpha=0.2, nbest_size=-1)
            unknown = self._tokenizer.encoder[self._tokenizer.unk_token]
            ids = [self._tokenizer.encoder.get(piece, unknown) for piece in pieces] + [self._tokenizer.eos_token_id]
        else:
            ids = self._tokenizer(source)["input_ids"]
        labels = self._tokenizer(text_target=target)["input_ids"]
        return None if max(len(ids), len(labels)) > self._max else (ids, labels)


def _seed_sentencepiece(seed: int) -> None:
    import sentencepiece

    sentencepiece.set_random_generator_seed(seed)


def batches(corpora: Sequence[Corpus], encoder: Encoder, seed: int, number: int, budget: int) -> list[list[Row]]:
    """All batches of epoch `number`, in order. A batch holds at most `budget` source and target tokens, padded."""
    rng = random.Random(f"{seed}/{number}/rows")
    rows = [row for pair in epoch(corpora, seed, number) if (row := encoder.row(pair, rng))]
    rows.sort(key=lambda row: (len(row[1]) // 4, len(row[0])))  # stable: within a bucket the epoch's order stays
    made: list[list[Row]] = []
    batch: list[Row] = []
    widest = (0, 0)
    for row in rows:
        wider = (max(widest[0], len(row[0])), max(widest[1], len(row[1])))
        if batch and sum(wider) * (len(batch) + 1) > budget:
            made.append(batch)
            batch, wider = [], (len(row[0]), len(row[1]))
        batch.append(row)
        widest = wider
    if batch:
        made.append(batch)
    rng.shuffle(made)
    return made


def chunks(rows: Sequence[Row], budget: int) -> Iterator[list[Row]]:
    """Rows as batches in their own order, for validation."""
    batch: list[Row] = []
    for row in rows:
        if batch and max(len(r[0]) + len(r[1]) for r in [*batch, row]) * (len(batch) + 1) > budget:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def collate(rows: Sequence[Row], pad: int) -> tuple[Any, Any, Any]:
    """(source ids, labels, decoder input ids), each [rows, longest]; labels are -100 where padded."""
    import torch

    source = torch.full((len(rows), max(len(ids) for ids, _ in rows)), pad)
    labels = torch.full((len(rows), max(len(ids) for _, ids in rows)), -100)
    for n, (ids, target) in enumerate(rows):
        source[n, : len(ids)] = torch.tensor(ids)
        labels[n, : len(target)] = torch.tensor(target)
    shifted = labels.new_full(labels.shape, pad)
    shifted[:, 1:] = labels[:, :-1].masked_fill(labels[:, :-1] == -100, pad)
    return source, labels, shifted
