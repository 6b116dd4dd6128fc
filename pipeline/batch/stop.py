"""How a run is asked to end: by a signal or by its own limit, and never in the middle of an article."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from pipeline.run import Say


class Stop:
    """Whether a run has been asked to end, and by what; true once it has."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self.reason: str | None = None

    def __call__(self, reason: str) -> None:
        self.reason = self.reason or reason
        self._event.set()

    def __bool__(self) -> bool:
        return self._event.is_set()

    def wait(self, seconds: float) -> None:
        """Sleep, but no longer than until the stop."""
        self._event.wait(seconds)


@contextmanager
def on_signals(stop: Stop, say: Say) -> Iterator[None]:
    """The first SIGTERM or SIGINT asks for a stop; a second one ends the process as it always did."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def heard(number: int, frame: FrameType | None) -> None:
        restore()
        stop(signal.Signals(number).name)
        say("Stopping after the articles in hand; once more to end at once")

    for number in before:
        signal.signal(number, heard)
    try:
        yield
    finally:
        restore()
