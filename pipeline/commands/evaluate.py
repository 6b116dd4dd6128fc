"""`overzet evaluate`."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from pipeline.commands.common import ConfigOption, SettingOption, progress_bar, say, show
from pipeline.config import load
from pipeline.errors import InputError


def evaluate(
    data: Annotated[
        list[str] | None, typer.Argument(metavar="[DATA]...", help="desk, or a .tsv(.gz) of source TAB reference.")
    ] = None,
    split: Annotated[str, typer.Option("--split", help="Of the desk set: test, or dev.")] = "test",
    config: ConfigOption = [],  # noqa: B006
    setting: SettingOption = [],  # noqa: B006
    no_summary: Annotated[bool, typer.Option("--no-summary", help="Score the translation alone.")] = False,
) -> None:
    """Score translation and summaries against references. Every figure comes with its signature."""
    from pipeline.evaluation import datasets
    from pipeline.evaluation.evaluate import evaluate_desk, evaluate_pairs
    from pipeline.run import Walk

    if split not in ("dev", "test"):
        raise InputError(f"--split {split}: the desk set has the splits dev and test")
    settings = load(config, [*setting, *(["summary.enabled=false"] if no_summary else [])])
    names = data or ["desk"]
    sets = {name: None if name == "desk" else datasets.pairs(name) for name in names}
    articles = datasets.desk("dev" if split == "dev" else "test") if "desk" in names else []
    walk = Walk(settings, say)
    translator, summariser = walk.load()
    table = Table("data", "size", "system", "metric", "score", "signature", box=None, pad_edge=False)
    for name, pairs in sets.items():
        with progress_bar(f"Translating {name}") as progress:
            if pairs is None:
                results = evaluate_desk(articles, translator, summariser, settings.settings, progress)
            else:
                results = [evaluate_pairs(pairs, translator, settings.settings, progress)]
        for result in results:
            for score in result.scores:
                row = (result.dataset, str(result.size), result.system, score.metric, f"{score.value:.2f}")
                table.add_row(*row, score.signature)
    show(table)
