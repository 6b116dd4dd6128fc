"""The model hub: what its cache holds, and fetching into it."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.engines.loading import first_line, unavailable
from pipeline.errors import ModelUnavailableError

#: What the engines read; the same weights in other frameworks' formats are left out.
_WANTED = ["*.json", "*.spm", "*.model", "*.txt", "model*.safetensors", "pytorch_model*.bin"]


def cached(name: str) -> bool:
    """Whether the hub's cache holds a snapshot of `name` with weights in it."""
    root = (
        os.environ.get("HF_HUB_CACHE")
        or Path(os.environ.get("HF_HOME") or Path.home() / ".cache" / "huggingface") / "hub"
    )
    snapshots = Path(root) / f"models--{name.replace('/', '--')}" / "snapshots"
    return any((s / f).exists() for s in snapshots.glob("*") for f in ("model.safetensors", "pytorch_model.bin"))


def fetch(name: str, revision: str = "main") -> str:
    """Download `name` into the cache; the path of its snapshot. Raises ModelUnavailableError, one line."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError

    try:
        return str(snapshot_download(name, revision=revision, allow_patterns=_WANTED))
    except HFValidationError as error:
        raise ModelUnavailableError(f"{name}: not a name of the hub ({first_line(error)})") from error
    except (OSError, HfHubHTTPError, RuntimeError, ValueError) as error:
        raise ModelUnavailableError(
            f"{name}: could not be fetched at revision {revision} ({first_line(error)}); copy its files to a "
            "directory and give that with -s translate.model=DIR (summary.method=DIR), or use "
            "-s translate.model=bundled"
        ) from error


def local_folder(name: str, path: str, revision: str | None, fallback: str, *, offline: bool) -> Path:
    """The folder of a checkpoint: `path` itself, or the hub's snapshot, fetched unless `offline`.

    Loaders are given this folder and never a hub name: they would ask for each file by itself, and where there is no
    network try each for half a minute. Raises ModelUnavailableError with both ways on, `fallback` among them.
    """
    if Path(path).is_dir():
        return Path(path)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(
            snapshot_download(path, revision=revision or "main", allow_patterns=_WANTED, local_files_only=offline)
        )
    except (LocalEntryNotFoundError, HfHubHTTPError, HFValidationError, OSError, RuntimeError, ValueError) as error:
        raise ModelUnavailableError(unavailable(name, path, error, fallback)) from error
