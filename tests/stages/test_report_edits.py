"""A report says what was done by hand."""

from __future__ import annotations

import pytest

from pipeline.article import SUMMARY, Action, Article, Block, BlockKind, Edit, ModelInfo, Provenance, Segment, Status
from pipeline.stages import report

AT = "2026-11-25T10:00:00Z"


def article(*edits: tuple[Action, str | None], left_out: bool = False) -> Article:
    segments = [
        Segment(id="s1", source="Een.", start=0, target="One.", status=Status.TRANSLATED),
        Segment(id="s2", source="Twee.", start=5, target="", status=Status.EDITED if left_out else Status.FAILED),
        Segment(id="s3", source="Drie.", start=11, target="Three.", status=Status.TRANSLATED),
    ]
    block = Block(id="b1", kind=BlockKind.PARAGRAPH, text="Een. Twee. Drie.", segments=segments)
    model = Provenance(translator=ModelInfo(name="m", engine="e"))
    made = [Edit(at=AT, action=action, segment=segment) for action, segment in edits]
    return Article(id="x", blocks=[block], provenance=model, edits=made)


EDIT, ACCEPT, DISMISS = Action.EDIT, Action.ACCEPT, Action.DISMISS


@pytest.mark.parametrize("format", ["md", "txt", "html"])
@pytest.mark.parametrize(
    ("edits", "made", "by_hand"),
    [
        ([], "Machine translation from Dutch", ""),
        ([(ACCEPT, "s1")], "Machine translation from Dutch", f"1 finding accepted; last {AT}"),
        ([(EDIT, "s1"), (EDIT, "s1")], "Machine translation, edited by hand, from Dutch", f"1 sentence; last {AT}"),
        (
            [(EDIT, "s1"), (EDIT, SUMMARY), (EDIT, "s3"), (DISMISS, None), (DISMISS, "s1")],
            "Machine translation, edited by hand, from Dutch",
            f"2 sentences and the summary; 2 findings dismissed; last {AT}",
        ),
    ],
)
def test_what_was_done_by_hand_is_said(
    format: report.Format, edits: list[tuple[Action, str | None]], made: str, by_hand: str
) -> None:
    text = report.render(article(*edits), format)
    assert made in text
    assert ("Edited by hand" in text) == bool(edits)
    assert by_hand in text


@pytest.mark.parametrize(
    ("left_out", "expected"), [(True, "One. Three."), (False, "One. [not translated: Twee.] Three.")]
)
def test_a_sentence_left_out_by_hand_leaves_no_gap(left_out: bool, expected: str) -> None:
    assert expected in report.render(article(left_out=left_out), "txt")


def test_json_has_edits_only_where_there_are_some() -> None:
    assert '"edits"' not in article().to_json()
    edited = article((EDIT, "s1"))
    assert Article.from_json(edited.to_json()) == edited
