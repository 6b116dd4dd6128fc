"""The command as a desk runs it: what comes out where, and one line and a code for each bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command import overzet
from conftest import SOURCES, TARGETS

from pipeline.article import Article

DUTCH = "Storm op komst\n\nHet KNMI waarschuwt voor een zware storm. De wind komt uit het westen.\n"
IDENTITY = ["-s", "translate.engine=identity", "-s", "summary.method=lead"]


def translate(*arguments: str, stdin: bytes | None = None) -> tuple[int, str, str]:
    return overzet("translate", *arguments, *IDENTITY, stdin=stdin)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "storm.txt"
    path.write_text(DUTCH, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["json", "md", "txt", "html"])
def test_every_format_carries_the_article(article: Path, form: str) -> None:
    code, out, _ = translate(str(article), "--format", form)
    assert code == 0
    for sentence in ("Storm op komst", "Het KNMI waarschuwt voor een zware storm.", "De wind komt uit het westen."):
        assert sentence in out


def test_json_is_one_article_a_line(article: Path, tmp_path: Path) -> None:
    lines = tmp_path / "more.jsonl"
    lines.write_text(json.dumps({"id": "x1", "text": DUTCH}) + "\n", encoding="utf-8")
    _, out, _ = translate(str(article), str(lines), "--format", "json")
    articles = [Article.from_json(line) for line in out.splitlines()]
    assert [a.id for a in articles][1] == "x1"
    assert all(a.summary and a.provenance.config and a.provenance.translator for a in articles)


def test_standard_input_and_no_summary() -> None:
    code, out, _ = translate("-", "--format", "json", "--no-summary", stdin=DUTCH.encode())
    assert code == 0
    assert Article.from_json(out).summary is None


def test_a_folder_gives_a_file_for_each_and_the_configuration(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (article.parent / "wind.txt").write_text(DUTCH.replace("Storm", "Wind"), encoding="utf-8")
    code, printed, err = translate(str(article.parent), "-o", str(out), "--format", "html")
    assert (code, printed) == (0, "")
    assert sorted(path.suffix for path in out.iterdir()) == [".html", ".html", ".toml"]
    assert 'engine = "identity"' in (out / "config.toml").read_text()
    assert str(out) in err


BAD = {
    "missing.txt": (None, "no such file"),
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n", "empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
    "large.txt": (b"Het regent in heel Nederland. " * 170_000, "max_bytes"),
    "english.txt": (b"The council said that it was not in the house and that they have been to the town.", "not Dutch"),
    "letter.xyz": (b"Het regent.", ".xyz"),
    "lines.jsonl": (b"{broken\n", "lines.jsonl:1"),
    "table.csv": (b"titel,datum\nStorm,2024-03-05\n", "tekst"),
    "feed.xml": (b"<rss><channel><item><title>Storm", "well-formed"),
    "bomb.xml": (b'<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss><channel><item>&a;</item></channel></rss>', "entities"),
    "letter.docx": (b"PK\x03\x04 word/ cut short", "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_line_and_code_2(tmp_path: Path, name: str) -> None:
    content, part = BAD[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, out, err = translate(str(tmp_path / name))
    lines = [line for line in err.splitlines() if line.startswith("overzet:")]
    assert (code, out, len(lines)) == (2, "", 1)
    assert name in lines[0]
    assert part in lines[0]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["-s", "summary.max_wrods=9"], "summary.max_words"),
        (["-s", "summary.min_words=80", "-s", "summary.max_words=45"], "summary.min_words"),
        (["-c", "nonsense"], "offline"),
    ],
)
def test_bad_usage_is_known_before_anything_loads(article: Path, arguments: list[str], part: str) -> None:
    code, out, err = translate(str(article), *arguments)
    assert (code, out) == (2, "")
    assert part in err
    assert "Loading" not in err


def test_a_bad_input_does_not_take_the_good_ones_with_it(article: Path, tmp_path: Path) -> None:
    code, out, err = translate(str(tmp_path / "missing.txt"), str(article), "--format", "json")
    assert code == 2
    assert len(out.splitlines()) == 1
    assert "missing.txt" in err


def test_a_bad_row_does_not_take_the_good_ones_with_it(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "Het regent."}\n{broken\n{"tekst": "Het waait."}\n', encoding="utf-8")
    code, out, err = translate(str(path), "--format", "json")
    assert code == 2
    assert [Article.from_json(line).blocks[0].text for line in out.splitlines()] == ["Het regent.", "Het waait."]
    assert [line for line in err.splitlines() if "rows.jsonl:2" in line]


@pytest.mark.parametrize(
    ("url", "code", "part"),
    [
        ("http://127.0.0.1:9/a", 2, "allow_private_urls"),
        ("ftp://example.nl/a", 2, "http and https"),
        ("https://", 2, "host"),
        ("http://a.invalid/", 1, "not known"),
    ],
)
def test_a_web_address_that_cannot_be_read_is_one_line(url: str, code: int, part: str) -> None:
    status, out, err = translate(url)
    lines = [line for line in err.splitlines() if line.startswith("overzet:")]
    assert (status, out, len(lines)) == (code, "", 1)
    assert url in lines[0]
    assert part in lines[0]


def test_force_goes_on_with_a_text_that_is_not_dutch(tmp_path: Path) -> None:
    path = tmp_path / "english.txt"
    path.write_bytes(BAD["english.txt"][0] or b"")
    code, out, _ = translate(str(path), "--force", "--format", "json")
    assert code == 0
    assert "not-dutch" in [finding.code for finding in Article.from_json(out).findings]


def test_cp1252_is_read_with_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "oud.txt"
    path.write_bytes("De Efteling – ‘één’ park – vraagt nu € 30 voor een kaartje.".encode("cp1252"))
    _, out, _ = translate(str(path), "--format", "json")
    article = Article.from_json(out)
    assert "‘één’" in article.blocks[0].text
    assert "encoding-guessed" in [finding.code for finding in article.findings]


def test_an_unknown_model_is_one_line(article: Path) -> None:
    code, out, err = overzet("translate", str(article), "-s", "translate.model=Nobody/none", "--no-summary")
    assert (code, out) == (2, "")
    assert "Nobody/none" in err
    assert "overzet models fetch" in err


def test_config_and_models_list_everything() -> None:
    _, out, _ = overzet("config", "-c", "offline")
    assert "translate.offline" in out
    code, out, _ = overzet("models")
    assert code == 0
    for name in ("bundled", "Helsinki-NLP/opus-mt-nl-en", "textrank", "sshleifer/distilbart-cnn-12-6"):
        assert name in out


@pytest.mark.parametrize("arguments", [["--help"], ["config"], ["translate", "--help"], ["models"]])
def test_start_up_imports_neither_torch_nor_transformers(arguments: list[str]) -> None:
    code = (
        f"import sys; sys.argv = ['overzet', *{arguments!r}]\n"
        "from pipeline.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'transformers', 'datasets', 'networkx', 'matplotlib'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_train_makes_a_model_that_translates(article: Path, tmp_path: Path) -> None:
    pairs = tmp_path / "desk.tsv"
    pairs.write_text(
        "\n".join(f"{a}\t{b}" for a, b in zip(SOURCES, TARGETS, strict=True)) + "\nkapot\n", encoding="utf-8"
    )
    small = ["vocabulary.size=400", "model.d_model=16", "model.heads=2", "model.ffn=32", "run.steps=2", "run.minutes=0"]
    code, out, err = overzet(
        "train", "--data", str(pairs), "-o", str(tmp_path / "run"), *(part for key in small for part in ("-s", key))
    )
    assert code == 0
    assert "corrupt -1" in err
    model = out.split("\t")[0]
    code, out, _ = overzet(
        "translate", str(article), "-s", f"translate.model={model}", "--no-summary", "--format", "json"
    )
    assert code == 0
    assert len(list(Article.from_json(out).segments())) == 3


def test_train_without_data_is_one_line(tmp_path: Path) -> None:
    code, out, err = overzet("train", "--data", str(tmp_path / "none.tsv"), "-o", str(tmp_path / "run"))
    assert (code, out) == (2, "")
    assert "none.tsv" in err


def test_a_memory_is_filled_shown_exported_and_taken_in(tmp_path: Path) -> None:
    article, tmx = tmp_path / "in.txt", tmp_path / "out.tmx"
    article.write_text("Het regent vandaag in heel het land. De wethouder van Breda zwijgt.", encoding="utf-8")
    memory = str(tmp_path / "memory.sqlite")
    identity = ("-s", "translate.engine=identity", "-s", f"translate.memory={memory}", "--no-summary")
    code, _, err = overzet("memory", "show", "--memory", memory)
    assert code == 2
    assert "there is no translation memory yet" in err
    assert overzet("translate", str(article), *identity)[0] == 0
    assert "2 segments of machines, 0 of people" in overzet("memory", "show", "--memory", memory)[1]
    assert overzet("memory", "export", str(tmx), "--memory", memory)[1] == "2 segments written\n"
    tmx.write_text(tmx.read_text("utf-8").replace('"en"><seg>De wethouder', '"en"><seg>The alderman'), "utf-8")
    assert overzet("memory", "import", str(tmx), "--memory", memory)[1] == "2 segments taken in\n"
    assert "The alderman van Breda zwijgt." in overzet("translate", str(article), *identity, "--format", "txt")[1]
