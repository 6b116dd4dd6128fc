"""Scores with their signatures: BLEU and chrF by sacrebleu, ROUGE by rouge-score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version


@dataclass(frozen=True)
class Score:
    """A metric's value in points of 100, and the signature that says how it was computed."""

    metric: str
    value: float
    signature: str


def translation(hypotheses: Sequence[str], references: Sequence[str]) -> list[Score]:
    """Corpus BLEU (Papineni et al. 2002; Post 2018) and chrF (Popović 2015). Raises ValueError on unequal lengths."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    if len(hypotheses) != len(references):
        raise ValueError(f"{len(hypotheses)} hypotheses for {len(references)} references")
    scores = []
    for name, metric in (("BLEU", BLEU()), ("chrF", CHRF())):
        value = metric.corpus_score(list(hypotheses), [list(references)]).score
        scores.append(Score(name, round(value, 2), str(metric.get_signature())))
    return scores


def rouge(summaries: Sequence[str], references: Sequence[str]) -> list[Score]:
    """Mean ROUGE-1, -2 and -Lsum F1 (Lin 2004), stemmed; sentences on lines of their own for Lsum."""
    from rouge_score import rouge_scorer

    if len(summaries) != len(references):
        raise ValueError(f"{len(summaries)} summaries for {len(references)} references")
    kinds = ("rouge1", "rouge2", "rougeLsum")
    scorer = rouge_scorer.RougeScorer(kinds, use_stemmer=True)
    totals = dict.fromkeys(kinds, 0.0)
    for summary, reference in zip(summaries, references, strict=True):
        scored = scorer.score(lines(reference), lines(summary))
        for kind in kinds:
            totals[kind] += scored[kind].fmeasure
    signature = f"rouge-score:{version('rouge-score')}|stem:yes|f1|split:overzet"
    names = ("ROUGE-1", "ROUGE-2", "ROUGE-Lsum")
    return [
        Score(name, round(100 * totals[kind] / max(1, len(summaries)), 2), signature)
        for name, kind in zip(names, kinds, strict=True)
    ]


def lines(text: str) -> str:
    """`text` with a sentence a line."""
    from pipeline.stages.segment import split_sentences

    return "\n".join(sentence for _, sentence in split_sentences(text))
