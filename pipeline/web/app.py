"""The pages and the interface: paste or drop an article, read its English beside the Dutch, take it away."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import FastAPI, File, Form, HTTPException, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from pipeline import __version__
from pipeline.article import Article
from pipeline.config import Config
from pipeline.errors import InputError
from pipeline.stages.report import render
from pipeline.web.desk import BusyError, Desk
from pipeline.web.guard import COOKIE, Guard
from pipeline.web.store import Job, State, Store

if TYPE_CHECKING:
    from jinja2 import Template

_LISTED = 50
_TYPES = {"json": "application/json", "md": "text/markdown", "txt": "text/plain", "html": "text/html"}


class Sent(BaseModel):
    """An article to translate."""

    text: str = Field(description="Plain text or Markdown; blank lines between paragraphs.")
    force: bool = Field(default=False, description="Go on where the text does not read as Dutch.")


class Standing(BaseModel):
    """Where an article is. `article` is there once it is done."""

    id: str
    state: State
    title: str
    problem: str = ""
    article: Article | None = None


class TranslateRequest(BaseModel):
    """A request as clients of LibreTranslate send it."""

    q: str | list[str]
    source: str = "nl"
    target: str = "en"
    format: Literal["text"] = "text"


def create_app(config: Config, store: Store, *, host: str = "127.0.0.1", token: str = "") -> FastAPI:
    """The application; the engines are loaded at the first article."""
    desk = Desk(config, store)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(desk.close)

    app = FastAPI(title="overzet", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None)
    # A form has the text and some names around it.
    limit = config.settings.ingest.max_bytes + 10_000
    app.add_middleware(Guard, host=host, token=token, max_bytes=limit)

    @app.exception_handler(InputError)
    async def refused(request: Request, error: InputError) -> Response:
        return _problem(request, str(error), 422)

    @app.exception_handler(BusyError)
    async def busy(request: Request, error: BusyError) -> Response:
        return _problem(request, str(error), 503)

    @app.get("/", response_class=HTMLResponse, include_in_schema=False)
    def home(request: Request) -> Response:
        page = HTMLResponse(_page("home", jobs=desk.store.latest(_LISTED)))
        if token and request.query_params.get("token"):
            page.set_cookie(COOKIE, token, httponly=True, samesite="strict")
        return page

    @app.post("/", include_in_schema=False)
    def post(
        text: Annotated[str, Form()] = "",
        file: Annotated[UploadFile | None, File()] = None,
        force: Annotated[bool, Form()] = False,
    ) -> Response:
        data, name = (file.file.read(), file.filename or "file") if file and file.filename else (text.encode(), "text")
        jobs = desk.take(data, name, force=force)
        return RedirectResponse(f"/articles/{jobs[0].id}" if len(jobs) == 1 else "/", 303)

    @app.get("/articles/{key}.{form}", include_in_schema=False)
    def download(key: str, form: Literal["json", "md", "txt", "html"]) -> Response:
        job = _found(desk, key)
        if job.state is not State.DONE:
            raise HTTPException(409, f"this article is {job.state}")
        name = {"Content-Disposition": f'attachment; filename="{job.id}.{form}"'}
        return Response(render(job.article, form), media_type=_TYPES[form], headers=name)

    @app.get("/articles/{key}", response_class=HTMLResponse, include_in_schema=False)
    def article(key: str) -> Response:
        job = _found(desk, key)
        if job.state is State.DONE:
            return HTMLResponse(render(job.article, "html"))
        return HTMLResponse(_page("waiting", job=job))

    @app.post("/v1/articles", status_code=202)
    def send(sent: Sent) -> list[Standing]:
        """Put an article into the queue; ask for it under its id."""
        return [_standing(job) for job in desk.take(sent.text.encode(), "text", force=sent.force)]

    @app.get("/v1/articles/{key}")
    def standing(key: str) -> Standing:
        """How far an article is, and the article itself once it is done."""
        return _standing(_found(desk, key))

    @app.post("/translate")
    def translate(asked: TranslateRequest) -> dict[str, str | list[str]]:
        """Translate at once, as LibreTranslate does; nothing is kept."""
        if (asked.source, asked.target) not in (("nl", "en"), ("auto", "en")):
            raise HTTPException(400, f"{asked.source} to {asked.target}: overzet does nl to en alone")
        texts = [asked.q] if isinstance(asked.q, str) else asked.q
        done = [_english(desk.translate(text)) if text.strip() else text for text in texts]
        return {"translatedText": done[0] if isinstance(asked.q, str) else done}

    @app.get("/healthz", response_class=PlainTextResponse)
    def healthz() -> str:
        return "ok\n"

    return app


def _found(desk: Desk, key: str) -> Job:
    job = desk.store.get(key)
    if job is None:
        raise HTTPException(404, "no such article")
    return job


def _standing(job: Job) -> Standing:
    article = job.article if job.state is State.DONE else None
    return Standing(id=job.id, state=job.state, title=job.title, problem=job.problem, article=article)


def _english(article: Article) -> str:
    return "\n\n".join(block.target for block in article.blocks)


def _problem(request: Request, message: str, code: int) -> Response:
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(_page("problem", message=message), code)
    return JSONResponse({"error": message}, code)


@cache
def _template(name: str) -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("pipeline.web", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template(f"{name}.html.j2")


def _page(name: str, **values: object) -> str:
    return _template(name).render(**values)
