"""The queue behind the page: articles come in, one worker translates them, and what becomes of each is kept."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.article import Article
from pipeline.config import Config
from pipeline.errors import OverzetError
from pipeline.run import Walk
from pipeline.stages.ingest import ingest_bytes
from pipeline.web.editing import Editing
from pipeline.web.problems import BusyError
from pipeline.web.store import Job, State, Store

#: Articles that may wait; a desk never has so many, a broken client soon has.
MOST_WAITING = 200


@dataclass(frozen=True)
class Progress:
    """Where an article is: `stage` is wait, load, translate, summarise, check or done.

    `done` and `total` are sentences of the stage translate, articles before this one of the stage wait.
    """

    stage: str
    done: int = 0
    total: int = 0


class Desk:
    """Takes articles in and works them off, one at a time, in a thread of its own."""

    def __init__(self, config: Config, store: Store) -> None:
        self._config, self.store = config, store
        self._walk = Walk(config)
        self.editing = Editing(store, self._walk)
        #: Told (state, seconds) of each article that was worked off.
        self.on_end: Callable[[State, float], None] = lambda state, seconds: None
        #: Set when the server is about to end: nobody is told of progress any more.
        self.ending = threading.Event()
        self._progress: dict[str, Progress] = {}
        # The engines are loaded once and used by one thread at a time.
        self._engines = threading.Lock()
        self._queue: queue.Queue[str | None] = queue.Queue(MOST_WAITING)
        self._thread = threading.Thread(target=self._work, name="overzet-desk", daemon=True)
        for job in store.waiting():
            self._queue.put(job.id)
        self._thread.start()

    def close(self) -> None:
        """Finish the article in hand; what waits is found again at the next start."""
        while not self._queue.empty():
            self._queue.get_nowait()
        self._queue.put(None)
        self._thread.join()
        self.store.close()

    def take(self, data: bytes, name: str, *, force: bool = False) -> list[Job]:
        """Read and prepare the articles in a file's bytes and put them into the queue.

        An article that is known already is not done again. Raises InputError for what cannot be read or is not
        Dutch, BusyError where too many wait.
        """
        articles = ingest_bytes(data, name, self._config.settings.ingest)
        prepared = [self._walk.prepare(article, force=force) for article in articles]
        jobs = []
        for article in prepared:
            known = self.store.get(article.id)
            if known and known.state is not State.FAILED:
                jobs.append(known)
                continue
            job = self.store.add(article, _title(article))
            try:
                self._queue.put_nowait(job.id)
            except queue.Full:
                self.store.fail(job.id, "too many articles were waiting")
                raise BusyError("too many articles are waiting: try again in a minute") from None
            jobs.append(job)
        return jobs

    def translate(self, text: str) -> Article:
        """One text through all stages at once, without being kept. Raises InputError."""
        (article, *_) = ingest_bytes(text.encode(), "text", self._config.settings.ingest)
        prepared = self._walk.prepare(article, force=True)
        with self._engines:
            return self._walk.finish([prepared])[0]

    def progress(self, key: str) -> Progress:
        """Where an article is that was taken in."""
        if found := self._progress.get(key):
            return found
        with self._queue.mutex:
            waiting = list(self._queue.queue)
        in_hand = len(self._progress)
        return Progress("wait", 0, waiting.index(key) + in_hand if key in waiting else 0)

    def waiting(self) -> int:
        return self._queue.qsize()

    def _work(self) -> None:
        while (key := self._queue.get()) is not None:
            job = self.store.get(key)
            if job is None or job.state is not State.WAITING:
                continue
            started = time.perf_counter()
            self._finish(job)
            self._progress.pop(key, None)
            self.on_end(self.store.state(key) or State.FAILED, time.perf_counter() - started)

    def _finish(self, job: Job) -> None:
        key = job.id

        def stage(name: str) -> None:
            self._progress[key] = Progress(name)

        def sentences(done: int, total: int) -> None:
            self._progress[key] = Progress("translate", done, total)

        try:
            with self._engines:
                finished = self._walk.finish([job.article], sentences, stage)[0]
            self.store.finish(finished, _title(finished))
        except OverzetError as error:
            self.store.fail(key, str(error))
        except Exception as error:  # noqa: BLE001 - one article that breaks must not end the desk
            self.store.fail(key, f"this article could not be done ({type(error).__name__}); please report it")


def _title(article: Article) -> str:
    """What the list shows: the headline, in English where there is one by now, else the first words."""
    if found := article.target_title or article.title:
        return found
    first = next((segment.target or segment.source for segment in article.segments()), article.id)
    return first if len(first) <= 90 else first[:90].rsplit(" ", 1)[0] + " …"
