"""What has been done and what has not, in SQLite: no crash loses an article or does one twice.

A row is an article under certain settings; its key is the hash of the one and the fingerprint of the other. It holds
the article's text until it is done, so that the queue is whole even where an input file has gone since. A row that was
being worked on when a run died is known by its state at the next start. The digest of an output is kept before its
file is written: a file that bears it was finished, and its article is not done again.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from pipeline.article import Article
from pipeline.atomic import write_error
from pipeline.errors import InputError, OverzetError
from pipeline.stages.report import folded, stem

NAME = "ledger.sqlite"
#: Seconds to wait for another program that holds the file.
PATIENCE = 10.0
#: An article that was in hand at so many crashes, alone at all but the first, is what ends the runs.
MOST_CRASHES = 5

#: What `pipeline.atomic` writes to before it renames.
_TEMPORARY = re.compile(r"\.[0-9a-f]{16}\.tmp")
_TABLES = """
create table if not exists articles (
  number integer primary key, hash text not null, settings text not null, state text not null, source text not null,
  name text, folded text unique, text blob, words integer not null default 0, attempts integer not null default 0,
  crashes integer not null default 0, digest text, problem text not null default '', finished real,
  unique (hash, settings)
);
create index if not exists by_state on articles (settings, state, crashes);
create index if not exists by_source on articles (source);
create table if not exists files (path text primary key, mark text not null, settings text not null);
create table if not exists runs (
  number integer primary key, settings text not null, started real not null, last real, ended real
);
"""


class State(StrEnum):
    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Entry:
    """An article to do. `name` is its file in the output folder."""

    number: int
    name: str
    source: str
    text: bytes

    def article(self) -> Article:
        return Article.from_json(zlib.decompress(self.text), self.source)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the output folder, which is made if need be. Raises InputError where another run has it."""
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".ledger.lock")
        lock.acquire(timeout=0)
    except FileExistsError:
        raise InputError(f"{folder}: is a file where a folder for the output is expected") from None
    except Timeout:
        raise InputError(f"{folder}: another run is at work there; wait for its end, or name another folder") from None
    except OSError as error:
        raise write_error(folder, error) from error
    try:
        yield
    finally:
        lock.release()


