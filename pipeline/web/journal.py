"""Changes and drafts of articles in SQLite: what an editor did or was typing outlives reloads and restarts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.web.changes import Change
from pipeline.web.store import Store

_TABLES = (
    # done, undone (it can be done again), or dropped: something else was done after it was undone.
    """create table if not exists changes (
  article text not null, number integer not null, state text not null default 'done', change text not null,
  primary key (article, number))""",
    """create table if not exists drafts (
  article text not null, segment text not null, text text not null, primary key (article, segment))""",
)


@dataclass(frozen=True)
class Entry:
    """A change and whether it was undone."""

    change: Change
    undone: bool = False


class Journal:
    """The changes of all articles in a store's file."""

    def __init__(self, store: Store) -> None:
        self._store = store
        for table in _TABLES:
            store.run(table)

    def entries(self, article: str) -> list[Entry]:
        """What was done and what was undone last, the oldest first."""
        rows = self._store.run(
            "select change, state from changes where article = ? and state != 'dropped' order by number", (article,)
        )
        return [Entry(Change.model_validate_json(change), state == "undone") for change, state in rows]

    def done(self, article: str) -> list[Change]:
        return [entry.change for entry in self.entries(article) if not entry.undone]

    def add(self, article: str, change: Change) -> None:
        """Note a change, and forget the draft that became it; what was undone cannot be done again after it."""
        self._store.run_all(
            [
                ("update changes set state = 'dropped' where article = ? and state = 'undone'", (article,)),
                (
                    "insert into changes (article, number, change) "
                    "select ?, coalesce(max(number), 0) + 1, ? from changes where article = ?",
                    (article, change.model_dump_json(), article),
                ),
                ("delete from drafts where article = ? and segment = ?", (article, change.segment or "")),
            ]
        )

    def undo(self, article: str) -> bool:
        """Undo the last change; False where there is none."""
        return self._set(article, "max", "done", "undone")

    def redo(self, article: str) -> bool:
        """Do again what was undone last; False where there is nothing."""
        return self._set(article, "min", "undone", "done")

    def _set(self, article: str, which: str, state: str, to: str) -> bool:
        query = f"select {which}(number) from changes where article = ? and state = ?"
        ((number,),) = self._store.run(query, (article, state))
        if number is None:
            return False
        self._store.run("update changes set state = ? where article = ? and number = ?", (to, article, number))
        return True

    def drafts(self, article: str) -> dict[str, str]:
        """Unfinished English by segment."""
        rows: Sequence[tuple[str, str]] = self._store.run(
            "select segment, text from drafts where article = ?", (article,)
        )
        return dict(rows)

    def keep_draft(self, article: str, segment: str, text: str | None) -> None:
        """Keep what is being typed; None: it was given up."""
        if text is None:
            self._store.run("delete from drafts where article = ? and segment = ?", (article, segment))
        else:
            self._store.run("insert or replace into drafts values (?, ?, ?)", (article, segment, text))
