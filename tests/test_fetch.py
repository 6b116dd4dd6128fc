"""Web addresses: which are asked at all, and what a server may answer."""

from __future__ import annotations

import gzip
import re
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pipeline import fetch as fetching
from pipeline.article import Article
from pipeline.config import IngestSettings, load
from pipeline.errors import InputError
from pipeline.fetch import FetchError, fetch, refused
from pipeline.inputs import read

CLOSED = load().settings.ingest
OPEN = load(
    settings=["ingest.allow_private_urls=true", "ingest.max_bytes=5000", "ingest.fetch_seconds=1"]
).settings.ingest
PAGE = "<html><head><title>Storm</title></head><body><h1>Storm</h1><p>Eén café is dicht.</p></body></html>"

FEED = b"<rss><item><title>Storm</title><description>Kort.</description></item></rss>"
PLAIN = {
    "/page": ("text/html", PAGE.encode()),
    "/latin": ("text/html; charset=iso-8859-1", PAGE.encode("latin-1")),
    "/feed": ("application/rss+xml", FEED),
    "/text": ("text/plain; charset=utf-8", "Eén café is dicht.".encode()),
    "/picture": ("image/png", b"\x89PNG"),
    "/unnamed": ("application/octet-stream", PAGE.encode()),
    "/large": ("text/html", b"x" * 6000),
    "/pdf": ("application/octet-stream", b"%PDF-1.7"),
}


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("127.0.0.1", "this machine"), ("127.8.8.8", "this machine"), ("0.0.0.0", "this machine"), ("::1",
         "this machine"),
        ("::", "this machine"), ("::ffff:127.0.0.1", "this machine"), ("64:ff9b::7f00:1", "this machine"),
        ("2002:7f00:1::", "this machine"), ("10.0.0.1", "private"), ("172.16.0.1", "private"), ("192.168.1.1",
         "private"),
        ("::ffff:192.168.1.1", "private"), ("64:ff9b::a00:1", "private"), ("fc00::1", "private"), ("fd12::1",
         "private"),
        ("fec0::1", "private"), ("169.254.169.254", "link-local"), ("::ffff:169.254.169.254", "link-local"),
        ("fe80::1", "link-local"), ("fe80::1%eth0", "link-local"), ("224.0.0.1", "multicast"), ("ff02::1", "multicast"),
        ("100.64.0.1", "reserved"), ("240.0.0.1", "private"), ("255.255.255.255", "private"), ("192.0.2.1", "private"),
        ("198.18.0.1", "private"), ("2001:db8::1", "private"),
    ],
)  # fmt: skip
def test_an_address_that_is_not_asked(address: str, kind: str) -> None:
    assert kind in (refused(address) or "")


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "145.97.39.155", "2a00:1450:400e::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_a_public_address_is_asked(address: str) -> None:
    assert refused(address) is None


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("ftp://example.nl/a", "http and https"), ("file:///etc/passwd", "http and https"), ("://x", "http and https"),
        ("http://", "no host"), ("http:///pad", "no host"), ("https://jan:geheim@example.nl/", "password"),
        ("http://a b.nl/", "spaces"), ("http://example.nl/\r\nX: y", "control"), ("http://example.nl:99999/",
         "web address"),
        ("http://[::1/", "web address"), ("http://127.0.0.1/", "this machine"), ("http://2130706433/", "this machine"),
        ("http://0x7f.1/", "this machine"), ("http://localhost:80/", "this machine"), ("http://[::ffff:10.0.0.1]/",
         "private"),
        ("http://169.254.169.254/latest", "link-local"),
    ],
)  # fmt: skip
def test_a_bad_address_is_one_line(url: str, part: str) -> None:
    with pytest.raises(InputError) as caught:
        fetch(url, CLOSED)
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)


