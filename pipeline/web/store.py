"""Finished and waiting articles in SQLite, so that neither a reload nor a restart loses one."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from pipeline.article import Article
from pipeline.errors import OverzetError

_TABLE = """
create table if not exists articles (
  id text primary key, added real not null default (julianday('now')), state text not null,
  title text not null, article text not null, problem text not null default ''
)"""


class State(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Job:
    """An article and how far it is; `problem` says in one line why it failed."""

    id: str
    state: State
    title: str
    article: Article
    problem: str = ""


class Store:
    """The jobs of one server. Raises OverzetError where the file cannot be used."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._database.execute("pragma journal_mode=wal")
            self._database.execute(_TABLE)
        except (OSError, sqlite3.Error) as error:
            raise OverzetError(f"{path}: cannot keep articles there ({error}); give another --data folder") from error

    def close(self) -> None:
        with self._lock:
            self._database.close()

    def add(self, article: Article, title: str) -> Job:
        """A waiting job, in the place of one with the same id."""
        self.run(
            "insert or replace into articles (id, state, title, article) values (?, ?, ?, ?)",
            (article.id, State.WAITING, title, article.to_json()),
        )
        return Job(article.id, State.WAITING, title, article)

    def finish(self, article: Article, title: str) -> None:
        self.run(
            "update articles set state = ?, title = ?, article = ? where id = ?",
            (State.DONE, title, article.to_json(), article.id),
        )

    def fail(self, key: str, problem: str) -> None:
        self.run("update articles set state = ?, problem = ? where id = ?", (State.FAILED, problem, key))

    def get(self, key: str) -> Job | None:
        rows = self.run("select id, state, title, article, problem from articles where id = ?", (key,))
        return _job(rows[0]) if rows else None

    def state(self, key: str) -> State | None:
        """How far it is, without reading the article."""
        rows = self.run("select state from articles where id = ?", (key,))
        return State(rows[0][0]) if rows else None

    def counts(self) -> dict[State, int]:
        """Articles by state."""
        rows = dict(self.run("select state, count(*) from articles group by state"))
        return {state: rows.get(state, 0) for state in State}

    def latest(self, count: int) -> list[Job]:
        """The newest first."""
        rows = self.run(
            "select id, state, title, article, problem from articles order by added desc, rowid desc limit ?", (count,)
        )
        return [_job(row) for row in rows]

    def waiting(self) -> list[Job]:
        """The oldest first: what a server that was stopped has still to do."""
        query = "select id, state, title, article, problem from articles where state = ? order by added, rowid"
        return [_job(row) for row in self.run(query, (State.WAITING,))]

    def run(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """One statement and its rows."""
        with self._lock:
            return self._database.execute(query, values).fetchall()

    def run_all(self, statements: Sequence[tuple[str, tuple[Any, ...]]]) -> None:
        """Statements that are done together or not at all."""
        with self._lock:
            self._database.execute("begin immediate")
            try:
                for query, values in statements:
                    self._database.execute(query, values)
            except BaseException:
                self._database.execute("rollback")
                raise
            self._database.execute("commit")


def _job(row: tuple[Any, ...]) -> Job:
    key, state, title, article, problem = row
    return Job(key, State(state), title, Article.from_json(article), problem)
