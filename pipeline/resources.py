"""Where the files that ship beside the code are: configurations, data and the bundled model."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent

CONFIGS = _ROOT / "configs"
DATA = _ROOT / "data"
BUNDLED_MODEL = DATA / "models" / "nl-en-small"
