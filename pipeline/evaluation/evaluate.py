"""Translation and summaries scored apart: the same summariser reads machine English and reference English."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.article import Article
from pipeline.checks.summary import summary_name, summary_number
from pipeline.config import Settings, SummarySettings, TranslateSettings
from pipeline.engines.protocols import Summariser, Translator
from pipeline.errors import InputError
from pipeline.evaluation import metrics
from pipeline.evaluation.board import Board
from pipeline.evaluation.datasets import DeskArticle, EvalSet, Pairs, desk_set, pairs_set, with_targets
from pipeline.evaluation.extras import Extra
from pipeline.evaluation.metrics import Measured
from pipeline.evaluation.oracle import oracle
from pipeline.evaluation.results import Item, Outputs, Result, Task
from pipeline.glossary import load_glossary
from pipeline.stages.summarise import READ, summarise
from pipeline.stages.translate import translate

Progress = Callable[[int, int], None]
#: The baseline of news summarisation: the first three sentences of the body.
_LEAD = 3
COPIED, REFERENCE = "source copied", "reference English"


@dataclass(frozen=True)
class System:
    """A translation system: what it makes of a set, or None where it has nothing of it."""

    name: str
    outputs: Callable[[EvalSet], Outputs | None]


@dataclass(frozen=True)
class SummarySystem:
    """A summariser: a summary of each article's English."""

    name: str
    summaries: Callable[[Sequence[Article]], list[str]]
    baseline: bool = False


def evaluate_set(
    board: Board,
    data: EvalSet,
    systems: Sequence[System],
    summarisers: Sequence[SummarySystem] = (),
    extras: Sequence[Extra] = (),
) -> None:
    """Every system and the copied source on the set's segments; every summariser and the baselines on its summaries.

    Summarisers read each system's English and, where the set has it, the reference's. Raises InputError where a set
    leaves nothing to do.
    """
    english: dict[str, list[Article]] = {}
    for system in systems if data.dutch else ():
        if (made := system.outputs(data)) is None:
            continue
        english[system.name] = with_targets(data.articles, made.texts)
        if data.references:
            board.add(*_translation(data, system.name, made, extras))
    if data.references:
        copied = Outputs(texts=[segment.source for article in data.articles for segment in article.segments()])
        board.add(*_translation(data, COPIED, copied, extras))
    if not data.summaries or not summarisers:
        if not data.references:
            raise InputError(f"{data.name}: has only summaries to score, and no summariser was asked for")
        return
    if gold := data.gold():
        english[REFERENCE] = gold
    for read, given in english.items():
        best = [oracle(_body(article), wanted) for article, wanted in zip(given, data.summaries, strict=True)]
        for one in (*summarisers, SummarySystem("lead-3", lambda given: [_lead(article) for article in given], True)):
            board.add(*_summaries(data, one.name, read, given, one.summaries(given), baseline=one.baseline))
        board.add(*_summaries(data, "oracle", read, given, best, baseline=True))


def evaluate_pairs(
    board: Board, data: Pairs, translator: Translator, settings: Settings, progress: Progress | None = None
) -> None:
    """A loaded translator on sentences."""
    evaluate_set(board, pairs_set(data), [_loaded(translator, settings, progress)])


def evaluate_desk(
    board: Board,
    articles: Sequence[DeskArticle],
    translator: Translator,
    summariser: Summariser | None,
    settings: Settings,
    progress: Progress | None = None,
) -> None:
    """A loaded translator and summariser on desk articles; TextRank is a baseline where it is not the summariser."""
    chosen = []
    if summariser:
        chosen = [
            SummarySystem(summariser.info.name, lambda given: write_summaries(given, summariser, settings.summary)),
            *textrank_baseline([summariser.info.name], settings.summary),
        ]
    evaluate_set(board, desk_set(articles), [_loaded(translator, settings, progress)], chosen)


def _loaded(translator: Translator, settings: Settings, progress: Progress | None) -> System:
    return System(translator.info.name, lambda data: decode(data, translator, settings.translate, progress))


