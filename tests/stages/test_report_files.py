"""File names are safe and never shared, and a folder that cannot be written is one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.article import Article
from pipeline.errors import OverzetError
from pipeline.stages import report


@pytest.mark.parametrize(
    ("given_id", "source", "name"),
    [
        ("a" * 16, "map/iran-drones.txt", "iran-drones"),
        ("a" * 16, "https://nos.nl/artikel/2500-iran.html?x=1#top", "2500-iran"),
        ("a" * 16, "desk.jsonl:3", "desk-3"),
        ("a" * 16, "C:\\nieuws\\één dag.docx", "één-dag"),
        ("a" * 16, "-", "a" * 16),
        ("a" * 16, "", "a" * 16),
        ("nos/../../etc:1", "desk.jsonl:1", "nos-..-..-etc-1"),
        ("../..", "", "article"),
        ("con", "", "_con"),
        ("..hidden\n", "", "hidden"),
        ("é" * 200, "", "é" * 60),
    ],
)
def test_names(tmp_path: Path, given_id: str, source: str, name: str) -> None:
    path = report.write(Article(id=given_id, source=source), tmp_path, "txt", taken=set())
    assert path == tmp_path / f"{name}.txt"
    assert [p.name for p in tmp_path.iterdir()] == [f"{name}.txt"]


def test_no_two_articles_share_a_file(tmp_path: Path) -> None:
    taken: set[str] = set()
    folder = tmp_path / "new" / "out"
    articles = [
        Article(id="0" * 16, source="a/nieuws.txt"),
        Article(id="1" * 16, source="b/NIEUWS.txt"),
        Article(id="1" * 16, source="b/NIEUWS.txt"),
        Article(id="x/1"),
        Article(id="x:1"),
    ]
    paths = [report.write(article, folder, "json", taken=taken) for article in articles]
    names = ["nieuws", "NIEUWS-11111111", "NIEUWS-11111111-2", "x-1", "x-1-2"]
    assert [path.name for path in paths] == [f"{name}.json" for name in names]
    assert [Article.from_json(path.read_text()) for path in paths] == articles
    again = report.write(articles[0], folder, "json", taken=set())
    assert again == paths[0]


def test_config_beside_the_articles(tmp_path: Path) -> None:
    assert report.write_config(tmp_path / "out", "a = 1\n").read_text() == "a = 1\n"


@pytest.mark.parametrize("below", ["", "deeper"])
def test_file_where_a_folder_should_be(tmp_path: Path, below: str) -> None:
    file = tmp_path / "file"
    file.write_text("keep")
    with pytest.raises(OverzetError, match="file") as caught:
        report.write(Article(id="x"), file / below, "md", taken=set())
    assert "\n" not in str(caught.value)
    assert file.read_text() == "keep"
