"""A Marian model as files: made from scratch, taken from another, exported in the opus-mt layout."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.training.settings import ModelSettings

_TOKENIZER_FILES = ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json")


def make_vocabulary(texts: Iterable[str], folder: Path, size: int, max_positions: int) -> None:
    """Train one sentencepiece model for both sides into `folder`, with vocab.json as MarianTokenizer reads it.

    End is 0, unknown 1, pad the last id, as in opus-mt. Unknown characters fall back to bytes.
    """
    import sentencepiece

    folder.mkdir(parents=True, exist_ok=True)
    prefix = folder / "shared"
    try:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(texts), model_prefix=str(prefix), vocab_size=size, model_type="unigram",
            character_coverage=0.99995, byte_fallback=True, split_digits=True, eos_id=0, unk_id=1, bos_id=-1,
            pad_id=-1, hard_vocab_limit=False, minloglevel=2,
        )  # fmt: skip
    except RuntimeError as error:
        raise InputError(f"vocabulary.size={size}: sentencepiece refuses it: {str(error).splitlines()[-1]}") from error
    pieces = sentencepiece.SentencePieceProcessor(model_file=f"{prefix}.model")
    vocabulary = {pieces.id_to_piece(n): n for n in range(len(pieces))}
    vocabulary["<pad>"] = len(vocabulary)
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    for side in ("source", "target"):
        shutil.copyfile(f"{prefix}.model", folder / f"{side}.spm")
    prefix.with_suffix(".model").unlink()
    prefix.with_suffix(".vocab").unlink()
    tokenizer = {"source_lang": "nl", "target_lang": "en", "model_max_length": max_positions,
                 "tokenizer_class": "MarianTokenizer", "separate_vocabs": False}  # fmt: skip
    (folder / "tokenizer_config.json").write_text(json.dumps(tokenizer, indent=1), encoding="utf-8")


def new_model(vocabulary: int, settings: ModelSettings) -> Any:
    """An untrained MarianMTModel with `vocabulary` ids, the last of which is pad; its pad row is exactly zero."""
    import torch
    from transformers import GenerationConfig, MarianConfig, MarianMTModel

    pad = vocabulary - 1
    quirks: dict[str, Any] = {"static_position_embeddings": True}
    model = MarianMTModel(
        MarianConfig(
            vocab_size=vocabulary, d_model=settings.d_model, encoder_layers=settings.encoder_layers,
            decoder_layers=settings.decoder_layers, encoder_attention_heads=settings.heads,
            decoder_attention_heads=settings.heads, encoder_ffn_dim=settings.ffn, decoder_ffn_dim=settings.ffn,
            dropout=settings.dropout, attention_dropout=0.0, activation_dropout=0.0, activation_function="swish",
            scale_embedding=True, **quirks, max_position_embeddings=settings.max_positions,
            pad_token_id=pad, eos_token_id=0, bos_token_id=None, decoder_start_token_id=pad,
        )
    )  # fmt: skip
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() == 2 and "embed" not in name and "shared" not in name:
                torch.nn.init.xavier_uniform_(weight)
        # The embedding is scaled by sqrt(d_model) on its way in and is the output layer too: unit variance inside.
        model.model.shared.weight.normal_(0, settings.d_model**-0.5)
        model.model.shared.weight[pad] = 0
    model.generation_config = GenerationConfig(  # type: ignore[no-untyped-call]
        num_beams=4, bad_words_ids=[[pad]], decoder_start_token_id=pad, eos_token_id=0, forced_eos_token_id=0,
        pad_token_id=pad, max_length=settings.max_positions, renormalize_logits=True,
    )  # fmt: skip
    return model


def local_checkpoint(path: str, name: str) -> Path:
    """The folder of a checkpoint (directory or hub name). Raises ModelUnavailableError."""
    from pipeline.engines.hub import local_folder

    return local_folder(name, path, None, "translate.model=bundled", offline=False)


def open_model(folder: Path, name: str) -> Any:
    """The model of a checkpoint's folder, in float32 and smoke-tested."""
    from pipeline.engines.loading import load_seq2seq, one_line, quiet

    quiet()
    with one_line(name, str(folder), "translate.model=bundled"):
        model = load_seq2seq(name, folder)
    if model.config.model_type != "marian":
        raise InputError(f"--from {name}: is a {model.config.model_type} model; give a Marian one")
    return model


def copy_tokenizer(source: Path, folder: Path) -> None:
    """Copy the tokenizer's files of a checkpoint into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in _TOKENIZER_FILES:
        shutil.copyfile(source / file, folder / file)


def export(model: Any, weights: dict[str, Any], tokenizer: Path, folder: Path) -> None:
    """Write a complete checkpoint in half precision, beside its final place first, then in one rename.

    Raises OSError where the disk is full; what was in `folder` before is then still there.
    """
    import torch

    half = {name: tensor.to(torch.float16) for name, tensor in weights.items()}
    partial, old = folder.with_name(f".{folder.name}.part"), folder.with_name(f".{folder.name}.old")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        model.save_pretrained(partial, state_dict=half)
        config = json.loads((partial / "config.json").read_text(encoding="utf-8"))
        (partial / "config.json").write_text(json.dumps(config | {"dtype": "float16"}, indent=2), encoding="utf-8")
        for file in _TOKENIZER_FILES:
            shutil.copyfile(tokenizer / file, partial / file)
        if folder.exists():
            folder.rename(old)
        partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
        if folder.exists():
            shutil.rmtree(old, ignore_errors=True)
        elif old.exists():
            old.rename(folder)
