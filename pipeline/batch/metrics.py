"""Figures for Prometheus, as the file that node_exporter's textfile collector reads."""

from __future__ import annotations

import time
from pathlib import Path

from pipeline.atomic import write_text
from pipeline.batch.status import BatchStatus


def write_metrics(path: Path, status: BatchStatus) -> None:
    """Replace the file at `path`, whole or not at all. Raises OverzetError."""
    from prometheus_client import CollectorRegistry, Gauge, generate_latest

    registry = CollectorRegistry()

    def gauge(name: str, text: str, value: float) -> None:
        Gauge(f"overzet_batch_{name}", text, registry=registry).set(value)

    states = Gauge("overzet_batch_articles", "Articles by state.", ["state"], registry=registry)
    for state in ("pending", "running", "done", "failed"):
        states.labels(state).set(getattr(status, state))
    gauge("words", "Dutch words of the articles that are done.", status.words)
    gauge("words_per_second", "Dutch words a second, lately.", status.words_per_second or 0)
    gauge("active", "1 while a run is at work.", status.ended is None)
    gauge("started_timestamp_seconds", "When the last run began.", status.started)
    gauge("last_done_timestamp_seconds", "When that run last finished an article; 0: never.", status.last_done or 0)
    gauge("written_timestamp_seconds", "When this file was written.", time.time())
    write_text(path, generate_latest(registry).decode())