def article_hash(article: Article) -> str:
    """32 hexadecimal digits of the SHA-256 of what is translated and how it is called, wherever it was found."""
    blocks = [(block.kind, block.text) for block in article.blocks]
    told = json.dumps([article.id, article.title, article.language, article.published, blocks])
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def problem(error: Exception) -> str:
    """An unexpected error as one short line."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Ledger:
    """The rows of one output folder. `settings` is what the rows of this run are done with.

    Raises OverzetError where the file cannot be used. One process writes at a time (see `locked`).
    """

    def __init__(self, path: Path, settings: str) -> None:
        self.path, self._settings = path, settings
        self._run = 0
        with self._told():
            self._database = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            self._database.execute("pragma journal_mode=wal")
            # What is told as done must survive a power cut as the output file does.
            self._database.execute("pragma synchronous=full")
            self._database.executescript(_TABLES)

    def close(self) -> None:
        self._database.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise OverzetError(f"{self.path}: the ledger cannot be used: {error}; mend that and run again") from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that happens within is kept, or nothing is."""
        with self._told():
            self._database.execute("begin immediate")
            try:
                yield
                self._database.execute("commit")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("rollback")
                raise

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """The answer to one statement."""
        with self._told():
            return self._database.execute(query, values).fetchall()

    # Runs

    def begin(self) -> None:
        """Note that a run starts."""
        query = "insert into runs (settings, started) values (?, ?) returning number"
        self._run = self.rows(query, self._settings, time.time())[0][0]

    def end(self) -> None:
        self.rows("update runs set ended = ? where number = ?", time.time(), self._run)

    def recover(self, folder: Path, say: Callable[[str], None]) -> None:
        """Settle what a run that died had in hand: done where its file is there, else to do again, alone."""
        running = self.rows("select number, name, digest, crashes, source from articles where state = ?", State.RUNNING)
        with self.transaction():
            for number, name, wanted, crashes, source in running:
                if wanted and _digest_of(folder / name) == wanted:
                    self._finish(number)
                elif crashes + 1 >= MOST_CRASHES:
                    self.fail(number, f"{source}: {crashes + 1} runs ended without a word while this was in hand")
                else:
                    query = "update articles set state = ?, crashes = crashes + 1 where number = ?"
                    self.rows(query, State.PENDING, number)
        if running:
            for path in folder.glob(".*.tmp"):
                if _TEMPORARY.fullmatch(path.name):
                    path.unlink(missing_ok=True)
            say(f"The last run was cut short with {len(running)} articles in hand; they are settled first")

    # Taking in

    def is_known(self, path: str, mark: str) -> bool:
        """Whether all of this file, as it is now, was taken in under these settings."""
        query = "select 1 from files where path = ? and mark = ? and settings = ?"
        return bool(self.rows(query, path, mark, self._settings))

    def know(self, path: str, mark: str) -> None:
        self.rows("insert or replace into files values (?, ?, ?)", path, mark, self._settings)

    def forget_unread(self, source: str) -> None:
        """Drop what could not be read in this input: it is about to be read again."""
        self.rows(
            "delete from articles where source = ? and settings = ? and state = ? and text is null",
            source, self._settings, State.FAILED,
        )  # fmt: skip

    def add(self, article: Article, suffix: str, *, replaces: bool) -> bool:
        """Take an article in as pending; False where it is known. `replaces`: a new text of the same source."""
        key = article_hash(article)
        if self.rows("select 1 from articles where hash = ? and settings = ?", key, self._settings):
            return False
        name = self._free_name(key, article, suffix, replaces)
        text = zlib.compress(article.to_json().encode())
        self.rows(
            "insert into articles (hash, settings, state, source, name, folded, text) values (?, ?, ?, ?, ?, ?, ?)",
            key, self._settings, State.PENDING, article.source, name, folded(name), text,
        )  # fmt: skip
        return True

    def _free_name(self, key: str, article: Article, suffix: str, replaces: bool) -> str:
        """A name that no other article has; the same article under other settings, or an older text, gives up its."""
        own, ending = stem(article), f".{suffix}"
        if replaces:
            query = "select number, name from articles where source = ? and name is not null"
            found = self.rows(query, article.source)
            older = [row for row in found if row[1].startswith(own) and row[1].endswith(ending)]
            if len(older) == 1:
                return self._give_up(*older[0])
        for part in ("", f"-{key[:8]}", f"-{key}"):
            name = own + part + ending
            owner = self.rows("select number, name, hash from articles where folded = ?", folded(name))
            if not owner:
                break
            if owner[0][2] == key:
                return self._give_up(*owner[0][:2])
        return name

    def _give_up(self, number: int, name: str) -> str:
        """The name of a row, which goes."""
        self.rows("delete from articles where number = ?", number)
        # It may have stood for copies in other files: they are to be looked at again.
        self.rows("delete from files")
        return name

    def add_unread(self, source: str, problem: str) -> None:
        """An input, or a row of it, that is no article."""
        key = hashlib.sha256(f"{source}\x1f{problem}".encode()).hexdigest()[:32]
        self.rows(
            "insert or replace into articles (hash, settings, state, source, problem, attempts, finished) "
            "values (?, ?, ?, ?, ?, 1, ?)",
            key, self._settings, State.FAILED, source, problem, time.time(),
        )  # fmt: skip

    def retry_failed(self) -> None:
        """Put failed articles back into the queue, and have unread files read again."""
        failed = (self._settings, State.FAILED)
        with self.transaction():
            if self.rows("select 1 from articles where settings = ? and state = ? and text is null limit 1", *failed):
                self.rows("delete from files")
            self.rows(
                "update articles set state = 'pending', problem = '', crashes = 0 "
                "where settings = ? and state = ? and text is not null", *failed,
            )  # fmt: skip

    # Working off

    def claim(self, count: int) -> list[Entry]:
        """Up to `count` pending articles, which are now running; one that was in hand at a crash comes last, alone."""
        query = "select number, crashes, name, source, text from articles where settings = ? and state = ? "
        found = self.rows(query + "order by crashes, number limit ?", self._settings, State.PENDING, count)
        chunk = [row for row in found if not row[1]] or found[:1]
        entries = [Entry(number, *rest) for number, _, *rest in chunk]
        with self.transaction():
            for entry in entries:
                query = "update articles set state = ?, attempts = attempts + 1, digest = null where number = ?"
                self.rows(query, State.RUNNING, entry.number)
        return entries

    def expect(self, outputs: Sequence[tuple[int, str, int]]) -> None:
        """(number, digest, words) of the files that are about to be written."""
        with self.transaction():
            for number, wanted, words in outputs:
                self.rows("update articles set digest = ?, words = ? where number = ?", wanted, words, number)

    def finish(self, numbers: Sequence[int]) -> None:
        """Their files are written."""
        with self.transaction():
            for number in numbers:
                self._finish(number)
            if numbers:
                self.rows("update runs set last = ? where number = ?", time.time(), self._run)

    def _finish(self, number: int) -> None:
        self.rows(
            "update articles set state = ?, text = null, crashes = 0, problem = '', finished = ? where number = ?",
            State.DONE, time.time(), number,
        )  # fmt: skip

    def fail(self, number: int, problem: str) -> None:
        query = "update articles set state = ?, problem = ?, finished = ? where number = ?"
        self.rows(query, State.FAILED, problem, time.time(), number)

    def release(self, numbers: Sequence[int]) -> None:
        """Back into the queue: what stopped the run was not their doing."""
        with self.transaction():
            for number in numbers:
                self.rows("update articles set state = ? where number = ?", State.PENDING, number)

    def count(self, state: State) -> int:
        """How many rows of these settings are in this state."""
        query = "select count(*) from articles where settings = ? and state = ?"
        return int(self.rows(query, self._settings, state)[0][0])


def _digest_of(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
