"""The figures of a report as SVG whose colours are the page's: it can be read in the dark, and without a network."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from math import sqrt
from statistics import mean, stdev
from typing import Any

from pipeline.evaluation.results import Item, Result

#: Systems beyond these share colours, and are told apart by their markers.
COLOURS = 7
_MARKERS = "osD^vPX"
# Stand-ins that matplotlib can draw with, and what they become in the page.
_INK, _LINE = "#a10100", "#a10200"
_SERIES = [f"#a1000{n}" for n in range(1, COLOURS + 1)]
_VARIABLES = {_INK: "currentColor", _LINE: "var(--line)"} | {c: f"var(--c{n})" for n, c in enumerate(_SERIES, 1)}
#: Inches at 72 dots: about as wide as a telephone, so that letters keep their size there.
_WIDTH, _HEIGHT = 4.9, 3.0
#: Words of a source sentence: the last of each bin.
_BINS = (5, 10, 15, 20, 25, 30)
_STYLE = {
    "svg.fonttype": "none", "font.size": 10, "text.color": _INK, "axes.labelcolor": _INK,
    "axes.edgecolor": _LINE, "xtick.color": _INK, "ytick.color": _INK, "xtick.labelcolor": _INK, "grid.color": _LINE,
    "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "axes.axisbelow": True,
    "lines.markersize": 5, "font.family": ["DejaVu Sans"],
}  # fmt: skip


def by_length(results: Sequence[Result], name: str) -> str:
    """Mean chrF of segments by the number of words in their source, with 95 % intervals."""

    def draw(axes: Any) -> None:
        edges = [*_BINS, 10**9]
        groups = [_binned(result.items, edges) for result in results]
        shown = [n for n in range(len(edges)) if any(group[n] for group in groups)]
        for k, group in enumerate(groups):
            _points(axes, k, len(groups), list(range(len(shown))), [group[n] for n in shown], join=True)
        sizes = [len(groups[0][n]) for n in shown]
        names = [_bin_name(n) for n in shown]
        axes.set_xticks(range(len(shown)), [f"{name}\n{size}" for name, size in zip(names, sizes, strict=True)])
        axes.set_xlabel("words in the Dutch (below: segments)")
        axes.set_ylabel("mean chrF")

    return _svg(draw, name)


def by_beat(results: Sequence[Result], name: str) -> str:
    """Mean chrF of segments by the beat of their article, with 95 % intervals."""
    beats = sorted({_beat(item) for item in results[0].items if item.beat}, reverse=True)

    def draw(axes: Any) -> None:
        for k, result in enumerate(results):
            values = [[item.scores["chrF"] for item in result.items if _beat(item) == beat] for beat in beats]
            _points(axes, k, len(results), list(range(len(beats))), values, upright=False)
        axes.set_yticks(range(len(beats)), beats)
        axes.set_ylim(-0.6, len(beats) - 0.4)
        axes.set_xlabel("mean chrF")

    return _svg(draw, name, height=0.8 + 0.27 * len(beats))


def distribution(results: Sequence[Result], name: str) -> str:
    """How many segments have which chrF."""

    def draw(axes: Any) -> None:
        for k, result in enumerate(results):
            values = [item.scores["chrF"] for item in result.items]
            axes.hist(
                values, bins=range(0, 101, 5), histtype="step", color=_colour(k), linewidth=1.6,
                linestyle=("-", "--", ":")[k % 3],
            )  # fmt: skip
        axes.set_xlim(0, 100)
        axes.set_xlabel("chrF of a segment")
        axes.set_ylabel("segments")

    return _svg(draw, name)


def speed(results: Sequence[Result], name: str) -> str:
    """chrF of the whole set against source words a second."""

    def draw(axes: Any) -> None:
        for k, result in enumerate(results):
            if result.seconds:
                score = next(score for score in result.scores if score.metric == "chrF")
                low, high = score.low or score.value, score.high or score.value
                error = [[score.value - low], [high - score.value]]
                axes.errorbar(
                    result.source_words / result.seconds, score.value, yerr=error, fmt=_MARKERS[k % len(_MARKERS)],
                    color=_colour(k), elinewidth=1,
                )  # fmt: skip
        axes.set_xlim(left=0)
        axes.margins(0.12)
        axes.set_xlabel("source words a second")
        axes.set_ylabel("chrF")

    return _svg(draw, name)


def drop(pairs: Sequence[tuple[str, list[float]]], name: str) -> str:
    """ROUGE-Lsum of each summariser on each English that it read: how much translation costs."""

    def draw(axes: Any) -> None:
        for row, (_, values) in enumerate(reversed(pairs)):
            axes.plot([min(values), max(values)], [row, row], color=_LINE, linewidth=3, zorder=1)
            for k, value in enumerate(values):
                axes.plot(value, row, _MARKERS[k % len(_MARKERS)], color=_colour(k))
        axes.set_yticks(range(len(pairs)), [name for name, _ in reversed(pairs)])
        axes.set_ylim(-0.6, len(pairs) - 0.4)
        axes.set_xlabel("ROUGE-Lsum")

    return _svg(draw, name, height=0.9 + 0.33 * len(pairs))


def _beat(item: Item) -> str:
    """The beat without what it is about: "sport (cycling)" is sport, since one article is too few to tell."""
    return item.beat.split(" (")[0]


def _binned(items: Sequence[Item], edges: Sequence[int]) -> list[list[float]]:
    found: list[list[float]] = [[] for _ in edges]
    for item in items:
        words = len(item.source.split())
        found[next(n for n, edge in enumerate(edges) if words <= edge)].append(item.scores["chrF"])
    return found


def _bin_name(n: int) -> str:
    if n == len(_BINS):
        return f"{_BINS[-1] + 1}+"
    return f"{_BINS[n - 1] + 1 if n else 1}–{_BINS[n]}"


def _points(
    axes: Any, k: int, count: int, places: list[int], values: list[list[float]], *, join: bool = False,
    upright: bool = True,
) -> None:  # fmt: skip
    """Means with 95 % intervals (normal), those of several systems beside each other and not on top."""
    shift = 0.16 * (k - (count - 1) / 2) * (1 if upright else -1)
    filled = [(place + shift, found) for place, found in zip(places, values, strict=True) if found]
    at = [place for place, _ in filled]
    means = [mean(found) for _, found in filled]
    errors = [1.96 * stdev(found) / sqrt(len(found)) if len(found) > 1 else 0.0 for _, found in filled]
    style = {
        "fmt": _MARKERS[k % len(_MARKERS)] + ("-" if join else ""), "color": _colour(k), "elinewidth": 1,
        "linewidth": 1.2,
    }  # fmt: skip
    if upright:
        axes.errorbar(at, means, yerr=errors, **style)
    else:
        axes.errorbar(means, at, xerr=errors, **style)


def _colour(k: int) -> str:
    return _SERIES[k % COLOURS]


def _svg(draw: Callable[[Any], None], name: str, height: float = _HEIGHT) -> str:
    """The drawing as an <svg> element: no header, no metadata, no sizes, the page's colours and letters.

    `name` makes its ids those of no other figure of the page.
    """
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    style: Any = _STYLE | {"svg.hashsalt": name}
    with matplotlib.rc_context(style):
        figure = Figure(figsize=(_WIDTH, height), layout="constrained")
        figure.patch.set_alpha(0)
        axes = figure.add_subplot()
        axes.patch.set_alpha(0)
        draw(axes)
        buffer = io.StringIO()
        nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
        canvas: Any = FigureCanvasSVG(figure)
        canvas.print_svg(buffer, metadata=nothing)
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.S)
    text = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", text, count=1)
    text = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", text, count=1)
    text = re.sub(r"font: ([\d.]+)px [^;\"]*", r"font-size: \1px", text)
    text = re.sub(r'(id="|url\(#|href="#)', rf"\g<1>{name}-", text)
    for colour, variable in _VARIABLES.items():
        text = text.replace(colour, variable)
    return text
