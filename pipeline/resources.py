"""Where the files that ship with the code are: configurations, data and the bundled model."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
# An installed wheel holds them inside the package; a checkout has them beside it.
_SHIPPED = _PACKAGE / "_shipped"
_ROOT = _SHIPPED if _SHIPPED.is_dir() else _PACKAGE.parent

CONFIGS = _ROOT / "configs"
DATA = _ROOT / "data"
BUNDLED_MODEL = DATA / "models" / "nl-en-small"
