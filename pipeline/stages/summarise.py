"""The English of an article into a short summary that ends its sentences and says what it rests on."""

from __future__ import annotations

import re

from pipeline.article import Article, BlockKind, Finding, Segment, Severity, Summary, SummaryChunk
from pipeline.config import SummarySettings
from pipeline.engines.protocols import Summariser, SummaryDraft, SummaryLength

#: Titles, captions and what stands around an article are no running text.
READ = frozenset({BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM})
_END = re.compile(r"[.!?…][\"'”’)\]]*$")


def summarise(article: Article, summariser: Summariser, settings: SummarySettings) -> Article:
    """A copy with a summary of the translated body; a body within `min_words` is its own summary.

    Findings say where there was nothing to summarise, or where a part of the body could not be read.
    """
    article = article.model_copy(deep=True)
    body = [segment for block in article.blocks if block.kind in READ for segment in block.segments]
    read = [segment for segment in body if segment.target and segment.target.strip()]
    if not read:
        message = "There is no English running text, so there is no summary."
        article.findings = [*article.findings, _finding("summary-empty", message, "")]
        return article
    sentences = [segment.target or "" for segment in read]
    words = sum(len(sentence.split()) for sentence in sentences)
    if words <= settings.min_words:
        draft = SummaryDraft(" ".join(sentences), [(0, len(sentences) - 1)])
    else:
        draft = summariser.summarise(sentences, SummaryLength(settings.min_words, min(settings.max_words, words)))
    text = ended(draft.text)
    article.summary = Summary(
        text=text,
        method=summariser.info.name,
        words=len(text.split()),
        chunks=[_chunk(read, first, last) for first, last in draft.chunks],
        coverage=round(_seen(draft.chunks) / len(body), 4),
    )
    if article.summary.coverage < 1:
        unread = len(body) - _seen(draft.chunks)
        message = (
            f"{unread} of {len(body)} sentences have no English or were not read, so the summary rests on the rest."
        )
        article.findings = [*article.findings, _finding("summary-coverage", message, "")]
    return article


def ended(text: str) -> str:
    """`text` up to the end of its last whole sentence; with a full stop where it has not one sentence end."""
    text = " ".join(text.split())
    if not text or _END.search(text):
        return text
    ends = [match.end() for match in re.finditer(r"[.!?…][\"'”’)\]]*(?=\s+[\"'“‘(]?[^\W\d_a-z]|$)", text)]
    return text[: ends[-1]] if ends else f"{text.rstrip(',;:–- ')}."


def _chunk(read: list[Segment], first: int, last: int) -> SummaryChunk:
    words = sum(len((segment.target or "").split()) for segment in read[first : last + 1])
    return SummaryChunk(first=read[first].id, last=read[last].id, words=words)


def _seen(chunks: list[tuple[int, int]]) -> int:
    return len({n for first, last in chunks for n in range(first, last + 1)})


def _finding(code: str, message: str, evidence: str) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, message=message, evidence=evidence)
