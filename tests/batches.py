"""Corpora of small articles for `overzet batch`, and the command on them with the engine that copies."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from command import overzet

IDENTITY = ["-s", "translate.engine=identity", "-s", "summary.method=lead"]
ROOT = Path(__file__).parent.parent
MAIN = "from pipeline.cli import main; main()"


def text(n: int) -> str:
    return f"Storm {n} op komst\n\nHet KNMI waarschuwt voor storm nummer {n}. De wind komt uit het westen.\n"


def rows(path: Path, count: int, start: int = 0) -> Path:
    """A .jsonl of articles a<start>, a<start + 1> ..."""
    lines = [json.dumps({"id": f"a{n}", "text": text(n)}) for n in range(start, start + count)]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def batch(*arguments: object) -> tuple[int, dict[str, object], str]:
    """(exit code, the summary line or {}, standard error)."""
    code, out, err = overzet("batch", *map(str, arguments), *IDENTITY)
    return code, json.loads(out) if out else {}, err


def spawn(*arguments: object, script: str = MAIN) -> subprocess.Popen[str]:
    """The command as a process of its own, to be stopped or killed."""
    line = [sys.executable, "-c", script, "batch", *map(str, arguments), *IDENTITY]
    return subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def names(output: Path, suffix: str = "json") -> list[str]:
    return sorted(path.name for path in output.glob(f"*.{suffix}"))


def status(output: Path) -> dict[str, object]:
    _, out, _ = overzet("batch-status", str(output), "--json")
    found: dict[str, object] = json.loads(out)
    return found
