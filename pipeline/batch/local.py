"""A batch on one machine: inputs into the ledger, then its open articles through the walk, group by group."""

from __future__ import annotations

import glob
import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pipeline.article import Article, Severity
from pipeline.atomic import write_error, write_text
from pipeline.batch.ledger import Ledger, Row, State
from pipeline.config import Config
from pipeline.errors import InputError, OverzetError
from pipeline.inputs import expand, read_each
from pipeline.run import Walk
from pipeline.stages.report import file_stem, render, write_config

#: Articles that go to the model together; a stop waits for the group in hand.
GROUP = 16
#: An article that was at work when the program ended so often is taken to be what ended it.
_MOST_ATTEMPTS = 3
_REGISTERED_AT_ONCE = 500


@dataclass
class Outcome:
    """What one run did. `stopped`: why it ended before all was done, if it did."""

    done: int = 0
    failed: int = 0
    skipped: int = 0
    pending: int = 0
    words: int = 0
    seconds: float = 0.0
    stopped: str = ""

    def to_json(self) -> str:
        return json.dumps(asdict(self) | {"seconds": round(self.seconds, 1)})


@dataclass
class Wanted:
    """What a run is asked to do. `since`: seconds of the epoch; files that are older are left out."""

    limit: int | None = None
    since: float = 0.0
    retry_failed: bool = False
    force: bool = False
    #: Files that changed within so many seconds may still be being written.
    settle: float = 0.0


