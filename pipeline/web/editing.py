"""What an editor can do to a finished article: edit, decide on findings, undo; each is kept before it is answered."""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime

from pipeline.article import SUMMARY, Action, Article, Finding, Status
from pipeline.errors import InputError
from pipeline.run import Walk
from pipeline.web.changes import Change, Worked, apply, finding_key
from pipeline.web.journal import Entry, Journal
from pipeline.web.problems import ConflictError, MissingError
from pipeline.web.store import Job, State, Store

#: Fewer words may stand in a summary by chance.
_FEWEST_WORDS = 4
# And halves of characters, which no file can hold.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class Editing:
    """The work on the articles of a store. Raises MissingError and ConflictError."""

    def __init__(self, store: Store, walk: Walk) -> None:
        self._store, self._walk = store, walk
        self._journal = Journal(store)
        # A change rests on the text before it: one at a time.
        self._lock = threading.Lock()

    def job(self, key: str) -> Job:
        """The article's job, whatever its state."""
        job = self._store.get(key)
        if job is None:
            raise MissingError("no such article")
        return job

    def open(self, key: str) -> Worked:
        """A finished article as it stands."""
        job = self.job(key)
        if job.state is not State.DONE:
            raise ConflictError(f"this article is {job.state}: wait until it is done")
        return apply(job.article, self._journal.done(key))

    def history(self, key: str) -> list[Entry]:
        """What was done and undone, the oldest first."""
        self.job(key)
        return self._journal.entries(key)

    def edit(self, key: str, segment: str, text: str, before: str | None = None) -> Worked:
        """Put `text` in the place of a segment's (or the summary's) English and run the checks that rest on it.

        `before`: the English that the editor saw; where another has changed it meanwhile, nothing is done.
        """
        with self._lock:
            worked = self.open(key)
            old = _english(worked.article, segment)
            if before is not None and before != old:
                raise ConflictError("this sentence was changed meanwhile: reload, and edit what is there now")
            text = _tidy(text, lines="\n" in old)
            if text == old:
                self._journal.keep_draft(key, segment, None)
                return worked
            summary = _summary_after(worked.article, segment, old, text)
            self._journal.add(key, self._edited(worked.article, segment, old, text, summary))
            return self.open(key)

    def _edited(self, article: Article, segment: str, old: str, new: str, summary: str | None) -> Change:
        changed = article.model_copy(deep=True)
        if changed.summary and summary is not None:
            changed.summary.text = summary
        for one in changed.segments():
            if one.id == segment:
                one.target, one.status, one.score = new, Status.EDITED, None
        changed = self._walk.recheck(changed, segment)
        return Change(
            at=_now(),
            action=Action.EDIT,
            segment=segment,
            before=old,
            after=new,
            findings=[finding for one in changed.segments() if one.id == segment for finding in one.findings],
            article_findings=changed.findings,
            summary=summary,
        )

    def decide(self, key: str, finding: str, action: Action, reason: str = "") -> Worked:
        """Accept, dismiss (with a reason) or reopen a finding, which is named by its key. Raises InputError."""
        reason = _tidy(reason)
        if action is Action.DISMISS and not reason:
            raise InputError("say why: a finding is dismissed with a reason")
        with self._lock:
            worked = self.open(key)
            found = next((one for one in worked.article.all_findings() if finding_key(one) == finding), None)
            if found is None:
                raise MissingError("no such finding: the sentence may have been edited since")
            self._journal.add(key, _decided(found, action, reason))
            return self.open(key)

    def undo(self, key: str) -> Worked:
        with self._lock:
            self.open(key)
            if not self._journal.undo(key):
                raise ConflictError("there is nothing to undo")
            return self.open(key)

    def redo(self, key: str) -> Worked:
        with self._lock:
            self.open(key)
            if not self._journal.redo(key):
                raise ConflictError("there is nothing to do again")
            return self.open(key)

    def drafts(self, key: str) -> dict[str, str]:
        """What was being typed, by segment."""
        return self._journal.drafts(key)

    def keep_draft(self, key: str, segment: str, text: str | None) -> None:
        """Keep what is being typed; None: it was given up."""
        _english(self.open(key).article, segment)
        self._journal.keep_draft(key, segment, text)


def _english(article: Article, segment: str) -> str:
    if segment == SUMMARY and article.summary:
        return article.summary.text
    for one in article.segments():
        if one.id == segment:
            return one.target or ""
    raise MissingError("no such segment in this article")


def _summary_after(article: Article, segment: str, old: str, new: str) -> str | None:
    """The summary after an edit; one made of the article's sentences follows them. None: it stays as it is."""
    if segment == SUMMARY:
        return new
    if article.summary is None or not old or not new or len(old.split()) < _FEWEST_WORDS:
        return None
    text = article.summary.text
    return text.replace(old, new) if old in text else None


def _decided(finding: Finding, action: Action, reason: str) -> Change:
    return Change(
        at=_now(), action=action, segment=finding.segment, key=finding_key(finding), finding=finding, reason=reason
    )


def _tidy(text: str, *, lines: bool = False) -> str:
    """Without control characters and doubled spaces, and on one line unless `lines`."""
    rows = [" ".join(_CONTROL.sub(" ", row).split()) for row in text.splitlines()]
    return ("\n" if lines else " ").join(row for row in rows if row)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
