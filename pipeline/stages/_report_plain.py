"""An article's view as plain text: one line a paragraph, wrapped nowhere."""

from __future__ import annotations

from pipeline.article import Article, BlockKind
from pipeline.stages import _report_view as view_of
from pipeline.stages._report_view import Entry, Part, View

_RULE = "-" * 20


def plain(article: Article, view: View) -> str:
    """The whole document."""
    paragraphs = [view.headline.text] if view.headline else []
    paragraphs.append(view.standing)
    if article.summary:
        paragraphs += [f"Summary ({view.summary_note})\n{article.summary.text}"]
    else:
        paragraphs.append(view_of.NO_SUMMARY)
    paragraphs += [_RULE, _blocks(view.body) or view_of.NO_TEXT]
    if view.aside:
        paragraphs += [_RULE, view_of.ASIDE_NAME, _blocks(view.aside)]
    paragraphs += [_RULE, "To check", *_to_check(view)]
    rows = [f"{label}: {' '.join(value.split())}" for label, value in view.provenance]
    paragraphs += [_RULE, "Provenance\n" + "\n".join(rows)]
    return "\n\n".join(paragraphs) + "\n"


def to_check(view: View) -> str:
    """The findings alone, each with its sentence."""
    return "\n\n".join(_to_check(view)) + "\n"


def _to_check(view: View) -> list[str]:
    paragraphs = []
    for severity, entries in view.groups:
        paragraphs.append(view_of.GROUP_NAMES[severity])
        paragraphs += [_entry(entry) for entry in entries]
    return paragraphs or [f"{view_of.NOTHING_FOUND} {view_of.NO_PROOF}"]


def _blocks(parts: list[Part]) -> str:
    return "\n\n".join("\n".join(_block(part) for part in run) for run in view_of.runs(parts))


def _block(part: Part) -> str:
    return {BlockKind.QUOTE: "> ", BlockKind.LIST_ITEM: "- "}.get(part.kind, "") + part.text


def _entry(entry: Entry) -> str:
    lines = []
    for finding in entry.findings:
        evidence = entry.evidence(finding)
        seen = f" Evidence: {evidence}" if evidence else ""
        lines.append(f"{finding.message}{seen} ({finding.code})")
    if entry.sentence:
        lines += [f"Dutch: {entry.sentence.source}", f"English: {entry.sentence.text}"]
    return f"{entry.number}. " + "\n   ".join(lines)
