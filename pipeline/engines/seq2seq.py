"""BART, DistilBART, PEGASUS and T5 through transformers: summaries written anew, from text of any length.

A text that does not fit the model's window is summarised in chunks of whole sentences, and the chunks' summaries
again, until one is left. Nothing is cut silently.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from importlib.util import find_spec
from logging import getLogger
from pathlib import Path
from typing import Any

from pipeline import english
from pipeline.article import ModelInfo
from pipeline.engines.chunks import chunked, cut
from pipeline.engines.hub import local_folder
from pipeline.engines.loading import load_seq2seq, one_line, quiet
from pipeline.engines.protocols import SummaryDraft, SummaryLength, require_sequence
from pipeline.errors import InputError

_FALLBACK = "summary.method=textrank"
#: T5 has relative positions and no window of its own; 512 tokens is what it was trained on (Raffel et al. 2020).
_T5_WINDOW = 512
#: Tokenizers that know no limit give a number as large as this and more.
_NO_LIMIT = 1_000_000
#: How many times the wanted length a model may go on for until it ends a sentence.
_PATIENCE = (1, 2, 4)
_LENGTHS = frozenset({"prefix", "max_length", "min_length", "max_new_tokens", "min_new_tokens"})

_log = getLogger(__name__)


class Seq2SeqSummariser:
    """A summarisation checkpoint, from a local directory or the hub's cache.

    Raises ModelUnavailableError where it cannot be loaded, InputError where it is no summariser.
    """

    def __init__(self, name: str, *, revision: str | None = None, offline: bool = False) -> None:
        import torch
        from transformers import AutoConfig

        quiet()
        self._torch = torch
        folder = local_folder(name, name, revision, _FALLBACK, offline=offline)
        with one_line(name, str(folder), _FALLBACK):
            config = AutoConfig.from_pretrained(str(folder), local_files_only=True)
        _require_summariser(name, config)
        with one_line(name, str(folder), _FALLBACK):
            self._tokenizer = _tokenizer(folder)
            self._model = load_seq2seq(name, folder)
        task = (getattr(config, "task_specific_params", None) or {}).get("summarization", {})
        self._prefix = str(task.get("prefix", "summarize: " if config.model_type == "t5" else ""))
        limit = int(self._tokenizer.model_max_length)
        window = _positions(config, "encoder") or (limit if limit < _NO_LIMIT else _T5_WINDOW)
        window = min(window, limit)
        self._ceiling = (_positions(config, "decoder") or _T5_WINDOW) - 2
        self._room = window - int(self._tokenizer.num_special_tokens_to_add()) - self._count(self._prefix)
        own = self._model.generation_config
        self._settings = {key: value for key, value in task.items() if key not in _LENGTHS and hasattr(own, key)}
        self.info = ModelInfo(
            name=name,
            engine="transformers",
            revision=None if Path(name).is_dir() else folder.name,
            settings=json.loads(json.dumps(own.to_diff_dict() | self._settings, default=str)),
        )

    def summarise(self, sentences: Sequence[str], length: SummaryLength) -> SummaryDraft:
        chunks = chunked(require_sequence(sentences, "sentences"), self._room, self._count)
        texts = [chunk.text for chunk in chunks]
        while len(texts) > 1:
            texts = self._reduced(texts, length)
        spans = [(chunk.first, chunk.last) for chunk in chunks]
        return SummaryDraft(self._write(texts[0], length) if texts else "", spans)

    def _reduced(self, texts: Sequence[str], length: SummaryLength) -> list[str]:
        """The summaries of the texts in fewer texts: each is at most half a window, so that two fit into one."""
        wanted = self._tokens(length.max_words, texts[0])
        share = min(self._room // 2 - 1, max(self._room // len(texts), int(wanted)))
        parts = [self._part(text, share) for text in texts]
        reduced = [chunk.text for chunk in chunked(parts, self._room, self._count)]
        if len(reduced) >= len(texts):
            raise RuntimeError(f"{self.info.name}: {len(texts)} summaries do not become fewer")
        return reduced

    def _part(self, text: str, share: int) -> str:
        """The summary of a chunk in at most `share` tokens; a chunk that is as short stays itself."""
        if self._count(text) <= share:
            return text
        words = max(1, int(share / self._tokens(1, text)))
        kept = ""
        for sentence in english.sentences(self._write(text, SummaryLength(1, words))):
            longer = f"{kept} {sentence}".strip()
            if self._count(f" {longer}") > share:
                break
            kept = longer
        return kept or cut(text, share, self._count)[0]

    def _count(self, text: str) -> int:
        return len(self._tokenizer(text, add_special_tokens=False)["input_ids"])

    def _tokens(self, words: int, text: str) -> float:
        """How many tokens `words` words take, at the rate of `text`."""
        return words * max(1.0, self._count(text) / max(1, len(text.split())))

    def _write(self, text: str, length: SummaryLength) -> str:
        """One summary of whole sentences, within the length where its first one is."""
        least, most = int(self._tokens(length.min_words, text)), int(self._tokens(length.max_words, text)) + 2
        for times in _PATIENCE:
            limit = min(times * most, self._ceiling)
            written, stopped = self._generate(text, min(least, limit * 4 // 5), limit)
            whole = english.up_to_last_end(written, cut=True) if stopped else english.completed(written)
            if whole := within(whole, length.max_words):
                return whole
        _log.warning("%s ended no sentence in %d tokens: the text's own opening stands in", self.info.name, limit)
        return within(english.up_to_last_end(text) or english.completed(text), length.max_words)

    def _generate(self, text: str, least: int, most: int) -> tuple[str, bool]:
        """What the model writes, and whether it was stopped at `most` tokens (a forced end token among them)."""
        batch = self._tokenizer(self._prefix + text, return_tensors="pt")
        with self._torch.inference_mode():
            out = self._model.generate(
                input_ids=batch["input_ids"], attention_mask=batch["attention_mask"], **self._settings,
                do_sample=False, max_new_tokens=most, min_new_tokens=least, max_length=None, min_length=None,
            )[0]  # fmt: skip
        return tidy(str(self._tokenizer.decode(out, skip_special_tokens=True))), len(out) - 1 >= most


def within(text: str, most: int) -> str:
    """The first sentences of `text`, as many as `most` words hold; at least one."""
    kept: list[str] = []
    words = 0
    for sentence in english.sentences(text):
        words += len(sentence.split())
        if kept and words > most:
            break
        kept.append(sentence)
    return " ".join(kept)


_SPACED_STOP = re.compile(r"(^|\s[.!?]\s+)([a-zß-ÿ])(?![A-Z])")
_SPACED_MARK = re.compile(r"\s+([.,!?;:%)\]])(?=[\s\"'”’)\]]|$)")
_SPACED_CLITIC = re.compile(r"\s+(n't|'(?:s|re|ve|ll|d|m))(?=[\s.,])")


def tidy(text: str) -> str:
    """What a model wrote in the spelling of its training data, as a reader writes it.

    PEGASUS writes <n> for a new line; DistilBART and T5 put a space before marks, T5 opens sentences in lower case.
    """
    text = " ".join(text.replace("<n>", " ").replace("``", '"').replace("''", '"').split())
    text = _SPACED_STOP.sub(lambda match: match[1] + match[2].upper(), text)
    return _SPACED_CLITIC.sub(r"\1", _SPACED_MARK.sub(r"\1", text))


def _require_summariser(name: str, config: Any) -> None:
    if not config.is_encoder_decoder:
        what = "reads text and writes none"
    elif config.model_type in ("marian", "m2m_100"):
        what = "translates"
    else:
        return
    raise InputError(
        f"summary.method={name}: a model of type {config.model_type} {what}; give a BART, PEGASUS or T5 model that "
        f"was trained to summarise, or -s {_FALLBACK}"
    )


def _tokenizer(folder: Path) -> Any:
    from transformers import AutoTokenizer

    try:
        return AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
    except ValueError as error:
        # Where only a spiece.model is there and protobuf is not, transformers asks for tiktoken, which does not help.
        if "tiktoken" in str(error) and not (find_spec("google") and find_spec("google.protobuf")):
            raise ImportError("protobuf", name="protobuf") from error
        raise


def _positions(config: Any, side: str) -> int | None:
    """The tokens that a side of the model has positions for; None where positions are relative."""
    return getattr(config, f"max_{side}_position_embeddings", None) or getattr(config, "max_position_embeddings", None)
