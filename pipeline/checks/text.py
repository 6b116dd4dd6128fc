"""Words, folding and wording that the checks share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pipeline.article import Finding, Severity

_WORD = re.compile(r"[^\W_]+(?:['’‑-][^\W_]+)*")


def warning(code: str, message: str, evidence: str = "") -> Finding:
    """A finding of the usual severity; the stage adds the segment."""
    return Finding(code=code, severity=Severity.WARNING, message=message, evidence=evidence)


def listed(words: Iterable[str]) -> str:
    """The words with commas between, each once."""
    return ", ".join(dict.fromkeys(words))


def vocabulary(words: str) -> frozenset[str]:
    """The set of the words in a string."""
    return frozenset(words.split())


def fold(text: str) -> str:
    """Lower case without diacritics: São Paulo and Sao Paulo are one name."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, with straight apostrophes; hyphened words are one."""
    return [match[0].casefold().replace("’", "'") for match in _WORD.finditer(text)]
