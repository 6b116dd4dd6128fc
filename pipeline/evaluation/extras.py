"""Learned metrics that are not installed with the rest: COMET and BERTScore."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from pipeline.engines.loading import first_line
from pipeline.errors import InputError, OverzetError
from pipeline.evaluation import metrics
from pipeline.evaluation.metrics import Measured

#: A metric of (sources, hypotheses, references), segment by segment.
Extra = Callable[[Sequence[str], Sequence[str], Sequence[str]], Measured]
COMET_MODEL = "Unbabel/wmt22-comet-da"
BERT_MODEL = "roberta-large"


def comet() -> Extra:
    """COMET (Rei et al. 2022), by its own command: its package needs a transformers and a numpy older than ours."""
    command = shutil.which("comet-score")
    if not command:
        raise InputError(
            "metric comet: the command comet-score is not installed; give it an environment of its own with "
            "`pipx install unbabel-comet`, or leave the metric out"
        )
    return lambda *texts: _comet(command, *texts)


def _comet(command: str, sources: Sequence[str], hypotheses: Sequence[str], references: Sequence[str]) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        names = {"-s": "src", "-t": "hyp", "-r": "ref"}
        for name, texts in zip(names.values(), (sources, hypotheses, references), strict=True):
            lines = [" ".join(text.split()) for text in texts]
            (Path(folder) / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        options = [word for pair in names.items() for word in pair]
        done = subprocess.run(
            [command, *options, "--model", COMET_MODEL, "--gpus", "0", "--quiet", "--to_json", "out.json"],
            cwd=folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        out = Path(folder) / "out.json"
        if done.returncode or not out.is_file():
            last = (done.stderr.strip() or "no output").splitlines()[-1]
            raise OverzetError(f"metric comet: comet-score failed: {last[:200]}")
        (rows,) = json.loads(out.read_text(encoding="utf-8")).values()
    return metrics.mean("COMET", [100 * row["COMET"] for row in rows], f"comet-score|{COMET_MODEL}|x100")


def bertscore(model: str = BERT_MODEL, layers: int | None = None) -> Extra:
    """BERTScore F1 (Zhang et al. 2020), without rescaling. `layers`: of a model that the package does not know."""
    if not find_spec("bert_score"):
        raise InputError("metric bertscore: the package bert-score is missing: pip install overzet[bertscore]")

    def measure(sources: Sequence[str], hypotheses: Sequence[str], references: Sequence[str]) -> Measured:
        from bert_score import BERTScorer

        try:
            scorer = BERTScorer(model_type=model, num_layers=layers, device="cpu")
        except (OSError, ValueError, RuntimeError) as error:
            raise InputError(f"metric bertscore: {model} could not be loaded ({first_line(error)})") from error
        _, _, f1 = scorer.score(list(hypotheses), list(references))
        signature = f"bert-score:{version('bert-score')}|{model}|layer:{scorer.num_layers}|f1|no rescaling"
        return metrics.mean("BERTScore", [100 * float(value) for value in f1], signature)

    return measure


#: By name; each raises InputError, one line, where it is not installed.
EXTRAS: dict[str, Callable[[], Extra]] = {"comet": comet, "bertscore": bertscore}
