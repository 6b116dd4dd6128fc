"""The real loading code on small checkpoints of the opus-mt layout."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from conftest import SOURCES, make_marian

from pipeline.engines.marian import MarianTranslator
from pipeline.errors import InputError, ModelUnavailableError

EXTRA = [
    "Storm op komst",
    "De trein.",
    "“Nee”, zei ze.",
    "Het kabinet wil de regels aanpassen, zei de burgemeester.",
]


def load(path: Path, **options: Any) -> MarianTranslator:
    return MarianTranslator("tiny", str(path), **options)


def texts(translator: MarianTranslator, sources: list[str]) -> list[str]:
    return [hypothesis.text for hypothesis in translator.translate(sources)]


@pytest.mark.parametrize("weights", ["safetensors", "bin"])
def test_a_checkpoint_of_the_opus_layout_loads_and_translates(tmp_path: Path, weights: str) -> None:
    translator = load(make_marian(tmp_path / "m", weights=weights))
    hypotheses = translator.translate(SOURCES)
    assert len(hypotheses) == len(SOURCES)
    assert all(h.text and "<pad>" not in h.text and "</s>" not in h.text for h in hypotheses)
    assert all(h.score is not None and h.score < 0 for h in hypotheses)
    assert translator.info.engine == "transformers"


def test_the_checkpoints_generation_settings_hold_until_overridden(tmp_path: Path) -> None:
    path = make_marian(tmp_path / "m")
    own, greedy = load(path), load(path, beam=1)
    assert (own.info.settings["num_beams"], greedy.info.settings["num_beams"]) == (6, 1)
    assert own.info.settings["bad_words_ids"]
    assert texts(own, SOURCES) == texts(load(path, beam=6), SOURCES)
    assert texts(own, SOURCES) != texts(greedy, SOURCES)


def test_scores_are_the_models_own_log_probabilities(tiny_marian: Path) -> None:
    translator = load(tiny_marian)
    (hypothesis,) = translator.translate(SOURCES[:1])
    model, tokenizer = translator._model, translator._tokenizer
    source = tokenizer(SOURCES[:1], return_tensors="pt")
    out = model.generate(**source, output_scores=True, return_dict_in_generate=True, length_penalty=1.0)
    assert out.sequences.shape[1] < 60, "the search ended by itself"
    # transformers divides the sum by the generated length, the end token included.
    assert hypothesis.score == pytest.approx(float(out.sequences_scores[0]), abs=2e-3)


@pytest.mark.parametrize("batch_tokens", [1, 40, 4096])
def test_a_text_is_the_same_in_any_batch(tiny_marian: Path, batch_tokens: int) -> None:
    sources = [*SOURCES, *EXTRA, *(" ".join(pair) for pair in zip(SOURCES[:6], EXTRA * 2, strict=False))]
    expected = [texts(load(tiny_marian), [source])[0] for source in sources]
    order = random.Random(batch_tokens).sample(range(len(sources)), len(sources))
    got = texts(load(tiny_marian, batch_tokens=batch_tokens), [sources[n] for n in order])
    assert got == [expected[n] for n in order]


def test_batches_hold_like_lengths(tiny_marian: Path) -> None:
    translator = load(tiny_marian)
    ids = translator._tokenizer([" ".join(SOURCES), *(EXTRA * 16)[:63]])["input_ids"]
    padded = sum(len(ids[batch[0]]) * len(batch) for batch in translator._batches(ids))
    assert padded / sum(map(len, ids)) < 1.3


def test_progress_counts_every_text(tiny_marian: Path) -> None:
    told: list[int] = []
    load(tiny_marian, batch_tokens=64).translate(SOURCES, told.append)
    assert len(told) > 1
    assert sum(told) == len(SOURCES)


def test_a_plain_string_is_refused(tiny_marian: Path) -> None:
    with pytest.raises(TypeError, match="list of strings"):
        load(tiny_marian).translate("Hallo")
    assert load(tiny_marian).translate([]) == []


def test_pad_never_comes_out_though_it_is_most_likely(tmp_path: Path) -> None:
    translator = load(make_marian(tmp_path / "m", bias={"<pad>": 50.0}))
    for hypothesis in translator.translate(SOURCES):
        assert hypothesis.text
        assert "<pad>" not in hypothesis.text
        assert hypothesis.score is not None
        assert hypothesis.score > -20


def test_a_model_that_never_ends_is_stopped_and_flagged(tmp_path: Path) -> None:
    translator = load(make_marian(tmp_path / "m", bias={"</s>": -1000.0}), beam=2)
    generate, rows = translator._model.generate, []
    translator._model.generate = lambda **given: rows.append(generate(**given)) or rows[-1]
    alone = translator.translate(["De trein."])[0]
    assert rows[0].shape[1] - 1 == 2 * translator.count_tokens("De trein.") + 20
    assert alone.truncated
    assert alone == translator.translate(["De trein.", *SOURCES])[0]


def test_too_long_a_source_is_flagged(tiny_marian: Path) -> None:
    long = load(tiny_marian).translate([" ".join(SOURCES * 4)])[0]
    assert long.truncated


def test_curly_and_straight_punctuation_give_the_same_text(tiny_marian: Path) -> None:
    curly, straight = texts(load(tiny_marian), ["‘We zijn er nog niet’, zei ze…", "'We zijn er nog niet', zei ze..."])
    assert curly == straight


def test_a_multilingual_checkpoint_wants_its_target_token(tmp_path: Path) -> None:
    path = make_marian(tmp_path / "m", codes=(">>deu<<", ">>eng<<"))
    with pytest.raises(InputError, match=">>eng<<"):
        load(path)
    with pytest.raises(InputError, match=">>xxx<<"):
        load(path, target_token=">>xxx<<")
    with_token = load(path, target_token=">>eng<<")
    assert ">>eng<<" in with_token._tokenizer.tokenize(with_token._prefix + "De trein.")
    assert not any(">>" in text for text in texts(with_token, SOURCES))


def test_a_token_for_a_model_of_one_language_is_refused(tiny_marian: Path) -> None:
    with pytest.raises(InputError, match=r"translate\.target_token"):
        load(tiny_marian, target_token=">>eng<<")


def _not_finite(state: dict[str, Any]) -> None:
    state["model.encoder.layers.0.fc1.weight"][0, 0] = torch.nan


def _incomplete(state: dict[str, Any]) -> None:
    for name in [name for name in state if ".decoder.layers.1." in name]:
        del state[name]


@pytest.mark.parametrize(("change", "message"), [(_not_finite, "not finite"), (_incomplete, "lack")])
def test_damaged_weights_are_refused(tmp_path: Path, change: Callable[[dict[str, Any]], None], message: str) -> None:
    with pytest.raises(ModelUnavailableError, match=message):
        load(make_marian(tmp_path / "m", change=change))


def test_an_untied_output_layer_is_refused(tiny_marian: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from transformers import MarianMTModel

    monkeypatch.setattr(MarianMTModel, "tie_weights", lambda self, *args, **kwargs: None)
    with pytest.raises(ModelUnavailableError):
        load(tiny_marian)


@pytest.mark.parametrize("lost", ["source.spm", "vocab.json", "config.json", "target.spm", "model.safetensors"])
def test_a_directory_that_lacks_a_file_is_one_line(tmp_path: Path, lost: str) -> None:
    path = make_marian(tmp_path / "m")
    (path / lost).unlink()
    with pytest.raises(ModelUnavailableError) as caught:
        load(path)
    assert "tiny" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_model_that_cannot_be_fetched_names_both_ways_on() -> None:
    with pytest.raises(ModelUnavailableError) as caught:
        MarianTranslator("Nobody/no-such-model", "Nobody/no-such-model")
    message = str(caught.value)
    assert "\n" not in message
    for part in ("Nobody/no-such-model", "overzet models fetch", "local directory", "bundled"):
        assert part in message


@pytest.mark.slow
def test_without_sentencepiece_the_package_is_named(tiny_marian: Path) -> None:
    code = (
        "import sys; sys.modules['sentencepiece'] = None\n"
        "from pipeline.engines.marian import MarianTranslator\n"
        "from pipeline.errors import OverzetError\n"
        f"try: MarianTranslator('tiny', {str(tiny_marian)!r})\n"
        "except OverzetError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "sentencepiece" in done.stdout
    assert len(done.stdout.splitlines()) == 1
