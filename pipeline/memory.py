"""The translation memory: English that is kept by its Dutch, so that a sentence is translated once.

What a machine made is found again under the same fingerprint only (model, settings, glossary, version), so that a
memory never changes a text. What a person wrote, or a TMX file brought, is found for any, and goes before.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from pipeline.article import Finding, Record, Severity, Status
from pipeline.errors import OverzetError
from pipeline.resources import state_folder

#: The name of the memory in the user's state folder.
DEFAULT = "desk"
_TABLE = """
create table if not exists segments (
  key text primary key, source text not null, target text not null, record text not null, human integer not null,
  used real not null
);
create index if not exists by_use on segments (human, used);
"""
#: SQLite takes so many values in a statement.
_AT_ONCE = 500


class Remembered(Record):
    """The English of one source text and all that was known of it; `findings` have no segment yet."""

    target: str | None
    score: float | None = None
    status: Status = Status.TRANSLATED
    findings: list[Finding] = Field(default_factory=list)


@dataclass(frozen=True)
class Text:
    """What is looked up: a source text, and what else its English depends on."""

    source: str
    title: bool = False
    names: tuple[str, ...] = ()

    def key(self, fingerprint: str) -> str:
        told = "\x1f".join((fingerprint, self.source, str(self.title), *self.names))
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def human_key(self) -> str:
        return Text(self.source).key("human")


class Memory:
    """A memory in an SQLite file that holds at most `most` segments of machines; the least used go first.

    Several processes may use it. Raises OverzetError where the file cannot be used.
    """

    def __init__(self, path: Path, most: int = 1_000_000) -> None:
        self.path, self._most = path, most
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
            self._database.execute("pragma journal_mode=wal")
            self._database.executescript(_TABLE)
        except (OSError, sqlite3.Error) as error:
            raise self._broken(error) from error

    def close(self) -> None:
        self._database.close()

    def find(self, texts: Sequence[Text], fingerprint: str) -> dict[Text, Remembered]:
        """What is known of the texts; a person's English goes before a machine's."""
        keys = {text.human_key: text for text in texts} | {text.key(fingerprint): text for text in texts}
        rows = list(self._select(list(keys)))
        found = {keys[key]: Remembered.model_validate_json(record) for key, record, human in rows if not human}
        for key, record, human in rows:
            if human:
                written = Remembered.model_validate_json(record)
                source = keys[key].source
                found |= {text: written for text in texts if text.source == source}
        self._write("update segments set used = ? where key = ?", [(time.time(), key) for key, _, _ in rows])
        return found

    def keep(self, made: Mapping[Text, Remembered], fingerprint: str) -> None:
        """Keep what a machine made; what failed is not kept, so that it is tried again."""
        now = time.time()
        self._insert(
            (text.key(fingerprint), text.source, done.target, done.model_dump_json(), 0, now)
            for text, done in made.items()
            if done.target and done.status is not Status.FAILED
        )
        ((count,),) = self._run("select count(*) from segments where human = 0")
        if count > self._most:
            query = "delete from segments where key in (select key from segments where human = 0 order by used limit ?)"
            self._run(query, count - self._most)

    def teach(self, pairs: Iterable[tuple[str, str]]) -> int:
        """Keep (source, target) pairs that a person wrote; the number of them. A later one replaces an earlier one."""
        now, count = time.time(), 0

        def rows() -> Iterator[tuple[Any, ...]]:
            nonlocal count
            for source, target in pairs:
                note = Finding(
                    code="from-memory",
                    severity=Severity.INFO,
                    message="This English is a person's, from the translation memory: see that it fits here.",
                    evidence=target[:80],
                )
                done = Remembered(target=target, findings=[note])
                yield Text(source).human_key, source, target, done.model_dump_json(), 1, now
                count += 1

        self._insert(rows())
        return count

    def pairs(self, *, human: bool = False) -> Iterator[tuple[str, str]]:
        """(source, target) of all segments, or of those that people wrote, the latest used last."""
        query = f"select source, target from segments {'where human = 1' if human else ''} order by used, key"
        try:
            yield from self._database.execute(query)
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def counts(self) -> tuple[int, int]:
        """(segments of machines, segments of people)."""
        counts = dict(self._run("select human, count(*) from segments group by human"))
        return counts.get(0, 0), counts.get(1, 0)

    def _select(self, keys: Sequence[str]) -> Iterator[tuple[str, str, int]]:
        for start in range(0, len(keys), _AT_ONCE):
            part = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(part))
            yield from self._run(f"select key, record, human from segments where key in ({marks})", *part)

    def _insert(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self._write("insert or replace into segments values (?, ?, ?, ?, ?, ?)", rows)

    def _write(self, query: str, rows: Iterable[tuple[Any, ...]]) -> None:
        try:
            with closing(self._database.cursor()) as cursor:
                cursor.execute("begin immediate")
                try:
                    cursor.executemany(query, rows)
                    cursor.execute("commit")
                except BaseException:
                    if self._database.in_transaction:
                        cursor.execute("rollback")
                    raise
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _run(self, query: str, *values: Any) -> list[Any]:
        try:
            return self._database.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _broken(self, error: Exception) -> OverzetError:
        return OverzetError(
            f"{self.path}: cannot be used as a translation memory ({error}); name another with translate.memory"
        )


def memory_path(name: str) -> Path:
    """Where a memory is: a path, or the one in the user's state folder for `desk`."""
    return state_folder() / "memory.sqlite" if name == DEFAULT else Path(name)


def open_memory(name: str) -> Memory | None:
    """The memory of a setting; None where it is empty. Raises OverzetError."""
    return Memory(memory_path(name)) if name else None
