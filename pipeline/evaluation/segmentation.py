"""Scores sentence splitters on hand-made boundaries: precision, recall and F1 within paragraphs.

A gold file has one sentence a line, a blank line after each paragraph, and comments after "# ". A paragraph is
joined with spaces, split anew, and the boundaries between its sentences compared; its end is given and not
counted. `python -m pipeline.evaluation.segmentation` scores ours beside pysbd and sentence-splitter.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from pipeline.errors import InputError
from pipeline.resources import DATA
from pipeline.stages.segment import split_sentences

Splitter = Callable[[str], list[str]]

GOLD = DATA / "segmentation"
#: Written after the rules were tuned, and kept apart from the rest for that reason.
HELD_OUT = "heldout"
_CONTEXT = 24


@dataclass(frozen=True)
class BoundaryScore:
    """Counts of boundaries, and each wrong one in its context ("|" where it should or should not be)."""

    hits: int
    proposed: int
    expected: int
    missed: tuple[str, ...] = ()
    spurious: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        return self.hits / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        return self.hits / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        total = self.proposed + self.expected
        return 2 * self.hits / total if total else 1.0

    def __add__(self, other: BoundaryScore) -> BoundaryScore:
        return BoundaryScore(
            self.hits + other.hits,
            self.proposed + other.proposed,
            self.expected + other.expected,
            self.missed + other.missed,
            self.spurious + other.spurious,
        )


def read_gold(path: Path) -> list[list[str]]:
    """Paragraphs of sentences. Raises InputError for a file that cannot be read or holds no sentence."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.startswith("# "):
            continue
        if line.strip():
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    filled = [paragraph for paragraph in paragraphs if paragraph]
    if not filled:
        raise InputError(f"{path}: no sentences; write one a line, with a blank line after each paragraph")
    return filled


def gold_files(folder: Path = GOLD) -> list[Path]:
    """The gold files of a folder, by name. Raises InputError where there are none."""
    if files := sorted(folder.glob("*.txt")):
        return files
    raise InputError(f"{folder}: no .txt files with gold sentences")


def _ends(sentences: Sequence[str]) -> list[int]:
    """Where each sentence but the last ends, in visible characters, so that changed spacing does not matter."""
    return list(accumulate(len("".join(sentence.split())) for sentence in sentences))[:-1]


def _in_context(text: str, visible: int) -> str:
    seen = 0
    for offset, character in enumerate(text):
        seen += not character.isspace()
        if seen == visible:
            return f"{text[max(0, offset + 1 - _CONTEXT) : offset + 1]}|{text[offset + 1 : offset + 1 + _CONTEXT]}"
    return text


def score_paragraph(sentences: Sequence[str], splitter: Splitter) -> BoundaryScore:
    """Raises ValueError where the splitter loses or adds characters other than white space."""
    text = " ".join(sentences)
    found = splitter(text)
    if "".join("".join(found).split()) != "".join(text.split()):
        raise ValueError(f"the splitter changed the text: {text!r} became {found!r}")
    expected, proposed = set(_ends(sentences)), set(_ends(found)) - {0}
    return BoundaryScore(
        hits=len(expected & proposed),
        proposed=len(proposed),
        expected=len(expected),
        missed=tuple(_in_context(text, end) for end in sorted(expected - proposed)),
        spurious=tuple(_in_context(text, end) for end in sorted(proposed - expected)),
    )


def score(paragraphs: Iterable[Sequence[str]], splitter: Splitter) -> BoundaryScore:
    """The summed score of all paragraphs."""
    return sum((score_paragraph(paragraph, splitter) for paragraph in paragraphs), BoundaryScore(0, 0, 0))


def ours(text: str) -> list[str]:
    """The sentences of our own splitter, without their offsets."""
    return [sentence for _, sentence in split_sentences(text)]


def rivals() -> dict[str, Splitter]:
    """The off-the-shelf Dutch splitters that are installed: pysbd and sentence-splitter are development packages."""
    found: dict[str, Splitter] = {}
    with suppress(ModuleNotFoundError):
        found["pysbd"] = importlib.import_module("pysbd").Segmenter(language="nl", clean=False).segment
    with suppress(ModuleNotFoundError):
        found["sentence-splitter"] = importlib.import_module("sentence_splitter").SentenceSplitter(language="nl").split
    return found


def compare(files: Iterable[Path], splitters: dict[str, Splitter]) -> dict[str, dict[str, BoundaryScore]]:
    """Scores by splitter and then by file name (stem)."""
    gold = {path.stem: read_gold(path) for path in files}
    return {
        name: {stem: score(paragraphs, splitter) for stem, paragraphs in gold.items()}
        for name, splitter in splitters.items()
    }


def _row(name: str, kind: str, result: BoundaryScore) -> str:
    figures = f"{result.precision:9.3f}{result.recall:9.3f}{result.f1:9.3f}"
    return f"{name:20}{kind:16}{figures}{result.hits:8}{result.proposed:10}{result.expected:10}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the comparison to stdout as a table; `--mistakes` adds each wrong boundary of ours."""
    parser = argparse.ArgumentParser(description="Score Dutch sentence splitters on hand-made boundaries.")
    parser.add_argument("--mistakes", action="store_true", help="also list our wrong boundaries in their context")
    wanted = parser.parse_args(arguments)
    table = compare(gold_files(), {"overzet": ours, **rivals()})
    lines = [f"{'splitter':20}{'file':16}{'precision':>9}{'recall':>9}{'F1':>9}    hits  proposed  expected"]
    for name, by_file in table.items():
        lines += [_row(name, kind, result) for kind, result in by_file.items()]
        tuned = [result for kind, result in by_file.items() if kind != HELD_OUT]
        lines.append(_row(name, f"all but {HELD_OUT}", sum(tuned, BoundaryScore(0, 0, 0))))
    if wanted.mistakes:
        for kind, result in table["overzet"].items():
            lines += [f"{kind}: missed: {context}" for context in result.missed]
            lines += [f"{kind}: spurious: {context}" for context in result.spurious]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
