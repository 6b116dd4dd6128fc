"""The best summary that could be made of an article's own sentences: a ceiling for extractive summarisers."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.evaluation.metrics import lines, rouge_scorer


def oracle(sentences: Sequence[str], reference: str, most: int = 5) -> str:
    """Sentences chosen one by one for the mean of ROUGE-1 and ROUGE-2, until none helps (Nallapati et al. 2017)."""
    scorer = rouge_scorer(["rouge1", "rouge2"])
    wanted = lines(reference)
    chosen: list[int] = []
    best = 0.0
    while len(chosen) < most:
        gains = []
        for n in range(len(sentences)):
            if n not in chosen:
                text = "\n".join(sentences[i] for i in sorted([*chosen, n]))
                scored = scorer.score(wanted, text)
                gains.append(((scored["rouge1"].fmeasure + scored["rouge2"].fmeasure) / 2, -n))
        if not gains or max(gains)[0] <= best:
            break
        best, place = max(gains)
        chosen.append(-place)
    return " ".join(sentences[i] for i in sorted(chosen))
