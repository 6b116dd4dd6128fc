"""An edited article in every form: what was edited is in it, what was dismissed is not."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from desk_client import desk, finished
from fastapi.testclient import TestClient

from pipeline.article import Article, Block, BlockKind, Segment, Status
from pipeline.config import load
from pipeline.stages.ingest import ingest_bytes
from pipeline.web.exports import FORMS, export, plain_text

NEW = "The KNMI warns of <3> storms & more."
REASON = "checked with the KNMI"


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, str]]:
    with desk(tmp_path_factory.mktemp("desk") / "desk.sqlite") as client:
        key = finished(client)
        client.put(f"/v1/articles/{key}/segments/b2.s1", json={"text": NEW})
        client.put(f"/v1/articles/{key}/segments/b3.s2", json={"text": ""})
        for noted in client.get(f"/v1/articles/{key}/findings").json():
            if noted["finding"]["code"] == "empty":
                client.post(f"/v1/articles/{key}/findings/{noted['id']}", json={"action": "dismiss", "reason": REASON})
        yield client, key


def text_of(form: str, data: bytes) -> str:
    if form != "docx":
        return data.decode().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("\\<", "<")
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", ["/articles/{key}.{form}", "/v1/articles/{key}/export/{form}"])
def test_every_form_has_the_edit_and_where_it_is_from(edited: tuple[TestClient, str], form: str, path: str) -> None:
    client, key = edited
    answer = client.get(path.format(key=key, form=form))
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="{key}.')
    text = text_of(form, answer.content)
    assert NEW in text
    assert "not translated" not in text
    assert "no English" not in text
    assert "identity" in text
    if form != "json":
        assert "2 sentences" in text
        assert "1 finding dismissed" in text


def test_json_has_what_was_changed(edited: tuple[TestClient, str]) -> None:
    client, key = edited
    article = Article.from_json(client.get(f"/articles/{key}.json").text)
    assert [edit.after for edit in article.edits][:2] == [NEW, ""]
    assert article.edits[0].before.startswith("Het KNMI")
    assert (article.edits[-1].finding, article.edits[-1].reason) == ("empty", REASON)


def test_word_has_words_own_styles(edited: tuple[TestClient, str]) -> None:
    client, key = edited
    import docx

    document = docx.Document(io.BytesIO(client.get(f"/articles/{key}.docx").content))
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert styles["Storm op komst"] == "Title"
    assert styles["To check"] == "Heading 1"
    assert document.core_properties.title == "Storm op komst"


def article(*blocks: tuple[BlockKind, str]) -> Article:
    made = [
        Block(
            id=f"b{n}", kind=kind, text=text,
            segments=[Segment(id=f"b{n}.s1", source=text, start=0, target=text, status=Status.TRANSLATED)],
        )
        for n, (kind, text) in enumerate(blocks, 1)
    ]  # fmt: skip
    return Article(id="a\x01", published="2026-03-01T10:30:00+01:00", blocks=made)


MIXED = (
    (BlockKind.OTHER, "Lees ook dit"),
    (BlockKind.HEADLINE, "The headline\x0b"),
    (BlockKind.LEAD, "The lead says it."),
    (BlockKind.SUBHEAD, "A subhead"),
    (BlockKind.PARAGRAPH, "A paragraph \x07of text."),
    (BlockKind.QUOTE, "“A quotation.”"),
    (BlockKind.LIST_ITEM, "first point"),
    (BlockKind.LIST_ITEM, "second point"),
    (BlockKind.CAPTION, "A photograph"),
)


def test_nitf_reads_back_as_it_was() -> None:
    data = export(article(*MIXED), "nitf").data
    (read,) = ingest_bytes(data, "story.xml", load().settings.ingest)
    clean = [(kind, text.replace("\x0b", "").replace("\x07", "")) for kind, text in MIXED[1:]]
    assert [(block.kind, block.text) for block in read.blocks] == clean
    assert read.published == "20260301T103000+0100"


def test_word_takes_any_character() -> None:
    assert "A paragraph of text." in text_of("docx", export(article(*MIXED), "docx").data)


def test_plain_text_is_the_text_to_publish() -> None:
    expected = [text.strip() for _, text in MIXED[1:6]] + ["first point\nsecond point", "A photograph"]
    assert plain_text(article(*MIXED)) == "\n\n".join(expected) + "\n"


@pytest.mark.parametrize(
    ("published", "norm"),
    [
        (None, None), ("gisteren", None), ("2026-03-01", "20260301"),
        ("2026-03-01T10:30:15Z", "20260301T103015Z"), ("2026-03-01T10:30", "20260301T103000"),
    ],
)  # fmt: skip
def test_nitf_has_dates_in_its_own_form(published: Any, norm: Any) -> None:
    from lxml import etree

    made = article(*MIXED).model_copy(update={"published": published})
    found = etree.fromstring(export(made, "nitf").data).find(".//{*}date.issue")
    assert (None if found is None else found.get("norm")) == norm
