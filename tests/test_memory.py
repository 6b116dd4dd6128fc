"""The translation memory: what it finds again, for whom, and how much it keeps."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.article import Article, Block, BlockKind, Status
from pipeline.config import load
from pipeline.engines.identity import IdentityTranslator
from pipeline.errors import OverzetError
from pipeline.memory import Memory, Remembered, Text, open_memory
from pipeline.stages.segment import segment
from pipeline.stages.translate import translate
from pipeline.tmx import read_tmx, write_tmx

RAIN = Text("Het regent.")


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "deep" / "memory.sqlite", most=5)


def test_a_machines_english_is_found_for_its_fingerprint_alone(memory: Memory) -> None:
    done = Remembered(target="It rains.", score=-0.25)
    memory.keep({RAIN: done}, "a")
    assert memory.find([RAIN], "a") == {RAIN: done}
    assert memory.find([RAIN], "b") == {}
    assert memory.find([Text("Het regent.", title=True), Text("Het regent.", names=("Jan",))], "a") == {}


def test_a_persons_english_goes_before(memory: Memory) -> None:
    memory.keep({RAIN: Remembered(target="It rains.")}, "a")
    assert memory.teach([("Het regent.", "It is pouring."), ("Het regent.", "It is raining.")]) == 2
    for fingerprint in ("a", "b"):
        for text in (RAIN, Text("Het regent.", title=True)):
            found = memory.find([text], fingerprint)[text]
            assert found.target == "It is raining."
            assert [finding.code for finding in found.findings] == ["from-memory"]
    assert memory.counts() == (1, 1)
    assert list(memory.pairs(human=True)) == [("Het regent.", "It is raining.")]


def test_what_failed_is_tried_again(memory: Memory) -> None:
    memory.keep({RAIN: Remembered(target=None, status=Status.FAILED)}, "a")
    assert memory.find([RAIN], "a") == {}


def test_the_least_used_go_first_and_people_stay(memory: Memory) -> None:
    memory.teach([("Hallo.", "Hello.")])
    texts = [Text(f"Zin {n}.") for n in range(8)]
    for text in texts[:5]:
        memory.keep({text: Remembered(target="x")}, "a")
    memory.find([texts[0]], "a")
    for text in texts[5:]:
        memory.keep({text: Remembered(target="x")}, "a")
    assert set(memory.find(texts, "a")) == {texts[0], *texts[4:]}
    assert memory.counts() == (5, 1)


def test_many_texts_at_once(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "m.sqlite")
    texts = [Text(f"Zin {n}.") for n in range(2345)]
    memory.keep({text: Remembered(target=text.source) for text in texts}, "a")
    assert {text: found.target for text, found in memory.find(texts, "a").items()} == {t: t.source for t in texts}


def test_a_file_that_is_no_memory_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "memory.sqlite").write_text("not a database at all, but long enough to be taken for one" * 20)
    with pytest.raises(OverzetError, match="cannot be used as a translation memory"):
        Memory(tmp_path / "memory.sqlite")
    assert open_memory("") is None


class Counting(IdentityTranslator):
    def __init__(self) -> None:
        self.asked: list[str] = []

    def translate(self, sources, progress=None):  # type: ignore[no-untyped-def]
        self.asked += sources
        return super().translate(sources, progress)


def article(*texts: str) -> Article:
    blocks = [Block(id=f"b{n}", kind=BlockKind.PARAGRAPH, text=text) for n, text in enumerate(texts, 1)]
    return segment(Article(id="a", blocks=blocks))


def test_a_text_in_the_memory_is_not_translated_again_and_comes_out_the_same(memory: Memory) -> None:
    settings, engine = load().settings.translate, Counting()
    given = article("Het regent in Breda.", "De wethouder zwijgt.")
    (first,) = translate([given], engine, settings, memory=memory)
    asked = len(engine.asked)
    assert asked
    (second,) = translate([given], engine, settings, memory=memory)
    assert second == first == translate([given], Counting(), settings)[0]
    assert len(engine.asked) == asked
    memory.teach([("Het regent in Breda.", "It is raining in Breda.")])
    (third,) = translate([given], engine, settings, memory=memory)
    assert [s.target for s in third.segments()] == ["It is raining in Breda.", "De wethouder zwijgt."]
    assert [f.segment for f in third.all_findings() if f.code == "from-memory"] == ["b1.s1"]


def test_tmx_of_other_tools_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.tmx"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/><body>'
        '<tu><tuv xml:lang="NL-be"><seg>Het <bpt i="1">&lt;b&gt;</bpt>regent<ept i="1">&lt;/b&gt;</ept>.</seg></tuv>'
        '<tuv xml:lang="en_GB"><seg>It <hi>rains</hi>.</seg></tuv></tu>'
        '<tu><tuv xml:lang="nl"><seg>Alleen.</seg></tuv><tuv xml:lang="fr"><seg>Seul.</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    assert list(read_tmx(path)) == [("Het regent.", "It rains.")]


@pytest.mark.parametrize(
    ("content", "part"),
    [("<tmx", "not well-formed"), ("<html/>", "is html and not TMX"), ('<!DOCTYPE a [<!ENTITY x "y">]><tmx/>', "DTD")],
)
def test_what_is_no_tmx_is_one_line(tmp_path: Path, content: str, part: str) -> None:
    (tmp_path / "bad.tmx").write_text(content, encoding="utf-8")
    with pytest.raises(OverzetError, match=part):
        list(read_tmx(tmp_path / "bad.tmx"))
    with pytest.raises(OverzetError, match=r"none\.tmx"):
        list(read_tmx(tmp_path / "none.tmx"))


@given(st.lists(st.tuples(*[st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1)] * 2)))
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]]) -> None:
    path = tmp_path_factory.mktemp("tmx") / "memory.tmx"
    assert write_tmx(path, pairs) == len(pairs)
    squeezed = [(" ".join(a.split()), " ".join(b.split())) for a, b in pairs]
    assert list(read_tmx(path)) == [(a, b) for a, b in squeezed if a and b]
