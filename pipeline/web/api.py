"""The interface for programs: articles in, progress, segments, findings, exports."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from pipeline.article import Action, Article, Finding, Segment
from pipeline.web.changes import Change, Worked, finding_key
from pipeline.web.desk import Desk
from pipeline.web.exports import Form, export
from pipeline.web.meters import Meters
from pipeline.web.problems import MissingError
from pipeline.web.store import Job, State

_PAUSE = 0.25
# A browser asks again by itself; a connection that nobody reads any more ends.
_LONGEST_STREAM = 600.0
_LONGEST_TEXT = 20_000

Key = Annotated[str, Path(description="Id of the article.", examples=["1f0c5a2b9d3e4f60"])]
SegmentId = Annotated[str, Path(description="Id of the segment, or `summary`.", examples=["b2.s1"])]
FindingId = Annotated[str, Path(description="Id of the finding, as `findings` gives it.", examples=["9c1d2e3f4a"])]
FormName = Annotated[Form, Path(description="What kind of file.")]


class Problem(BaseModel):
    """What went wrong, in one line."""

    error: str


class Sent(BaseModel):
    """An article to translate."""

    text: str = Field(
        description="Plain text or Markdown; blank lines between paragraphs.",
        examples=["Storm op komst\n\nHet KNMI waarschuwt voor een zware storm."],
    )
    force: bool = Field(default=False, description="Go on where the text does not read as Dutch.")


class Standing(BaseModel):
    """Where an article is. `article` is there once it is done, with its edits and without dismissed findings."""

    id: str
    state: State
    title: str
    problem: str = ""
    article: Article | None = None


class Edited(BaseModel):
    """New English for a segment."""

    text: str = Field(max_length=_LONGEST_TEXT, description="Empty: the sentence is left out.", examples=["It rains."])
    before: str | None = Field(
        default=None, description="The English that was seen; where it is another by now, the answer is 409."
    )


class Draft(BaseModel):
    """English that is being typed."""

    text: str | None = Field(max_length=_LONGEST_TEXT, description="None: it was given up.")


class Decision(BaseModel):
    """What an editor decides on a finding."""

    action: Literal["accept", "dismiss", "reopen"]
    reason: str = Field(default="", max_length=500, description="Needed to dismiss.", examples=["a quotation"])


class Noted(BaseModel):
    """A finding with its id and what was decided on it."""

    id: str
    finding: Finding
    action: Literal["accept", "dismiss"] | None = None
    reason: str = ""


class Done(BaseModel):
    """How things stand after a change."""

    segment: Segment | None = Field(default=None, description="The edited segment; its checks were run again.")
    summary: str | None = Field(default=None, description="The summary, which may follow its sentences.")
    findings: list[Noted] = Field(description="Of the whole article, in reading order.")


class Past(BaseModel):
    """One change; undone ones can be done again until something else is done."""

    change: Change
    undone: bool


_PROBLEMS: dict[int | str, dict[str, Any]] = {
    404: {"model": Problem, "description": "No such article, segment or finding."},
    409: {"model": Problem, "description": "Not as things stand: still waiting, changed meanwhile, nothing to undo."},
}


def router(desk: Desk, meters: Meters) -> APIRouter:
    """The routes under /v1."""
    routes = APIRouter(prefix="/v1/articles", responses=_PROBLEMS)
    editing = desk.editing

    @routes.post("", status_code=202, responses={503: {"model": Problem, "description": "Too many are waiting."}})
    def send(sent: Sent) -> list[Standing]:
        """Put an article into the queue; ask for it under its id. One that is known is not done again."""
        return [standing_of(job) for job in desk.take(sent.text.encode(), "text", force=sent.force)]

    def standing_of(job: Job) -> Standing:
        article = editing.open(job.id).published() if job.state is State.DONE else None
        return Standing(id=job.id, state=job.state, title=job.title, problem=job.problem, article=article)

    @routes.get("/{key}")
    def standing(key: Key) -> Standing:
        """How far an article is, and the article itself once it is done."""
        return standing_of(editing.job(key))

    @routes.get(
        "/{key}/events", response_class=StreamingResponse, responses={200: {"content": {"text/event-stream": {}}}}
    )
    async def events(key: Key) -> Response:
        """Server-sent events: `progress` with stage, done and total as JSON, then `end` with the state."""
        if await run_in_threadpool(desk.store.state, key) is None:
            raise MissingError("no such article")
        return StreamingResponse(_events(desk, key), media_type="text/event-stream")

    @routes.put("/{key}/segments/{segment}")
    def edit(key: Key, segment: SegmentId, edited: Edited) -> Done:
        """Put new English in the place of a segment's; the checks that rest on it are run again."""
        worked = editing.edit(key, segment, edited.text, edited.before)
        meters.edits.inc()
        return _done(worked, segment)

    @routes.put("/{key}/segments/{segment}/draft", status_code=204)
    def draft(key: Key, segment: SegmentId, draft: Draft) -> None:
        """Keep what is being typed, so that a reload or a restart does not lose it; it changes nothing else."""
        editing.keep_draft(key, segment, draft.text)

    @routes.get("/{key}/findings")
    def findings(key: Key) -> list[Noted]:
        """All findings with their ids and what was decided on them."""
        return _noted(editing.open(key))

    @routes.post("/{key}/findings/{finding}")
    def decide(key: Key, finding: FindingId, decision: Decision) -> Done:
        """Accept a finding, dismiss it with a reason, or reopen it."""
        worked = editing.decide(key, finding, Action(decision.action), decision.reason)
        meters.decisions.labels(decision.action).inc()
        return _done(worked)

    @routes.post("/{key}/undo")
    def undo(key: Key) -> Done:
        """Undo the last change."""
        return _done(editing.undo(key))

    @routes.post("/{key}/redo")
    def redo(key: Key) -> Done:
        """Do again what was undone last."""
        return _done(editing.redo(key))

    @routes.get("/{key}/history")
    def history(key: Key) -> list[Past]:
        """All changes, the oldest first."""
        return [Past(change=entry.change, undone=entry.undone) for entry in editing.history(key)]

    @routes.get("/{key}/export/{form}", response_class=Response, responses={200: {"content": {"*/*": {}}}})
    def exported(key: Key, form: FormName) -> Response:
        """The article as it stands, as a file."""
        return file_of(editing.open(key).published(), form)

    return routes


