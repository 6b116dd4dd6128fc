"""Where the files that ship with the code are: configurations, data and the bundled model."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
# An installed wheel holds them inside the package; a checkout has them beside it.
_SHIPPED = _PACKAGE / "_shipped"
_ROOT = _SHIPPED if _SHIPPED.is_dir() else _PACKAGE.parent

CONFIGS = _ROOT / "configs"
DATA = _ROOT / "data"
BUNDLED_MODEL = DATA / "models" / "nl-en-small"


def cache_folder() -> Path:
    """Where what can be made again is kept: OVERZET_CACHE, else overzet in the user's cache folder."""
    if given := os.environ.get("OVERZET_CACHE"):
        return Path(given)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "overzet"


def state_folder() -> Path:
    """Where what a user would miss is kept: OVERZET_STATE, else overzet in the user's state folder."""
    if given := os.environ.get("OVERZET_STATE"):
        return Path(given)
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "overzet"
