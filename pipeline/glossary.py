"""Glossaries: which English a desk wants for which Dutch, honoured by the translator and verified by a check.

A glossary is a file of columns source, target, case and note with tabs between; data/glossaries/README.md describes
it. Where several are given, a later one overrides the entries of an earlier one.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

from pipeline import protect
from pipeline.checks.spelling import zipf
from pipeline.dutch_forms import compounded, plurals, with_e
from pipeline.errors import InputError
from pipeline.resources import DATA
from pipeline.surface import is_shouted

#: Words that no check takes for a name, a number or a slip.
_STANDS_IN_DUTCH, _STANDS_IN_ENGLISH = "dat", "that"
#: What the English of a term may end in besides: a flood, floods, flooding.
_ENDING = r"(?:ing|ed)?"
#: Zipf value (see checks/spelling.py) of a word that any text has.
_EVERYDAY = 5.0
COLUMNS = ("source", "target", "case", "note")
_TOKEN = re.compile(r"\w+(?:['’&.]\w+)*")
_GAP = re.compile(r",?\s+(?:&\s+)?|-\s?")
#: What comes after the noun that takes the plural: officieren van justitie.
_AFTER_HEAD = frozenset("van voor in op tegen der met tot ter aan bij uit over".split())


class Case(StrEnum):
    """How a source is matched: in any case, or in its own; with KEEP the target too has its case to the letter."""

    ANY = "any"
    EXACT = "exact"
    KEEP = "keep"


@dataclass(frozen=True)
class Entry:
    source: str
    target: str
    case: Case = Case.ANY
    note: str = ""

    def is_in(self, english: str) -> bool:
        """Whether a text has the target, in either number, with spaces or hyphens."""
        if self.case is not Case.KEEP:
            return any(re.search(_english(form, _ENDING), english, re.IGNORECASE) for form in self.forms)
        opened = self.target[:1].upper() + self.target[1:]
        return bool(re.search(_english(self.target), english) or re.match(_english(opened), english))

    @property
    def forms(self) -> tuple[str, str]:
        """The target in both numbers; the longer one first."""
        return english_plural(self.target), self.target


@dataclass(frozen=True)
class Term:
    """A place in a text where an entry applies; `before` and `after` are the rest of a compound."""

    entry: Entry
    start: int
    end: int
    text: str
    plural: bool = False
    before: str = ""
    after: str = ""

    @property
    def english(self) -> str:
        return english_plural(self.entry.target) if self.plural else self.entry.target


class Glossary:
    """Entries by their Dutch, which is looked up word by word, so that thousands of them cost no more than ten."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries = tuple({(e.source, e.case is Case.ANY): e for e in entries}.values())

    def __bool__(self) -> bool:
        return bool(self.entries)

    @cached_property
    def fingerprint(self) -> str:
        """12 hexadecimal digits of the SHA-256 of what can change a text; empty without entries."""
        if not self.entries:
            return ""
        lines = "\n".join(f"{e.source}\t{e.target}\t{e.case}" for e in self.entries)
        return hashlib.sha256(lines.encode()).hexdigest()[:12]

    @cached_property
    def _forms(self) -> dict[tuple[str, ...], list[tuple[Entry, tuple[str, ...], bool]]]:
        """(entry, its words in this form, is it the plural) by those words in lower case."""
        forms: dict[tuple[str, ...], list[tuple[Entry, tuple[str, ...], bool]]] = {}
        for entry in self.entries:
            for words, plural in _inflected(_TOKEN.findall(entry.source)):
                forms.setdefault(_lower(words), []).append((entry, words, plural))
        return forms

    @cached_property
    def _longest(self) -> int:
        return max((len(words) for words in self._forms), default=0)

    def terms(self, text: str) -> list[Term]:
        """Where entries apply in a Dutch text, the longest first at each place; they do not overlap."""
        kept = protect.spans(text)
        # A handle, hashtag or address stays as it is: #kabinet.
        if not self.entries:
            return []
        tokens = [m for m in _TOKEN.finditer(text) if not any(start < m.end() <= end for start, end in kept)]
        found: list[Term] = []
        n = 0
        while n < len(tokens):
            term, length = self._at(text, tokens, n)
            if term and not _explains(term, text):
                found.append(term)
            n += length
        return found

    def missed(self, source: str, target: str) -> list[Term]:
        """The terms of the source whose English the target lacks."""
        return [term for term in self.terms(source) if not term.entry.is_in(target)]

    def neutral(self, source: str, target: str) -> tuple[str, str]:
        """The pair with its terms out of sight, for checks that would take the desk's English for a slip."""
        for term in reversed(self.terms(source)):
            source = f"{source[: term.start]}{_STANDS_IN_DUTCH}{source[term.end :]}"
            for form in term.entry.forms:
                target = re.sub(_english(form), _STANDS_IN_ENGLISH, target, flags=re.IGNORECASE)
        return source, target

    def put_in(self, text: str, only: Collection[Entry]) -> str:
        """The Dutch text with the English of those entries in it; a model copies it and fits the rest to it."""
        made, end = "", 0
        for term in self.terms(text):
            if term.entry in only:
                parts = (term.before, term.english, term.after)
                made += text[end : term.start] + " ".join(part for part in parts if part)
                end = term.end
        return made + text[end:]

    def _at(self, text: str, tokens: Sequence[re.Match[str]], n: int) -> tuple[Term | None, int]:
        """The term that begins with token `n`, and how many tokens to go on by."""
        for length in range(min(self._longest, len(tokens) - n), 0, -1):
            run = tokens[n : n + length]
            gaps = [text[a.end() : b.start()] for a, b in pairwise(run)]
            if not all(_GAP.fullmatch(gap) for gap in gaps):
                continue
            commas = sum("," in gap for gap in gaps)
            words = tuple(token[0].replace("’", "'") for token in run)
            start, end = run[0].start(), run[-1].end()
            if (hit := self._hit(words, text, start)) and hit[0].source.count(",") == commas:
                return Term(hit[0], start, end, text[start:end], hit[1]), length
            if not commas and (compound := self._compound(words, text, start, end)):
                return compound, length
        return None, 1

    def _hit(self, words: tuple[str, ...], text: str, start: int) -> tuple[Entry, bool] | None:
        for entry, form, plural in self._forms.get(_lower(words), ()):
            # In a headline in capitals, OM may be the word om.
            if entry.source.isupper() and is_shouted(text) and zipf(entry.source.lower(), "nl") >= _EVERYDAY:
                continue
            if entry.case is Case.ANY or form == words or (_opened(form) == words and _opens(text, start)):
                return entry, plural
        return None

    def _compound(self, words: tuple[str, ...], text: str, start: int, end: int) -> Term | None:
        """An entry that the last word of the run begins with (stikstofbeleid) or, of one word, ends with."""
        *first, last = words
        for modifier, head in compounded(last):
            if (hit := self._hit((*first, modifier), text, start)) and not is_shouted(text):
                return Term(hit[0], start, end, text[start:end], after=head)
            if not first and (hit := self._hit((head,), text, start)) and hit[0].case is Case.ANY:
                return Term(hit[0], start, end, text[start:end], hit[1], before=modifier)
        return None


