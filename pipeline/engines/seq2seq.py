"""BART, DistilBART, PEGASUS and T5 through transformers: summaries written anew, from text of any length.

A text that does not fit the model's window is summarised in chunks of whole sentences, and the chunks' summaries
again, until one is left. Nothing is cut silently.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from pipeline.article import ModelInfo
from pipeline.engines.hub import local_folder
from pipeline.engines.loading import load_seq2seq, one_line, quiet
from pipeline.engines.protocols import SummaryDraft, SummaryLength, require_sequence

_FALLBACK = "summary.method=textrank"
#: T5 has relative positions and no window of its own; 512 tokens is what it was trained on (Raffel et al. 2020).
_T5_WINDOW = 512
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+")


class Seq2SeqSummariser:
    """A summarisation checkpoint, from a local directory or the hub's cache. Raises ModelUnavailableError."""

    def __init__(self, name: str, *, revision: str | None = None, offline: bool = False) -> None:
        import torch
        from transformers import AutoTokenizer

        quiet()
        self._torch = torch
        folder = local_folder(name, name, revision, _FALLBACK, offline=offline)
        with one_line(name, str(folder), _FALLBACK):
            self._tokenizer = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
            self._model = load_seq2seq(name, folder)
        config = self._model.config
        task = (getattr(config, "task_specific_params", None) or {}).get("summarization", {})
        self._prefix = str(task.get("prefix", "summarize: " if config.model_type == "t5" else ""))
        window = getattr(config, "max_position_embeddings", None) or _T5_WINDOW
        self._window = min(int(window), int(self._tokenizer.model_max_length)) - 2
        settings = self._model.generation_config.to_diff_dict()
        self.info = ModelInfo(
            name=name,
            engine="transformers",
            revision=None if Path(name).is_dir() else folder.name,
            settings=json.loads(json.dumps(settings, default=str)),
        )

    def summarise(self, sentences: Sequence[str], length: SummaryLength) -> SummaryDraft:
        given = require_sequence(sentences, "sentences")
        chunks = self._chunks(given)
        spans = [(first, last) for first, last, _ in chunks]
        texts = [text for _, _, text in chunks]
        while len(texts) > 1:
            # Each part keeps its share of what fits one window, so that every round has fewer chunks.
            share = max(length.max_words // 2, 2 * length.max_words // len(texts))
            parts = [part for text in texts for part in _sentences(self._write(text, SummaryLength(1, share)))]
            reduced = [text for _, _, text in self._chunks(parts)]
            if len(reduced) >= len(texts):
                # A model that does not shorten would go round for ever: its parts' openings stand for them.
                reduced = [" ".join(part.split()[: self._window // (4 * len(texts))]) for part in texts]
                reduced = [" ".join(reduced)]
            texts = reduced
        return SummaryDraft(self._write(texts[0], length) if texts else "", spans)

    def _count(self, text: str) -> int:
        return len(self._tokenizer(text, add_special_tokens=False)["input_ids"])

    def _chunks(self, sentences: Sequence[str]) -> list[tuple[int, int, str]]:
        """(first sentence, last sentence, text) of stretches that fit the window; a longer sentence is cut by words."""
        room = self._window - self._count(self._prefix)
        made: list[tuple[int, int, str]] = []
        for n, sentence in enumerate(sentences):
            for piece in self._cut(sentence, room):
                joined = f"{made[-1][2]} {piece}" if made else piece
                if made and self._count(joined) <= room:
                    made[-1] = (made[-1][0], n, joined)
                else:
                    made.append((n, n, piece))
        return made

    def _cut(self, sentence: str, room: int) -> list[str]:
        if self._count(sentence) <= room:
            return [sentence]
        words, pieces = sentence.split(), [""]
        for word in words:
            joined = f"{pieces[-1]} {word}".strip()
            if pieces[-1] and self._count(joined) > room:
                pieces.append(word)
            else:
                pieces[-1] = joined
        return pieces

    def _write(self, text: str, length: SummaryLength) -> str:
        """One summary, up to the last sentence that it ends."""
        per_word = self._count(text) / max(1, len(text.split()))
        most = max(8, int(length.max_words * per_word))
        batch = self._tokenizer(self._prefix + text, return_tensors="pt", truncation=True, max_length=self._window + 2)
        ceiling = self._ceiling()
        while True:
            most = min(most, ceiling)
            least = min(int(length.min_words * per_word), most // 2, self._count(text))
            with self._torch.inference_mode():
                out = self._model.generate(
                    input_ids=batch["input_ids"], attention_mask=batch["attention_mask"], do_sample=False,
                    max_new_tokens=most, min_new_tokens=least, max_length=None, min_length=None,
                )  # fmt: skip
            summary = str(self._tokenizer.decode(out[0], skip_special_tokens=True)).replace("<n>", " ")
            whole = _whole(" ".join(summary.split()))
            if whole or most >= ceiling:
                return whole or " ".join(summary.split()) or text
            most *= 2

    def _ceiling(self) -> int:
        return int(getattr(self._model.config, "max_position_embeddings", None) or _T5_WINDOW) - 2


def _sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE.split(text) if sentence.strip()]


def _whole(text: str) -> str:
    """`text` up to its last sentence end; nothing where it has none."""
    ends = [match.end() for match in re.finditer(r"[.!?…][\"'”’)\]]*(?=\s|$)", text)]
    return text[: ends[-1]] if ends else ""
