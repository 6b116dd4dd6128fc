"""The pieces of a Marian checkpoint without transformers: source.spm, target.spm and vocab.json, as they lie there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import InputError

END, UNKNOWN, PAD = "</s>", "<unk>", "<pad>"


class Pieces:
    """Source text into pieces of the vocabulary, and target pieces into text. Raises what the files' readers raise."""

    def __init__(self, folder: Path) -> None:
        import sentencepiece

        self._source = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
        self._target = sentencepiece.SentencePieceProcessor(model_file=str(folder / "target.spm"))
        vocabulary: dict[str, int] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
        self._known = frozenset(vocabulary)
        self.codes = sorted(piece for piece in vocabulary if piece.startswith(">>") and piece.endswith("<<"))

    def encode(self, text: str, code: str = "") -> list[str]:
        """The pieces of `text`, after the language code if one is given and before the end token."""
        pieces = [piece if piece in self._known else UNKNOWN for piece in self._source.encode(text, out_type=str)]
        return [*([code] if code else []), *pieces, END]

    def decode(self, pieces: Sequence[str]) -> str:
        kept = [piece for piece in pieces if piece not in (END, UNKNOWN, PAD)]
        return " ".join(str(self._target.decode(kept)).split())


def require_target_token(name: str, codes: Sequence[str], token: str) -> None:
    """Raises InputError where a multilingual checkpoint gets no code of its own, or a bilingual one gets any."""
    if not codes and token:
        raise InputError(f"translate.target_token: {name} has one target language; leave it empty")
    if codes and token not in codes:
        hint = ">>eng<<" if ">>eng<<" in codes else codes[0]
        given = f"has no {token}" if token else "is multilingual"
        raise InputError(f"{name} {given}: set translate.target_token, for example to {hint}")
