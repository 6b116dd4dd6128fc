"""A finished article for its reader: JSON, Markdown, plain text or one self-contained HTML page, and its file."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Literal

from pipeline.article import Article
from pipeline.atomic import write_error, write_text
from pipeline.errors import InputError
from pipeline.stages import _report_view as view_of
from pipeline.stages._report_markdown import markdown
from pipeline.stages._report_plain import plain
from pipeline.stages._report_plain import to_check as _to_check
from pipeline.templating import template

Format = Literal["json", "md", "txt", "html"]

#: The effective configuration, written beside the articles; `-c` reads it back.
CONFIG_NAME = "config.toml"

# Names that Windows keeps for devices, whatever their suffix.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_CONTENT_ID = re.compile(r"[0-9a-f]{16}")
# The last part of a path or URL: its stem, its suffix, and the line of a .jsonl file.
_LAST_PART = re.compile(r"(?P<stem>.+?)(?:\.[A-Za-z0-9]{1,5})?(?P<line>:\d+)?")
_MAX_STEM_BYTES = 120


def render(article: Article, format: Format) -> str:
    """The article as the text of a file; every block of it is there, whatever its state."""
    match format:
        case "json":
            return article.to_json() + "\n"
        case "md":
            return markdown(article, view_of.view(article))
        case "txt":
            return plain(article, view_of.view(article))
        case "html":
            return _html(article)


def to_check(article: Article) -> str:
    """What an editor should look at, as plain text without the article around it."""
    return _to_check(view_of.view(article))


def write(article: Article, directory: Path, format: Format, *, taken: set[str]) -> Path:
    """Write the article into `directory`, which is made if need be, and return the file's path.

    The name is the article's own id, or else its source's stem. `taken` holds the names that this run has used
    and gains this one, so that no two articles share a file; a file of an earlier run is replaced. Raises
    OverzetError where the file cannot be written.
    """
    _make(directory)
    name = _file_name(article, format, taken)
    taken.add(folded(name))
    path = directory / name
    write_text(path, render(article, format))
    return path


def write_config(directory: Path, toml: str) -> Path:
    """Write the effective configuration beside the articles. Raises OverzetError."""
    _make(directory)
    path = directory / CONFIG_NAME
    write_text(path, toml)
    return path


def _make(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise InputError(f"{directory}: is a file where a folder for the output is expected") from None
    except OSError as error:
        raise write_error(directory, error) from error


def stem(article: Article) -> str:
    """What the article's file is called on any system, less its suffix: its own id, or else its source's stem."""
    given = "" if _CONTENT_ID.fullmatch(article.id) else article.id
    return _safe(given) or _safe(_source_stem(article.source)) or _safe(article.id) or "article"


def folded(name: str) -> str:
    """Names with the same folded form are one file on a system that ignores case."""
    return unicodedata.normalize("NFC", name).casefold()


def _file_name(article: Article, format: Format, taken: set[str]) -> str:
    own = stem(article)
    name = f"{own}.{format}"
    if folded(name) in taken:
        # The id makes the name the article's own again, whatever the order; equal articles get a number.
        own = f"{own}-{_safe(article.id)[:8]}" if _CONTENT_ID.fullmatch(article.id) else own
        name, number = f"{own}.{format}", 1
        while folded(name) in taken:
            number += 1
            name = f"{own}-{number}.{format}"
    return name


def _source_stem(source: str) -> str:
    if re.match(r"https?://", source, re.IGNORECASE):
        source = re.split(r"[?#]", source, maxsplit=1)[0]
    last = re.split(r"[/\\]", source.rstrip("/\\"))[-1]
    found = _LAST_PART.fullmatch(last)
    return found["stem"] + (found["line"] or "") if found else ""


def _safe(text: str) -> str:
    """`text` as a file's stem on any system: letters, digits, dots, dashes and underscores."""
    text = re.sub(r"[^\w.]+", "-", unicodedata.normalize("NFC", text))
    text = text.encode()[:_MAX_STEM_BYTES].decode(errors="ignore").strip("-.")
    return f"_{text}" if _RESERVED.fullmatch(text) else text


def _html(article: Article) -> str:
    view = view_of.view(article)
    title = view.headline.text if view.headline else article.title or _source_stem(article.source) or article.id
    linked = bool(re.match(r"https?://", article.source, re.IGNORECASE))
    return template("article.html.j2").render(article=article, view=view, title=title, linked=linked, words=view_of)
