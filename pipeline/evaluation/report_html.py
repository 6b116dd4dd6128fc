"""An evaluation run as one page: tables, figures, and the segments that say why; no script, nothing from outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from pipeline.evaluation import plots
from pipeline.evaluation.differences import Run, marked, most_different, worst
from pipeline.evaluation.evaluate import REFERENCE
from pipeline.evaluation.results import Comparison, Item, Report, Result, Task
from pipeline.templating import template

_SHOWN = 6
#: Words of a source: chrF of a shorter segment, such as a subhead, says little about the system.
_SHORT = 5
_SHOWN_SUMMARIES = 3
#: Characters of a text that is only there to be looked up, such as a whole article.
_LONG = 700


@dataclass(frozen=True)
class Row:
    """A system's line in a table of scores. `colour` is that of the figures; 0: it is in none."""

    result: Result
    colour: int
    best: frozenset[str]
    speed: str


@dataclass(frozen=True)
class Figure:
    """An SVG with what it says in words."""

    title: str
    svg: str
    note: str = ""
    tall: bool = False


@dataclass(frozen=True)
class Case:
    """One segment, and what is set beside each other about it: (label, score, text in runs)."""

    id: str
    source: str
    reference: str
    sides: list[tuple[str, str, list[Run]]]


@dataclass(frozen=True)
class Cases:
    """Segments that were chosen for one reason."""

    title: str
    cases: list[Case]


@dataclass
class Part:
    """Everything about one task on one set, and for summaries on one kind of English."""

    anchor: str
    title: str
    task: Task
    rows: list[Row]
    #: By the two systems, in order of the metrics.
    tests: dict[tuple[str, str], list[Comparison]]
    signatures: dict[str, str]
    figures: list[Figure] = field(default_factory=list)
    cases: list[Cases] = field(default_factory=list)

    @property
    def first(self) -> Result:
        return self.rows[0].result

    @property
    def metrics(self) -> list[str]:
        return [score.metric for score in self.first.scores]


def html(report: Report) -> str:
    """The whole page."""
    groups: dict[tuple[Task, str, str], list[Result]] = {}
    for result in report.results:
        groups.setdefault((result.task, result.dataset, result.read), []).append(result)
    parts = [_part(report, f"part{n}", key, found) for n, (key, found) in enumerate(groups.items(), 1)]
    for dataset in dict.fromkeys(result.dataset for result in report.results if result.task == "summary"):
        _add_drop(next(part for part in parts if _is_summary(part, dataset)), groups, dataset)
    made = f"{report.created[:16].replace('T', ' ')} UTC"
    return template("evaluation.html.j2").render(report=report, parts=parts, made=made, cut=_cut)


def _is_summary(part: Part, dataset: str) -> bool:
    return part.task == "summary" and part.first.dataset == dataset


def _part(report: Report, anchor: str, key: tuple[Task, str, str], results: list[Result]) -> Part:
    task, dataset, read = key
    candidates = [result for result in results if not result.baseline]
    rows = [
        Row(result, candidates.index(result) % plots.COLOURS + 1 if result in candidates else 0, best, _speed(result))
        for result, best in zip(results, _best(results), strict=True)
    ]
    part = Part(
        anchor=anchor,
        title=f"{dataset}: translation" if task == "translation" else f"{dataset}: summaries of {_english(read)}",
        task=task,
        rows=rows,
        tests=_tests([one for one in report.comparisons if (one.task, one.dataset, one.read) == key]),
        signatures={score.metric: score.signature for result in results for score in result.scores},
    )
    if task == "translation":
        part.figures = _figures(candidates, anchor)
        part.cases = [_worst(one, "chrF", _SHOWN) for one in candidates]
        part.cases += [_between(one, other) for one, other in combinations(candidates, 2)]
    else:
        part.cases = [_worst(one, "ROUGE-Lsum", _SHOWN_SUMMARIES) for one in candidates]
    part.cases = [cases for cases in part.cases if cases.cases]
    return part


def _tests(comparisons: Sequence[Comparison]) -> dict[tuple[str, str], list[Comparison]]:
    found: dict[tuple[str, str], list[Comparison]] = {}
    for one in comparisons:
        found.setdefault((one.system, one.other), []).append(one)
    return found


