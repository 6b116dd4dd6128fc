"""How one text can be put to a translator, and what is wrong with what comes back.

A plan cuts a text into parts that are translated and parts that are copied; together they give one candidate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline import protect, surface
from pipeline.article import Finding, Severity
from pipeline.checks.figures import number_changed
from pipeline.checks.lost_names import name_lost
from pipeline.glossary import NO_GLOSSARY, Entry, Glossary
from pipeline.known_names import in_case, missing_names
from pipeline.loops import longest_loop
from pipeline.written_out import written_out

#: Marks after which a long sentence may be cut, best first: clause marks, then conjunctions, then any space.
_CUTS = (
    re.compile(r"(?<=[;:])\s+|\s+(?=[–—]\s)"),
    re.compile(r"(?<=,)\s+"),
    re.compile(r"\s+(?=(?:en|maar|want|omdat|terwijl|zodat|waarbij|toen|als|of)\s)"),
    re.compile(r"\s+"),
)


_OPENING_MARK = re.compile(r"[,;:.!?]+(?:\s+|$)")


@dataclass(frozen=True)
class Part:
    """A stretch of the text, without the white space around it."""

    text: str
    copied: bool = False
    before: str = ""


@dataclass(frozen=True)
class Plan:
    parts: tuple[Part, ...]
    stands_for: dict[str, str] = field(default_factory=dict)
    shouted: bool = False
    note: Finding | None = None

    def finish(self, source: str, targets: Sequence[str]) -> str:
        """One target from the parts' targets, with the surface that rules carry over from the source."""
        text = ""
        for part, target in zip(self.parts, targets, strict=True):
            if text and not part.copied and text[-1] not in ".!?":
                target = surface.match_inner_start(part.text, target)
            text += (part.before if text or part.before.strip() else "") + target
        if all(part.copied for part in self.parts):
            return text
        plain = surface.normalise_punctuation(source)
        text = protect.unmask(text, self.stands_for)
        text = surface.english_times(written_out(plain), surface.english_numbers(plain, text))
        text = surface.english_ordinals(plain, text)
        text = surface.match_quotes(plain, surface.match_start(plain, text))
        return surface.shout(text) if self.shouted else text


@dataclass(frozen=True)
class Fault:
    """`cost` ranks candidates; `finding` is what an editor is told if the fault stays (None: a check tells)."""

    code: str
    cost: int
    finding: Finding | None = None


