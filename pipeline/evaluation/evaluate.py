"""Translation and summaries scored apart: the same summariser reads machine English and reference English."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.article import Article
from pipeline.config import Settings
from pipeline.engines.protocols import Summariser, Translator
from pipeline.evaluation import metrics
from pipeline.evaluation.datasets import DeskArticle, Pairs
from pipeline.evaluation.metrics import Score
from pipeline.stages.summarise import READ, summarise
from pipeline.stages.translate import translate

Progress = Callable[[int, int], None]
#: The baseline of news summarisation: the first three sentences of the body.
_LEAD = 3


@dataclass
class Result:
    """The scores of one system on one test set. `system` names the model and what it read."""

    dataset: str
    system: str
    size: int
    scores: list[Score] = field(default_factory=list)


def evaluate_pairs(data: Pairs, translator: Translator, settings: Settings, progress: Progress | None = None) -> Result:
    """BLEU and chrF of the translate stage on sentences."""
    (done,) = translate([data.article()], translator, settings.translate, progress)
    scores = metrics.translation(_targets(done), data.references)
    return Result(data.name, translator.info.name, len(data.sources), scores)


def evaluate_desk(
    articles: Sequence[DeskArticle],
    translator: Translator,
    summariser: Summariser | None,
    settings: Settings,
    progress: Progress | None = None,
) -> list[Result]:
    """Translation scores over all segments; ROUGE of the summariser and of lead-3, on both kinds of English."""
    translated = translate([article.article() for article in articles], translator, settings.translate, progress)
    references = [reference for article in articles for reference in article.references()]
    hypotheses = [target for article in translated for target in _targets(article)]
    name = translator.info.name
    results = [Result("desk", name, len(references), metrics.translation(hypotheses, references))]
    if summariser is None:
        return results
    gold = [_with_targets(article.article(), article.references()) for article in articles]
    wanted = [article.summary for article in articles]
    for english, given in ((name, translated), ("reference English", gold)):
        systems = {
            summariser.info.name: [_summary(article, summariser, settings) for article in given],
            "lead-3": [_lead(article) for article in given],
        }
        for system, summaries in systems.items():
            results.append(
                Result("desk summaries", f"{system} on {english}", len(wanted), metrics.rouge(summaries, wanted))
            )
    return results


def _targets(article: Article) -> list[str]:
    return [segment.target or "" for segment in article.segments()]


def _with_targets(article: Article, targets: Sequence[str]) -> Article:
    for segment, target in zip(article.segments(), targets, strict=True):
        segment.target = target
    return article


def _summary(article: Article, summariser: Summariser, settings: Settings) -> str:
    done = summarise(article, summariser, settings.summary)
    return done.summary.text if done.summary else ""


def _lead(article: Article) -> str:
    body = [segment.target or "" for block in article.blocks if block.kind in READ for segment in block.segments]
    return " ".join(body[:_LEAD])
