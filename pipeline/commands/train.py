"""`overzet train`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.commands.common import ConfigOption, SettingOption, say


def train(
    data: Annotated[
        list[str], typer.Option("--data", metavar="DATA", help="A .tsv, .jsonl, .parquet or data set; @2 weighs it.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="The run and, in DIR/model, its model.")],
    base: Annotated[
        str | None, typer.Option("--from", metavar="MODEL", help="Fine-tune this model: bundled, a name, a directory.")
    ] = None,
    config: ConfigOption = [],  # noqa: B006
    setting: SettingOption = [],  # noqa: B006
) -> None:
    """Train a model on your own Dutch-English text, or adapt one. Run it again to go on where it stopped."""
    from pipeline.config import load_layers
    from pipeline.resources import BUNDLED_MODEL
    from pipeline.training import job
    from pipeline.training.settings import TrainSettings

    overlays = [*(["train-finetune"] if base else []), *config]
    settings = load_layers(TrainSettings, "train-small", overlays, setting)

    def report(row: dict[str, Any]) -> None:
        say(
            f"step {row['step']:,}  {row['minutes']:.1f} min  {row['tokens_per_second']:,} tokens/s  loss "
            f"{row['loss']:.3f}  held out: loss {row['dev_loss']:.3f} BLEU {row['bleu']:.1f} chrF {row['chrf']:.1f}"
        )

    path = str(BUNDLED_MODEL) if base == "bundled" else ""
    scores = job.train(data, out, settings, base=base, base_path=path, say=say, report=report)
    sys.stdout.write(f"{out / 'model'}\tchrF {scores.chrf:.1f}\tBLEU {scores.bleu:.1f}\t{scores.signature}\n")
