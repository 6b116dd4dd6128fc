"""The pages that an editor sees."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse

from pipeline import __version__
from pipeline.config import Config
from pipeline.stages._report_view import view as report_view
from pipeline.templating import template
from pipeline.web import exports
from pipeline.web.api import file_of
from pipeline.web.desk import Desk
from pipeline.web.store import State
from pipeline.web.texts import LANGUAGE_COOKIE, LANGUAGES, Texts, language_of
from pipeline.web.view import page as page_of

_LISTED = 50


def router(desk: Desk, config: Config) -> APIRouter:
    """The routes of the pages; none of them is part of the interface for programs."""
    routes = APIRouter(include_in_schema=False)
    editing = desk.editing

    @routes.get("/")
    def home(request: Request) -> Response:
        return shown(request, "home", jobs=desk.store.latest(_LISTED))

    @routes.post("/")
    def post(
        text: Annotated[str, Form()] = "",
        file: Annotated[UploadFile | None, File()] = None,
        force: Annotated[bool, Form()] = False,
    ) -> Response:
        data, name = (file.file.read(), file.filename or "file") if file and file.filename else (text.encode(), "text")
        jobs = desk.take(data, name, force=force)
        return RedirectResponse(f"/articles/{jobs[0].id}" if len(jobs) == 1 else "/", 303)

    @routes.get("/articles/{key}/text")
    def text(key: str) -> Response:
        return PlainTextResponse(exports.plain_text(editing.open(key).published()))

    @routes.get("/articles/{key}.{form}")
    def download(key: str, form: exports.Form) -> Response:
        return file_of(editing.open(key).published(), form)

    @routes.get("/articles/{key}")
    def article(request: Request, key: str) -> Response:
        job = editing.job(key)
        if job.state is not State.DONE:
            return shown(request, "waiting", job=job)
        worked = editing.open(key)
        page = page_of(worked, editing.history(key), editing.drafts(key), config.settings.check.low_score)
        provenance = report_view(worked.published()).provenance
        return shown(request, "desk", page=page, forms=exports.FORMS, provenance=provenance)

    return routes


def shown(request: Request, name: str, code: int = 200, **values: object) -> Response:
    """A page in the visitor's language, which is kept where the address chose it."""
    language = language_of(request)
    text = template(f"{name}.html.j2", "pipeline.web").render(t=Texts(language), version=__version__, **values)
    answer = HTMLResponse(text, code, headers={"Content-Language": language, "Vary": "Accept-Language, Cookie"})
    if request.query_params.get("lang") in LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, language, max_age=365 * 24 * 3600, samesite="strict", httponly=True)
    return answer
