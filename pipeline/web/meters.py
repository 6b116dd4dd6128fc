"""What the server tells Prometheus: counts and times, never a word of a text."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from pipeline.web.desk import Desk
from pipeline.web.store import State

_SECONDS = (0.5, 1, 2, 5, 10, 20, 60, 120, 300, 600)


class Meters:
    """The figures of one server."""

    def __init__(self, desk: Desk) -> None:
        self._registry = CollectorRegistry()
        self.edits = Counter("overzet_edits", "Edits of segments and summaries.", registry=self._registry)
        self.decisions = Counter(
            "overzet_decisions", "Findings accepted, dismissed and reopened.", ["action"], registry=self._registry
        )
        ended = Counter("overzet_articles_ended", "Articles worked off by state.", ["state"], registry=self._registry)
        seconds = Histogram(
            "overzet_article_seconds",
            "Seconds an article took, its wait apart.",
            buckets=_SECONDS,
            registry=self._registry,
        )
        for state in (State.DONE, State.FAILED):
            ended.labels(state.value)

        def count(state: State, took: float) -> None:
            ended.labels(state.value).inc()
            seconds.observe(took)

        desk.on_end = count
        self._registry.register(_Kept(desk))

    def text(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self._registry)


class _Kept(Collector):
    """Articles in the store, counted when asked."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def collect(self) -> Iterable[Metric]:
        articles = GaugeMetricFamily("overzet_articles", "Articles kept, by state.", labels=["state"])
        for state, count in self._desk.store.counts().items():
            articles.add_metric([state.value], count)
        yield articles
        yield GaugeMetricFamily("overzet_queue_length", "Articles that wait for their turn.", self._desk.waiting())
