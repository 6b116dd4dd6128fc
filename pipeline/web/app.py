"""The application: pages, the interface for programs, and what both share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from pipeline import __version__
from pipeline.article import Article
from pipeline.config import Config
from pipeline.errors import InputError
from pipeline.web import api, pages
from pipeline.web.desk import Desk
from pipeline.web.guard import Guard
from pipeline.web.meters import Meters
from pipeline.web.problems import DeskError
from pipeline.web.store import Store

_STATIC = Path(__file__).parent / "static"


class TranslateRequest(BaseModel):
    """A request as clients of LibreTranslate send it."""

    q: str | list[str]
    source: str = "nl"
    target: str = "en"
    format: Literal["text"] = "text"


def create_app(config: Config, store: Store, *, host: str = "127.0.0.1", token: str = "") -> FastAPI:
    """The application; the engines are loaded at the first article."""
    desk = Desk(config, store)
    meters = Meters(desk)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(desk.close)

    app = FastAPI(
        title="overzet",
        version=__version__,
        summary="Dutch news into English: translated, summarised, checked, edited.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    # A form has the text and some names around it.
    limit = config.settings.ingest.max_bytes + 10_000
    app.add_middleware(Guard, host=host, token=token, max_bytes=limit)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")

    app.state.ending = desk.ending

    @app.exception_handler(InputError)
    async def refused(request: Request, error: InputError) -> Response:
        return _problem(request, str(error), 422)

    @app.exception_handler(DeskError)
    async def not_done(request: Request, error: DeskError) -> Response:
        return _problem(request, str(error), error.status)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        # Without what was sent: it may be an article, or half a character, which no answer can hold.
        detail = [{key: one[key] for key in ("type", "loc", "msg")} for one in error.errors()]
        return JSONResponse({"detail": detail}, 422)

    app.include_router(pages.router(desk, config))
    app.include_router(api.router(desk, meters))

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
        """The server answers."""
        return "ok\n"

    @app.get("/metrics", response_class=PlainTextResponse)
    def metrics() -> Response:
        """Counts and times for Prometheus."""
        return Response(meters.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return app


def _english(article: Article) -> str:
    return "\n\n".join(block.target for block in article.blocks)


def _problem(request: Request, message: str, code: int) -> Response:
    if "text/html" in request.headers.get("accept", ""):
        return pages.shown(request, "problem", code, message=message)
    return JSONResponse({"error": message}, code)
