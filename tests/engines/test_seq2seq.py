"""BART, PEGASUS and T5 checkpoints, tiny and untrained, through the real loading code."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from conftest import TARGETS, make_marian
from tiny_summarisers import MAKERS, WINDOW, bart, pegasus, with_spiece

from pipeline.engines.protocols import Summariser, SummaryLength
from pipeline.engines.seq2seq import Seq2SeqSummariser, tidy, within
from pipeline.english import is_whole
from pipeline.errors import InputError, ModelUnavailableError

LENGTH = SummaryLength(3, 12)
PROTOBUF = bool(find_spec("google") and find_spec("google.protobuf"))


@pytest.fixture(scope="module", params=list(MAKERS))
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Seq2SeqSummariser:
    return Seq2SeqSummariser(str(MAKERS[request.param](tmp_path_factory.mktemp(request.param))))


def scripted(engine: Seq2SeqSummariser, monkeypatch: pytest.MonkeyPatch, written: Sequence[tuple[str, bool]]) -> Any:
    """The engine with a model that writes `written`, call by call and the last one for ever; the list of limits."""
    limits: list[int] = []

    def generate(text: str, least: int, most: int) -> tuple[str, bool]:
        assert least < most
        limits.append(most)
        return written[min(len(limits), len(written)) - 1]

    monkeypatch.setattr(engine, "_generate", generate)
    return limits


def test_it_loads_and_writes_the_same_text_twice(engine: Seq2SeqSummariser) -> None:
    assert isinstance(engine, Summariser)
    draft = engine.summarise(TARGETS[:2], LENGTH)
    assert is_whole(draft.text)
    assert draft.chunks == [(0, 1)]
    assert draft == Seq2SeqSummariser(engine.info.name).summarise(TARGETS[:2], LENGTH)
    assert engine.summarise([], LENGTH).text == ""


def test_what_the_model_writes_depends_on_what_it_reads(engine: Seq2SeqSummariser) -> None:
    written = {engine._generate(text, 1, 20) for text in TARGETS[:4]}
    assert len(written) > 1
    assert engine._generate(TARGETS[0], 1, 20) == engine._generate(TARGETS[0], 1, 20)


def test_a_long_text_is_read_whole_in_chunks_of_sentences(engine: Seq2SeqSummariser) -> None:
    sentences = TARGETS * 2
    draft = engine.summarise(sentences, LENGTH)
    assert len(draft.chunks) > 2
    assert [n for first, last in draft.chunks for n in range(first, last + 1)] == list(range(len(sentences)))
    assert is_whole(draft.text)


def test_no_text_that_is_given_to_the_model_is_over_its_window(
    engine: Seq2SeqSummariser, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr(engine, "_generate", lambda text, least, most: (read.append(text), (TARGETS[3], False))[1])
    endless = " ".join(TARGETS * 3).replace(".", ",")
    draft = engine.summarise([*TARGETS * 4, endless, "x" * 500], SummaryLength(5, 20))
    assert draft.text == TARGETS[3]
    assert len(read) > 9
    assert all(len(engine._tokenizer(engine._prefix + text)["input_ids"]) <= WINDOW for text in read)


@pytest.mark.parametrize(
    ("written", "calls", "expected"),
    [
        ([("One is done. Two is cut in", True)], 1, "One is done."),
        ([("One is cut", True), ("One is cut in two. And", True)], 2, "One is cut in two."),
        ([("It cost 3.", True), ("It cost 3.5 million. So", True)], 2, "It cost 3.5 million."),
        ([("The model ended without a stop", False)], 1, "The model ended without a stop."),
        ([("", False), ("It rained.", False)], 2, "It rained."),
        ([("One two three four five. Six seven eight nine ten eleven twelve thirteen.", False)], 1,
         "One two three four five."),
        ([("never ends", True)], 3, TARGETS[0]),
    ],
)  # fmt: skip
def test_a_summary_ends_a_sentence(
    engine: Seq2SeqSummariser,
    monkeypatch: pytest.MonkeyPatch,
    written: list[tuple[str, bool]],
    calls: int,
    expected: str,
) -> None:
    limits = scripted(engine, monkeypatch, written)
    assert engine.summarise(TARGETS[:2], LENGTH).text == expected
    assert len(limits) == calls
    assert limits == sorted(limits)


def test_that_the_texts_own_opening_stands_in_is_said(
    engine: Seq2SeqSummariser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    scripted(engine, monkeypatch, [("never ends", True)])
    with caplog.at_level(logging.WARNING):
        engine.summarise(TARGETS[:2], LENGTH)
    assert "ended no sentence" in caplog.text


def test_the_length_is_in_words_whatever_a_word_takes(engine: Seq2SeqSummariser) -> None:
    per_word = engine._count(" ".join(TARGETS)) / len(" ".join(TARGETS).split())
    assert per_word > 1
    assert engine._tokens(10, " ".join(TARGETS)) == pytest.approx(10 * per_word)


def test_the_checkpoints_own_settings_hold_except_the_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, beams in (("bart", 3), ("t5", 2)):
        (tmp_path / name).mkdir()
        engine = Seq2SeqSummariser(str(MAKERS[name](tmp_path / name)))
        assert engine.info.settings["num_beams"] == beams
        assert engine.info.settings["no_repeat_ngram_size"] == 3
        generate, seen = engine._model.generate, []
        monkeypatch.setattr(
            engine._model, "generate", lambda g=generate, s=seen, **given: s.append(given) or g(**given)
        )
        out = engine._generate(TARGETS[0], 2, 9)
        assert out == engine._generate(TARGETS[0], 2, 9)
        assert (seen[0]["min_new_tokens"], seen[0]["max_new_tokens"], seen[0]["do_sample"]) == (2, 9, False)
        assert engine._prefix == ("summarize: " if name == "t5" else "")


def test_pegasus_computes_the_positions_that_its_checkpoint_lacks(tmp_path: Path) -> None:
    model = Seq2SeqSummariser(str(pegasus(tmp_path)))._model
    table = model.model.encoder.embed_positions.weight.detach()
    assert table[0, 0] == 0
    assert table[1, 0] == pytest.approx(0.8415, abs=1e-4), "the sine of 1"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("One is done.<n>Two is done.", "One is done. Two is done."),
        (" The tower is 324 m tall . It is old , and tall .", "The tower is 324 m tall. It is old, and tall."),
        ("the mayor said no . she did n't pay . it 's done .", "The mayor said no. She didn't pay. It's done."),
        ("It cost 3.5 million , 20 % more .", "It cost 3.5 million, 20% more."),
        ("``Wait '' , he said .", '"Wait ", he said.'),
        ("iPhone sales rose .", "iPhone sales rose."),
        ("He said: \"No . \" Then", "He said: \"No. \" Then"),
    ],
)  # fmt: skip
def test_the_spelling_of_training_data_is_made_a_readers(written: str, expected: str) -> None:
    assert tidy(written) == expected


@pytest.mark.parametrize(
    ("most", "expected"), [(1, "One two. "), (4, "One two. Three four. "), (9, "One two. Three four. Five.")]
)
def test_within(most: int, expected: str) -> None:
    assert within("One two. Three four. Five.", most) == expected.strip()


@pytest.mark.parametrize(("name", "offline"), [("Nobody/no-such-model", True), ("./not-there", False)])
def test_a_model_that_is_not_there_is_one_line(name: str, offline: bool) -> None:
    with pytest.raises(ModelUnavailableError) as caught:
        Seq2SeqSummariser(name, offline=offline)
    message = str(caught.value)
    assert "\n" not in message
    for part in (name, "overzet models fetch", "local directory", "summary.method=textrank"):
        assert part in message


def test_a_directory_without_a_checkpoint_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError, match="no loadable checkpoint"):
        Seq2SeqSummariser(str(tmp_path))


def test_weights_with_a_hole_are_refused(tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    file = bart(tmp_path) / "model.safetensors"
    state = load_file(file)
    del state["model.decoder.layers.0.fc1.weight"]
    save_file(state, file, metadata={"format": "pt"})
    with pytest.raises(ModelUnavailableError, match=r"fc1\.weight"):
        Seq2SeqSummariser(str(tmp_path))


def test_a_model_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"summary\.method.*translates"):
        Seq2SeqSummariser(str(make_marian(tmp_path / "marian")))
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "bert"}), encoding="utf-8")
    with pytest.raises(InputError, match=r"summary\.method.*bert"):
        Seq2SeqSummariser(str(tmp_path))


def test_a_tokenizer_that_needs_protobuf_says_so_or_loads(tmp_path: Path) -> None:
    if PROTOBUF:
        assert is_whole(Seq2SeqSummariser(str(with_spiece(tmp_path))).summarise(TARGETS[:2], LENGTH).text)
        return
    with pytest.raises(ModelUnavailableError, match="pip install protobuf"):
        Seq2SeqSummariser(str(with_spiece(tmp_path)))
