"""The whole walk, for one article or many: the only module that knows the order of the stages."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version

from pipeline import __version__
from pipeline.alignment import align
from pipeline.article import Article, Finding, ModelInfo, Provenance, Segment, Severity, Status
from pipeline.config import Config
from pipeline.engines.protocols import Summariser, Translator
from pipeline.errors import InputError
from pipeline.glossary import load_glossary
from pipeline.memory import open_memory
from pipeline.stages.check import check, recheck
from pipeline.stages.clean import clean, language_finding
from pipeline.stages.segment import segment
from pipeline.stages.summarise import summarise
from pipeline.stages.translate import translate

Say = Callable[[str], None]
Progress = Callable[[int, int], None]

#: Packages whose version can change a text.
_VERSIONED = ("torch", "transformers", "sentencepiece")


class Walk:
    """The stages with their engines, which are loaded at the first article and kept.

    `say` is told what is being loaded. Engine errors are raised as OverzetError, a bad glossary as InputError.
    """

    def __init__(self, config: Config, say: Say = lambda text: None) -> None:
        self._config, self._say = config, say
        self._glossary = load_glossary(config.settings.translate.glossary)
        self._memory = open_memory(config.settings.translate.memory)
        self._translator: Translator | None = None
        self._summariser: Summariser | None = None

    @property
    def fingerprint(self) -> str:
        """Of the settings and the glossaries: what an article's English can be kept by."""
        return self._config.settings.fingerprint(self._glossary.fingerprint)

    def load(self) -> tuple[Translator, Summariser | None]:
        """The engines, loaded at the first call; the summariser is None where the settings want none."""
        from pipeline.engines import registry

        settings = self._config.settings
        if self._summariser is None and settings.summary.enabled:
            name = registry.resolve_summary(settings.summary.method)
            self._say(f"Loading the summariser {name}")
            self._summariser = registry.summariser(settings.summary, offline=settings.translate.offline)
        if self._translator is None:
            identity = settings.translate.engine == "identity"
            name = "identity" if identity else registry.resolve_translation(settings.translate.model)
            self._say(f"Loading the translator {name}")
            self._translator = registry.translator(settings.translate)
            if note := self._translator.info.note:
                self._say(f"{self._translator.info.name}: {note}")
        return self._translator, self._summariser

    def prepare(self, article: Article, *, force: bool = False) -> Article:
        """Clean and segment. Raises InputError where the text is not Dutch, unless forced."""
        started = time.perf_counter()
        prepared = clean(article)
        if finding := language_finding(prepared, self._config.settings.ingest.min_dutch):
            if not force:
                raise InputError(f"{article.source or article.id}: not Dutch: {finding.message} Use --force to go on.")
            prepared.findings = [*prepared.findings, finding]
        prepared = segment(prepared)
        prepared.provenance = Provenance(timings={"prepare": _seconds(started)})
        return prepared

    def finish(
        self, prepared: Sequence[Article], progress: Progress | None = None, stage: Say = lambda name: None
    ) -> list[Article]:
        """Translate, summarise and check articles that were prepared, in one go; order is kept.

        `stage` is told what begins: load, translate, summarise, check.
        """
        if not prepared:
            return []
        stage("load")
        translator, _ = self.load()
        settings = self._config.settings
        stage("translate")
        started = time.perf_counter()
        translated = translate(prepared, translator, settings.translate, progress, self._glossary, self._memory)
        share = _seconds(started) / len(translated)
        return [self._conclude(article, round(share, 3), stage) for article in translated]

    def recheck(self, article: Article, segment: str) -> Article:
        """A copy with the findings made anew that rest on one segment (or the summary), whose English was edited."""
        return recheck(article, segment, self._config.settings.check, self._glossary)

    def _conclude(self, article: Article, translate_seconds: float, stage: Say) -> Article:
        settings = self._config.settings
        timings = article.provenance.timings
        timings["translate"] = translate_seconds
        if self._summariser is not None:
            stage("summarise")
            with _timed(timings, "summarise"):
                article = summarise(article, self._summariser, settings.summary)
        stage("check")
        with _timed(timings, "check"):
            article = check(article, settings.check, self._glossary)
        article.provenance = self._provenance().model_copy(update={"timings": timings})
        return article

    def _provenance(self) -> Provenance:
        versions = {"overzet": __version__, "python": platform.python_version()}
        if self._translator is None or self._translator.info.engine != "identity":
            versions |= {name: version(name) for name in _VERSIONED}
        return Provenance(
            translator=_info(self._translator),
            summariser=_info(self._summariser),
            config=self.fingerprint,
            versions=versions,
        )


def run(article: Article, config: Config, *, force: bool = False) -> Article:
    """One article through all stages."""
    walk = Walk(config)
    return walk.finish([walk.prepare(article, force=force)])[0]


def compare(source: Article, target: Article, config: Config, *, force: bool = False) -> Article:
    """The source with another's English put beside it and checked. Raises InputError where the source is not Dutch.

    Sentences are matched by `pipeline.alignment`; those that a translator took together become one segment.
    """
    prepared = Walk(config).prepare(source, force=force)
    english = [segment.source for segment in segment(clean(target)).segments()]
    if not english:
        raise InputError(f"{target.source or target.id}: holds no text to check")
    glossary = load_glossary(config.settings.translate.glossary)
    return check(_beside(prepared, english), config.settings.check, glossary)


def _beside(article: Article, english: Sequence[str]) -> Article:
    """A copy of the article with its segments as the English takes them, and a finding for English of its own."""
    copy = article.model_copy(deep=True)
    flat = [(n, segment) for n, block in enumerate(copy.blocks) for segment in block.segments]
    segments: list[list[Segment]] = [[] for _ in copy.blocks]
    beads = align([segment.source for _, segment in flat], english, [n for n, _ in flat])
    for bead in beads:
        target = " ".join(english[j] for j in bead.targets)
        if not bead.sources:
            copy.findings.append(_added(target))
            continue
        (n, first), (_, last) = flat[bead.sources[0]], flat[bead.sources[-1]]
        first.source = copy.blocks[n].text[first.start : last.end]
        first.target = target or None
        first.status = Status.TRANSLATED if target else Status.FAILED
        segments[n].append(first)
    for block, found in zip(copy.blocks, segments, strict=True):
        block.segments = found
    return copy


def _added(text: str) -> Finding:
    return Finding(
        code="added",
        severity=Severity.WARNING,
        message=f"No Dutch sentence was found for this English: “{text}” Check where it comes from.",
        evidence=text,
    )


def _info(engine: Translator | Summariser | None) -> ModelInfo | None:
    return engine.info if engine else None


def _seconds(started: float) -> float:
    return round(time.perf_counter() - started, 3)


@contextmanager
def _timed(timings: dict[str, float], stage: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    timings[stage] = _seconds(started)
