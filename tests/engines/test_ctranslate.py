"""The fast engine gives what the reference engine gives."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SOURCES, make_marian

from pipeline.config import load
from pipeline.engines.ctranslate import CTranslateTranslator
from pipeline.engines.marian import MarianTranslator
from pipeline.engines.protocols import Translator
from pipeline.engines.registry import translator
from pipeline.errors import InputError, ModelUnavailableError
from pipeline.resources import BUNDLED_MODEL


def both(path: Path) -> tuple[MarianTranslator, CTranslateTranslator]:
    return MarianTranslator("tiny", str(path)), CTranslateTranslator("tiny", str(path), compute_type="float32")


def test_float32_gives_the_text_and_scores_of_the_reference(tiny_marian: Path) -> None:
    reference, fast = both(tiny_marian)
    wanted, found = reference.translate(SOURCES), fast.translate(SOURCES)
    assert [h.text for h in found] == [h.text for h in wanted]
    assert [h.truncated for h in found] == [h.truncated for h in wanted]
    assert [h.score for h in found] == pytest.approx([h.score for h in wanted], abs=2e-3)


def test_it_counts_and_limits_as_the_reference_does(tiny_marian: Path) -> None:
    reference, fast = both(tiny_marian)
    assert fast.max_source_tokens == reference.max_source_tokens
    assert [fast.count_tokens(text) for text in SOURCES] == [reference.count_tokens(text) for text in SOURCES]


def test_it_takes_over_the_checkpoints_own_search(tiny_marian: Path) -> None:
    fast = CTranslateTranslator("tiny", str(tiny_marian))
    assert fast.info.settings["beam_size"] == 6
    assert CTranslateTranslator("tiny", str(tiny_marian), beam=2).info.settings["beam_size"] == 2
    assert fast.info.engine == "ctranslate2 int8"


def test_a_text_does_not_depend_on_its_batch(tiny_marian: Path) -> None:
    fast = CTranslateTranslator("tiny", str(tiny_marian), batch_tokens=64)
    together = fast.translate(SOURCES)
    assert [fast.translate([text])[0] for text in SOURCES] == together


def test_a_run_on_ends_at_its_own_limit_in_any_batch(tmp_path: Path) -> None:
    endless = CTranslateTranslator("endless", str(make_marian(tmp_path / "endless", bias={"</s>": -9.0})))
    together = endless.translate([SOURCES[0], SOURCES[0] + " " + SOURCES[1]])
    assert together[0] == endless.translate([SOURCES[0]])[0]
    assert all(hypothesis.truncated for hypothesis in together)


def test_a_source_over_the_limit_is_cut_and_said_to_be(tiny_marian: Path) -> None:
    assert CTranslateTranslator("tiny", str(tiny_marian)).translate(["Het regent. " * 200])[0].truncated


def test_nothing_and_a_plain_string(tiny_marian: Path) -> None:
    fast = CTranslateTranslator("tiny", str(tiny_marian))
    assert fast.translate([]) == []
    assert isinstance(fast, Translator)
    with pytest.raises(TypeError, match="list of strings"):
        fast.translate("Het regent.")


def test_progress_is_told_in_all(tiny_marian: Path) -> None:
    done: list[int] = []
    CTranslateTranslator("tiny", str(tiny_marian)).translate(SOURCES, done.append)
    assert sum(done) == len(SOURCES)


def test_a_multilingual_checkpoint_wants_its_token(tmp_path: Path) -> None:
    path = str(make_marian(tmp_path / "many", codes=(">>eng<<", ">>deu<<"), bias={"</s>": 6.0}))
    with pytest.raises(InputError, match="is multilingual"):
        CTranslateTranslator("many", path)
    assert CTranslateTranslator("many", path, target_token=">>eng<<").translate(["Het regent."])


@pytest.mark.parametrize("missing", ["vocab.json", "source.spm", "config.json"])
def test_an_incomplete_directory_is_one_line(tiny_marian: Path, tmp_path: Path, missing: str) -> None:
    shutil.copytree(tiny_marian, tmp_path / "m")
    (tmp_path / "m" / missing).unlink()
    with pytest.raises(ModelUnavailableError, match=rf"lacks {missing}"):
        CTranslateTranslator("m", str(tmp_path / "m"))


def test_an_unreachable_name_is_one_line_with_both_ways_on() -> None:
    with pytest.raises(ModelUnavailableError, match=r"overzet models fetch no/such.*translate\.model=bundled") as error:
        CTranslateTranslator("no/such", "no/such", offline=True)
    assert "\n" not in str(error.value)


def test_auto_is_the_fast_engine_and_the_key_says_otherwise(tiny_marian: Path) -> None:
    def engine(*settings: str) -> str:
        chosen = load(["offline"], [f"translate.model={tiny_marian}", *settings]).settings.translate
        return translator(chosen).info.engine

    assert engine() == "ctranslate2 int8"
    assert engine("translate.compute_type=float32") == "ctranslate2 float32"
    assert engine("translate.engine=transformers") == "transformers"


@pytest.mark.slow
def test_once_converted_it_runs_without_torch_and_transformers() -> None:
    CTranslateTranslator("bundled", str(BUNDLED_MODEL))
    program = (
        "import sys; from pipeline.engines.ctranslate import CTranslateTranslator as T\n"
        f"h = T('bundled', {str(BUNDLED_MODEL)!r}).translate(['Het regent vandaag in Utrecht.'])\n"
        "assert 'Utrecht' in h[0].text, h\n"
        "assert not {'torch', 'transformers'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.slow
def test_the_bundled_model_agrees_on_the_desk_articles() -> None:
    from pipeline.evaluation.datasets import desk

    sources = [segment.source for article in desk("dev") for block in article.blocks for segment in block.segments]
    reference, fast = both(BUNDLED_MODEL)
    pairs = list(zip(reference.translate(sources), fast.translate(sources), strict=True))
    assert sum(one.text == other.text for one, other in pairs) >= 0.98 * len(pairs)
