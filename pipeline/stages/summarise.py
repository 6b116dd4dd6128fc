"""The English of an article into a short summary that ends its sentences and says what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.article import Article, BlockKind, Finding, Segment, Severity, Status, Summary, SummaryChunk
from pipeline.config import SummarySettings
from pipeline.engines.passages import joined
from pipeline.engines.protocols import Summariser, SummaryDraft, SummaryLength
from pipeline.english import completed, is_whole, sentences, torn_marks, up_to_last_end, without_torn_marks
from pipeline.surface import has_words

#: Titles, captions and what stands around an article are no running text.
READ = frozenset({BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM})
#: What a model can raise at work. An OverzetError is not among them: it is about the settings.
_FAILURES = (
    RuntimeError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, AssertionError, ImportError,
    OSError, MemoryError,
)  # fmt: skip


def summarise(article: Article, summariser: Summariser, settings: SummarySettings) -> Article:
    """A copy with a summary of the translated body; a body within `min_words` is its own summary.

    Findings say where there was nothing to summarise, where the summariser failed (the article is kept, without
    a summary), and where a part of the body could not be read. Raises OverzetError only for bad settings.
    """
    article = article.model_copy(deep=True)
    body = [s for block in article.blocks if block.kind in READ for s in block.segments if has_words(s.source)]
    read = [segment for segment in body if segment.status is not Status.FAILED and (segment.target or "").strip()]
    texts = [segment.target or "" for segment in read]
    if not any(has_words(text) for text in texts):
        message = "There is no English running text, so there is no summary."
        return _with(article, _finding("summary-empty", Severity.WARNING, message))
    whole = joined(texts)
    words = len(whole.split())
    if words <= settings.min_words:
        draft = SummaryDraft(whole, [(0, len(read) - 1)])
    else:
        length = SummaryLength(settings.min_words, min(settings.max_words, words))
        try:
            draft = summariser.summarise(texts, length)
        except _FAILURES as error:
            reason = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
            return _with(article, _failed(summariser, "it stopped with an error", reason))
        draft = SummaryDraft(publishable(draft.text, settings.max_words), draft.chunks)
        if not has_words(draft.text):
            return _with(article, _failed(summariser, "it wrote nothing", ""))
        if len(draft.text.split()) > words:
            draft = SummaryDraft(whole, draft.chunks)
    text = without_torn_marks(draft.text)
    seen = {n for first, last in draft.chunks for n in range(first, last + 1)}
    article.summary = Summary(
        text=text,
        method=summariser.info.name,
        words=len(text.split()),
        chunks=[_chunk(read, first, last) for first, last in draft.chunks],
        coverage=round(len(seen) / len(body), 4),
    )
    return _with(article, *_unread(body, read, seen))


def publishable(text: str, most: int) -> str:
    """`text` in whole sentences, at most `most` words where its first one allows, with no torn quotation.

    What is cut short goes back to the last sentence end. A quotation that is opened and not closed goes with the
    sentences it is in, unless nothing would be left.
    """
    text = " ".join(text.split())
    if not is_whole(text):
        text = up_to_last_end(text) or completed(text)
    kept = sentences(text)
    while len(kept) > 1 and sum(len(sentence.split()) for sentence in kept) > most:
        kept.pop()
    sound = list(kept)
    while sound and torn_marks(" ".join(sound)):
        sound.pop()
    return " ".join(sound or kept)


def _unread(body: Sequence[Segment], read: Sequence[Segment], seen: set[int]) -> list[Finding]:
    found = []
    english = {segment.id for segment in read}
    if holes := [segment for segment in body if segment.id not in english]:
        message = (
            f"{len(holes)} of the {len(body)} sentences that can be summarised have no English, "
            "so the summary rests on the others: translate them and see whether it still holds."
        )
        found.append(_finding("summary-coverage", Severity.WARNING, message, holes[0].source))
    if len(seen) < len(read):
        left = next(segment for n, segment in enumerate(read) if n not in seen)
        message = f"The summariser read {len(seen)} of the {len(read)} translated sentences; the rest is not in it."
        found.append(_finding("summary-coverage", Severity.INFO, message, left.target or ""))
    return found


def _chunk(read: Sequence[Segment], first: int, last: int) -> SummaryChunk:
    words = sum(len((segment.target or "").split()) for segment in read[first : last + 1])
    return SummaryChunk(first=read[first].id, last=read[last].id, words=words)


def _failed(summariser: Summariser, what: str, reason: str) -> Finding:
    message = f"There is no summary: the summariser {summariser.info.name} was asked for one and {what}."
    return _finding("summary-failed", Severity.ERROR, message, reason)


def _finding(code: str, severity: Severity, message: str, evidence: str = "") -> Finding:
    return Finding(code=code, severity=severity, message=message, evidence=evidence)


def _with(article: Article, *findings: Finding) -> Article:
    article.findings = [*article.findings, *findings]
    return article
