"""The ledger of a batch: which article is pending, running, done or failed, in SQLite beside the output.

An article is known by a key of its content, the configuration and the form of the output, so that it is done once
for each, whoever asks and however often. Its file is written whole before it is marked as done: what is killed in
between is done again into the same file.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from filelock import FileLock, Timeout

from pipeline.article import Article, content_id
from pipeline.atomic import write_error
from pipeline.errors import OverzetError

NAME = "ledger.sqlite"
_SCHEMA = """
create table if not exists articles (
  key text primary key, id text not null, origin text not null, config text not null, state text not null,
  attempts integer not null default 0, problem text not null default '', output text collate nocase,
  finished real, seconds real, words integer
);
create index if not exists by_state on articles (config, state);
create index if not exists by_origin on articles (config, origin);
create index if not exists by_output on articles (output);
create table if not exists inputs (
  origin text, config text, stamp text not null, problem text not null default '', primary key (origin, config)
);
"""


class State(StrEnum):
    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Row:
    """What the ledger knows of an article."""

    key: str
    id: str
    state: State
    attempts: int
    problem: str


@dataclass(frozen=True)
class Counts:
    """Articles by state, inputs that could not be read, and the rate at which the latest ones were done."""

    pending: int
    running: int
    done: int
    failed: int
    unreadable: int
    words_per_minute: float
    articles_per_minute: float

    @property
    def minutes_left(self) -> float | None:
        """At that rate; None where there is none yet."""
        left = self.pending + self.running
        return round(left / self.articles_per_minute, 1) if self.articles_per_minute else None


class Ledger:
    """The ledger in a folder, for one configuration (`config`: its fingerprint and the form of the output).

    Raises OverzetError where another run has it, or where it cannot be read or written.
    """

    def __init__(self, folder: Path, config: str, *, reading: bool = False) -> None:
        self.path, self._config = folder / NAME, config
        self._lock = FileLock(folder / "ledger.lock")
        try:
            if not reading:
                folder.mkdir(parents=True, exist_ok=True)
                self._lock.acquire(timeout=0)
            self._database = sqlite3.connect(self.path, isolation_level=None)
            self._database.execute("pragma journal_mode=wal")
            self._database.executescript(_SCHEMA)
        except Timeout:
            raise OverzetError(f"{folder}: another batch is at work here; wait for it or give another folder") from None
        except OSError as error:
            raise write_error(folder, error) from error
        except sqlite3.Error as error:
            self._lock.release()
            raise OverzetError(f"{self.path}: cannot be used as a ledger ({error})") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._database.close()
        self._lock.release()

    def key(self, article: Article) -> str:
        """24 hexadecimal digits for the article's id and content and the configuration."""
        content = content_id((block.kind, block.text) for block in article.blocks)
        return hashlib.sha256(f"{article.id}\x1f{content}\x1f{self._config}".encode()).hexdigest()[:24]

    def register(self, articles: Iterable[Article], origin: str) -> None:
        """Articles of an input that are not in the ledger yet become pending."""
        rows = ((self.key(a), a.id, origin, self._config, State.PENDING) for a in articles)
        with self._transaction():
            self._database.executemany(
                "insert or ignore into articles (key, id, origin, config, state) values (?, ?, ?, ?, ?)", rows
            )

    def is_read(self, origin: str, stamp: str) -> bool:
        """Whether an input was registered as it is now (`stamp`: its size and time)."""
        query = "select 1 from inputs where origin = ? and config = ? and stamp = ? and problem = ''"
        return bool(self._run(query, origin, self._config, stamp))

    def set_read(self, origin: str, stamp: str, problem: str = "") -> None:
        """An input was read, or `problem` says in one line why not, or not all."""
        self._run("insert or replace into inputs values (?, ?, ?, ?)", origin, self._config, stamp, problem)

    def origins(self, states: Iterable[State]) -> list[str]:
        """Inputs with an article in one of the states."""
        wanted = ", ".join(f"'{state}'" for state in states)
        query = f"select distinct origin from articles where config = ? and state in ({wanted}) order by origin"
        return [origin for (origin,) in self._run(query, self._config)]

    def row(self, key: str) -> Row | None:
        found = self._run("select key, id, state, attempts, problem from articles where key = ?", key)
        return Row(found[0][0], found[0][1], State(found[0][2]), found[0][3], found[0][4]) if found else None

    def start(self, keys: Iterable[str]) -> None:
        """Before the work, so that what ends the program is known by its attempts."""
        query = "update articles set state = ?, attempts = attempts + 1, problem = '' where key = ?"
        with self._transaction():
            self._database.executemany(query, [(State.RUNNING, key) for key in keys])

    def release(self, keys: Iterable[str]) -> None:
        """Back to pending: the work was not done, through no fault of the article."""
        query = "update articles set state = ?, attempts = attempts - 1 where key = ?"
        with self._transaction():
            self._database.executemany(query, [(State.PENDING, key) for key in keys])

    def finish(self, key: str, output: str, seconds: float, words: int) -> None:
        query = "update articles set state = ?, output = ?, finished = ?, seconds = ?, words = ? where key = ?"
        self._run(query, State.DONE, output, time.time(), seconds, words, key)

    def fail(self, key: str, problem: str) -> None:
        self._run(
            "update articles set state = ?, problem = ?, finished = ? where key = ?",
            State.FAILED, problem, time.time(), key,
        )  # fmt: skip

    def is_taken(self, output: str, row: Row) -> bool:
        """Whether a file holds another article of this configuration, or one of another id."""
        query = "select 1 from articles where output = ? and key <> ? and (id <> ? or config = ?) limit 1"
        return bool(self._run(query, output, row.key, row.id, self._config))

    def failures(self) -> list[tuple[str, str]]:
        """(article or input, why) of all that failed."""
        query = (
            "select id, problem from articles where config = ? and state = ? union all "
            "select origin, problem from inputs where config = ? and problem <> ''"
        )
        return self._run(query, self._config, State.FAILED, self._config)

    def counts(self, minutes: float = 15) -> Counts:
        """Rates are those of the `minutes` before the latest article was done, pauses of the batch included."""
        by_state = dict(self._run("select state, count(*) from articles where config = ? group by state", self._config))
        ((unreadable,),) = self._run("select count(*) from inputs where config = ? and problem <> ''", self._config)
        query = (
            "select count(*), sum(words), sum(seconds) from articles where config = ? and state = ? and finished >= "
            "(select max(finished) from articles where config = ? and state = ?) - ?"
        )
        ((done, words, seconds),) = self._run(
            query, self._config, State.DONE, self._config, State.DONE, minutes * 60
        )  # fmt: skip
        rate = 60 / seconds if seconds else 0.0
        return Counts(
            **{state.value: by_state.get(state, 0) for state in State},
            unreadable=unreadable,
            words_per_minute=round((words or 0) * rate, 1),
            articles_per_minute=round(done * rate, 2),
        )

    def _run(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        try:
            return self._database.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self._broken(error) from error

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._database.execute("begin immediate")
            yield
            self._database.execute("commit")
        except sqlite3.Error as error:
            if self._database.in_transaction:
                self._database.execute("rollback")
            raise self._broken(error) from error

    def _broken(self, error: sqlite3.Error) -> OverzetError:
        return OverzetError(f"{self.path}: the ledger cannot be used ({error}); see that the disk has room")


def latest_config(folder: Path) -> str:
    """The configuration that was last at work in a folder. Raises OverzetError where no batch was."""
    path = folder / NAME
    if not path.is_file():
        raise OverzetError(f"{folder}: holds no {NAME}, so no batch has been at work there")
    try:
        with sqlite3.connect(path) as database:
            found = database.execute("select config from inputs order by rowid desc limit 1").fetchone()
    except sqlite3.Error as error:
        raise OverzetError(f"{path}: cannot be read as a ledger ({error})") from error
    return str(found[0]) if found else ""
