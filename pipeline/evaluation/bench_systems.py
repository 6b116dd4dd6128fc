"""What the benchmark compares: transformers as users write it, and this project's engines."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pipeline.resources import BUNDLED_MODEL

SYSTEMS = ("plain transformers", "transformers", "ctranslate2 float32", "ctranslate2 int8")
#: Of Helsinki-NLP/opus-mt-nl-en.
_OPUS = {
    "d_model": 512, "encoder_layers": 6, "decoder_layers": 6, "encoder_ffn_dim": 2048, "decoder_ffn_dim": 2048,
    "encoder_attention_heads": 8, "decoder_attention_heads": 8, "max_position_embeddings": 512,
}  # fmt: skip
_OPUS_PIECES, _OPUS_BEAMS = 67_028, 6

Translate = Callable[[Sequence[str]], Any]
Count = Callable[[str], int]


def load(system: str, model: Path, *, forced: bool) -> tuple[Translate, Count]:
    """(translate, count tokens) of a system. `forced`: a target ends at the length of its source, and not before."""
    if system == "plain transformers":
        return _plain(model, forced=forced)
    engine = _engine(system, model)
    if forced:
        engine.target_limit = lambda tokens: tokens
    return engine.translate, engine.count_tokens


def prepare(system: str, model: Path) -> None:
    """What is done once for a checkpoint and not at each start."""
    if system.startswith("ctranslate2"):
        from pipeline.engines.conversion import converted

        converted(model, model.name, system.split()[1])


def _engine(system: str, model: Path) -> Any:
    if system == "transformers":
        from pipeline.engines.marian import MarianTranslator

        return MarianTranslator("bench", str(model))
    from pipeline.engines.ctranslate import CTranslateTranslator

    return CTranslateTranslator("bench", str(model), compute_type=system.split()[1])


def _plain(model: Path, *, forced: bool) -> tuple[Translate, Count]:
    """One sentence at a time with the checkpoint's defaults, as the examples on the web have it."""
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(str(model))
    network = AutoModelForSeq2SeqLM.from_pretrained(str(model))

    def translate(texts: Sequence[str]) -> list[str]:
        found: list[str] = []
        for text in texts:
            batch = tokenizer([text], return_tensors="pt")
            length = {"max_length": batch["input_ids"].shape[1] + 1} if forced else {}
            out = network.generate(**batch, **length)
            found.append(str(tokenizer.decode(out[0], skip_special_tokens=True)))
        return found

    return translate, lambda text: len(tokenizer(text)["input_ids"])


def opus_shaped(folder: Path) -> Path:
    """A checkpoint of the size and settings of opus-mt-nl-en with seeded random weights, which never end a sentence.

    Its pieces are those of the bundled model, with as many unused ones as opus-mt has more.
    """
    import torch
    from transformers import GenerationConfig, MarianConfig, MarianMTModel

    folder.mkdir(parents=True)
    for name in ("source.spm", "target.spm", "tokenizer_config.json"):
        shutil.copyfile(BUNDLED_MODEL / name, folder / name)
    vocabulary: dict[str, int] = json.loads((BUNDLED_MODEL / "vocab.json").read_text(encoding="utf-8"))
    vocabulary.pop("<pad>")
    for n in range(len(vocabulary), _OPUS_PIECES - 1):
        vocabulary[f"▁unused{n}"] = n
    pad = vocabulary["<pad>"] = _OPUS_PIECES - 1
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    torch.manual_seed(1)
    special: dict[str, Any] = {
        "pad_token_id": pad, "decoder_start_token_id": pad, "eos_token_id": 0, "bos_token_id": 0,
        "forced_eos_token_id": 0,
    }  # fmt: skip
    config: dict[str, Any] = {
        **_OPUS,
        **special,
        "activation_function": "swish",
        "scale_embedding": True,
        "static_position_embeddings": True,
    }
    model = MarianMTModel(MarianConfig(vocab_size=_OPUS_PIECES, **config))
    with torch.no_grad():
        model.model.shared.weight[pad] = 0
        model.final_logits_bias[0, 0] = -1e4
    model.save_pretrained(folder)
    settings: dict[str, Any] = {"num_beams": _OPUS_BEAMS, "bad_words_ids": [[pad]], "max_length": 512}
    generation: Any = GenerationConfig
    generation(**settings, **special, renormalize_logits=True).save_pretrained(folder)
    return folder
