"""Who is let in: tables of requests and what they get."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from command import overzet
from fastapi.testclient import TestClient

from pipeline.config import load
from pipeline.web.app import create_app
from pipeline.web.store import Store

TOKEN = "a-long-enough-token"
SETTINGS = ["translate.engine=identity", "summary.method=lead", "ingest.max_bytes=1000"]


@pytest.fixture
def local(tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(load(["offline"], SETTINGS), Store(tmp_path / "local"))
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        yield client


@pytest.fixture
def open_to_all(tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(load(["offline"], SETTINGS), Store(tmp_path / "open"), host="0.0.0.0", token=TOKEN)
    with TestClient(app, base_url="http://desk.example:8000") as client:
        yield client


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("127.0.0.1:8000", 200), ("localhost:8000", 200), ("[::1]:8000", 200), ("LOCALHOST", 200),
        ("evil.example", 421), ("127.0.0.1.evil.example", 421), ("[::1", 421), ("", 421),
    ],
)  # fmt: skip
def test_only_its_own_name_leads_to_a_local_server(local: TestClient, host: str, code: int) -> None:
    assert local.get("/", headers={"host": host}).status_code == code


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, 303),
        ({"origin": "http://127.0.0.1:8000"}, 303),
        ({"sec-fetch-site": "same-origin"}, 303),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:8000"}, 403),
    ],
)
def test_a_form_of_another_site_is_refused(local: TestClient, headers: dict[str, str], code: int) -> None:
    posted = local.post("/", data={"text": "Het regent in het hele land."}, headers=headers, follow_redirects=False)
    assert posted.status_code == code


@pytest.mark.parametrize(
    ("headers", "path", "code"),
    [
        ({}, "/", 401),
        ({}, "/v1/articles/x", 401),
        ({}, "/openapi.json", 401),
        ({"authorization": "Bearer wrong"}, "/", 401),
        ({"authorization": f"Basic {TOKEN}"}, "/", 401),
        ({"authorization": f"Bearer {TOKEN}"}, "/", 200),
        ({}, f"/?token={TOKEN}", 200),
        ({"cookie": f"overzet-token={TOKEN}"}, "/", 200),
        ({b"authorization": "Bearer é".encode()}, "/", 401),
        ({}, "/healthz", 200),
    ],
)
def test_a_server_for_others_wants_its_token(
    open_to_all: TestClient, headers: dict[str, str] | dict[bytes, bytes], path: str, code: int
) -> None:
    assert open_to_all.get(path, headers=headers).status_code == code


def test_the_token_of_an_address_is_kept_in_a_cookie(open_to_all: TestClient) -> None:
    cookie = open_to_all.get(f"/?token={TOKEN}").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert open_to_all.get("/").status_code == 200


def test_too_large_is_refused_before_it_is_read(local: TestClient) -> None:
    assert local.post("/", data={"text": "x" * 20_000}).status_code == 413
    assert local.post("/v1/articles", content=iter([b"{}"])).status_code == 411
    over = local.post("/v1/articles", json={"text": "Het regent in het hele land. " * 50})
    assert (over.status_code, "1,000" in over.text or "1000" in over.text) == (422, True)


@pytest.mark.parametrize("path", ["/", "/articles/none", "/healthz"])
def test_every_page_says_what_it_may_load(local: TestClient, path: str) -> None:
    headers = local.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "script-src 'self';" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("options", [["--host", "0.0.0.0"], ["--host", "0.0.0.0", "--token", "short"]])
def test_the_command_wants_a_token_for_any_other_address(options: list[str]) -> None:
    code, _, err = overzet("serve", *options)
    assert code == 2
    assert "--token" in err