def textrank_baseline(names: Sequence[str], settings: SummarySettings) -> list[SummarySystem]:
    """TextRank, unless it is among the summarisers' names already."""
    from pipeline.engines.extractive import textrank

    if "textrank" in names:
        return []
    return [SummarySystem("textrank", lambda given: write_summaries(given, textrank(), settings), baseline=True)]


def decode(
    data: EvalSet, translator: Translator, settings: TranslateSettings, progress: Progress | None = None
) -> Outputs:
    """The translate stage on the set, with the wall seconds that it took."""
    started = time.perf_counter()
    done = translate(data.articles, translator, settings, progress, load_glossary(settings.glossary))
    seconds = time.perf_counter() - started
    return Outputs(texts=[text for article in done for text in _targets(article)], seconds=round(seconds, 2))


def write_summaries(given: Sequence[Article], summariser: Summariser, settings: SummarySettings) -> list[str]:
    """The summarise stage on each article."""
    done = [summarise(article, summariser, settings).summary for article in given]
    return [summary.text if summary else "" for summary in done]


def _translation(data: EvalSet, system: str, made: Outputs, extras: Sequence[Extra]) -> tuple[Result, list[Measured]]:
    sources = [segment.source for article in data.articles for segment in article.segments()]
    beats = [
        beat
        for article, beat in zip(data.articles, data.beats or [""] * len(data.articles), strict=True)
        for _ in article.segments()
    ]
    chrf = metrics.segment_chrf(made.texts, data.references)
    items = [
        Item(id=key, source=source, reference=reference, hypothesis=text, beat=beat, scores={"chrF": score})
        for key, source, reference, text, beat, score in zip(
            data.ids, sources, data.references, made.texts, beats, chrf, strict=True
        )
    ]
    result = _result("translation", data.name, system, items, baseline=system == COPIED)
    words = sum(len(source.split()) for source in sources)
    measured = metrics.translation(made.texts, data.references)
    measured += [extra(sources, made.texts, data.references) for extra in extras]
    return result.model_copy(update={"seconds": made.seconds, "source_words": words}), measured


def _summaries(
    data: EvalSet, system: str, read: str, given: Sequence[Article], summaries: Sequence[str], *, baseline: bool
) -> tuple[Result, list[Measured]]:
    measured = metrics.rouge(summaries, data.summaries)
    lsum = measured[3].statistics[:, 0]
    english = ["\n".join(_targets(article)) for article in given]
    source = ["\n".join(segment.source for segment in article.segments()) for article in given]
    faithful = [
        100.0 * (summary_number(text, target, dutch) is None and summary_name(text, target, dutch) is None)
        for text, target, dutch in zip(summaries, english, source, strict=True)
    ]
    measured.append(metrics.mean("faithful", faithful, "share of summaries without a foreign name or number"))
    measured.append(metrics.mean("words", [len(text.split()) for text in summaries], "mean length in words"))
    new = [metrics.novelty(text, article) for text, article in zip(summaries, english, strict=True)]
    measured.append(metrics.mean("novelty", new, "mean share of bigrams that the article lacks"))
    reached = [metrics.coverage(text, _blocks(article)) for text, article in zip(summaries, given, strict=True)]
    for n, (name, what) in enumerate((("sentences", "sentences"), ("coverage", "paragraphs"))):
        signature = f"mean share of the article's {what} that the summary draws on"
        measured.append(metrics.mean(name, [pair[n] for pair in reached], signature))
    items = [
        Item(
            id=article.id, source=text, reference=wanted, hypothesis=summary, beat=beat,
            scores={"ROUGE-Lsum": round(float(value), 1)},
        )
        for article, text, wanted, summary, beat, value in zip(
            given, source, data.summaries, summaries, data.beats or [""] * len(given), lsum, strict=True
        )
    ]  # fmt: skip
    return _result("summary", data.name, system, items, read=read, baseline=baseline), measured


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


def _blocks(article: Article) -> list[list[str]]:
    """The running text's sentences, by block."""
    return [
        [segment.target for segment in block.segments if segment.target]
        for block in article.blocks
        if block.kind in READ
    ]


def _body(article: Article) -> list[str]:
    return [sentence for block in _blocks(article) for sentence in block]


def _lead(article: Article) -> str:
    return " ".join(_body(article)[:_LEAD])