@dataclass
class Batch:
    """One run over inputs. `stop` is asked between groups; `log` is told of every article that ended."""

    config: Config
    folder: Path
    walk: Walk
    ledger: Ledger
    wanted: Wanted
    stop: Callable[[], str] = lambda: ""
    log: Callable[[dict[str, object]], None] = lambda entry: None
    progress: Callable[[int, int], None] = lambda done, total: None
    outcome: Outcome = field(default_factory=Outcome)

    def run(self, inputs: Iterable[str]) -> Outcome:
        """Everything there is to do. Raises OverzetError where going on makes no sense: no model, a full disk.

        Raises InputError where the output folder is an input too: its English would be translated by the next run.
        """
        inputs = list(inputs)
        for name in inputs:
            if Path(name).resolve() == self.folder.resolve():
                raise InputError(f"{name}: is the output folder too; choose another folder for the output")
        started = time.monotonic()
        write_config(self.folder, self.config.to_toml())
        self._register(inputs)
        before = self.ledger.counts()
        self.outcome.skipped = before.done + (0 if self.wanted.retry_failed else before.failed)
        total = before.pending + before.running + (before.failed if self.wanted.retry_failed else 0)
        try:
            for group in self._groups():
                if reason := self.stop():
                    self.outcome.stopped = reason
                    break
                self._work(group)
                self.progress(self.outcome.done + self.outcome.failed, total)
        finally:
            self.outcome.seconds += time.monotonic() - started
            after = self.ledger.counts()
            self.outcome.pending = after.pending + after.running
        return self.outcome

    def _register(self, inputs: Iterable[str]) -> None:
        for name in inputs:
            try:
                paths = _paths(name)
            except InputError as error:
                self._unreadable(name, "", error)
                continue
            for path in paths:
                if Path(path).resolve().parent == self.folder.resolve():
                    continue  # what a pattern such as **/* finds of earlier results
                stamp = self._stamp(path)
                if stamp is not None and not self.ledger.is_read(path, stamp):
                    self._register_one(path, stamp)

    def _register_one(self, path: str, stamp: str) -> None:
        problems, waiting = list[str](), list[Article]()
        try:
            for item in read_each(path, self.config.settings.ingest):
                if isinstance(item, InputError):
                    problems.append(str(item))
                    continue
                waiting.append(item)
                if len(waiting) == _REGISTERED_AT_ONCE:
                    self.ledger.register(waiting, path)
                    waiting = []
        except OverzetError as error:
            problems.append(str(error))
        self.ledger.register(waiting, path)
        self.ledger.set_read(path, stamp)
        if problems:
            more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            self._unreadable(path, stamp, OverzetError(problems[0] + more))

    def _unreadable(self, name: str, stamp: str, error: OverzetError) -> None:
        self.ledger.set_read(name, stamp, str(error))
        self.outcome.failed += 1
        self.log({"input": name, "state": State.FAILED, "problem": str(error)})

    def _stamp(self, path: str) -> str | None:
        """Size and time of a file; None where it is not to be read now."""
        try:
            stat = Path(path).stat()
        except OSError:
            return ""  # a web address, or what reading it will tell
        if stat.st_mtime < self.wanted.since or time.time() - stat.st_mtime < self.wanted.settle:
            return None
        return f"{stat.st_size}:{stat.st_mtime_ns}"

    def _groups(self) -> Iterator[list[tuple[Row, Article]]]:
        """Open articles, each one once; one that was at work when the program ended comes alone."""
        states = [State.PENDING, State.RUNNING, *([State.FAILED] if self.wanted.retry_failed else [])]
        taken, group, seen = 0, list[tuple[Row, Article]](), set[str]()
        for origin in self.ledger.origins(states):
            for row, article in self._open(origin, states, seen):
                if self.wanted.limit is not None and taken == self.wanted.limit:
                    self.outcome.stopped = "limit"
                    break
                taken += 1
                if row.state is State.RUNNING:
                    yield [(row, article)]
                    continue
                group.append((row, article))
                if len(group) == GROUP:
                    yield group
                    group = []
        if group:
            yield group

    def _open(self, origin: str, states: Sequence[State], seen: set[str]) -> Iterator[tuple[Row, Article]]:
        try:
            for item in read_each(origin, self.config.settings.ingest):
                row = None if isinstance(item, InputError) else self.ledger.row(self.ledger.key(item))
                if row and not isinstance(item, InputError) and row.state in states and row.key not in seen:
                    seen.add(row.key)
                    yield row, item
        except OverzetError as error:
            self._unreadable(origin, "", error)

    def _work(self, group: Sequence[tuple[Row, Article]]) -> None:
        started = time.monotonic()
        fit = [(row, article) for row, article in group if not self._is_worn_out(row)]
        self.ledger.start(row.key for row, _ in fit)
        prepared = []
        for row, article in fit:
            try:
                prepared.append((row, self.walk.prepare(article, force=self.wanted.force)))
            except InputError as error:
                self._failed(row, str(error))
        in_hand = {row.key for row, _ in prepared}
        try:
            self.walk.load()
            finished = self._finished(prepared)
            for row, result in finished:
                if isinstance(result, Article):
                    self._done(row, result, (time.monotonic() - started) / len(finished))
                else:
                    self._failed(row, f"{type(result).__name__}: {' '.join(str(result).split())[:300]}")
                in_hand.discard(row.key)
        except OverzetError:
            self.ledger.release(in_hand)
            raise

    def _finished(self, prepared: Sequence[tuple[Row, Article]]) -> list[tuple[Row, Article | Exception]]:
        """The group in one go; where that fails, one by one, so that only the article at fault does."""
        rows = [row for row, _ in prepared]
        try:
            return list(zip(rows, self.walk.finish([article for _, article in prepared]), strict=True))
        except Exception as error:  # noqa: BLE001 - whatever an article does to a model, the others go on
            if len(prepared) == 1:
                return [(rows[0], error)]
            return [self._finished([one])[0] for one in prepared]

    def _is_worn_out(self, row: Row) -> bool:
        if row.state is not State.RUNNING or row.attempts < _MOST_ATTEMPTS:
            return False
        self._failed(row, f"the program ended {row.attempts} times while it worked on this; try it by itself")
        return True

    def _done(self, row: Row, article: Article, seconds: float) -> None:
        form = self.config.settings.output.format
        name = f"{file_stem(article)}.{form}"
        if self.ledger.is_taken(name, row):
            name = f"{file_stem(article)}-{row.key[:8]}.{form}"
        words = sum(len(segment.source.split()) for segment in article.segments())
        write_text(self.folder / name, render(article, form))
        self.ledger.finish(row.key, name, seconds, words)
        self.outcome.done += 1
        self.outcome.words += words
        found = [finding.severity for finding in article.all_findings()]
        self.log({
            "id": row.id, "state": State.DONE, "output": name, "seconds": round(seconds, 3), "words": words,
            **{severity.value: found.count(severity) for severity in Severity},
        })  # fmt: skip

    def _failed(self, row: Row, problem: str) -> None:
        self.ledger.fail(row.key, problem)
        self.outcome.failed += 1
        self.log({"id": row.id, "state": State.FAILED, "problem": problem})


def _paths(name: str) -> list[str]:
    """The files of a folder or a pattern, or the input itself."""
    if name == "-":
        raise InputError("-: a batch reads its input twice; give a file")
    if glob.has_magic(name) and not Path(name).exists():
        # Path.glob takes no absolute pattern.
        found = sorted(path for path in glob.glob(name, recursive=True) if Path(path).is_file())  # noqa: PTH207
        if not found:
            raise InputError(f"{name}: no file fits this pattern")
        return found
    return expand(name)


def appended(path: Path) -> Callable[[dict[str, object]], None]:
    """A log of JSON lines, without any text of the articles. Raises OverzetError where it cannot be written."""

    def log(entry: dict[str, object]) -> None:
        try:
            with path.open("a", encoding="utf-8") as handle:
                handle.write(json.dumps({"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), **entry}) + "\n")
        except OSError as error:
            raise write_error(path, error) from error

    return log
