"""Translation and summaries scored apart: the same summariser reads machine English and reference English."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence

from pipeline.article import Article
from pipeline.checks.summary import summary_name, summary_number
from pipeline.config import Settings
from pipeline.engines.protocols import Summariser, Translator
from pipeline.evaluation import metrics
from pipeline.evaluation.datasets import DeskArticle, Pairs
from pipeline.evaluation.metrics import Measured
from pipeline.evaluation.oracle import oracle
from pipeline.evaluation.results import Comparison, Item, Result, Task
from pipeline.evaluation.significance import (
    SAMPLES,
    SEED,
    approximate_randomisation,
    paired_bootstrap,
    resampled_scores,
    resamples,
)  # fmt: skip
from pipeline.glossary import load_glossary
from pipeline.stages.summarise import READ, summarise
from pipeline.stages.translate import translate

Progress = Callable[[int, int], None]
#: The baseline of news summarisation: the first three sentences of the body.
_LEAD = 3
COPIED, REFERENCE = "source copied", "reference English"


class Board:
    """The results of a run, and the statistics that comparisons need."""

    def __init__(self) -> None:
        self.results: list[Result] = []
        self._measured: list[list[Measured]] = []

    def add(self, result: Result, measured: list[Measured]) -> None:
        self.results.append(result.model_copy(update={"scores": [one.score for one in measured]}))
        self._measured.append(measured)

    def comparisons(self) -> list[Comparison]:
        """Each candidate against every other system of its set, on all metrics that resampling holds for."""
        found = []
        for n, result in enumerate(self.results):
            for m, other in enumerate(self.results):
                same = (result.task, result.dataset, result.read) == (other.task, other.dataset, other.read)
                if n == m or result.baseline or not same or (m < n and not other.baseline):
                    continue
                for one, two in zip(self._measured[n], self._measured[m], strict=True):
                    found.append(_compare(result, other, one, two))
        return found


def _compare(result: Result, other: Result, one: Measured, two: Measured) -> Comparison:
    weights = resamples(len(one.statistics))
    return Comparison(
        task=result.task, dataset=result.dataset, read=result.read, metric=one.score.metric,
        system=result.system, other=other.system, delta=round(one.score.value - two.score.value, 2),
        p_bootstrap=round(paired_bootstrap(
            resampled_scores(one.statistics, one.scorer, weights), resampled_scores(two.statistics, two.scorer, weights)
        ), 4),
        p_randomisation=round(approximate_randomisation(one.statistics, two.statistics, one.scorer), 4),
        seed=SEED, samples=SAMPLES,
    )  # fmt: skip


def evaluate_pairs(
    board: Board, data: Pairs, translator: Translator, settings: Settings, progress: Progress | None = None
) -> None:
    """The translate stage on sentences, and the source copied through."""
    started = time.perf_counter()
    glossary = load_glossary(settings.translate.glossary)
    (done,) = translate([data.article()], translator, settings.translate, progress, glossary)
    seconds = time.perf_counter() - started
    ids = [str(n) for n in range(1, len(data.sources) + 1)]
    for system, outputs in ((translator.info.name, _targets(done)), (COPIED, data.sources)):
        timed = seconds if system != COPIED else None
        board.add(*_translation(data.name, system, ids, data.sources, data.references, outputs, timed))


def evaluate_desk(
    board: Board,
    articles: Sequence[DeskArticle],
    translator: Translator,
    summariser: Summariser | None,
    settings: Settings,
    progress: Progress | None = None,
) -> None:
    """Translation over all segments; the summariser and the baselines on machine English and reference English."""
    started = time.perf_counter()
    glossary = load_glossary(settings.translate.glossary)
    given = [article.article() for article in articles]
    translated = translate(given, translator, settings.translate, progress, glossary)
    seconds = time.perf_counter() - started
    sources = [segment.source for article in translated for segment in article.segments()]
    references = [reference for article in articles for reference in article.references()]
    ids = [f"{article.id}/{segment.id}" for article in translated for segment in article.segments()]
    beats = [article.beat for article, done in zip(articles, translated, strict=True) for _ in done.segments()]
    outputs = [target for article in translated for target in _targets(article)]
    for system, texts in ((translator.info.name, outputs), (COPIED, sources)):
        timed = seconds if system != COPIED else None
        board.add(*_translation("desk", system, ids, sources, references, texts, timed, beats))
    if summariser is None:
        return
    gold = [_with_targets(article.article(), article.references()) for article in articles]
    for read, english in ((translator.info.name, translated), (REFERENCE, gold)):
        for system, baseline, summaries in _summaries(english, articles, summariser, settings):
            board.add(*_summary_result(system, read, articles, english, summaries, baseline=baseline))


def _summaries(
    given: Sequence[Article], articles: Sequence[DeskArticle], summariser: Summariser, settings: Settings
) -> list[tuple[str, bool, list[str]]]:
    """(system, is it a baseline, summaries) of the summariser, lead-3, TextRank and the oracle."""
    from pipeline.engines.extractive import EXTRACTIVE

    found = [(summariser.info.name, False, [_summary(article, summariser, settings) for article in given])]
    if summariser.info.name != "textrank":
        textrank = EXTRACTIVE["textrank"]()
        found.append(("textrank", True, [_summary(article, textrank, settings) for article in given]))
    found.append(("lead-3", True, [" ".join(_body(article)[:_LEAD]) for article in given]))
    best = [oracle(_body(article), wanted.summary) for article, wanted in zip(given, articles, strict=True)]
    return [*found, ("oracle", True, best)]


def _translation(
    dataset: str, system: str, ids: Sequence[str], sources: Sequence[str], references: Sequence[str],
    hypotheses: Sequence[str], seconds: float | None, beats: Sequence[str] | None = None,
) -> tuple[Result, list[Measured]]:  # fmt: skip
    scores = metrics.segment_chrf(hypotheses, references)
    rows = zip(ids, sources, references, hypotheses, scores, beats or [""] * len(ids), strict=True)
    items = [
        Item(id=key, source=source, reference=reference, hypothesis=hypothesis, beat=beat, scores={"chrF": chrf})
        for key, source, reference, hypothesis, chrf, beat in rows
    ]
    result = _result("translation", dataset, system, items, baseline=system == COPIED)
    words = sum(len(source.split()) for source in sources)
    timed = result.model_copy(update={"seconds": round(seconds, 2) if seconds else None, "source_words": words})
    return timed, metrics.translation(hypotheses, references)


def _summary_result(
    system: str, read: str, articles: Sequence[DeskArticle], given: Sequence[Article], summaries: Sequence[str],
    *, baseline: bool,
) -> tuple[Result, list[Measured]]:  # fmt: skip
    wanted = [article.summary for article in articles]
    measured = metrics.rouge(summaries, wanted)
    english = ["\n".join(_targets(article)) for article in given]
    dutch = ["\n".join(segment.source for segment in article.segments()) for article in given]
    faithful = [
        100.0 * (summary_number(text, target, source) is None and summary_name(text, target, source) is None)
        for text, target, source in zip(summaries, english, dutch, strict=True)
    ]
    measured.append(metrics.mean("faithful", faithful, "share of summaries without a foreign name or number"))
    measured.append(metrics.mean("words", [len(text.split()) for text in summaries], "mean length in words"))
    new = [metrics.novelty(text, article) for text, article in zip(summaries, english, strict=True)]
    measured.append(metrics.mean("novelty", new, "mean share of bigrams that the article lacks"))
    items = [
        Item(
            id=article.id, source=source, reference=article.summary, hypothesis=text, beat=article.beat,
            scores={"ROUGE-Lsum": round(float(value), 1)},
        )
        for article, source, text, value in zip(articles, dutch, summaries, measured[3].statistics[:, 0], strict=True)
    ]  # fmt: skip
    return _result("summary", "desk", system, items, read=read, baseline=baseline), measured


def _result(
    task: Task, dataset: str, system: str, items: list[Item], *, read: str = "", baseline: bool = False
) -> Result:
    digest = hashlib.sha256()
    for item in items:
        digest.update(f"{item.source}\x1f{item.reference}\x1e".encode())
    return Result(
        task=task, dataset=dataset, dataset_hash=digest.hexdigest()[:16], system=system, read=read, baseline=baseline,
        scores=[], items=items,
    )  # fmt: skip


def _targets(article: Article) -> list[str]:
    return [segment.target or "" for segment in article.segments()]


def _with_targets(article: Article, targets: Sequence[str]) -> Article:
    for segment, target in zip(article.segments(), targets, strict=True):
        segment.target = target
    return article


def _summary(article: Article, summariser: Summariser, settings: Settings) -> str:
    done = summarise(article, summariser, settings.summary)
    return done.summary.text if done.summary else ""


def _body(article: Article) -> list[str]:
    return [segment.target or "" for block in article.blocks if block.kind in READ for segment in block.segments]