def _english(read: str) -> str:
    return "the reference English" if read == REFERENCE else f"the English of {read}"


def _best(results: Sequence[Result]) -> list[frozenset[str]]:
    """For each result the quality metrics that no other candidate is better in; none where there is one candidate."""
    candidates = [result for result in results if not result.baseline]
    found: list[set[str]] = [set() for _ in results]
    if len(candidates) > 1:
        for n, score in enumerate(candidates[0].scores):
            if score.low is None or score.signature.startswith("mean "):
                continue  # length, novelty and reach are facts about a summary, and not better or worse
            values = [result.scores[n].value for result in candidates]
            top = max(values) if score.higher_is_better else min(values)
            for place, result in enumerate(results):
                if not result.baseline and result.scores[n].value == top:
                    found[place].add(score.metric)
    return [frozenset(one) for one in found]


def _speed(result: Result) -> str:
    return f"{result.source_words / result.seconds:,.0f}" if result.seconds else ""


def _figures(candidates: list[Result], anchor: str) -> list[Figure]:
    if not candidates:
        return []
    interval = "Bars: 95 % intervals of the mean."
    found = [
        Figure("Score by sentence length", plots.by_length(candidates, f"{anchor}-length"), interval),
        Figure("Distribution of segment scores", plots.distribution(candidates, f"{anchor}-spread")),
    ]
    if any(item.beat for item in candidates[0].items):
        found.append(Figure("Score by beat", plots.by_beat(candidates, f"{anchor}-beat"), interval, tall=True))
    if sum(result.seconds is not None for result in candidates) > 1:
        note = "Wall time of decoding on the machine and at the time that it was done; bars: 95 % intervals."
        found.append(Figure("Speed against quality", plots.speed(candidates, f"{anchor}-speed"), note))
    return found


def _add_drop(part: Part, groups: dict[tuple[Task, str, str], list[Result]], dataset: str) -> None:
    """What the summariser loses by reading machine English, where both kinds were read."""
    by_read = {read: found for (task, name, read), found in groups.items() if (task, name) == ("summary", dataset)}
    if len(by_read) < 2:
        return
    values: dict[str, list[float]] = {}
    for found in by_read.values():
        for result in found:
            score = next(score for score in result.scores if score.metric == "ROUGE-Lsum")
            values.setdefault(result.system, []).append(score.value)
    marks = ("●", "■", "◆", "▼", "▲", "✚", "✖")
    note = "; ".join(f"{marks[n % len(marks)]} {_english(read)}" for n, read in enumerate(by_read))
    svg = plots.drop(list(values.items()), f"{part.anchor}-drop")
    part.figures.append(Figure("What translation costs a summary", svg, f"{note}."))


def _worst(result: Result, metric: str, most: int) -> Cases:
    # Two summaries share few words in the same places: marks would be all over them.
    compared = marked if result.task == "translation" else lambda text, other: [(text, False)]
    long = [item for item in result.items if len(item.source.split()) >= _SHORT]
    cases = [
        Case(
            item.id, item.source, "",
            [
                ("Reference", "", compared(item.reference, item.hypothesis)),
                (result.system, f"{metric} {item.scores[metric]:.1f}", compared(item.hypothesis, item.reference)),
            ],
        )
        for item in worst(long or result.items, metric, most)
    ]  # fmt: skip
    kind = f"segments of {_SHORT} words and more," if metric == "chrF" else "summaries,"
    return Cases(f"Lowest {metric}: {kind} {result.system}", cases)


def _between(one: Result, other: Result) -> Cases:
    cases = [
        Case(a.id, a.source, a.reference, [_side(one, a, b), _side(other, b, a)])
        for a, b in most_different(one.items, other.items, "chrF", _SHOWN)
    ]
    return Cases(f"Most different: {one.system} and {other.system}", cases)


def _side(result: Result, item: Item, other: Item) -> tuple[str, str, list[Run]]:
    return result.system, f"chrF {item.scores['chrF']:.1f}", marked(item.hypothesis, other.hypothesis)


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else text[:_LONG].rsplit(" ", 1)[0] + " …"
