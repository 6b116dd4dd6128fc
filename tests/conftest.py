"""Tiny checkpoints with the layout and quirks of the real ones, made from text that the tests carry."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# Where a run decides something for others, the same inputs are tried each time; elsewhere new ones are.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

SOURCES = """De gemeenteraad stemde gisteren over het nieuwe plan voor het station.
Volgens de burgemeester komt er geen extra geld voor de brug.
Het kabinet wil de regels voor huurders volgend jaar aanpassen.
De politie heeft in Utrecht twee verdachten aangehouden.
Ziekenhuizen vragen om meer personeel in de winter.
De trein naar Groningen had een uur vertraging door een storing.
Boeren in Friesland maken zich zorgen over het droge voorjaar.
De club verloor thuis met grote cijfers van de buren.
De rechter noemde het bewijs tegen de directeur te mager.
Morgen valt er in het hele land regen, met kans op onweer.""".splitlines()
TARGETS = """The council voted yesterday on the new plan for the station.
According to the mayor there will be no extra money for the bridge.
The cabinet wants to change the rules for tenants next year.
Police in Utrecht have arrested two suspects.
Hospitals are asking for more staff in winter.
The train to Groningen was an hour late because of a fault.
Farmers in Friesland are worried about the dry spring.
The club lost heavily at home to their neighbours.
The judge called the evidence against the director too thin.
Tomorrow there will be rain all over the country, with a chance of thunder.""".splitlines()


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test asks a hub, and none sees what its user has cached."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path_factory.getbasetemp() / "hub"))


def train_pieces(texts: list[str], prefix: Path, size: int) -> Path:
    """A sentencepiece model of `size` pieces with eos 0 and unk 1, as opus-mt has them."""
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_prefix=str(prefix),
        vocab_size=size,
        eos_id=0,
        unk_id=1,
        bos_id=-1,
        pad_id=-1,
        character_coverage=1.0,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    return prefix.with_suffix(".model")


def make_marian(
    folder: Path,
    *,
    codes: tuple[str, ...] = (),
    bias: dict[str, float] | None = None,
    weights: str = "safetensors",
    change: Callable[[dict[str, Any]], None] = lambda state: None,
    **config: Any,
) -> Path:
    """An untrained Marian checkpoint in opus-mt layout; `bias` adds to the logits of pieces, `change` edits weights."""
    import sentencepiece
    import torch
    from safetensors.torch import save_file
    from transformers import GenerationConfig, MarianConfig, MarianMTModel

    folder.mkdir(parents=True)
    vocabulary: dict[str, int] = {"</s>": 0, "<unk>": 1}
    for side, texts in (("source", SOURCES), ("target", TARGETS)):
        model = train_pieces(texts, folder / side, 120)
        pieces = sentencepiece.SentencePieceProcessor(model_file=str(model))
        for n in range(len(pieces)):
            vocabulary.setdefault(pieces.id_to_piece(n), len(vocabulary))
        model.rename(folder / f"{side}.spm")
        (folder / f"{side}.vocab").unlink()
    for code in codes:
        vocabulary[code] = len(vocabulary)
    pad = vocabulary["<pad>"] = len(vocabulary)
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text('{"source_lang": "nl", "target_lang": "en"}', encoding="utf-8")
    torch.manual_seed(7)
    settings: dict[str, Any] = {
        "vocab_size": len(vocabulary), "d_model": 32, "encoder_layers": 2, "decoder_layers": 2,
        "encoder_attention_heads": 4, "decoder_attention_heads": 4, "encoder_ffn_dim": 64, "decoder_ffn_dim": 64,
        "activation_function": "swish", "scale_embedding": True, "static_position_embeddings": True,
        "max_position_embeddings": 128, "pad_token_id": pad, "decoder_start_token_id": pad, "eos_token_id": 0,
        "bos_token_id": 0, "forced_eos_token_id": 0, "init_std": 0.2,
    }  # fmt: skip
    model_config = MarianConfig(**(settings | config))
    model = MarianMTModel(model_config)
    with torch.no_grad():
        model.model.shared.weight[pad] = 0
        for piece, value in (bias or {}).items():
            model.final_logits_bias[0, vocabulary[piece]] = value
    state = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    change(state)
    if weights == "safetensors":
        save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    else:
        torch.save(state, folder / "pytorch_model.bin")
    model_config.save_pretrained(folder)
    GenerationConfig(
        num_beams=6, bad_words_ids=[[pad]], decoder_start_token_id=pad, pad_token_id=pad, eos_token_id=0,
        bos_token_id=0, forced_eos_token_id=0, max_length=128, renormalize_logits=True,
    ).save_pretrained(folder)  # fmt: skip
    return folder


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests leave the user's cache alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OVERZET_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def tiny_marian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """It ends its sentences, as a trained model does, because its end token is made likelier."""
    return make_marian(tmp_path_factory.mktemp("models") / "tiny-nl-en", bias={"</s>": 6.0})
