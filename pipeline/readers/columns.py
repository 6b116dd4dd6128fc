"""Rows of a table into drafts: which column holds what, under the names that desks and exports use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pipeline.article import Finding
from pipeline.errors import InputError
from pipeline.readers.draft import Draft, Pieces, excerpt, note, with_title
from pipeline.readers.plain import plain_pieces
from pipeline.readers.tree import fragment_pieces

#: Names of a column, the first ones first; letters only, so that Article_Text is articletext.
NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "guid", "articleid", "artikelid", "uuid"),
    "title": ("title", "titel", "headline", "kop", "hoofdkop", "koptekst"),
    "lead": ("lead", "intro", "inleiding", "chapeau", "standfirst", "description", "beschrijving"),
    "text": ("text", "tekst", "body", "content", "articletext", "artikeltekst", "fulltext", "maintext", "article",
             "artikel", "inhoud", "bericht", "broodtekst", "platetekst"),
    "html": ("html", "bodyhtml", "htmlbody", "contenthtml", "texthtml", "articlehtml"),
    "url": ("url", "source", "link", "bron", "uri", "permalink", "webadres"),
    "date": ("published", "date", "datum", "publishedat", "publicatiedatum", "gepubliceerd", "pubdate", "publishdate",
             "publicationdate", "datepublished", "publishedon"),
}  # fmt: skip


def match_columns(columns: Sequence[str]) -> dict[str, str]:
    """The column of each role that has one."""
    known: dict[str, str] = {}
    for column in columns:
        known.setdefault(re.sub(r"[\W_]+", "", column).lower(), column)
    return {
        role: known[next(name for name in names if name in known)]
        for role, names in NAMES.items()
        if any(name in known for name in names)
    }


def need_text(roles: Mapping[str, str], columns: Sequence[str], where: str) -> None:
    """Raises InputError naming the missing column where none holds an article's text."""
    if "text" not in roles and "html" not in roles:
        have = ", ".join(str(column) for column in columns)[:200] or "none"
        raise InputError(
            f"{where}: has no `text` column (nor tekst, body, content, artikel, html); its columns are: {have}"
        )


def row_draft(row: Mapping[str, Any], where: str, max_bytes: int) -> Draft:
    """The article of a row. Raises InputError that names the row and the column that is wrong."""
    roles = match_columns([str(key) for key in row])
    need_text(roles, list(row), where)
    values = {role: row[column] for role, column in roles.items()}
    pieces, findings = _text(values, roles, where, max_bytes)
    title, lead = _line(values.get("title")), _line(values.get("lead"))
    unread = {key: value for key, value in row.items() if key not in roles.values() and _is_prose(value)}
    if unread:
        message = f"Columns with text that were not read: {', '.join(unread)}."
        findings.append(note("columns-unread", message, excerpt(map(str, unread.values()))))
    return Draft(
        with_title(pieces, title, lead),
        title=title,
        published=_date(values.get("date")),
        id=_line(values.get("id")),
        source=_line(values.get("url")) or where,
        findings=findings,
    )


def _text(values: Mapping[str, Any], roles: Mapping[str, str], where: str, limit: int) -> tuple[Pieces, list[Finding]]:
    for role in ("html", "text"):
        value = values.get(role)
        if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
            value = "\n\n".join(value)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            raise InputError(f"{where}: `{roles[role]}` holds {type(value).__name__}, not a text")
        if len(value) > limit:
            raise InputError(
                f"{where}: `{roles[role]}` has {len(value):,} characters, over ingest.max_bytes ({limit:,})"
            )
        if value.strip():
            return (fragment_pieces(value), []) if role == "html" else plain_pieces(value)
    raise InputError(f"{where}: `{roles.get('text') or roles['html']}` is empty")


def _line(value: Any) -> str | None:
    return (" ".join(str(value).split()) or None) if value is not None and value != [] else None


def _date(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date | datetime) else _line(value)


def _is_prose(value: Any) -> bool:
    return isinstance(value, str) and len(value.split()) >= 8
