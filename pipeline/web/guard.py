"""Who may ask the server what: host names, tokens, other sites' forms, sizes, and what a page may load."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})
COOKIE = "overzet-token"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

Next = Callable[[Request], Awaitable[Response]]


class Guard(BaseHTTPMiddleware):
    """Refuses with one line: foreign hosts, missing tokens, other sites' posts, bodies over `max_bytes`."""

    def __init__(self, app: ASGIApp, *, host: str, token: str, max_bytes: int) -> None:
        super().__init__(app)
        self._token, self._max_bytes = token, max_bytes
        # Without a token only the machine itself may ask, under its own name: a page of another site could
        # otherwise have its own name lead here.
        self._hosts = None if token else LOOPBACK | {host}

    async def dispatch(self, request: Request, call_next: Next) -> Response:
        response = self._refusal(request) or await call_next(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if self._token and response.status_code < 400 and request.query_params.get("token"):
            # The page's own scripts, styles and posts have no token in their address.
            response.set_cookie(COOKIE, self._token, httponly=True, samesite="strict")
        return response

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if self._hosts is not None and _name_of(host) not in self._hosts:
            return PlainTextResponse("this server answers to its own address alone\n", 421)
        if request.url.path == "/healthz":
            return None
        if self._token and not self._is_known(request):
            return PlainTextResponse("give the token: Authorization: Bearer TOKEN, or ?token=TOKEN\n", 401)
        if request.method not in ("GET", "HEAD", "OPTIONS") and _is_foreign(request, host):
            return PlainTextResponse("a form of another site cannot post here\n", 403)
        length = request.headers.get("content-length", "")
        if request.method in ("POST", "PUT", "PATCH") and not length.isdigit():
            return PlainTextResponse("say how long the body is: Content-Length\n", 411)
        if length.isdigit() and int(length) > self._max_bytes:
            return PlainTextResponse(f"larger than {self._max_bytes:,} bytes (ingest.max_bytes)\n", 413)
        return None

    def _is_known(self, request: Request) -> bool:
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        given = (
            bearer if scheme.lower() == "bearer" else "",
            request.query_params.get("token", ""),
            request.cookies.get(COOKIE, ""),
        )
        return any(hmac.compare_digest(one.encode(), self._token.encode()) for one in given)


def _name_of(host: str) -> str:
    """The host of a Host header, without its port."""
    return (urlsplit(f"//{host}").hostname or "") if host.count("[") == host.count("]") else ""


def _is_foreign(request: Request, host: str) -> bool:
    """Did a browser send this from another site's page? Programs send neither header."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != host
