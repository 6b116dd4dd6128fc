"""The pages: what stands where, in both languages, with nothing that the policy on scripts would refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk_client import desk, finished
from fastapi.testclient import TestClient
from lxml import html

from pipeline.web import texts
from pipeline.web.view import doubt

WEB = Path(texts.__file__).parent
USED = re.compile(r't\["(\w+)"\]')


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, str]]:
    with desk(tmp_path_factory.mktemp("desk") / "desk.sqlite") as client:
        yield client, finished(client)


def page_of(client: TestClient, path: str, **headers: str) -> Any:
    return html.document_fromstring(client.get(path, headers=headers).text)


def test_each_sentence_has_its_row_with_both_languages_and_its_findings(shown: tuple[TestClient, str]) -> None:
    client, key = shown
    page = page_of(client, f"/articles/{key}")
    article = client.get(f"/v1/articles/{key}").json()["article"]
    for block in article["blocks"]:
        for segment in block["segments"]:
            (row,) = page.xpath("//*[@data-segment=$id]", id=segment["id"])
            assert row.xpath("string(.//*[@class='dutch' and @lang='nl'])") == segment["source"]
            assert row.xpath("string(.//*[@class='english' and @lang='en']/*[@data-text])") == segment["target"]
            assert row.get("aria-label")
            codes = [code.text for code in row.xpath(".//li[@data-finding]//code")]
            assert codes == [finding["code"] for finding in segment["findings"]]
    assert "Het KNMI" in page.xpath("string(//*[@data-segment='summary'])")
    jumps = set(page.xpath("//@data-jump"))
    assert jumps
    assert jumps == set(page.xpath("//*[@data-open='yes']/@data-finding"))


@pytest.mark.parametrize("path", ["/", "/articles/{key}", "/articles/none"])
def test_nothing_inline_that_the_policy_refuses(shown: tuple[TestClient, str], path: str) -> None:
    client, key = shown
    page = page_of(client, path.format(key=key), accept="text/html")
    assert page.xpath("//link[@rel='stylesheet']")
    assert not page.xpath("//style | //@style | //@*[starts-with(name(), 'on')]")
    assert all(script.get("src") and not script.text for script in page.xpath("//script"))
    for source in page.xpath("//script/@src | //link/@href"):
        assert client.get(source).status_code == 200, source
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not [e for e in page.xpath("//button | //a") if not (e.text_content().strip() or e.get("aria-label"))]


@pytest.mark.parametrize(
    ("path", "headers", "language"),
    [
        ("/", {}, "en"),
        ("/", {"accept-language": "nl-NL,nl;q=0.9,en;q=0.8"}, "nl"),
        ("/", {"accept-language": "fr, en;q=0.5"}, "en"),
        ("/", {"accept-language": "nl", "cookie": "overzet-language=en"}, "en"),
        ("/", {"cookie": "overzet-language=xx"}, "en"),
        ("/?lang=nl", {"cookie": "overzet-language=en"}, "nl"),
        ("/?lang=xx", {}, "en"),
        ("/articles/none", {"accept": "text/html", "accept-language": "nl"}, "nl"),
    ],
)
def test_the_page_is_in_the_language_of_its_visitor(
    tmp_path: Path, path: str, headers: dict[str, str], language: str
) -> None:
    with desk(tmp_path / "d") as client:
        answer = client.get(path, headers=headers)
        assert html.document_fromstring(answer.text).get("lang") == language
        assert ("set-cookie" in answer.headers) == ("lang=nl" in path)


def test_every_text_is_there_in_both_languages_with_the_same_places() -> None:
    for key, (english, dutch) in texts._TEXTS.items():
        assert english, key
        assert dutch, key
        assert set(re.findall(r"\{\w+\}", english)) == set(re.findall(r"\{\w+\}", dutch)), key


def test_pages_and_scripts_use_texts_that_are_there() -> None:
    templates = "".join(path.read_text(encoding="utf-8") for path in (WEB / "templates").glob("*.j2"))
    scripts = "".join(path.read_text(encoding="utf-8") for path in (WEB / "static").glob("*.js"))
    assert set(USED.findall(templates)) <= set(texts._TEXTS)
    script = texts.Texts("en").for_script()
    assert set(re.findall(r"texts\.(\w+)", scripts)) <= set(script)


@pytest.mark.parametrize(
    ("score", "expected"),
    [(None, 0), (-0.1, 0), (-0.44, 0), (-0.46, 1), (-0.6, 1), (-0.61, 2), (-0.75, 2), (-0.76, 3), (-9.0, 3)],
)
def test_shading_is_by_shares_of_the_limit(score: float | None, expected: int) -> None:
    assert doubt(score, -0.6) == expected
