"""An article's view as CommonMark that renders to exactly the words it was given."""

from __future__ import annotations

import re

from pipeline.article import Article, BlockKind
from pipeline.stages import _report_view as view_of
from pipeline.stages._report_view import Entry, Part, View

# Marks that mean something inside a line, escaped only where they do: prose stays readable as it is.
_INLINE = re.compile(
    r"""[\\`*~]                            # always
      | (?<![^\W_])_ | _(?![^\W_])         # not inside a_word
      | <(?=\S)                            # tags and autolinks
      | &(?=\#?\w+;)                       # entities
      | \[(?=\^) | \](?=[(\[:])            # footnotes, links, definitions
      """,
    re.VERBOSE,
)
# Marks that mean something at the start of a line: headings, quotes, lists, rules, underlines, task boxes, tables.
_OPENING = re.compile(r"[>|]|\#(?=\#{0,5}(?:\s|$))|[-+](?=\s|$)|[-=](?=[-=\s]*$)|\[(?=[ xX]\])")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
# A heading's trailing # would be taken for its closing mark.
_CLOSING = re.compile(r"(?<=\s)#+$")
_BREAK = "\\\n"


def escape(text: str) -> str:
    """`text` as CommonMark that renders to `text`; a line end becomes a hard break."""
    return _BREAK.join(_escape_line(line) for line in text.splitlines() if line.strip())


def _escape_line(line: str) -> str:
    line = _INLINE.sub(r"\\\g<0>", line.strip())
    line = _OPENING.sub(r"\\\g<0>", line, count=1) if _OPENING.match(line) else line
    if _NUMBER.match(line):
        line = _NUMBER.sub(r"\1\\\2", line, count=1)
    return _CLOSING.sub(r"\\\g<0>", line)


def markdown(article: Article, view: View) -> str:
    """The whole document."""
    sections = [f"# {_flat(view.headline.text)}"] if view.headline else []
    sections.append(f"*{view.standing}*")
    if article.summary:
        sections += [f"**Summary** ({escape(view.summary_note)})", escape(article.summary.text)]
    else:
        sections.append(f"*{view_of.NO_SUMMARY}*")
    sections += ["---", _blocks(view.body) or f"*{view_of.NO_TEXT}*"]
    if view.aside:
        sections += ["---", f"## {view_of.ASIDE_NAME}", _blocks(view.aside)]
    sections += ["---", "## To check"]
    for severity, entries in view.groups:
        sections.append(f"### {view_of.GROUP_NAMES[severity]}")
        sections += [_entry(entry) for entry in entries]
    if not view.groups:
        sections += [view_of.NOTHING_FOUND, view_of.NO_PROOF]
    rows = [f"- **{label}:** {_flat(value)}" for label, value in view.provenance]
    sections += ["---", "## Provenance", "\n".join(rows)]
    return "\n\n".join(sections) + "\n"


def _blocks(parts: list[Part]) -> str:
    return "\n\n".join("\n".join(_block(part) for part in run) for run in view_of.runs(parts))


def _block(part: Part) -> str:
    text = escape(part.text)
    match part.kind:
        case BlockKind.HEADLINE | BlockKind.SUBHEAD:
            return f"## {_flat(part.text)}"
        case BlockKind.LEAD:
            return f"**{text}**"
        case BlockKind.CAPTION:
            return f"*{text}*"
        case BlockKind.QUOTE:
            return "> " + text.replace("\n", "\n> ")
        case BlockKind.LIST_ITEM:
            return "- " + text.replace("\n", "\n  ")
        case _:
            return text


def _entry(entry: Entry) -> str:
    marker = f"{entry.number}. "
    indent = " " * len(marker)
    said = []
    for finding in entry.findings:
        evidence = entry.evidence(finding)
        seen = f" Evidence: {_flat(evidence)}" if evidence else ""
        said.append(f"{_flat(finding.message)}{seen} ({_flat(finding.code)})")
    text = marker + f"\\\n{indent}".join(said)
    if entry.sentence:
        text += f"\n{indent}- **Dutch:** {_flat(entry.sentence.source)}"
        text += f"\n{indent}- **English:** {_flat(entry.sentence.text)}"
    return text


def _flat(text: str) -> str:
    """Escaped text for a place that takes one line only."""
    return _escape_line(" ".join(text.split()))
