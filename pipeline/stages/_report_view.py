"""An article as a reader meets it: the order of its parts, its sentences and what to check, for every format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from urllib.parse import quote

from pipeline.article import (
    SUMMARY,
    Action,
    Article,
    Block,
    BlockKind,
    Finding,
    ModelInfo,
    Segment,
    Severity,
    Status,
)

GROUP_NAMES = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.INFO: "Notes"}
NOTHING_FOUND = "Nothing to check was found."
NO_PROOF = "That is no proof of a sound translation: read it against the Dutch before it is published."
NO_SUMMARY = "No summary was made."
NO_TEXT = "This article has no text."
ASIDE_NAME = "Around the article"


@dataclass(slots=True)
class Entry:
    """What to check about one sentence, or about the article (no sentence), of one severity."""

    number: int
    severity: Severity
    sentence: Sentence | None
    findings: list[Finding] = field(default_factory=list)

    def evidence(self, finding: Finding) -> str:
        """The finding's evidence, unless its message or a sentence beside it says the same."""
        shown = {self.sentence.source, self.sentence.english} if self.sentence else set()
        return "" if finding.evidence in finding.message or finding.evidence in shown else finding.evidence


@dataclass(slots=True)
class Sentence:
    """A segment in its block; `gap` ("", a space or a line end) parts it from the one before."""

    id: str
    source: str
    english: str | None
    gap: str = ""
    entries: list[Entry] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The English, or words that say that there is none."""
        return f"[not translated: {self.source}]" if self.english is None else self.english

    @property
    def severity(self) -> Severity | None:
        """The worst severity among the sentence's findings."""
        return self.entries[0].severity if self.entries else None

    @property
    def anchor(self) -> str:
        """The id as HTML allows it: without white space."""
        return re.sub(r"\s", "_", self.id)

    @property
    def link(self) -> str:
        return "#" + quote(self.anchor)


@dataclass(frozen=True, slots=True)
class Part:
    """A block and its sentences."""

    kind: BlockKind
    source: str
    sentences: list[Sentence]

    @property
    def text(self) -> str:
        """As `Block.target`, with words in the place of each sentence that has no English."""
        filled = (sentence for sentence in self.sentences if sentence.text)
        return "".join(sentence.gap + sentence.text for sentence in filled).strip()


@dataclass(frozen=True, slots=True)
class View:
    """The parts of an article in reading order."""

    headline: Part | None
    body: list[Part]
    aside: list[Part]
    groups: list[tuple[Severity, list[Entry]]]
    summary_note: str
    provenance: list[tuple[str, str]]
    made: str

    @property
    def counts(self) -> str:
        """Such as "1 error, 2 warnings"; empty where there is nothing to check."""
        counted = []
        for severity, entries in self.groups:
            count = sum(len(entry.findings) for entry in entries)
            name = GROUP_NAMES[severity].lower()
            counted.append(f"{count} {name.removesuffix('s') if count == 1 else name}")
        return ", ".join(counted)

    @property
    def total(self) -> int:
        """The number of findings."""
        return sum(len(entry.findings) for _, entries in self.groups for entry in entries)

    @property
    def standing(self) -> str:
        """What the text is, in one line."""
        return f"{self.made} from Dutch. To check: {self.counts or 'nothing was found'}."


def view(article: Article) -> View:
    """The article's parts; every block is in exactly one of headline, body and aside."""
    parts = [(block, Part(block.kind, block.text, _sentences(block))) for block in article.blocks]
    headline = next((part for block, part in parts if block.kind is BlockKind.HEADLINE), None)
    rest = [part for _, part in parts if part is not headline]
    return View(
        headline=headline,
        body=[part for part in rest if part.kind is not BlockKind.OTHER],
        aside=[part for part in rest if part.kind is BlockKind.OTHER],
        groups=_groups(article, {s.id: s for _, part in parts for s in part.sentences}),
        summary_note=_summary_note(article),
        provenance=_provenance(article),
        made=_made(article),
    )


