"""What to compare, as a file: any number of systems and summarisers by any number of sets."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from pydantic import Field, ValidationError, model_validator

from pipeline.config import Section, locate, nearest
from pipeline.errors import InputError
from pipeline.evaluation.extras import EXTRAS

P = TypeVar("P", bound="_Table")


class _Table(Section):
    #: Empty: named after what it holds.
    name: str = ""
    #: Where it is not here, it is left out with a line instead of ending the run.
    optional: bool = False


class SystemPlan(_Table):
    """A translation system: settings of this pipeline, or files of outputs by set."""

    use: list[str] = Field(default=[], description="Overlays, as -c takes them.")
    settings: dict[str, Any] = Field(default={}, description="Keys of configs/default.toml.")
    outputs: dict[str, str] = Field(default={}, description="By set: a file with a line for each segment.")

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if self.outputs and (self.use or self.settings):
            raise ValueError("a system has outputs, or use and settings, not both")
        if self.outputs and not self.name:
            raise ValueError("a system with outputs needs a name")
        return self


class SummariserPlan(_Table):
    """A summariser: settings of this pipeline."""

    use: list[str] = Field(default=[])
    settings: dict[str, Any] = Field(default={})


class SetPlan(_Table):
    """A test set: the desk articles, a file, or a data set of the hub."""

    desk: Literal["test", "dev"] | None = None
    path: str = ""
    hub: str = Field(default="", description="Name of a data set, or a local folder that `datasets` can load.")
    config: str = ""
    reference_config: str = Field(default="", description="Where the references are rows of another configuration.")
    split: str = "test"
    revision: str = "main"
    source: str = Field(default="source", description="Column of a hub set; a dot goes into a nested one.")
    reference: str = "reference"
    task: Literal["translation", "summary"] = "translation"
    language: Literal["nl", "en"] = Field(default="nl", description="Of the articles of a summary set.")

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if sum(map(bool, (self.desk, self.path, self.hub))) != 1:
            raise ValueError('a set has one of desk = "test" (or "dev"), path and hub')
        if not self.hub and (used := self.model_fields_set & _HUB_ONLY):
            raise ValueError(f"{min(used)} belongs to a set with hub")
        if self.task == "translation" and self.language == "en":
            raise ValueError('language = "en" belongs to a set with task = "summary"')
        return self

    @property
    def label(self) -> str:
        """The name of the set in reports, file names of outputs and floors."""
        if self.name or self.hub:
            return self.name or self.hub
        return Path(self.path).name.split(".")[0] if self.path else "desk" if self.desk == "test" else "desk-dev"


_HUB_ONLY = frozenset({"config", "reference_config", "split", "revision", "source", "reference"})


class Plan(Section):
    """Everything that one run compares. `metrics` are those beyond sacrebleu's."""

    systems: list[SystemPlan]
    sets: list[SetPlan]
    summarisers: list[SummariserPlan] = Field(default=[])
    metrics: list[str] = Field(default=[])


_TABLES: dict[str, type[_Table]] = {"system": SystemPlan, "set": SetPlan, "summariser": SummariserPlan}


def is_plan(name: str) -> bool:
    """Whether a configuration (a shipped name or a path) is a plan: it has lists of tables, which overlays have not."""
    try:
        data = tomllib.loads(locate(name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False  # the loader of configurations says what is wrong with it
    return any(isinstance(value, list) for value in data.values())


def read_plan(name: str) -> Plan:
    """The plan in a file. Raises InputError that names the table and key, and the name that was meant."""
    try:
        data = tomllib.loads(locate(name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{name}: cannot be read as TOML: {error}") from error
    for key in data:
        if key not in (*_TABLES, "metrics"):
            raise InputError(f"{name}: unknown key {key}{nearest(key, (*_TABLES, 'metrics'))}")
    plan = Plan(
        systems=_tables(SystemPlan, data.get("system", []), f"{name}: system"),
        sets=_tables(SetPlan, data.get("set", []), f"{name}: set"),
        summarisers=_tables(SummariserPlan, data.get("summariser", []), f"{name}: summariser"),
        metrics=_metrics(data.get("metrics", []), f"{name}: metrics"),
    )
    return check_plan(plan, name)


def check_plan(plan: Plan, where: str) -> Plan:
    """The plan, if its names hold together. Raises InputError."""
    for name in plan.metrics:
        if name not in EXTRAS:
            hint = nearest(name, EXTRAS, f"; there are {', '.join(EXTRAS)}")
            raise InputError(f"{where}: unknown metric {name}{hint}")
    labels = [one.label for one in plan.sets]
    for label in labels:
        if labels.count(label) > 1:
            raise InputError(f"{where}: set {label}: there are two of this name; give one another with name")
    for system in plan.systems:
        for label in system.outputs:
            if label not in labels:
                hint = nearest(label, labels, f"; there are {', '.join(labels) or 'none'}")
                raise InputError(f"{where}: system {system.name}: outputs: no set is named {label}{hint}")
    return plan


def _tables(schema: type[P], found: Any, where: str) -> list[P]:
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise InputError(f"{where}: write each as a table of its own, [[{where.rsplit(' ', 1)[1]}]]")
    tables = []
    for n, data in enumerate(found, 1):
        place = f"{where} {data.get('name') or n}"
        for key in data:
            if key not in schema.model_fields:
                raise InputError(f"{place}: unknown key {key}{nearest(key, schema.model_fields)}")
        try:
            tables.append(schema.model_validate(data))
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(map(str, first["loc"]))
            message = first["msg"].removeprefix("Value error, ")
            raise InputError(f"{place}: {f'{key}: ' if key else ''}{message}") from error
    return tables


def _metrics(names: Any, where: str) -> list[str]:
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise InputError(f'{where}: write a list of names, such as ["bertscore"]')
    return names
