"""How far the articles of an output folder are, told from its ledger while a run is at work or after it."""

from __future__ import annotations

import time
from pathlib import Path

from pydantic import BaseModel

from pipeline.batch.ledger import NAME, Ledger, State
from pipeline.errors import InputError

#: Seconds over which a rate is measured: long enough for whole chunks, short enough to follow the machine.
WINDOW = 600.0
_WORDS = "select total(words) from articles where settings = ? and state = ?"


class Failure(BaseModel):
    source: str
    problem: str
    attempts: int


class BatchStatus(BaseModel):
    """Articles by state under the settings of the last run; rates are of the last minutes in which any were done.

    `ended` is None while it is at work, and where it died. Times are in seconds since 1970.
    """

    settings: str
    pending: int
    running: int
    done: int
    failed: int
    words: int
    other_settings: int
    started: float
    last_done: float | None
    ended: float | None
    articles_per_hour: float | None
    words_per_second: float | None
    seconds_left: float | None
    failures: list[Failure]


def status(folder: Path) -> BatchStatus:
    """Read the ledger of an output folder. Raises InputError where there is none."""
    path = folder / NAME
    if not path.is_file():
        raise InputError(f"{folder}: holds no {NAME}; give the output folder of an `overzet batch`")
    ledger = Ledger(path, "")
    try:
        return of_ledger(ledger, folder)
    finally:
        ledger.close()


def of_ledger(ledger: Ledger, folder: Path) -> BatchStatus:
    """The same, of a ledger that is open. Raises InputError where no run has begun."""
    runs = ledger.rows("select settings, started, ended from runs order by number desc limit 1")
    if not runs:
        raise InputError(f"{folder}: no run has begun there yet")
    settings, started, ended = runs[0]
    counts = dict(ledger.rows("select state, count(*) from articles where settings = ? group by state", settings))
    pending, running = counts.get(State.PENDING, 0), counts.get(State.RUNNING, 0)
    active = "select started, last from runs where settings = ? and last is not null order by number desc limit 1"
    begin, last = (ledger.rows(active, settings) or [(started, None)])[0]
    begin = max(begin, (last or 0) - WINDOW)
    query = "select count(*), total(words) from articles where settings = ? and state = ? and finished >= ?"
    recent, words = ledger.rows(query, settings, State.DONE, begin)[0]
    seconds = (last or begin) - begin
    rate = recent / seconds if recent and seconds > 0 else None
    failures = ledger.rows(
        "select source, problem, attempts from articles where settings = ? and state = ? order by number",
        settings, State.FAILED,
    )  # fmt: skip
    return BatchStatus(
        settings=settings,
        pending=pending,
        running=running,
        done=counts.get(State.DONE, 0),
        failed=counts.get(State.FAILED, 0),
        words=int(ledger.rows(_WORDS, settings, State.DONE)[0][0]),
        other_settings=ledger.rows("select count(*) from articles where settings != ?", settings)[0][0],
        started=started,
        last_done=last,
        ended=ended,
        articles_per_hour=round(rate * 3600, 1) if rate else None,
        words_per_second=round(words / seconds, 1) if rate else None,
        seconds_left=round((pending + running) / rate, 1) if rate else None,
        failures=[Failure(source=source, problem=told, attempts=attempts) for source, told, attempts in failures],
    )


def duration(seconds: float) -> str:
    """3 h 20 min, 4 min, 12 s: as a person says it."""
    minutes = round(seconds / 60)
    if minutes >= 60:
        return f"{minutes // 60:,} h {minutes % 60} min"
    return f"{minutes} min" if minutes else f"{round(seconds)} s"


def ago(moment: float | None) -> str:
    """How long since a moment, or never."""
    return "never" if moment is None else f"{duration(max(0.0, time.time() - moment))} ago"