class Planner:
    """Makes the plans of texts for one translator. `limit` is in the translator's tokens."""

    def __init__(self, count_tokens: Callable[[str], int], limit: int, glossary: Glossary = NO_GLOSSARY) -> None:
        self._count, self.limit, self.glossary = count_tokens, limit, glossary

    def first(self, text: str, known: Sequence[str] = ()) -> Plan:
        """The text as it is, but for what no model should see: markers, emoji, shouting, short forms, excess length."""
        shouted = surface.is_shouted(text)
        marker, body = surface.split_marker(text)
        parts = [Part(marker.rstrip(), copied=True)] if marker else []
        gap = marker[len(marker.rstrip()) :]
        cut = False
        for piece, is_emoji in protect.pieces(body, protect.emoji(body)):
            core = piece.strip()
            gap += piece[: len(piece) - len(piece.lstrip())]
            if core and (is_emoji or not surface.has_words(core)):
                parts.append(Part(core, copied=True, before=gap))
            elif core:
                core = surface.normalise_punctuation(core)  # as the names and tokens that later plans look for in it
                core = written_out(in_case(surface.unshout(core, known)) if shouted else core)
                fitting = self._fit(core)
                cut = cut or len(fitting) > 1
                parts += [Part(t, before=" " if n else gap) for n, t in enumerate(fitting)]
            gap = piece[len(piece.rstrip()) :] if core else gap
        if not parts or not surface.has_words(text):
            return Plan((Part(text, copied=True),))
        return Plan(tuple(parts), shouted=shouted, note=_split_note(text) if cut else None)

    def retries(self, text: str, target: str, found: Sequence[Fault], first: Plan) -> list[Plan]:
        """Further plans for a text whose first candidate has faults."""
        codes = {fault.code for fault in found}
        plain = surface.normalise_punctuation(text)
        lost = [token for token in protect.missing(text, target) if token not in protect.emoji(text)]
        pair = self.glossary.neutral(plain, target)
        names, known = _lost_names(*pair), missing_names(*pair)
        further: list[Plan] = []
        if missed := self.glossary.missed(plain, target):
            further.append(_with_terms(first, self.glossary, {term.entry for term in missed}))
            known |= {term.text: term.english for term in missed if not (term.before or term.after)}
        if lost or names or known or "number" in codes:
            # A name that has an English of its own comes out in it.
            lost_names = [name for name in names if name not in known]
            further.append(_masked(first, [*lost, *lost_names], known, english_numbers="number" in codes))
        if lost or "quotes" in codes:
            further.append(self._around(first, lost, quotes="quotes" in codes))
        if codes & {"empty", "loop", "truncated", "runaway"}:
            further.append(self._clauses(first))
        return [plan for plan in further if plan.parts != first.parts]

    def _fit(self, text: str, limit: int | None = None) -> list[str]:
        """`text` in as few pieces as stay within the limit, cut at the best marks there are."""
        limit = limit or self.limit
        pieces = [text]
        for mark in _CUTS:
            if all(self._count(piece) <= limit for piece in pieces):
                break
            pieces = [p for piece in pieces for p in self._pack(piece, mark, limit)]
        return pieces

    def _pack(self, text: str, mark: re.Pattern[str], limit: int) -> list[str]:
        if self._count(text) <= limit:
            return [text]
        packed: list[str] = []
        for piece in mark.split(text):
            joined = f"{packed[-1]} {piece}" if packed else piece
            if packed and self._count(joined) <= limit:
                packed[-1] = joined
            else:
                packed.append(piece)
        return packed

    def _around(self, first: Plan, lost: Sequence[str], *, quotes: bool) -> Plan:
        """In pieces around lost tokens, and inside and outside of quotation marks."""
        parts: list[Part] = []
        for part in first.parts:
            if part.copied:
                parts.append(part)
                continue
            text = surface.normalise_punctuation(part.text) if quotes else part.text
            kept = [*lost, *('"' if quotes else "")]
            gap = part.before
            for piece, copied in protect.pieces(text, kept):
                core = piece.strip()
                gap += piece[: len(piece) - len(piece.lstrip())] if core else piece
                # A comma that opens a piece stays as it is; a model drops it.
                if mark := _OPENING_MARK.match(core):
                    parts.append(Part(mark.group().strip(), copied=True, before=gap))
                    core, gap = core[mark.end() :], " " if mark.group()[-1].isspace() else ""
                if core:
                    parts.append(Part(core, copied=copied or not surface.has_words(core), before=gap))
                if piece.strip():
                    gap = piece[len(piece.rstrip()) :]
        note = Finding(
            code="translated-in-pieces",
            severity=Severity.INFO,
            message="The model lost a part that must stay as it is, so the sentence was translated in pieces "
            "around it: check that it reads as one.",
            evidence=", ".join([*lost, *(["quotation marks"] if quotes else [])]),
        )
        return Plan(tuple(parts), shouted=first.shouted, note=note)

    def _clauses(self, first: Plan) -> Plan:
        """Clause by clause, for a model that loops or says nothing on the whole."""
        parts: list[Part] = []
        for part in first.parts:
            half = max(4, self._count(part.text) // 2)
            pieces = [part.text] if part.copied else self._fit(part.text, half)
            parts += [
                Part(piece, copied=part.copied, before=" " if n else part.before) for n, piece in enumerate(pieces)
            ]
        return Plan(tuple(parts), shouted=first.shouted, note=first.note or _split_note(""))


def _masked(first: Plan, lost: Sequence[str], known: Mapping[str, str], *, english_numbers: bool) -> Plan:
    """With stand-ins for lost tokens and names (`known` come out in English), and numbers as the target needs them."""
    parts, stands_for = [], dict[str, str]()
    for part in first.parts:
        if part.copied:
            parts.append(part)
            continue
        text = surface.english_numbers(part.text, part.text) if english_numbers else part.text
        text, stand_ins = protect.mask(text, [*lost, *known])
        stands_for |= {name: known.get(token, token) for name, token in stand_ins.items()}
        parts.append(Part(text, before=part.before))
    return Plan(tuple(parts), stands_for, first.shouted, first.note)


def _with_terms(first: Plan, glossary: Glossary, entries: Collection[Entry]) -> Plan:
    """With the English of terms in the Dutch, where a model copies it and fits the rest of the sentence to it."""
    parts = (part if part.copied else replace(part, text=glossary.put_in(part.text, entries)) for part in first.parts)
    return replace(first, parts=tuple(parts))


def _split_note(text: str) -> Finding:
    return Finding(
        code="split-long",
        severity=Severity.INFO,
        message="The sentence was too much for the model in one go, so it was translated clause by clause: "
        "check that the parts fit together.",
        evidence=text[:80],
    )


def faults(source: str, target: str, glossary: Glossary = NO_GLOSSARY, *, truncated: bool = False) -> list[Fault]:
    """What is wrong with a candidate, in surface forms that can be compared without knowing the languages."""
    if not target.strip():
        return [Fault("empty", 1000, _finding("empty", Severity.ERROR, "The model gave no English for this sentence: "
                "translate it by hand.", source))] if source.strip() else []  # fmt: skip
    found: list[Fault] = []
    plain = surface.normalise_punctuation(source)
    if lost := protect.missing(source, target):
        message = "An address, number, handle or sign of the Dutch is not in the English as it was."
        found.append(
            Fault(
                "protected",
                60 * len(lost),
                _finding("protected-lost", Severity.ERROR, message, ", ".join(lost)),
            )
        )
    if truncated:
        message = "The model ran out of room: the end of this sentence may be missing in the English."
        found.append(Fault("truncated", 40, _finding("truncated", Severity.ERROR, message, target[-60:])))
    if (times := longest_loop(target)) > loop_limit(source):
        message = f"The model repeated itself ({times} times); the repetition was cut, and words may be missing."
        found.append(Fault("loop", 30 + times, _finding("repetition", Severity.WARNING, message, target[:80])))
    if left := protect.stand_ins_left(source, target):
        found.append(Fault("stand-in", 60 * left))
    if surface.quote_marks(plain) != surface.quote_marks(surface.normalise_punctuation(target)):
        found.append(Fault("quotes", 12))
    if missed := glossary.missed(plain, target):
        found.append(Fault("glossary", 8 * len(missed)))
    pair = glossary.neutral(plain, target)
    if number := number_changed(*pair):
        found.append(Fault("number", 10 * number.evidence.count(",") + 10))
    if names := _lost_names(*pair):
        found.append(Fault("name", 8 * len(names)))
    if known := missing_names(*pair):
        found.append(Fault("known-name", 8 * len(known)))
    words, allowed = len(target.split()), 3 * len(source.split())
    if words > allowed and len(source.split()) < 5:
        message = f"The English has {words} words for {len(source.split())}: the model may have made something up."
        found.append(Fault("runaway", 20, _finding("length-ratio", Severity.WARNING, message, target[:80])))
    return found


def _lost_names(source: str, target: str) -> list[str]:
    finding = name_lost(source, target)
    return finding.evidence.split(", ") if finding else []


def loop_limit(source: str) -> int:
    """How often a run of words may stand after itself in the English of `source`."""
    return max(3, longest_loop(source))


def _finding(code: str, severity: Severity, message: str, evidence: str) -> Finding:
    return Finding(code=code, severity=severity, message=message, evidence=evidence)
