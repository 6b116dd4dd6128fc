"""Typed settings: commented defaults that overlays, files and `-s key=value` override by key.

Every key knows where its value came from, an unknown key is rejected with the nearest name, and the whole has
a fingerprint that goes into the output.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipeline.errors import InputError
from pipeline.resources import CONFIGS


class Section(BaseModel):
    """One table of a configuration, or the whole: immutable, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


S = TypeVar("S", bound=Section)


class IngestSettings(Section):
    max_bytes: int = Field(gt=0)
    min_dutch: float = Field(ge=0, le=1)
    allow_private_urls: bool
    fetch_seconds: float = Field(gt=0)


class TranslateSettings(Section):
    engine: Literal["auto", "ctranslate2", "transformers", "identity"]
    compute_type: Literal["int8", "int8_float32", "int16", "float32"]
    model: str
    revision: str
    target_token: str
    glossary: tuple[str, ...]
    memory: str
    beam: int = Field(ge=0, le=64)
    batch_tokens: int = Field(gt=0)
    max_source_tokens: int = Field(gt=7)
    threads: int = Field(ge=0)
    offline: bool


class SummarySettings(Section):
    enabled: bool
    method: str
    revision: str
    min_words: int = Field(ge=1)
    max_words: int = Field(ge=1)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min_words > self.max_words:
            raise ValueError(
                f"summary.min_words ({self.min_words}) is over summary.max_words ({self.max_words}): "
                "lower the one or raise the other"
            )
        return self


class CheckSettings(Section):
    enabled: bool
    min_ratio: float = Field(gt=0)
    max_ratio: float = Field(gt=0)
    low_score: float = Field(lt=0)


class OutputSettings(Section):
    format: Literal["json", "md", "txt", "html"]


class Settings(Section):
    """The effective configuration."""

    ingest: IngestSettings
    translate: TranslateSettings
    summary: SummarySettings
    check: CheckSettings
    output: OutputSettings

    def fingerprint(self, glossary: str = "") -> str:
        """12 hexadecimal digits of the SHA-256 of all that can change a text: not output, speed or fetching.

        `glossary` is the fingerprint of what the glossaries hold, which counts and not what they are called.
        """
        exclude: dict[str, Any] = {
            "output": True,
            "translate": {"threads", "batch_tokens", "glossary", "memory"},
            "ingest": {"allow_private_urls", "fetch_seconds"},
        }
        data = self.model_dump(exclude=exclude)
        text = json.dumps(data, sort_keys=True) + glossary
        return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass
class Layered(Generic[S]):
    """Settings and, for each dotted key, the layer that set it."""

    settings: S
    origin: dict[str, str] = field(default_factory=dict)

    def rows(self) -> list[tuple[str, Any, str]]:
        """(key, value, origin) of every key, in the order of the defaults."""
        flat = _flatten(self.settings.model_dump())
        return [(key, value, self.origin[key]) for key, value in flat.items()]

    def to_toml(self) -> str:
        """The effective configuration as a file that `-c` reads back."""
        lines: list[str] = []
        for section, values in self.settings.model_dump().items():
            lines += [f"[{section}]", *(f"{key} = {json.dumps(value)}" for key, value in values.items()), ""]
        return "\n".join(lines)


Config = Layered[Settings]


def _flatten(data: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in data.items():
        if isinstance(value, dict):
            flat.update(_flatten(value, f"{prefix}{key}."))
        else:
            flat[prefix + key] = value
    return flat


def _read(path: Path, where: str) -> dict[str, Any]:
    try:
        return _flatten(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        names = ", ".join(
            sorted(p.stem for p in CONFIGS.glob("*.toml") if not p.stem.startswith(("default", "train", "eval")))
        )
        raise InputError(f"{where}: no such configuration; give a .toml file or one of: {names}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise InputError(f"{where}: cannot be read as TOML: {error}") from error


def locate(name: str) -> Path:
    """The file of a configuration: a shipped name, or a path."""
    shipped = CONFIGS / f"{name}.toml"
    return shipped if not name.endswith(".toml") and shipped.is_file() else Path(name)


def _parse_setting(text: str) -> tuple[str, Any]:
    key, equals, raw = text.partition("=")
    if not equals:
        raise InputError(f"-s {text}: write it as key=value, for example summary.max_words=80")
    try:
        value = tomllib.loads(f"v = {raw}")["v"]
    except tomllib.TOMLDecodeError:
        value = raw  # a bare word is a string: -s translate.model=bundled
    return key.strip(), value


def nearest(key: str, names: Iterable[str], otherwise: str = "") -> str:
    """The end of a message about an unknown key: the name that was meant, or `otherwise`."""
    near = difflib.get_close_matches(key, list(names), n=1, cutoff=0.4)
    return f"; did you mean {near[0]}?" if near else otherwise


def load(
    overlays: Iterable[str] = (), settings: Iterable[str] = (), tables: Iterable[tuple[str, dict[str, Any]]] = ()
) -> Config:
    """Defaults, then each overlay (a shipped name or a path), (name, table) and `key=value`. Raises InputError."""
    return load_layers(Settings, "default", overlays, settings, tables)


def load_layers(
    schema: type[S],
    default: str,
    overlays: Iterable[str] = (),
    settings: Iterable[str] = (),
    tables: Iterable[tuple[str, dict[str, Any]]] = (),
) -> Layered[S]:
    """Settings of any schema, from the shipped file `default` upwards. Raises InputError."""
    values = _read(CONFIGS / f"{default}.toml", f"{default}.toml")
    origin = dict.fromkeys(values, "default")
    layers = [(name, _read(locate(name), name)) for name in overlays]
    layers += [(where, _flatten(table)) for where, table in tables]
    layers += [(f"-s {text}", dict([_parse_setting(text)])) for text in settings]
    for where, layer in layers:
        for key, value in layer.items():
            if key not in values:
                hint = nearest(key, values, f"; configs/{default}.toml lists all keys")
                raise InputError(f"{where}: unknown configuration key {key}{hint}")
            values[key], origin[key] = value, where
    nested: dict[str, dict[str, Any]] = {}
    for key, value in values.items():
        section, _, name = key.partition(".")
        nested.setdefault(section, {})[name] = value
    try:
        return Layered(schema.model_validate(nested), origin)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        where = f" (set by {origin[key]})" if key in origin else ""
        raise InputError(message if first["type"] == "value_error" else f"{key}{where}: {message}") from error
