"""`overzet check`: a person's translation against its Dutch."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import overzet

from pipeline.article import Article

DUTCH = """Storm op komst

Het KNMI waarschuwt voor een zware storm. Er vielen 12 bomen om in Zwolle. De schade is groot.

"We gaan niet naar buiten", zegt burgemeester Anna de Wit.
"""
ENGLISH = """Storm on the way

The KNMI is warning of a severe storm. In Zwolle, 12 trees fell. The damage is great.

"We are not going outside," says mayor Anna de Wit.
"""


def check(folder: Path, english: str, *options: str, dutch: str = DUTCH) -> tuple[int, str, str]:
    source, target = folder / "nl.txt", folder / "en.txt"
    source.write_text(dutch, encoding="utf-8")
    target.write_text(english, encoding="utf-8")
    return overzet("check", str(source), str(target), *options)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("12 trees", "21 trees", "number-changed"),
        ("not going", "going", "negation-lost"),
        ("Anna de Wit", "Hannah White", "name-lost"),
        ('"We are', "We are", "quotes-unbalanced"),
        ("The damage is great.", "", "empty"),
        ("The damage is great.", "The damage is great. Jan Smit of 47 disagrees with all of that in Paris.", "added"),
    ],
)
def test_each_fault_is_found_and_strict_fails(tmp_path: Path, old: str, new: str, code: str) -> None:
    status, out, _ = check(tmp_path, ENGLISH.replace(old, new), "--strict")
    assert f"({code})" in out
    assert status == 1


def test_a_sound_translation_has_nothing_to_check(tmp_path: Path) -> None:
    status, out, _ = check(tmp_path, ENGLISH, "--strict")
    assert (status, out.startswith("Nothing to check was found.")) == (0, True)


def test_sentences_taken_together_are_one_segment_of_their_paragraph(tmp_path: Path) -> None:
    merged = ENGLISH.replace(
        "Zwolle, 12 trees fell. The damage is great.", "Zwolle, 12 trees fell and damage is great."
    )
    _, out, _ = check(tmp_path, merged, "--format", "json")
    article = Article.from_json(out)
    assert "Er vielen 12 bomen om in Zwolle. De schade is groot." in [s.source for s in article.segments()]
    assert all(segment.target for segment in article.segments())
    assert article.provenance.translator is None


@pytest.mark.parametrize("form", ["md", "txt", "html"])
def test_the_whole_text_beside_its_findings(tmp_path: Path, form: str) -> None:
    _, out, _ = check(tmp_path, ENGLISH, "--format", form)
    assert "The damage is great." in out
    assert "Machine translation" not in out


def test_a_source_that_is_not_dutch_is_refused(tmp_path: Path) -> None:
    status, _, err = check(tmp_path, ENGLISH, dutch=ENGLISH * 3)
    assert status == 2
    assert "not Dutch" in err
