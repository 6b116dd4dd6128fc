"""BART, PEGASUS and T5 checkpoints, tiny and untrained, through the real loading code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import TARGETS

from pipeline.engines.protocols import SummaryLength
from pipeline.engines.seq2seq import Seq2SeqSummariser
from pipeline.errors import ModelUnavailableError

LENGTH = SummaryLength(3, 12)


def bart(folder: Path) -> None:
    from tokenizers import ByteLevelBPETokenizer
    from transformers import BartConfig, BartForConditionalGeneration, BartTokenizerFast

    trained = ByteLevelBPETokenizer()
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trained.train_from_iterator(TARGETS, vocab_size=400, special_tokens=specials)
    trained.save_model(str(folder))
    tokenizer = BartTokenizerFast(
        vocab=str(folder / "vocab.json"), merges=str(folder / "merges.txt"), model_max_length=64
    )
    tokenizer.save_pretrained(folder)
    config = BartConfig(
        vocab_size=len(tokenizer), d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=32, decoder_ffn_dim=32, max_position_embeddings=64,
        forced_bos_token_id=0,
    )  # fmt: skip
    save(BartForConditionalGeneration(config), folder)


def t5(folder: Path) -> None:
    from transformers import T5Config, T5ForConditionalGeneration, T5Tokenizer

    tokenizer = T5Tokenizer(vocab=_unigram(), extra_ids=0, model_max_length=64)
    tokenizer.save_pretrained(folder)
    config = T5Config(
        vocab_size=len(tokenizer), d_model=16, d_kv=8, d_ff=32, num_layers=1, num_heads=2, decoder_start_token_id=0
    )
    save(T5ForConditionalGeneration(config), folder)


def pegasus(folder: Path) -> None:
    from transformers import PegasusConfig, PegasusForConditionalGeneration, PegasusTokenizer

    tokenizer = PegasusTokenizer(vocab=_unigram(), offset=0, model_max_length=64)
    tokenizer.save_pretrained(folder)
    config = PegasusConfig(
        vocab_size=len(tokenizer), d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=32, decoder_ffn_dim=32, max_position_embeddings=64,
    )  # fmt: skip
    save(PegasusForConditionalGeneration(config), folder)


def _unigram() -> list[tuple[str, float]]:
    """Letters and words of the tests' text as unigram pieces, the specials of T5 and PEGASUS first."""
    words = sorted({f"▁{word}" for text in TARGETS for word in text.split()})
    letters = sorted({letter for text in TARGETS for letter in text if letter != " "} | {"▁"})
    return [
        ("<pad>", 0.0),
        ("</s>", 0.0),
        ("<unk>", 0.0),
        *((w, -4.0) for w in words),
        *((c, -9.0) for c in letters if c),
    ]


def save(model: Any, folder: Path) -> None:
    import torch

    torch.manual_seed(3)
    for weight in model.parameters():
        if weight.dim() > 1:
            torch.nn.init.normal_(weight, std=0.3)
    model.tie_weights()
    model.save_pretrained(folder)


@pytest.fixture(scope="module", params=[bart, pegasus, t5], ids=["bart", "pegasus", "t5"])
def checkpoint(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    make: Callable[[Path], None] = request.param
    folder = tmp_path_factory.mktemp(make.__name__)
    make(folder)
    return folder


def test_it_loads_and_writes_the_same_text_twice(checkpoint: Path) -> None:
    engine = Seq2SeqSummariser(str(checkpoint))
    draft = engine.summarise(TARGETS[:3], LENGTH)
    assert draft.text
    assert (draft.chunks[0][0], draft.chunks[-1][1]) == (0, 2)
    assert draft == Seq2SeqSummariser(str(checkpoint)).summarise(TARGETS[:3], LENGTH)
    assert "<n>" not in draft.text


def test_a_long_text_is_read_whole_in_chunks_of_sentences(checkpoint: Path) -> None:
    sentences = TARGETS * 6
    draft = Seq2SeqSummariser(str(checkpoint)).summarise(sentences, LENGTH)
    assert len(draft.chunks) > 1
    assert [n for first, last in draft.chunks for n in range(first, last + 1)] == list(range(len(sentences)))
    assert draft.text


def test_a_sentence_over_the_window_is_cut_by_words_not_dropped(checkpoint: Path) -> None:
    engine = Seq2SeqSummariser(str(checkpoint))
    long = " ".join(TARGETS * 3)
    chunks = engine._chunks([long])
    assert " ".join(text for _, _, text in chunks) == long
    assert all(engine._count(text) <= engine._window for _, _, text in chunks)


@pytest.mark.parametrize("name", ["Nobody/no-such-model", "./not-there"])
def test_a_model_that_is_not_there_is_one_line(name: str) -> None:
    with pytest.raises(ModelUnavailableError) as caught:
        Seq2SeqSummariser(name)
    message = str(caught.value)
    assert "\n" not in message
    for part in (name, "overzet models fetch", "local directory", "summary.method=textrank"):
        assert part in message
