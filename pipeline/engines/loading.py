"""Loading checkpoints, local or from the hub: one line where it fails, and a refusal of weights that give noise."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.errors import ModelUnavailableError

#: What the loaders of transformers and sentencepiece raise on files that are absent, cut short or not theirs.
_FAILURES = (OSError, ValueError, KeyError, TypeError, AttributeError, AssertionError, RuntimeError)

#: transformers swaps functions of its own while it loads, so that two loads at once in a process leave weights untied.
ONE_AT_A_TIME = threading.Lock()

_PACKAGES = ("sentencepiece", "tokenizers", "safetensors", "torch", "protobuf")


def quiet() -> None:
    """Keep transformers' own progress bars and advice off standard error."""
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]


@contextmanager
def one_line(name: str, path: str, fallback: str) -> Iterator[None]:
    """Turn what a loader raises into a ModelUnavailableError that says what to do next."""
    try:
        yield
    except ImportError as error:
        package = next((p for p in _PACKAGES if p in str(error).lower()), error.name or first_line(error))
        message = f"{name}: the package {package} is missing from this environment: pip install {package}"
        raise ModelUnavailableError(message) from error
    except _FAILURES as error:
        raise ModelUnavailableError(unavailable(name, path, error, fallback)) from error


def load_seq2seq(name: str, folder: Path) -> Any:
    """The model in `folder` in float32, smoke-tested and in evaluation mode; to be called inside `one_line`."""
    import torch
    from transformers import AutoModelForSeq2SeqLM

    with ONE_AT_A_TIME:
        model, report = AutoModelForSeq2SeqLM.from_pretrained(
            str(folder), dtype=torch.float32, output_loading_info=True, local_files_only=True
        )
    model.eval()
    smoke_test(model, name, set(report["missing_keys"]) - _computed(model))
    return model


def _computed(model: Any) -> set[str]:
    """Names of position tables that are computed: PEGASUS checkpoints of the hub leave them out."""
    return {
        f"{name}.weight"
        for name, module in model.named_modules()
        if type(module).__name__.endswith("SinusoidalPositionalEmbedding")
    }


def unavailable(name: str, path: str, error: BaseException, fallback: str) -> str:
    """One line: the model, what was tried and the ways on; `fallback` is a setting that needs no download."""
    if Path(path).is_dir():
        return f"{name}: the directory {path} holds no loadable checkpoint ({first_line(error)})"
    return (
        f"{name}: no such directory, not in the cache, and it could not be fetched ({first_line(error)}); "
        f"run `overzet models fetch {name}` where there is a network, or give a local directory or `-s {fallback}`"
    )


def require_files(name: str, path: str, wanted: Iterable[str]) -> None:
    """Raises ModelUnavailableError that names the first file of `wanted` which the directory `path` lacks."""
    for file in wanted if Path(path).is_dir() else ():
        if not (Path(path) / file).is_file():
            raise ModelUnavailableError(f"{name}: the directory {path} lacks {file}, so it holds no checkpoint")


def first_line(error: BaseException) -> str:
    """The first line of an error's text, without its final stop; its type where it has none."""
    text = str(error).strip() or type(error).__name__
    return text.splitlines()[0][:200].rstrip(" .:")


def smoke_test(model: Any, name: str, lacking: Iterable[str]) -> None:
    """Refuse weights that would give noise without an error: incomplete, untied or not finite."""
    if missing := sorted(lacking):
        raise ModelUnavailableError(f"{name}: the weights lack {len(missing)} tensors, such as {missing[0]}")
    shared, head = model.get_input_embeddings(), model.get_output_embeddings()
    if model.config.tie_word_embeddings and head.weight.data_ptr() != shared.weight.data_ptr():
        raise ModelUnavailableError(f"{name}: the output layer is not tied to the embeddings after loading")
    if not all(bool(tensor.isfinite().all()) for tensor in (*model.parameters(), *model.buffers())):
        raise ModelUnavailableError(f"{name}: the weights hold values that are not finite")
