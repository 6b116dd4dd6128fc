"""Whether the English has what a glossary asks for."""

from __future__ import annotations

from pipeline.article import Finding
from pipeline.checks.text import listed, warning
from pipeline.glossary import Glossary


def glossary_missed(source: str, target: str, glossary: Glossary) -> Finding | None:
    """A Dutch term whose English the glossary gives and the target lacks."""
    missed = glossary.missed(source, target)
    if not missed:
        return None
    wanted = listed(f"“{term.entry.target}” for “{term.text}”" for term in missed)
    notes = listed(f"{term.entry.source}: {term.entry.note}" for term in missed if term.entry.note)
    message = f"The glossary has {wanted}, and the English has not: put it in, or see why another word is right here."
    return warning("glossary-missed", f"{message} ({notes})" if notes else message, listed(t.text for t in missed))