NO_GLOSSARY = Glossary()


def load_glossary(names: Iterable[str]) -> Glossary:
    """The entries of files, or of glossaries that ship by name (newsroom). Raises InputError with file and line."""
    return Glossary([entry for name in names for entry in _read(_locate(name))])


def _locate(name: str) -> Path:
    shipped = DATA / "glossaries" / f"{name}.tsv"
    return shipped if not name.endswith(".tsv") and shipped.is_file() else Path(name)


def _read(path: Path) -> list[Entry]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        shipped = ", ".join(sorted(p.stem for p in (DATA / "glossaries").glob("*.tsv")))
        raise InputError(f"{path}: no such glossary; give a .tsv file or one of: {shipped}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as a glossary: save it as UTF-8 text ({error})") from error
    entries = []
    for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
        if not any(cell.strip() for cell in row) or row[0].startswith("#"):
            continue
        cells = [cell.strip() for cell in row]
        if number == 1 and tuple(cell.lower() for cell in cells[:2]) == COLUMNS[:2]:
            continue
        entries.append(_entry(cells, f"{path}:{number}"))
    return entries


def _entry(cells: Sequence[str], where: str) -> Entry:
    if not 2 <= len(cells) <= len(COLUMNS):
        raise InputError(f"{where}: has {len(cells)} columns; write source, target, case and note with tabs between")
    source, target, case, note = (*cells, *[""] * (len(COLUMNS) - len(cells)))
    if not _TOKEN.search(source) or not target:
        raise InputError(f"{where}: an entry needs a source and a target")
    try:
        return Entry(source, target, Case(case or Case.ANY), note)
    except ValueError:
        raise InputError(f"{where}: the case is {case}; write one of: {', '.join(Case)}") from None


@lru_cache(maxsize=4096)
def english_plural(target: str) -> str:
    """The plural of an English term: aldermen, motions of no confidence."""
    import inflect

    if target[-1:].isupper():
        return f"{target}s"  # MPs, where inflect has MPS
    return str(inflect.engine().plural_noun(target) or target)


@lru_cache(maxsize=8192)
def _english(form: str, ending: str = "") -> str:
    words = r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", form))
    return rf"(?<!\w){words}{ending}(?!\w)"


def _inflected(words: Sequence[str]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """(the words of a Dutch term in one of its forms, is it the plural)."""
    place = next((n for n, word in enumerate(words) if n and word in _AFTER_HEAD), len(words)) - 1
    before, head, after = words[:place], words[place], words[place + 1 :]
    openings = [tuple(before)]
    if place == 1 and before[0].islower():
        openings += [(form,) for form in sorted(with_e(before[0]))]
    for opening in openings:
        yield (*opening, head, *after), False
        for form in sorted(plurals(head)):
            yield (*opening, form, *after), True


def _lower(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.lower().replace("’", "'") for word in words)


def _opened(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words as they stand at the opening of a sentence."""
    return (words[0][:1].upper() + words[0][1:], *words[1:])


def _explains(term: Term, text: str) -> bool:
    """Whether it is the acronym in brackets after its full name, which English gives in brackets too."""
    return term.text.isupper() and text[: term.start].endswith("(") and text[term.end :].startswith(")")


def _opens(text: str, start: int) -> bool:
    return not re.search(r"\w", text[:start]) or bool(re.search(r"[.!?:]['\"”’)]*\s+[\"'“‘(]*$", text[:start]))
