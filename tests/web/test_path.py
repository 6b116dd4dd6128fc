"""What an editor does from end to end, in a real browser: paste, wait, edit, dismiss, export, reload, restart."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from serving import serving

ARTICLE = Path(__file__).resolve().parents[2] / "data" / "articles" / "iran-drones.txt"
SIZES = {"wide": (1400, 1000), "phone": (390, 800)}
FIRST = "#at-b1\\.s1"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")
    chromium = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
    )
    if not chromium:
        pytest.skip("no chromium in the path: install one to try the page in a browser")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=sandbox)
        yield browser
        browser.close()


@pytest.fixture(params=SIZES)
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(15_000)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    context.close()
    assert problems == []


def paste(page: Any, server: str) -> None:
    page.goto(server)
    page.get_by_label("Paste the Dutch article").fill(ARTICLE.read_text(encoding="utf-8"))
    page.get_by_role("button", name="Translate").click()
    page.locator(FIRST).wait_for()
    page.wait_for_load_state("load")


def test_the_whole_path(page: Any, tmp_path: Path) -> None:
    with serving(tmp_path / "desk.sqlite") as server:
        paste(page, server)
        address = page.url
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        # Edit by keyboard alone: to the first sentence (the summary comes before it), and save.
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("e")
        page.keyboard.press("Control+A")
        page.keyboard.type("The United States wants an inquiry.")
        page.keyboard.press("Control+Enter")
        page.locator(FIRST).get_by_text("The United States wants an inquiry.").wait_for()
        page.locator(FIRST).get_by_text("edited").wait_for()
        # The next finding, dismissed with a reason.
        before = page.locator('[data-open="yes"]').count()
        page.keyboard.press("f")
        page.keyboard.press("d")
        page.keyboard.type("it is a name")
        page.keyboard.press("Enter")
        page.get_by_text("Dismissed: it is a name").wait_for()
        assert page.locator('[data-open="yes"]').count() == before - 1
        # The words of a finding are marked.
        page.locator('[data-open="yes"]', has_text="untranslated").first.focus()
        assert page.evaluate("CSS.highlights.get('evidence').size") > 0
        # Typed and not saved: it is there again after a reload.
        second = page.locator("#at-b1\\.s2")
        second.locator(".text").dblclick()
        second.locator("textarea").fill("Half a thou")
        second.get_by_text("Draft kept.").wait_for()
        page.reload(wait_until="load")
        assert page.locator("#at-b1\\.s2 textarea").input_value() == "Half a thou"
        # Taken away.
        page.get_by_text("Export", exact=True).click()
        with page.expect_download() as download:
            page.get_by_role("link", name="Text").click()
        assert "The United States wants an inquiry." in Path(download.value.path()).read_text(encoding="utf-8")
    with serving(tmp_path / "desk.sqlite") as server:
        page.goto(server + address[address.index("/articles") :], wait_until="load")
        page.locator(FIRST).get_by_text("The United States wants an inquiry.").wait_for()
        page.get_by_text("Dismissed: it is a name").wait_for()
        page.locator("#at-b1\\.s2").get_by_role("button", name="Cancel").click()
        page.locator("#at-b1\\.s2 textarea").wait_for(state="detached")
        page.keyboard.press("u")
        page.get_by_text("Dismissed: it is a name").wait_for(state="detached")
        page.keyboard.press("u")
        page.locator(FIRST).get_by_text("edited").wait_for(state="detached")
        assert page.locator(f"{FIRST} .text").inner_text().startswith("De United States willen")


def test_help_and_the_other_language(page: Any, tmp_path: Path) -> None:
    with serving(tmp_path / "desk.sqlite") as server:
        paste(page, server)
        page.keyboard.press("?")
        page.get_by_role("dialog").get_by_label("Single keys work on this page").uncheck()
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement === document.body || !document.activeElement.dataset.segment")
        page.get_by_role("link", name="Nederlands").click()
        page.get_by_role("heading", name="Samenvatting").wait_for()
        assert page.evaluate("document.documentElement.lang") == "nl"
