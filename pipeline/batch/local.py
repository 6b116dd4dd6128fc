"""A run over many articles on this machine: take in what is new, work it off in chunks, stop cleanly.

The sentences of a chunk go to the model together, which fills its batches. A chunk that fails is done again article
by article, so that the one at fault fails alone. There are no worker processes: the engines use all cores already.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel

from pipeline.article import Article
from pipeline.atomic import write_text
from pipeline.batch.intake import Intake
from pipeline.batch.ledger import NAME, Entry, Ledger, State, digest, locked, problem
from pipeline.batch.metrics import write_metrics
from pipeline.batch.status import duration, of_ledger
from pipeline.batch.stop import Stop
from pipeline.config import Config
from pipeline.errors import InputError, OverzetError
from pipeline.run import Progress, Say, Walk
from pipeline.stages.report import render, write_config

#: Articles that are translated together, and the most that a stop waits for.
CHUNK = 16
#: So many articles failing one after the other point at the engine or the machine, and end the run.
MOST_IN_A_ROW = 8
#: Seconds between two looks into a drop folder, two lines of progress, and two versions of the metrics.
LOOK, TELL, MEASURE = 2.0, 60.0, 5.0


@dataclass(frozen=True)
class Options:
    """How a run goes; none of it changes a text. `limit` is the most articles to work on, `since` leaves older out."""

    force: bool = False
    limit: int | None = None
    retry_failed: bool = False
    since: datetime | None = None
    watch: bool = False
    metrics: Path | None = None


@dataclass(frozen=True)
class Listeners:
    """Who hears of a run while it is at work."""

    say: Say = lambda text: None
    complain: Callable[[OverzetError], None] = lambda error: None
    progress: Progress = lambda done, total: None


class Summary(BaseModel):
    """A run in one line. `known` was in the ledger already; `failed_before` failed earlier and was not tried again."""

    output: str
    new: int = 0
    known: int = 0
    done: int = 0
    failed: int = 0
    failed_before: int = 0
    pending: int = 0
    words: int = 0
    seconds: float = 0
    stopped: str | None = None
    error: str | None = None


def run_batch(
    inputs: Sequence[str],
    output: Path,
    config: Config,
    options: Options,
    listeners: Listeners,
    stop: Stop,
) -> Summary:
    """Everything in the inputs that the ledger of `output` does not hold yet, each article once.

    Failures are in the summary and in the ledger. Raises InputError for bad usage, another run at work in the folder
    or a model that is not there; no article has been touched then.
    """
    form = config.settings.output.format
    intake = Intake(inputs, output, config, form, listeners.say, listeners.complain, options.since)
    intake.check(watch=options.watch)
    if options.metrics and not options.metrics.parent.is_dir():
        raise InputError(f"--metrics {options.metrics}: there is no folder {options.metrics.parent}; create it first")
    with locked(output):
        write_config(output, config.to_toml())
        walk = Walk(config, listeners.say)
        ledger = Ledger(output / NAME, f"{walk.fingerprint}/{form}")
        try:
            return _Run(intake, ledger, walk, options, listeners, stop).whole()
        finally:
            ledger.close()


class _Run:
    def __init__(
        self, intake: Intake, ledger: Ledger, walk: Walk, options: Options, listeners: Listeners, stop: Stop
    ) -> None:
        self._intake, self._ledger, self._walk, self._options = intake, ledger, walk, options
        self._listeners, self._stop = listeners, stop
        self._output = intake.output
        self._summary = Summary(output=str(intake.output))
        self._claimed = self._in_a_row = 0
        self._last_problem = ""
        self._started = self._told = time.monotonic()
        self._measured = -MEASURE

    def whole(self) -> Summary:
        summary, ledger = self._summary, self._ledger
        ledger.recover(self._output, self._listeners.say)
        ledger.begin()
        try:
            if self._options.retry_failed:
                ledger.retry_failed()
            self._measure()
            self._rounds()
        except InputError:
            raise
        except OverzetError as error:
            summary.error = str(error)
        finally:
            ledger.end()
        summary.new, summary.known = self._intake.new, self._intake.known
        summary.failed += self._intake.failed
        summary.failed_before = max(0, ledger.count(State.FAILED) - summary.failed)
        summary.pending = ledger.count(State.PENDING)
        summary.seconds = round(time.monotonic() - self._started, 3)
        summary.stopped = self._stop.reason
        self._measured = -MEASURE
        self._measure()
        return summary

    def _rounds(self) -> None:
        while True:
            looked = time.monotonic()
            self._take_in()
            self._work()
            if self._stop or not self._options.watch:
                return
            # A look at a very large folder takes time, and must not be all that the machine does.
            self._stop.wait(max(LOOK, 5 * (time.monotonic() - looked)))

    def _take_in(self) -> None:
        most, before = None, self._intake.new
        if self._options.limit is not None:
            most = max(0, self._options.limit - self._claimed - self._ledger.count(State.PENDING))
        self._intake.scan(self._ledger, most=most, halted=lambda: bool(self._stop), settle=self._options.watch)
        if new := self._intake.new - before:
            self._listeners.say(f"{new:,} new articles, {self._ledger.count(State.PENDING):,} to do")

    def _work(self) -> None:
        while not self._stop and self._ledger.count(State.PENDING):
            room = CHUNK if self._options.limit is None else min(CHUNK, self._options.limit - self._claimed)
            if room <= 0:
                self._stop("limit")
                return
            self._walk.load()  # before anything is claimed: a model that is not there is no article's fault
            entries = self._ledger.claim(room)
            self._claimed += len(entries)
            self._chunk(entries)
            self._tell()
            self._measure()

    def _chunk(self, entries: Sequence[Entry]) -> None:
        ready = []
        for entry in entries:
            try:
                ready.append((entry, self._walk.prepare(entry.article(), force=self._options.force)))
            except Exception as error:  # noqa: BLE001 - one article that breaks must not end the run
                self._fail(entry, error)
        self._deliver(self._outputs(ready) if ready else [])
        if self._in_a_row >= MOST_IN_A_ROW:
            raise OverzetError(
                f"{self._in_a_row} articles failed one after the other, the last with {self._last_problem}; mend that "
                "and run again with --retry-failed"
            )

    def _outputs(self, ready: Sequence[tuple[Entry, Article]]) -> list[tuple[Entry, str, int]]:
        """(entry, text of its file, Dutch words) of those that could be done."""
        try:
            done = self._walk.finish([article for _, article in ready])
            texts = [render(article, self._intake.suffix) for article in done]
        except Exception as error:  # noqa: BLE001 - as above
            if len(ready) == 1:
                self._in_a_row += 1
                self._fail(ready[0][0], error)
                return []
        else:
            self._in_a_row = 0
            return [(entry, text, _words(a)) for (entry, _), text, a in zip(ready, texts, done, strict=True)]
        outputs = []
        for n, one in enumerate(ready, 1):
            outputs += self._outputs([one])
            if self._in_a_row >= MOST_IN_A_ROW:
                self._ledger.release([entry.number for entry, _ in ready[n:]])
                break
        return outputs

    def _deliver(self, outputs: Sequence[tuple[Entry, str, int]]) -> None:
        self._ledger.expect([(entry.number, digest(text), words) for entry, text, words in outputs])
        written = 0
        try:
            for entry, text, _ in outputs:
                write_text(self._output / entry.name, text)
                written += 1
        finally:
            # A full disk is not the fault of the articles that it has no room for.
            self._ledger.finish([entry.number for entry, _, _ in outputs[:written]])
            self._ledger.release([entry.number for entry, _, _ in outputs[written:]])
            self._summary.done += written
            self._summary.words += sum(words for _, _, words in outputs[:written])

    def _fail(self, entry: Entry, error: Exception) -> None:
        told = str(error) if isinstance(error, OverzetError) else problem(error)
        line = told if entry.source and entry.source in told else f"{entry.source or entry.name}: {told}"
        self._last_problem = told
        self._ledger.fail(entry.number, line)
        self._summary.failed += 1
        self._listeners.complain(OverzetError(line))

    def _tell(self) -> None:
        pending = self._ledger.count(State.PENDING)
        over = self._summary.done + self._summary.failed
        self._listeners.progress(over, over + pending)
        now = time.monotonic()
        if now - self._told >= TELL:
            self._told = now
            left = duration((now - self._started) / over * pending) if over else "an unknown time"
            self._listeners.say(
                f"{over:,} done, {self._summary.failed:,} of them failed; {pending:,} to do, {left} left"
            )

    def _measure(self) -> None:
        now = time.monotonic()
        if self._options.metrics and now - self._measured >= MEASURE:
            self._measured = now
            status = of_ledger(self._ledger, self._output)
            try:
                write_metrics(self._options.metrics, status)
            except OverzetError as error:
                self._summary.error = str(error)  # told at the end: no figure is worth an article


def _words(article: Article) -> int:
    return sum(len(segment.source.split()) for segment in article.segments())
