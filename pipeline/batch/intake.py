"""From what a user names to the rows of the ledger: folders, patterns, files and addresses, each read once."""

from __future__ import annotations

import glob
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain, islice
from pathlib import Path

from pipeline.article import Article
from pipeline.batch.ledger import Ledger, problem
from pipeline.config import Config
from pipeline.errors import InputError, OverzetError
from pipeline.fetch import is_url
from pipeline.inputs import read_each
from pipeline.readers import suffixes
from pipeline.stages.report import Format

_AGO = re.compile(r"(\d{1,6})([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_ROWS = 256  # articles that are taken in at once
_WILD = re.compile(r"[*?\[]")


def since(text: str) -> datetime:
    """The moment that `--since` names: a date, a date and time, or 30m, 12h, 7d ago. Raises InputError."""
    if ago := _AGO.fullmatch(text.strip()):
        return datetime.now().astimezone() - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    try:
        return datetime.fromisoformat(text.strip()).astimezone()
    except (ValueError, OverflowError):
        raise InputError(
            f"--since {text}: give a date (2024-03-05), a time (2024-03-05T06:00) or 12h, 7d ago"
        ) from None


@dataclass
class Intake:
    """Takes new articles of the inputs into a ledger. `complain` hears what cannot be read."""

    inputs: Sequence[str]
    output: Path
    config: Config
    suffix: Format
    say: Callable[[str], None]
    complain: Callable[[OverzetError], None]
    since: datetime | None = None
    new: int = 0
    known: int = 0
    failed: int = 0
    _seen: dict[str, str] = field(default_factory=dict)

    def check(self, *, watch: bool) -> None:
        """Raises InputError for an input that is not there, or that cannot be watched."""
        for name in self.inputs:
            if name == "-" or is_url(name):
                if watch:
                    raise InputError(f"{name}: only files and folders can be watched; run it from cron instead")
            elif Path(name).is_dir():
                if Path(name).resolve() == self.output.resolve():
                    raise InputError(f"{name}: is the output folder too; name another for the output")
            elif not Path(name).exists() and not _WILD.search(name):
                hint = "; for a run's state: overzet batch-status OUTPUT" if name == "status" else ""
                raise InputError(f"{name}: no such file or folder{hint}")

    def scan(self, ledger: Ledger, *, most: int | None, halted: Callable[[], bool], settle: bool = False) -> None:
        """Take in what is new, up to `most` articles, until `halted`. `settle`: leave a file that was just changed."""
        before = self.new
        for name in self.files():
            if halted() or (most is not None and self.new - before >= most):
                return
            mark = _mark(name)
            if mark:
                path = os.path.abspath(name)  # noqa: PTH100 - a link stays the link that was named
                if ledger.is_known(path, mark):
                    continue
                if settle and self._seen.get(path) != mark:
                    self._seen[path] = mark
                    continue
                self._seen.pop(path, None)
            room = None if most is None else most - (self.new - before)
            whole = self._take(name, ledger, room, halted)
            if mark and whole:
                ledger.know(path, mark)

    def _take(self, name: str, ledger: Ledger, room: int | None, halted: Callable[[], bool]) -> bool:
        """Take in one input; whether nothing of it was left for another time."""
        ledger.forget_unread(name)
        items = self._items(name)
        head = list(islice(items, 2))
        # A file that is one article holds, when it is another one later, a new text of the same.
        replaces = len(head) == 1 and isinstance(head[0], Article) and head[0].source == str(Path(name))
        whole, start = True, self.new
        items = chain(head, items)
        while group := list(islice(items, _ROWS)):
            with ledger.transaction():
                for item in group:
                    if halted() or (room is not None and self.new - start >= room):
                        return False
                    if isinstance(item, OverzetError):
                        ledger.add_unread(name, str(item))
                        self.complain(item)
                        self.failed += 1
                    elif self.since and not _is_recent(item, name, self.since):
                        whole = False
                    elif ledger.add(item, self.suffix, replaces=replaces):
                        self.new += 1
                    else:
                        self.known += 1
        return whole

    def _items(self, name: str) -> Iterator[Article | OverzetError]:
        try:
            yield from read_each(name, self.config.settings.ingest)
        except OverzetError as error:
            yield error
        except Exception as error:  # noqa: BLE001 - a file that breaks a reader must not end the run
            yield OverzetError(f"{name}: could not be read: {problem(error)}")

    def files(self) -> Iterator[str]:
        """The inputs, one by one: of folders, the visible files of a kind that is read, at any depth."""
        other: Counter[str] = Counter()
        for name in self.inputs:
            if name == "-" or is_url(name) or Path(name).is_file():
                yield name
            elif Path(name).is_dir():
                yield from self._walk(name, other)
            else:
                for found in sorted(glob.glob(name, recursive=True)):  # noqa: PTH207 - patterns may be absolute
                    if Path(found).is_file() and not self._is_output(Path(found), _fixed_part(name)):
                        yield found
        if other:
            kinds = ", ".join(f"{count} {suffix}" for suffix, count in sorted(other.items()))
            self.say(f"Left out, as no article is read from such files: {kinds}")

    def _walk(self, folder: str, other: Counter[str]) -> Iterator[str]:
        def told(error: OSError) -> None:
            self.complain(InputError(f"{error.filename}: cannot be read: {error.strerror}"))
            self.failed += 1

        known = {"", *suffixes()}
        for root, folders, names in os.walk(folder, onerror=told):
            folders[:] = sorted(
                n for n in folders if not n.startswith(".") and not self._is_output(Path(root, n), Path(folder))
            )
            for name in sorted(n for n in names if not n.startswith(".")):
                suffix = Path(name).suffix.lower()
                if suffix in known:
                    yield str(Path(root, name))
                else:
                    other[suffix] += 1

    def _is_output(self, path: Path, within: Path) -> bool:
        """Whether `path`, found in the input `within`, is what an earlier run has written."""
        output, found = self.output.resolve(), path.resolve()
        return within.resolve() in output.parents and (found == output or output in found.parents)


def _fixed_part(pattern: str) -> Path:
    """The folder of a pattern before its first wildcard."""
    parts = Path(pattern).parts
    wild = next(n for n, part in enumerate(parts) if _WILD.search(part))
    return Path(*parts[:wild])


def _mark(name: str) -> str:
    """What changes when a file does; empty for what is no file, or is gone."""
    if name == "-" or is_url(name):
        return ""
    try:
        stat = Path(name).stat()
    except OSError:
        return ""
    return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}"


def _is_recent(article: Article, name: str, moment: datetime) -> bool:
    """By the article's own date, or else its file's; an article that has neither is recent."""
    if article.published:
        try:
            published = datetime.fromisoformat(article.published.strip())
        except ValueError:
            published = None
        if published and len(article.published.strip()) <= len("2024-03-05"):
            return published.date() >= moment.date()
        if published:
            return published.astimezone() >= moment
    if name == "-" or is_url(name):
        return True
    try:
        return Path(name).stat().st_mtime >= moment.timestamp()
    except OSError:
        return True
