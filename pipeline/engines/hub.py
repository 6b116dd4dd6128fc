"""The model hub: what its cache holds, and fetching into it."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.engines.loading import first_line
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
