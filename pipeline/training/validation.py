"""The loss, with its pad logit left out, and a model's scores on held-out pairs."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.training.batches import Encoder, chunks, collate
from pipeline.training.pairs import Pair

_BUDGET = 4000


@dataclass(frozen=True)
class Scores:
    """Loss in nats per target token, BLEU and chrF in points of 100, with sacrebleu's signature of chrF."""

    loss: float
    bleu: float
    chrf: float
    signature: str


def loss_of(model: Any, source: Any, labels: Any, shifted: Any, *, smoothing: float, reduction: str = "mean") -> Any:
    """Cross-entropy over all pieces but pad.

    The pad logit is left out, not masked: with tied embeddings its gradient would move the pad row, which is the
    decoder's start; CTranslate2 starts from zeros, and the two engines would part.
    """
    import torch

    pad = model.config.pad_token_id
    hidden = model.model(
        input_ids=source, attention_mask=(source != pad).long(), decoder_input_ids=shifted, use_cache=False
    ).last_hidden_state
    weight, bias = model.lm_head.weight, model.final_logits_bias[0]
    kept = torch.cat([torch.arange(pad), torch.arange(pad + 1, weight.shape[0])]).to(weight.device)
    logits = torch.nn.functional.linear(hidden.flatten(0, 1), weight[kept], bias[kept]).float()
    flat = labels.flatten()
    return torch.nn.functional.cross_entropy(
        logits, torch.where(flat > pad, flat - 1, flat), ignore_index=-100, label_smoothing=smoothing,
        reduction=reduction,
    )  # fmt: skip


def validate(model: Any, tokenizer: Any, dev: Sequence[Pair], translated: int, device: str) -> Scores:
    """Loss on all of `dev`; BLEU and chrF of greedy translations of its first `translated` pairs."""
    import torch
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    model.eval()
    pad = model.config.pad_token_id
    encoder = Encoder(tokenizer, 0.0, int(model.config.max_position_embeddings) - 1)
    rows = [row for pair in dev if (row := encoder.row(pair, random.Random(0)))]
    total, count = 0.0, 0
    with torch.inference_mode():
        for batch in chunks(sorted(rows, key=lambda row: len(row[1])), _BUDGET):
            tensors = [tensor.to(device) for tensor in collate(batch, pad)]
            total += float(loss_of(model, *tensors, smoothing=0.0, reduction="sum"))
            count += sum(len(target) for _, target in batch)
        sources = [source for source, _ in dev[:translated]]
        hypotheses = _greedy(model, tokenizer, sources, device)
    bleu, chrf = BLEU(effective_order=False), CHRF()
    references = [[target for _, target in dev[:translated]]]
    score = chrf.corpus_score(hypotheses, references)
    return Scores(
        total / max(1, count), bleu.corpus_score(hypotheses, references).score, score.score, str(chrf.get_signature())
    )


def _greedy(model: Any, tokenizer: Any, sources: Sequence[str], device: str) -> list[str]:
    order = sorted(range(len(sources)), key=lambda n: -len(sources[n]))
    texts = [""] * len(sources)
    room = int(model.config.max_position_embeddings) - 1
    for start in range(0, len(order), 32):
        chosen = order[start : start + 32]
        batch = tokenizer(
            [sources[n] for n in chosen], return_tensors="pt", padding=True, truncation=True, max_length=room
        )
        longest = min(2 * batch["input_ids"].shape[1] + 20, room)
        out = model.generate(**batch.to(device), num_beams=1, max_length=longest)
        for n, text in zip(chosen, tokenizer.batch_decode(out, skip_special_tokens=True), strict=True):
            texts[n] = text
    return texts
