"""Pieces without transformers are those of its own tokenizer."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SOURCES, TARGETS, make_marian

from pipeline.engines.pieces import END, UNKNOWN, Pieces, require_target_token
from pipeline.errors import InputError


def test_pieces_are_those_of_the_reference_tokenizer(tiny_marian: Path) -> None:
    from transformers import MarianTokenizer

    reference = MarianTokenizer.from_pretrained(str(tiny_marian))
    pieces = Pieces(tiny_marian)
    for text in [*SOURCES, "Ω 漢字 en 1.250,50 euro", ""]:
        assert pieces.encode(text) == reference.convert_ids_to_tokens(reference(text)["input_ids"])
    for text in TARGETS:
        ids = reference(text_target=text)["input_ids"]
        decoded = pieces.decode(reference.convert_ids_to_tokens(ids))
        assert decoded == " ".join(reference.decode(ids, skip_special_tokens=True).split())


def test_a_character_that_no_piece_has_is_unknown(tiny_marian: Path) -> None:
    assert UNKNOWN in Pieces(tiny_marian).encode("漢")
    assert Pieces(tiny_marian).encode("")[-1] == END


def test_a_language_code_stands_first(tmp_path: Path) -> None:
    pieces = Pieces(make_marian(tmp_path / "many", codes=(">>eng<<", ">>deu<<")))
    assert pieces.codes == [">>deu<<", ">>eng<<"]
    assert pieces.encode("Het regent.", ">>eng<<")[0] == ">>eng<<"


@pytest.mark.parametrize(
    ("codes", "token", "message"),
    [
        ([], ">>eng<<", "one target language"),
        ([">>deu<<", ">>eng<<"], "", "is multilingual.*>>eng<<"),
        ([">>deu<<"], ">>eng<<", "has no >>eng<<.*>>deu<<"),
    ],
)
def test_a_wrong_target_token_is_refused(codes: list[str], token: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        require_target_token("m", codes, token)


@pytest.mark.parametrize(("codes", "token"), [([], ""), ([">>eng<<"], ">>eng<<")])
def test_a_right_one_passes(codes: list[str], token: str) -> None:
    require_target_token("m", codes, token)
