"""Speed, memory and start-up of the translation engines, as ratios measured in one run.

Each system works in a process of its own, so that its peak memory is its own; their rounds take turns, so that a
busy machine slows all of them alike. `python -m pipeline.evaluation.bench` prints the table.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from pipeline.errors import OverzetError
from pipeline.evaluation import datasets
from pipeline.evaluation.bench_systems import SYSTEMS, load, opus_shaped, prepare
from pipeline.resources import BUNDLED_MODEL, DATA

_MODULE = "pipeline.evaluation.bench"
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass
class Measured:
    """What one system's process said. Times in seconds, memory in MB."""

    start: float
    rounds: list[float] = field(default_factory=list)
    tokens: int = 0
    memory: float = 0.0


class Worker:
    """A process that holds one system and translates the same sentences each time it is asked."""

    def __init__(self, system: str, model: Path, sentences: Path, forced: bool) -> None:
        self._system = system
        started = time.perf_counter()
        command = [sys.executable, "-m", _MODULE, "work", system, str(model), str(sentences)]
        self._process = subprocess.Popen(
            [*command, *(["--forced"] if forced else [])], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._answer()
        self.measured = Measured(start=time.perf_counter() - started)

    def round(self) -> None:
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        said = self._answer()
        self.measured.rounds.append(said["seconds"])
        self.measured.tokens, self.measured.memory = said["tokens"], said["memory"]

    def close(self) -> Measured:
        self._process.communicate()
        return self.measured

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise OverzetError(f"bench: the process of {self._system} ended without an answer")
        return dict(json.loads(line))


def measure(model: Path, sentences: list[str], rounds: int, *, forced: bool) -> dict[str, Measured]:
    """Every system over the sentences, `rounds` times in turn. `forced`: as many target as source tokens."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sentences.json"
        file.write_text(json.dumps(sentences), encoding="utf-8")
        for system in SYSTEMS:
            prepare(system, model)
        # One after the other, so that start-up times are not each other's.
        workers = {system: Worker(system, model, file, forced) for system in SYSTEMS}
        for _ in range(rounds):
            for worker in workers.values():
                worker.round()
        return {system: worker.close() for system, worker in workers.items()}


def peak_memory() -> float:
    """The most memory that this process has held, in MB.

    On Linux from /proc, since getrusage also counts what the parent held before the process became itself.
    """
    status = Path("/proc/self/status")
    if status.is_file() and (found := re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))):
        return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


@app.command()
def work(system: str, model: Path, sentences: Path, forced: bool = False) -> None:
    """A worker: loads, says so, and translates once for each line it reads."""
    texts = json.loads(sentences.read_text(encoding="utf-8"))
    translate, count = load(system, model, forced=forced)
    tokens = sum(count(text) for text in texts)
    translate(texts[:1])
    sys.stdout.write("{}\n")
    sys.stdout.flush()
    for _ in sys.stdin:
        started = time.perf_counter()
        translate(texts)
        seconds = time.perf_counter() - started
        sys.stdout.write(json.dumps({"seconds": seconds, "tokens": tokens, "memory": peak_memory()}) + "\n")
        sys.stdout.flush()


@app.command("run")
def run(
    rounds: Annotated[int, typer.Option(help="Rounds of each system; their median counts.")] = 5,
    growth: Annotated[bool, typer.Option(help="Also memory over 100, 1,000 and 10,000 sentences.")] = False,
) -> None:
    """The table: an opus-mt-shaped model with random weights, the bundled model, and its growth in memory."""
    console = Console(width=110, highlight=False)
    article = (DATA / "articles" / "iran-drones.txt").read_text(encoding="utf-8")
    from pipeline.stages.segment import split_sentences

    real = [sentence for line in article.splitlines() if line for _, sentence in split_sentences(line)]
    with tempfile.TemporaryDirectory() as folder:
        shaped = opus_shaped(Path(folder) / "opus")
        console.print(_table("opus-mt shape, random weights", measure(shaped, real[:12], rounds, forced=True)))
    console.print(_table("bundled, the real article", measure(BUNDLED_MODEL, real, rounds, forced=False)))
    if growth:
        console.print(_growth())


def _table(title: str, found: dict[str, Measured]) -> Table:
    table = Table(title=f"{title} ({next(iter(found.values())).tokens} source tokens)", title_justify="left")
    for name in ("system", "tokens/s", "x plain", "median s", "slowest s", "memory MB", "of plain", "start s"):
        table.add_column(name, justify="left" if name == "system" else "right")
    plain = found["plain transformers"]
    for system, one in found.items():
        middle = median(one.rounds)
        table.add_row(
            system, f"{one.tokens / middle:,.0f}", f"{median(plain.rounds) / middle:.1f}", f"{middle:.2f}",
            f"{max(one.rounds):.2f}", f"{one.memory:,.0f}", f"{one.memory / plain.memory:.2f}", f"{one.start:.1f}",
        )  # fmt: skip
    return table


def _growth() -> Table:
    """Peak memory of the fast engine as a stream of sentences goes through it in pieces of a hundred."""
    sources = [s.source for article in datasets.desk() for block in article.blocks for s in block.segments]
    table = Table(title="memory, ctranslate2 int8, bundled", title_justify="left")
    for name in ("sentences", "memory MB"):
        table.add_column(name, justify="right")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sentences.json"
        # The same hundred each time: what grows is then a leak, and not a longer sentence.
        file.write_text(json.dumps(sources[:100]), encoding="utf-8")
        worker = Worker("ctranslate2 int8", BUNDLED_MODEL, file, forced=False)
        for done in range(1, 101):
            worker.round()
            if done in (1, 10, 100):
                table.add_row(f"{done * 100:,}", f"{worker.measured.memory:,.1f}")
        worker.close()
    return table


if __name__ == "__main__":
    try:
        app()
    except OverzetError as error:
        sys.exit(f"{error}")
