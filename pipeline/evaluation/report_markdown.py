"""An evaluation run as Markdown: scores by set, paired tests, the worst segments."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.evaluation.results import Item, Report, Result

_WORST = 5


def markdown(report: Report) -> str:
    """The whole document."""
    versions = ", ".join(f"{name} {version}" for name, version in report.versions.items())
    parts = [
        "# Evaluation",
        f"{report.created}; {versions}. Intervals (95 %) and p-values: {report.samples} samples, seed {report.seed}.",
    ]
    parts += [f"Left out: {_cell(line)}" for line in report.left_out]
    groups = dict.fromkeys((result.task, result.dataset, result.read) for result in report.results)
    for task, dataset, read in groups:
        found = [one for one in report.results if (one.task, one.dataset, one.read) == (task, dataset, read)]
        parts.append(f"## {task.capitalize()} on {dataset}{f', reading {read}' if read else ''}")
        parts.append(f"{len(found[0].items)} items, hash {found[0].dataset_hash}.")
        parts.append(_scores(found))
        rows = [
            (
                one.metric,
                one.system,
                one.other,
                f"{one.delta:+.2f}",
                f"{one.p_bootstrap:.4f}",
                f"{one.p_randomisation:.4f}",
            )
            for one in report.comparisons
            if (one.task, one.dataset, one.read) == (task, dataset, read)
        ]
        if rows:
            parts.append(_table(("metric", "system", "against", "difference", "p bootstrap", "p randomisation"), rows))
        if task == "translation":
            parts += [_worst(result) for result in found if not result.baseline]
    signatures = dict.fromkeys((s.metric, s.signature) for result in report.results for s in result.scores)
    parts += ["## Signatures", _table(("metric", "signature"), signatures)]
    return "\n\n".join(parts) + "\n"


def _scores(results: list[Result]) -> str:
    metrics = [score.metric for score in results[0].scores]
    rows = [
        (
            result.system + (" (baseline)" if result.baseline else ""),
            *(f"{score.value:.2f} ({score.low:.2f} to {score.high:.2f})" for score in result.scores),
        )
        for result in results
    ]
    return _table(("system", *metrics), rows)


def _worst(result: Result) -> str:
    worst = sorted(result.items, key=lambda item: (item.scores["chrF"], item.id))[:_WORST]
    return f"Lowest chrF of {result.system}:\n\n" + "\n".join(_item(item) for item in worst)


def _item(item: Item) -> str:
    return "\n".join(
        (
            f"- {_cell(item.id)}, chrF {item.scores['chrF']:.1f}",
            f"  - Dutch: {_cell(item.source)}",
            f"  - Reference: {_cell(item.reference)}",
            f"  - Hypothesis: {_cell(item.hypothesis)}",
        )
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in row) + " |" for row in lines)


def _cell(text: str) -> str:
    """Text of others as Markdown that shows it and does nothing else."""
    flat = " ".join(text.split())
    for mark in "\\|<>*_`[]#":
        flat = flat.replace(mark, f"\\{mark}")
    return flat
