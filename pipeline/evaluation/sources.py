"""From a plan's sets to sets that can be decoded: files, the desk articles, and the hub."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.config import nearest
from pipeline.engines.loading import first_line
from pipeline.errors import DataUnavailableError, InputError
from pipeline.evaluation.datasets import EvalSet, Pairs, desk, desk_set, pairs, pairs_set, summary_set
from pipeline.evaluation.plan import SetPlan

#: Until the hub counts as out of reach.
_PROBE_SECONDS = 10


def open_set(plan: SetPlan) -> EvalSet:
    """The set that a plan asks for. Raises InputError, one line, where it is not here or not as described."""
    if plan.desk:
        return desk_set(desk(plan.desk), plan.label)
    found = Pairs(plan.label, *_hub(plan)) if plan.hub else _file(plan)
    return summary_set(found, dutch=plan.language == "nl") if plan.task == "summary" else pairs_set(found)


def _file(plan: SetPlan) -> Pairs:
    found = pairs(plan.path)
    return Pairs(plan.label, found.sources, found.references)


def _hub(plan: SetPlan) -> tuple[list[str], list[str]]:
    """(sources, references) of a data set of the hub."""
    rows = _rows(plan, plan.config)
    other = _rows(plan, plan.reference_config) if plan.reference_config else rows
    if len(rows) != len(other) or not rows:
        raise InputError(
            f"set {plan.label}: {plan.config or plan.hub} has {len(rows)} rows in {plan.split} and "
            f"{plan.reference_config or plan.hub} has {len(other)}; their rows must be the same"
        )
    return [_column(plan, row, plan.source) for row in rows], [_column(plan, row, plan.reference) for row in other]


def _rows(plan: SetPlan, config: str) -> list[dict[str, Any]]:
    import datasets
    from huggingface_hub.errors import HfHubHTTPError

    datasets.disable_progress_bars()
    try:
        with _offline_unless_reachable(plan):
            return list(datasets.load_dataset(plan.hub, config or None, split=plan.split, revision=plan.revision))
    except (OSError, ValueError, RuntimeError, HfHubHTTPError) as error:
        raise DataUnavailableError(
            f"set {plan.label}: {plan.hub} could not be loaded with datasets ({first_line(error)}); check its name and "
            "the network, accept its terms on the hub if it has any, or give a file with path"
        ) from error


@contextmanager
def _offline_unless_reachable(plan: SetPlan) -> Iterator[None]:
    """Without a network only the cache is asked: `datasets` would try each file for half a minute."""
    import datasets
    from httpx2 import TransportError
    from huggingface_hub import HfApi, constants
    from huggingface_hub.errors import HfHubHTTPError

    if Path(plan.hub).is_dir():
        yield
        return
    was = constants.HF_HUB_OFFLINE, datasets.config.HF_HUB_OFFLINE
    try:
        HfApi().dataset_info(plan.hub, revision=plan.revision, timeout=_PROBE_SECONDS)
    except HfHubHTTPError:
        pass  # the hub answers; loading says what it has against the name
    except (TransportError, OSError):
        constants.HF_HUB_OFFLINE = datasets.config.HF_HUB_OFFLINE = True
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE, datasets.config.HF_HUB_OFFLINE = was


def _column(plan: SetPlan, row: dict[str, Any], name: str) -> str:
    value: Any = row
    for part in name.split("."):
        if not isinstance(value, dict) or part not in value:
            hint = nearest(part, value, f"; there are {', '.join(value)}") if isinstance(value, dict) else ""
            raise InputError(f"set {plan.label}: {plan.hub} has no column {name}{hint}")
        value = value[part]
    if not isinstance(value, str):
        raise InputError(f"set {plan.label}: column {name} of {plan.hub} holds no text but {type(value).__name__}")
    return value
