"""Scores with their signatures: BLEU, chrF and TER by sacrebleu, ROUGE by rouge-score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import pairwise
from typing import Any

import numpy as np

from pipeline.evaluation.results import Score
from pipeline.evaluation.significance import Matrix, Scorer, interval, resampled_scores, resamples


@dataclass(frozen=True)
class Measured:
    """A metric of a whole set with what resampling needs: (segments, counts) and the score of a summed row.

    `resampled` are the scores of the same resamples for every system of a set.
    """

    score: Score
    statistics: Matrix
    scorer: Scorer
    resampled: Matrix


def _metrics() -> list[tuple[str, Callable[[], Any], bool]]:
    """(name, sacrebleu metric, higher is better)."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    return [
        ("BLEU", BLEU, True), ("chrF", CHRF, True), ("chrF++", lambda: CHRF(word_order=2), True), ("TER", TER, False),
    ]  # fmt: skip


@lru_cache(maxsize=8)
def _weights(size: int) -> Matrix:
    return resamples(size)


def translation(hypotheses: Sequence[str], references: Sequence[str]) -> list[Measured]:
    """Corpus BLEU (Papineni et al. 2002; Post 2018), chrF and chrF++ (Popović 2015, 2017), TER (Snover et al. 2006).

    Each with its 95 % interval. Raises ValueError on unequal lengths or none at all.
    """
    _require_equal(hypotheses, references, "hypotheses")
    found = []
    for name, make, higher in _metrics():
        metric = make()
        # sacrebleu keeps what its own bootstrap needs behind these two; a test holds them to its command's scores.
        statistics = np.array(metric._extract_corpus_statistics(list(hypotheses), [list(references)]), dtype=np.float64)

        def scorer(row: Sequence[float], metric: Any = metric) -> float:
            return float(metric._compute_score_from_stats(list(row)).score)

        value = scorer(list(statistics.sum(0)))
        resampled = resampled_scores(statistics, scorer, _weights(len(hypotheses)))
        low, high = interval(resampled)
        score = Score(
            metric=name, value=round(value, 2), low=round(low, 2), high=round(high, 2),
            signature=str(metric.get_signature()), higher_is_better=higher,
        )  # fmt: skip
        found.append(Measured(score, statistics, scorer, resampled))
    return found


def segment_chrf(hypotheses: Sequence[str], references: Sequence[str]) -> list[float]:
    """chrF of each segment by itself."""
    from sacrebleu.metrics.chrf import CHRF

    metric = CHRF()
    pairs = zip(hypotheses, references, strict=True)
    return [round(metric.sentence_score(hypothesis, [reference]).score, 1) for hypothesis, reference in pairs]


def rouge(summaries: Sequence[str], references: Sequence[str]) -> list[Measured]:
    """Mean ROUGE-1, -2, -L and -Lsum F1 (Lin 2004), stemmed; sentences on lines of their own for Lsum."""
    _require_equal(summaries, references, "summaries")
    kinds = {"ROUGE-1": "rouge1", "ROUGE-2": "rouge2", "ROUGE-L": "rougeL", "ROUGE-Lsum": "rougeLsum"}
    scorer = rouge_scorer(list(kinds.values()))
    scored = [
        scorer.score(lines(reference), lines(summary)) for summary, reference in zip(summaries, references, strict=True)
    ]
    signature = f"rouge-score:{version('rouge-score')}|stem:yes|f1|split:overzet"
    return [mean(name, [100 * one[kind].fmeasure for one in scored], signature) for name, kind in kinds.items()]


class _LineTokens:
    """rouge-score's stemmed tokens, kept by line: the same sentences are scored in many combinations."""

    def tokenize(self, text: str) -> list[str]:
        return [token for line in text.splitlines() for token in _stemmed(line)]


@lru_cache(maxsize=1 << 14)
def _stemmed(line: str) -> list[str]:
    return list(_tokenizer().tokenize(line))


@cache
def _tokenizer() -> Any:
    from rouge_score.tokenizers import DefaultTokenizer

    return DefaultTokenizer(use_stemmer=True)


def rouge_scorer(kinds: Sequence[str]) -> Any:
    """rouge-score's scorer of these kinds, with stemming."""
    from rouge_score.rouge_scorer import RougeScorer

    return RougeScorer(list(kinds), tokenizer=_LineTokens())


def mean(name: str, values: Sequence[float], signature: str) -> Measured:
    """The mean of a value that each article has, with its interval."""
    statistics = np.array(values, dtype=np.float64)[:, None]
    size = len(values)

    def scorer(row: Sequence[float]) -> float:
        return float(row[0]) / size

    resampled = resampled_scores(statistics, scorer, _weights(size))
    low, high = interval(resampled)
    score = Score(
        metric=name, value=round(scorer([statistics.sum()]), 2), low=round(low, 2), high=round(high, 2),
        signature=signature,
    )  # fmt: skip
    return Measured(score, statistics, scorer, resampled)


def novelty(summary: str, article: str) -> float:
    """Percentage of a summary's bigrams that its article does not have (See et al. 2017)."""
    from pipeline.checks.text import words_of

    known = set(_bigrams(words_of(article)))
    own = _bigrams(words_of(summary))
    return 100 * sum(pair not in known for pair in own) / max(1, len(own))


def coverage(summary: str, blocks: Sequence[Sequence[str]]) -> tuple[float, float]:
    """Percentages of an article's sentences and of its blocks (lists of sentences) that a summary draws on.

    Each sentence of the summary is traced to the sentence that shares most of its content words, then to the one
    that shares most of those left over, while that is at least a third of them: a fused sentence has several sources.
    """
    from pipeline.stages.segment import split_sentences

    given = [(n, _content(sentence)) for n, block in enumerate(blocks) for sentence in block]
    reached: set[int] = set()
    for _, sentence in split_sentences(summary):
        left = _content(sentence)
        enough = max(1, left.total() / 3)
        while given and left:
            # Of sentences that share as much, the one with least of its own beside it.
            best = max(range(len(given)), key=lambda n: ((left & given[n][1]).total(), -given[n][1].total(), -n))
            if (left & given[best][1]).total() < enough:
                break
            reached.add(best)
            left -= given[best][1]
    touched = {given[n][0] for n in reached}
    filled = {n for n, _ in given}
    return 100 * len(reached) / max(1, len(given)), 100 * len(touched) / max(1, len(filled))


def _content(text: str) -> Counter[str]:
    from pipeline.checks.text import words_of

    return Counter(word for word in words_of(text) if len(word) > 3 or word.isdigit())


def _bigrams(words: Sequence[str]) -> list[tuple[str, str]]:
    return list(pairwise(words))


def lines(text: str) -> str:
    """`text` with a sentence a line."""
    from pipeline.stages.segment import split_sentences

    return "\n".join(sentence for _, sentence in split_sentences(text))


def _require_equal(given: Sequence[str], references: Sequence[str], what: str) -> None:
    if len(given) != len(references) or not given:
        raise ValueError(f"{len(given)} {what} for {len(references)} references")