def runs(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """The parts that have text, one by one, but list items in a row together: they are one list."""
    filled = [part for part in parts if part.text]
    for is_item, group in groupby(filled, key=lambda part: part.kind is BlockKind.LIST_ITEM):
        if is_item:
            yield list(group)
        else:
            yield from ([part] for part in group)


def is_numbered(run: Sequence[Part]) -> bool:
    """Whether list items bring their own numbers, so that a bullet before each is one mark too many."""
    return all(re.match(r"\d+[.)]\s", part.text) for part in run)


def _sentences(block: Block) -> list[Sentence]:
    if not block.segments:
        return [Sentence(block.id, block.text, None)] if block.text.strip() else []
    sentences = []
    end = 0
    for number, segment in enumerate(block.segments):
        between = block.text[end : segment.start] if number else ""
        gap = "\n" if "\n" in between else " " if between else ""
        sentences.append(Sentence(segment.id, segment.source, _english(segment), gap))
        end = segment.end
    return sentences


def _english(segment: Segment) -> str | None:
    if segment.target is not None and (segment.target.strip() or segment.status is Status.EDITED):
        return segment.target
    return None if segment.source.strip() else ""


def _groups(article: Article, sentences: dict[str, Sentence]) -> list[tuple[Severity, list[Entry]]]:
    """Entries by severity, worst first; in each the article's own first, then in reading order."""
    placed = [(sentences.get(finding.segment or ""), finding) for finding in article.findings]
    placed += [(sentences[segment.id], found) for segment in article.segments() for found in segment.findings]
    order = {None: -1} | {name: position for position, name in enumerate(sentences)}
    placed.sort(key=lambda pair: order[pair[0].id if pair[0] else None])
    groups = []
    number = 0
    for severity in GROUP_NAMES:
        entries: dict[str | None, Entry] = {}
        for sentence, finding in placed:
            if finding.severity is not severity:
                continue
            key = sentence.id if sentence else None
            if key not in entries:
                number += 1
                entries[key] = Entry(number, severity, sentence)
                if sentence:
                    sentence.entries.append(entries[key])
            entries[key].findings.append(finding)
        if entries:
            groups.append((severity, list(entries.values())))
    return groups


def _summary_note(article: Article) -> str:
    if article.summary is None:
        return ""
    notes = [article.summary.method, _count(article.summary.words, "word")]
    if article.summary.coverage < 1:
        notes.append(f"made from {article.summary.coverage:.0%} of the article")
    return ", ".join(notes)


def _made(article: Article) -> str:
    made = "Machine translation" if article.provenance.translator else "Translation"
    return f"{made}, edited by hand," if any(edit.action is Action.EDIT for edit in article.edits) else made


def _by_hand(article: Article) -> str:
    """Such as "2 sentences and the summary; 1 finding dismissed; last 2026-11-25T10:00:00Z"."""
    if not article.edits:
        return ""
    edited = {edit.segment for edit in article.edits if edit.action is Action.EDIT}
    sentences = len(edited - {SUMMARY})
    texts = [_count(sentences, "sentence")] if sentences else []
    texts += ["the summary"] if SUMMARY in edited else []
    said = [" and ".join(texts)] if texts else []
    for action, word in ((Action.ACCEPT, "accepted"), (Action.DISMISS, "dismissed")):
        if count := sum(edit.action is action for edit in article.edits):
            said.append(f"{_count(count, 'finding')} {word}")
    return "; ".join([*said, f"last {article.edits[-1].at}"])


def _provenance(article: Article) -> list[tuple[str, str]]:
    """(label, value) rows for the foot, those without a value left out."""
    origin = article.provenance
    timings = [f"{stage} {seconds:.2f} s" for stage, seconds in origin.timings.items()]
    has_headline = any(block.kind is BlockKind.HEADLINE for block in article.blocks)
    chunks = len(article.summary.chunks) if article.summary else 0
    rows = [
        ("Source", article.source),
        ("Dutch title", "" if has_headline else article.title or ""),
        ("Published", article.published or ""),
        ("Article", article.id),
        ("Translator", _model(origin.translator)),
        ("Summariser", _model(origin.summariser)),
        ("Summary read in", f"{chunks} parts" if chunks > 1 else ""),
        ("Edited by hand", _by_hand(article)),
        ("Configuration", origin.config),
        ("Versions", ", ".join(f"{name} {version}" for name, version in origin.versions.items())),
        ("Time taken", ", ".join(timings)),
    ]
    return [(label, value) for label, value in rows if value.strip()]


def _model(info: ModelInfo | None) -> str:
    if info is None:
        return ""
    said: Sequence[str] = (
        info.name,
        f"engine {info.engine}",
        f"revision {info.revision}" if info.revision else "",
        info.note,
    )
    return ", ".join(filter(None, said))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
