"""What an editor should look at: checks of a source and its English, each tuned to stay quiet on human work.

A check is a pure function of surface forms; it can be wrong both ways, so `pipeline.evaluation.faults` measures
how often each cries wolf on the work of human translators, and how many seeded faults it catches.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.article import Finding
from pipeline.checks.figures import number_changed
from pipeline.checks.language import untranslated
from pipeline.checks.lost_names import name_lost
from pipeline.checks.negation import negation_lost
from pipeline.checks.shape import leftover, quotes_unbalanced, repetition
from pipeline.checks.spelling import unknown_word

PairCheck = Callable[[str, str], Finding | None]

#: Checks of a source and its target alone, by the code of their findings.
PAIR_CHECKS: dict[str, PairCheck] = {
    "number-changed": number_changed,
    "name-lost": name_lost,
    "untranslated": untranslated,
    "unknown-word": unknown_word,
    "repetition": repetition,
    "quotes-unbalanced": quotes_unbalanced,
    "negation-lost": negation_lost,
    "leftover": leftover,
}