class Handler(BaseHTTPRequestHandler):
    """A small newsroom with every fault."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path in PLAIN:
            self.answer(200, *PLAIN[path])
        elif path.startswith("/hop"):
            left = int(path[4:])
            self.answer(302, "text/html", b"", Location=f"/hop{left - 1}" if left else "/page")
        elif path == "/away":
            self.answer(301, "text/html", b"", Location="ftp://example.nl/")
        elif path == "/slow":
            time.sleep(2)
        elif path == "/drip":
            self.answer(200, "text/html", b"", length=False)
            try:
                for _ in range(60):
                    self.wfile.write(b"<p>")
                    time.sleep(0.05)
            except OSError:
                return
        elif path == "/endless":
            self.answer(200, "text/html", b"x" * 9000, length=False)
        elif path == "/packed":
            self.answer(200, "text/html", gzip.compress(PAGE.encode()), **{"Content-Encoding": "gzip"})
        elif path == "/bomb":
            self.answer(200, "text/html", gzip.compress(b"x" * 3_000_000), **{"Content-Encoding": "gzip"})
        elif path == "/short":
            self.answer(200, "text/html", b"half", length=False, **{"Content-Length": "100"})
        else:
            self.answer(404, "text/html", b"weg")

    def answer(self, status: int, media: str, body: bytes, *, length: bool = True, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        for name, value in headers.items():
            self.send_header(name, value)
        if length:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        httpd.daemon_threads = True
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()


@pytest.mark.parametrize(
    ("path", "end", "text"),
    [
        ("/page", "/page", "Eén café is dicht."), ("/latin", "/latin", "Eén café is dicht."),
        ("/text", "/text", "Eén café is dicht."), ("/feed", "/feed#1", "Kort."), ("/unnamed", "/unnamed",
         "Eén café is dicht."),
        ("/packed", "/packed", "Eén café is dicht."), ("/hop4", "/page", "Eén café is dicht."),
        ("/page?q=a b".replace(" ", "%20"), "/page?q=a%20b", "Eén café is dicht."), ("/page#deel", "/page",
         "Eén café is dicht."),
        ("/page?q=één", "/page?q=%C3%A9%C3%A9n", "Eén café is dicht."),
    ],
)  # fmt: skip
def test_an_address_is_read(server: str, path: str, end: str, text: str) -> None:
    (article,) = read(server + path, OPEN)
    assert isinstance(article, Article)
    assert (article.source, article.blocks[-1].text) == (server + end, text)


@pytest.mark.parametrize(
    ("path", "error", "part"),
    [
        ("/weg", FetchError, "404"), ("/hop5", FetchError, "redirects more than 5"),
        ("/away", InputError, "http and https"),
        ("/slow", FetchError, "longer than 1 seconds|in time"), ("/drip", FetchError, "longer than 1 seconds"),
        ("/large", InputError, "max_bytes"), ("/endless", InputError, "max_bytes"), ("/bomb", InputError, "max_bytes"),
        ("/picture", InputError, "image/png"), ("/pdf", InputError, "PDF"), ("/short", FetchError, "broke off"),
    ],
)  # fmt: skip
def test_a_download_that_fails_is_one_line(server: str, path: str, error: type[Exception], part: str) -> None:
    with pytest.raises(error) as caught:
        read(server + path, OPEN)
    assert re.search(part, str(caught.value))
    assert server in str(caught.value) or "ftp://" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_redirect_inside_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = fetching.refused
    seen: list[str] = []

    def first_is_public(address: str) -> str | None:
        seen.append(address)
        return real(address) if len(seen) > 1 else None

    monkeypatch.setattr(fetching, "refused", first_is_public)
    with pytest.raises(InputError, match="this machine"):
        fetch(f"{server}/hop0", CLOSED)


def test_a_name_is_resolved_once_and_the_checked_address_is_used(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public when it is checked and private when it is used (DNS rebinding) gains nothing."""
    port = int(server.rpartition(":")[2])
    asked: list[str] = []
    connected: list[str] = []
    resolve_really, connect_really = socket.getaddrinfo, socket.create_connection

    def resolve(host: str, *rest: object, **how: object) -> list[tuple[object, ...]]:
        if host == "127.0.0.1":
            return resolve_really(host, *rest, **how)
        asked.append(host)
        address = "8.8.8.8" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect(place: tuple[str, int], timeout: float) -> socket.socket:
        connected.append(place[0])
        return connect_really(("127.0.0.1", place[1]), timeout)

    monkeypatch.setattr(fetching.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(fetching.socket, "create_connection", connect)
    assert fetch(f"http://nieuws.example:{port}/page", CLOSED).data == PAGE.encode()
    assert (asked, connected) == (["nieuws.example"], ["8.8.8.8"])
    with pytest.raises(InputError, match=r"leads to 127\.0\.0\.1"):
        fetch(f"http://nieuws.example:{port}/page", CLOSED)
    assert connected == ["8.8.8.8"]


def test_an_unknown_host_and_a_closed_port_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FetchError, match="not known"):
        fetch("http://bestaat-niet.invalid/", OPEN)
    with pytest.raises(FetchError, match="could not be fetched"):
        fetch("http://127.0.0.1:1/", OPEN)


def test_the_settings_are_what_the_tests_think() -> None:
    assert isinstance(CLOSED, IngestSettings)
    assert not CLOSED.allow_private_urls
