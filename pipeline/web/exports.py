"""A finished article in every form in which it can be taken away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.article import Article
from pipeline.stages import report
from pipeline.stages._report_view import runs, view
from pipeline.web._nitf import nitf
from pipeline.web._word import word

Form = Literal["docx", "html", "md", "txt", "nitf", "json"]
#: What each is called on the page.
FORMS: Mapping[Form, str] = {
    "docx": "Word (docx)", "html": "HTML", "md": "Markdown", "txt": "Text", "nitf": "NITF (xml)", "json": "JSON",
}  # fmt: skip


@dataclass(frozen=True)
class Export:
    """A file: its bytes, media type and the ending of its name."""

    data: bytes
    media_type: str
    suffix: str


def export(article: Article, form: Form) -> Export:
    """The article as a file; json has everything, nitf the text to publish, the others both text and findings."""
    make, media_type, suffix = _MAKERS[form]
    return Export(make(article), media_type, suffix)


def plain_text(article: Article) -> str:
    """The English to publish, and nothing else: headline and body, a blank line between paragraphs."""
    seen = view(article)
    parts = [*([seen.headline] if seen.headline else []), *seen.body]
    return "\n\n".join("\n".join(part.text for part in run) for run in runs(parts)) + "\n"


def _rendered(form: report.Format) -> Callable[[Article], bytes]:
    return lambda article: report.render(article, form).encode()


_MAKERS: Mapping[Form, tuple[Callable[[Article], bytes], str, str]] = {
    "docx": (word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "html": (_rendered("html"), "text/html; charset=utf-8", "html"),
    "md": (_rendered("md"), "text/markdown; charset=utf-8", "md"),
    "txt": (_rendered("txt"), "text/plain; charset=utf-8", "txt"),
    "nitf": (nitf, "application/xml", "xml"),
    "json": (_rendered("json"), "application/json", "json"),
}