def file_of(article: Article, form: Form) -> Response:
    """An answer that a browser saves."""
    made = export(article, form)
    name = {"Content-Disposition": f'attachment; filename="{article.id}.{made.suffix}"'}
    return Response(made.data, media_type=made.media_type, headers=name)


async def _events(desk: Desk, key: str) -> AsyncIterator[str]:
    told = None
    for _ in range(int(_LONGEST_STREAM / _PAUSE)):
        if desk.ending.is_set():
            return
        state = await run_in_threadpool(desk.store.state, key)
        if state is not State.WAITING:
            yield f"event: end\ndata: {json.dumps({'state': state})}\n\n"
            return
        if (progress := desk.progress(key)) != told:
            told = progress
            yield f"event: progress\ndata: {json.dumps(asdict(progress))}\n\n"
        await asyncio.sleep(_PAUSE)


def _noted(worked: Worked) -> list[Noted]:
    noted = []
    for finding in worked.article.all_findings():
        verdict = worked.verdicts.get(finding_key(finding))
        made: dict[str, Any] = {"action": verdict.action.value, "reason": verdict.reason} if verdict else {}
        noted.append(Noted(id=finding_key(finding), finding=finding, **made))
    return noted


def _done(worked: Worked, segment: str = "") -> Done:
    article = worked.article
    return Done(
        segment=next((one for one in article.segments() if one.id == segment), None),
        summary=article.summary.text if article.summary else None,
        findings=_noted(worked),
    )
