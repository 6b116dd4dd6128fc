"""BART, PEGASUS and T5 checkpoints, tiny and untrained, in the layouts that the hub has."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from conftest import TARGETS

#: Tokens of the window of each; that of T5 is its tokenizer's.
WINDOW = 96


def bart(folder: Path, *, ends: bool = False, window: int = WINDOW, **config: Any) -> Path:
    """Byte-level BPE by `tokenizers`, vocab.json and merges.txt, generation settings in their own file.

    `ends` makes stops and its end token likelier: it ends its sentences and itself, as a trained model does.
    """
    from tokenizers import ByteLevelBPETokenizer
    from transformers import BartConfig, BartForConditionalGeneration, GenerationConfig

    trained = ByteLevelBPETokenizer()
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trained.train_from_iterator(TARGETS, vocab_size=400, special_tokens=specials)
    trained.save_model(str(folder))
    _tokenizer_config(folder, "BartTokenizer", window)
    settings: dict[str, Any] = {
        "vocab_size": trained.get_vocab_size(), "d_model": 16, "encoder_layers": 1, "decoder_layers": 1,
        "encoder_attention_heads": 2, "decoder_attention_heads": 2, "encoder_ffn_dim": 32, "decoder_ffn_dim": 32,
        "max_position_embeddings": window,
    }  # fmt: skip
    model = BartForConditionalGeneration(BartConfig(**(settings | config)))
    for token, bias in (("</s>", 6.0), (".", 6.0)) if ends else ():
        model.final_logits_bias[0, trained.token_to_id(token)] = bias
    model.generation_config = GenerationConfig(
        num_beams=3, no_repeat_ngram_size=3, min_length=56, max_length=60, length_penalty=2.0, bos_token_id=0,
        pad_token_id=1, eos_token_id=2, decoder_start_token_id=2, forced_bos_token_id=0, forced_eos_token_id=2,
    )  # fmt: skip
    return _saved(model, folder)


def t5(folder: Path, **config: Any) -> Path:
    """Unigram pieces by sentencepiece, prefix and generation settings in config.json, as t5-small has them."""
    from transformers import T5Config, T5ForConditionalGeneration, T5Tokenizer

    tokenizer = T5Tokenizer(vocab=pieces(folder), extra_ids=0, model_max_length=WINDOW)
    tokenizer.save_pretrained(folder)
    task = {"prefix": "summarize: ", "num_beams": 2, "no_repeat_ngram_size": 3, "max_length": 200, "min_length": 30}
    settings: dict[str, Any] = {
        "vocab_size": len(tokenizer), "d_model": 16, "d_kv": 8, "d_ff": 32, "num_layers": 1, "num_heads": 2,
        "decoder_start_token_id": 0, "task_specific_params": {"summarization": task},
    }  # fmt: skip
    return _saved(T5ForConditionalGeneration(T5Config(**(settings | config))), folder)


def pegasus(folder: Path, **config: Any) -> Path:
    """Unigram pieces by sentencepiece; pytorch_model.bin without the position tables, as google/pegasus-* has it."""
    import torch
    from transformers import PegasusConfig, PegasusForConditionalGeneration, PegasusTokenizer

    tokenizer = PegasusTokenizer(vocab=pieces(folder), model_max_length=WINDOW)
    tokenizer.save_pretrained(folder)
    settings: dict[str, Any] = {
        "vocab_size": len(tokenizer), "d_model": 16, "encoder_layers": 1, "decoder_layers": 1,
        "encoder_attention_heads": 2, "decoder_attention_heads": 2, "encoder_ffn_dim": 32, "decoder_ffn_dim": 32,
        "max_position_embeddings": WINDOW,
    }  # fmt: skip
    model = PegasusForConditionalGeneration(PegasusConfig(**(settings | config)))
    never = [n for n, token in enumerate(tokenizer.convert_ids_to_tokens(range(len(tokenizer)))) if "unk" in token]
    model.final_logits_bias[0, never] = -1000.0  # a trained model does not write them
    _saved(model, folder)
    (folder / "model.safetensors").unlink()
    state = {name: tensor for name, tensor in model.state_dict().items() if "embed_positions" not in name}
    torch.save(state, folder / "pytorch_model.bin")
    return folder


def with_spiece(folder: Path) -> Path:
    """The T5 checkpoint with its tokenizer as a spiece.model alone, as older checkpoints of the hub have it."""
    t5(folder)
    for file in folder.glob("tokenizer*"):
        file.unlink()
    pieces(folder, keep=True)
    _tokenizer_config(folder, "T5Tokenizer")
    return folder


def pieces(folder: Path, *, keep: bool = False) -> list[tuple[str, float]]:
    """(piece, log-probability) of a sentencepiece model of the tests' text, with <n> as PEGASUS has it."""
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([*TARGETS, "summarize: "]), model_prefix=str(folder / "spiece"), vocab_size=150,
        pad_id=0, eos_id=1, unk_id=2, bos_id=-1, user_defined_symbols=["<n>"], hard_vocab_limit=False,
        character_coverage=1.0, minloglevel=2,
    )  # fmt: skip
    (folder / "spiece.vocab").unlink()
    path = folder / "spiece.model"
    model = sentencepiece.SentencePieceProcessor(model_file=str(path))
    if not keep:
        path.unlink()
    return [(model.id_to_piece(n), model.get_score(n)) for n in range(len(model))]


MAKERS: dict[str, Callable[..., Path]] = {"bart": bart, "pegasus": pegasus, "t5": t5}


def _tokenizer_config(folder: Path, name: str, window: int = WINDOW) -> None:
    config = {"tokenizer_class": name, "model_max_length": window}
    (folder / "tokenizer_config.json").write_text(json.dumps(config), encoding="utf-8")


def _saved(model: Any, folder: Path) -> Path:
    """Save `model` with weights wide enough that what it writes depends on what it reads."""
    import torch

    torch.manual_seed(3)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() > 1 and "embed_positions" not in name:
                torch.nn.init.normal_(weight, std=0.3)
    model.tie_weights()
    model.save_pretrained(folder)
    return folder
