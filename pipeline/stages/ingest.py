"""Files into articles: bytes are decoded, and text, Markdown, HTML and JSON Lines become typed blocks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from pipeline.article import Article, Block, BlockKind, Finding, Severity, content_id
from pipeline.config import IngestSettings
from pipeline.errors import InputError

_Typed = list[tuple[BlockKind, str]]
_BULLET = re.compile(r"^(?:[-*•]|–)\s+")
_ENDS = tuple(".!?:;,…\"'”’»")


def ingest(path: Path, settings: IngestSettings) -> list[Article]:
    """The articles of one file. Raises InputError that names the file."""
    if path.is_dir():
        raise InputError(f"{path}: is a folder where a file is expected")
    try:
        size = path.stat().st_size
        _check_size(size, str(path), settings)
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    return ingest_bytes(data, str(path), settings)


def ingest_bytes(data: bytes, name: str, settings: IngestSettings) -> list[Article]:
    """The articles in `data`; the suffix of `name` says the format (none, or `-`: plain text)."""
    _check_size(len(data), name, settings)
    suffix = Path(name).suffix.lower()
    if suffix == ".jsonl":
        return _read_jsonl(_decode(data, name)[0], name)
    readers: dict[str, Callable[[str], tuple[str | None, _Typed]]] = {
        "": _read_text, ".txt": _read_text, ".md": _read_markdown, ".html": _read_html, ".htm": _read_html,
    }  # fmt: skip
    if suffix not in readers:
        known = ", ".join([*filter(None, readers), ".jsonl"])
        raise InputError(f"{name}: files ending in {suffix} are not read; give one of {known}")
    text, finding = _decode(data, name)
    title, typed = readers[suffix](text)
    return [_article(typed, name, title=title, finding=finding)]


def _check_size(size: int, name: str, settings: IngestSettings) -> None:
    if size > settings.max_bytes:
        raise InputError(
            f"{name}: {size:,} bytes is over ingest.max_bytes ({settings.max_bytes:,}); split it, or raise the key"
        )


def _decode(data: bytes, name: str) -> tuple[str, Finding | None]:
    if not data.strip():
        raise InputError(f"{name}: the file is empty")
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="strict"), None
    if b"\x00" in data or data.startswith((b"\x89PNG", b"%PDF", b"PK\x03\x04", b"\xff\xd8\xff", b"GIF8")):
        raise InputError(f"{name}: holds binary data, not text; export the article as text, html or jsonl")
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        from charset_normalizer import from_bytes

        guess = from_bytes(data, cp_isolation=["cp1252", "latin_1", "utf_8", "cp1250"]).best()
        # cp1252 is what Western newsrooms' systems write; short texts give the guesser too little to go on.
        encoding = "cp1252" if guess is None or len(data) < 2000 else guess.encoding
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            raise InputError(
                f"{name}: byte {error.start} fits neither UTF-8 nor {encoding}; save the file as UTF-8"
            ) from None
        finding = Finding(
            code="encoding-guessed",
            severity=Severity.INFO,
            message=f"{name} is not UTF-8 (byte {error.start}); it was read as {encoding}.",
        )
        return text, finding


def _article(
    typed: _Typed, name: str, *, title: str | None = None, finding: Finding | None = None, given: str | None = None,
    published: str | None = None,
) -> Article:  # fmt: skip
    typed = [(kind, text.strip()) for kind, text in typed if text.strip()]
    if not typed:
        raise InputError(f"{name}: no text was found in it")
    blocks = [Block(id=f"b{n}", kind=kind, text=text) for n, (kind, text) in enumerate(typed, 1)]
    return Article(
        id=given or content_id((kind.value, text) for kind, text in typed),
        title=title or next((b.text for b in blocks if b.kind is BlockKind.HEADLINE), None),
        source=name,
        published=published,
        blocks=blocks,
        findings=[finding] if finding else [],
    )


def _is_title_like(text: str) -> bool:
    return "\n" not in text and len(text.split()) <= 12 and not text.endswith(_ENDS) and bool(re.search(r"\w", text))


def _lines_stand_alone(lines: list[str]) -> bool:
    """Whether lines are items of their own (a menu, numbers) rather than a wrapped paragraph."""
    return all(len(line) < 40 and not line.endswith(tuple(".!?,;")) for line in lines) and len(lines) > 1


def _read_text(text: str) -> tuple[str | None, _Typed]:
    """Blank lines part blocks; wrapped lines are joined; short lines without a stop are titles."""
    typed: _Typed = []
    for chunk in re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line.strip() for line in chunk.split("\n") if line.strip()]
        if not lines:
            continue
        if any(_BULLET.match(line) for line in lines) or _lines_stand_alone(lines):
            for line in lines:
                bullet = _BULLET.match(line)
                kind = BlockKind.LIST_ITEM if bullet else BlockKind.PARAGRAPH
                typed.append((kind, line[bullet.end() :] if bullet else line))
        elif len(lines) == 1 and _is_title_like(lines[0]):
            typed.append((BlockKind.SUBHEAD, lines[0]))
        else:
            typed.append((BlockKind.PARAGRAPH, " ".join(lines)))
    if len(typed) > 1 and typed[0][0] is BlockKind.SUBHEAD and typed[1][0] is BlockKind.PARAGRAPH:
        typed[0] = (BlockKind.HEADLINE, typed[0][1])
    return None, _mark_lead(typed)


def _mark_lead(typed: _Typed) -> _Typed:
    """The first paragraph is the lead, where it comes first or right after the headline."""
    for n, (kind, text) in enumerate(typed[:2]):
        if kind is BlockKind.PARAGRAPH:
            typed[n] = (BlockKind.LEAD, text)
            break
        if kind is not BlockKind.HEADLINE:
            break
    return typed


def _read_markdown(text: str) -> tuple[str | None, _Typed]:
    from markdown_it import MarkdownIt

    typed: _Typed = []
    nesting: list[str] = []
    for token in MarkdownIt("commonmark").parse(text):
        if token.nesting == 1:
            nesting.append(token.type if token.type != "heading_open" else token.tag)
        elif token.nesting == -1:
            nesting.pop()
        elif token.type == "inline":
            plain = "".join(
                " " if child.type in ("softbreak", "hardbreak") else child.content if child.type != "image" else ""
                for child in token.children or []
                if child.type != "html_inline"
            )
            typed.append((_markdown_kind(nesting), plain))
        elif token.type in ("code_block", "fence"):
            typed.append((BlockKind.OTHER, token.content))
    return None, _mark_lead(typed)


def _markdown_kind(nesting: list[str]) -> BlockKind:
    if "h1" in nesting:
        return BlockKind.HEADLINE
    if any(re.fullmatch(r"h[2-6]", tag) for tag in nesting):
        return BlockKind.SUBHEAD
    if "blockquote_open" in nesting:
        return BlockKind.QUOTE
    return BlockKind.LIST_ITEM if "list_item_open" in nesting else BlockKind.PARAGRAPH


def _read_html(text: str) -> tuple[str | None, _Typed]:
    import trafilatura
    from lxml import etree
    from lxml import html as lxml_html

    tree = lxml_html.document_fromstring(text)
    heading = tree.find(".//h1")
    title = " ".join(heading.text_content().split()) if heading is not None else None
    xml = trafilatura.extract(text, output_format="xml", include_comments=False, favor_recall=True)
    typed: _Typed = []
    if xml:
        kinds = {"head": BlockKind.SUBHEAD, "quote": BlockKind.QUOTE, "item": BlockKind.LIST_ITEM}
        main = etree.fromstring(xml.encode()).find("main")
        for element in main.iter("p", "head", "quote", "item", "cell") if main is not None else ():
            if any(parent.tag in ("p", "quote", "item") for parent in element.iterancestors()):
                continue
            typed.append((kinds.get(element.tag, BlockKind.PARAGRAPH), " ".join("".join(element.itertext()).split())))
    if not typed:
        for element in tree.iter("script", "style", "noscript"):
            element.drop_tree()
        body = tree.find("body")
        lines = (body if body is not None else tree).text_content().split("\n")
        typed = [(BlockKind.PARAGRAPH, " ".join(line.split())) for line in lines]
    if title:
        typed = [(BlockKind.HEADLINE, title), *[pair for pair in typed if pair[1] != title]]
    return title, _mark_lead(typed)


def _read_jsonl(text: str, name: str) -> list[Article]:
    """Each line an Article, or an object with `text` and possibly id, title, published, source."""
    articles = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            item = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"{where}: not JSON: {error.msg} at character {error.pos}") from error
        if isinstance(item, dict) and "blocks" in item:
            articles.append(Article.from_json(line, where))
            continue
        if not isinstance(item, dict) or not isinstance(item.get("text"), str):
            raise InputError(f"{where}: has no `text`; give text, and if you like id, title, published, source")
        _, typed = _read_text(item["text"])
        title = item.get("title")
        if title and (not typed or typed[0][0] is not BlockKind.HEADLINE):
            typed = _mark_lead([(BlockKind.HEADLINE, str(title)), *typed])
        given = str(item["id"]) if item.get("id") is not None else None
        source = str(item.get("source") or where)
        articles.append(_article(typed, source, title=title, given=given, published=item.get("published")))
    if not articles:
        raise InputError(f"{name}: holds no article")
    return articles
