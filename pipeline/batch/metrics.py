"""What a batch tells Prometheus' textfile collector."""

from __future__ import annotations

from pathlib import Path

from pipeline.atomic import write_error
from pipeline.batch.ledger import Counts
from pipeline.batch.local import Outcome


def write_metrics(path: Path, counts: Counts, outcome: Outcome) -> None:
    """The ledger's counts and rates, and when the run ended, whole or not at all. Raises OverzetError."""
    from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

    registry = CollectorRegistry()
    articles = Gauge("overzet_articles", "Articles in the ledger by state.", ["state"], registry=registry)
    for state in ("pending", "running", "done", "failed"):
        articles.labels(state=state).set(getattr(counts, state))
    values = {
        "overzet_unreadable_inputs": ("Inputs that could not be read, or not wholly.", counts.unreadable),
        "overzet_words_per_minute": ("Dutch words done a minute.", counts.words_per_minute),
        "overzet_run_seconds": ("Length of the last run.", outcome.seconds),
        "overzet_run_failures": ("Articles and inputs that failed in the last run.", outcome.failed),
    }
    for name, (text, value) in values.items():
        Gauge(name, text, registry=registry).set(value)
    Gauge("overzet_run_end_seconds", "When the last run ended.", registry=registry).set_to_current_time()
    try:
        write_to_textfile(str(path), registry)
    except OSError as error:
        raise write_error(path, error) from error
