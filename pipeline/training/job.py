"""`overzet train` from end to end: data, filters, vocabulary or base model, the run, the curve and the card."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pipeline.atomic import write_text
from pipeline.config import Layered
from pipeline.errors import InputError
from pipeline.training.checkpoint import copy_tokenizer, local_checkpoint, make_vocabulary, new_model, open_model
from pipeline.training.pairs import Corpus, Removed, hold_out, read
from pipeline.training.settings import TrainSettings
from pipeline.training.trainer import Trainer
from pipeline.training.validation import Scores

Say = Callable[[str], None]


def train(
    data: Sequence[str], folder: Path, config: Layered[TrainSettings], *, base: str | None = None, base_path: str = "",
    say: Say = lambda text: None, report: Callable[[dict[str, Any]], None] = lambda row: None,
) -> Scores:  # fmt: skip
    """Train or (with `base`) fine-tune into `folder`/model; taken up again where `folder` holds the same run.

    Raises InputError for bad data or settings, OverzetError where a checkpoint cannot be written.
    """
    settings = config.settings
    if not data:
        raise InputError("--data: name at least one file of pairs (source TAB target) or a data set")
    removed, seen = Removed(), set[tuple[str, str]]()
    corpora = [read(spec, settings.data, removed, seen) for spec in data]
    dev = hold_out(corpora, settings.data.dev_pairs, settings.run.seed)
    for line in filter_table(removed):
        say(line)
    folder.mkdir(parents=True, exist_ok=True)
    write_text(folder / "train.toml", config.to_toml())
    write_text(folder / "filters.json", json.dumps({"kept": removed.kept, "removed": removed.counts}, indent=1))
    files = folder / "tokenizer"
    model, tokenizer = _start(corpora, settings, files, base, base_path)
    say(f"Training {sum(p.numel() for p in model.parameters()) / 1e6:.1f} M parameters; held out {len(dev)} pairs")
    trainer = Trainer(model, tokenizer, files, corpora, dev, settings, folder, report)
    scores = trainer.train()
    draw(folder)
    write_text(folder / "model" / "README.md", card(folder, data, base, scores))
    return scores


def _start(corpora: list[Corpus], settings: TrainSettings, files: Path, base: str | None, path: str) -> tuple[Any, Any]:
    """The model and its tokenizer, whose files lie in `files` from the first start on."""
    import torch
    from transformers import MarianTokenizer

    torch.manual_seed(settings.run.seed)
    start = local_checkpoint(path or base, base) if base else None
    if not (files / "vocab.json").exists():
        if start:
            copy_tokenizer(start, files)
        else:
            texts = (text for corpus in corpora for pair in corpus.pairs for text in pair)
            make_vocabulary(texts, files, settings.vocabulary.size, settings.model.max_positions)
    tokenizer = MarianTokenizer.from_pretrained(str(files))
    model = open_model(start, str(base)) if start else new_model(len(tokenizer.encoder), settings.model)
    return model, tokenizer


def filter_table(removed: Removed) -> list[str]:
    """What each filter removed, a line for each source."""
    return [
        f"{name}: kept {kept:,}"
        + "".join(f", {reason} -{counts[name]:,}" for reason, counts in sorted(removed.counts.items()) if counts[name])
        for name, kept in removed.kept.items()
    ]


def draw(folder: Path) -> None:
    """`folder`/curve.png from `folder`/curve.jsonl: losses on the left, chrF on the right, over minutes."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    rows = [json.loads(line) for line in (folder / "curve.jsonl").read_text(encoding="utf-8").splitlines()]
    minutes = [row["minutes"] for row in rows]
    figure = Figure(figsize=(8, 4.5), layout="constrained")
    FigureCanvasAgg(figure)
    left = figure.add_subplot(xlabel="minutes", ylabel="loss (nats per token)")
    left.plot(minutes, [row["loss"] for row in rows], label="training loss", color="tab:gray")
    left.plot(minutes, [row["dev_loss"] for row in rows], label="validation loss", color="tab:blue")
    right = left.twinx()
    right.set_ylabel("chrF")
    right.plot(minutes, [row["chrf"] for row in rows], label="validation chrF", color="tab:green")
    figure.legend(loc="outside upper center", ncols=3)
    figure.savefig(folder / ".curve.part", dpi=110, format="png")
    (folder / ".curve.part").replace(folder / "curve.png")


def card(folder: Path, data: Sequence[str], base: str | None, scores: Scores) -> str:
    """A model card with what is known of the run."""
    rows = [json.loads(line) for line in (folder / "curve.jsonl").read_text(encoding="utf-8").splitlines()]
    return "\n".join(
        [
            f"# {folder.name}",
            "",
            f"A Marian model for Dutch to English, {'adapted from ' + base if base else 'trained from scratch'} by "
            f"`overzet train` in {rows[-1]['minutes']:.0f} minutes ({rows[-1]['step']:,} steps).",
            "",
            f"- Data: {', '.join(Path(name).name for name in data)}",
            f"- Held-out pairs: loss {scores.loss:.3f}, BLEU {scores.bleu:.1f}, chrF {scores.chrf:.1f} "
            f"(`{scores.signature}`, greedy)",
            "- Settings: `train.toml` beside this folder",
            "",
        ]
    )
