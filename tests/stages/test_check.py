"""Each check sees the fault it is for, and stays quiet on sound English."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import pytest

from pipeline.article import Article, Block, BlockKind, Segment, Severity, Status, Summary
from pipeline.config import CheckSettings
from pipeline.stages import check as checks
from pipeline.stages.check import PAIR_CHECKS, check, length_ratio

SETTINGS = CheckSettings(enabled=True, min_ratio=0.5, max_ratio=2.0, low_score=-1.6)
TESTSETS = Path(__file__).resolve().parents[3] / "shared" / "testsets"

FAULTS = [
    ("number-changed", "Er kwamen 1.000 mensen.", "There came 1.000 people."),
    ("number-changed", "Het werd 2-1 voor Ajax.", "It became 2-3 for Ajax."),
    ("number-changed", "Om 19.30 uur begint het.", "It begins at 9:30 pm."),
    ("number-changed", "D66 wint.", "The party wins."),
    ("number-changed", "Hij betaalde 3,5 miljoen euro.", "He paid 3.5 euros."),
    ("number-changed", "Er waren veel mensen.", "There were 400 people."),
    ("name-lost", "Gisteren sprak Jan Peter Balkenende daar.", "Yesterday the man spoke there."),
    ("name-lost", "Gisteren sprak Jan Jansen daar.", "Yesterday Jan Peterson spoke there."),
    ("name-lost", "Toen zong Beyoncé een lied.", "Then she sang a song."),
    ("name-lost", "Hij stuurde het via WhatsApp.", "He sent it by phone."),
    ("untranslated", "De man gaat naar huis met zijn hond.", "De man gaat naar huis met zijn hond."),
    ("untranslated", "De man gaat naar huis met zijn hond.", "The man goes naar huis met his dog."),
    ("repetition", "Hij zei veel.", "He said a lot, a lot, a lot, a lot."),
    ("repetition", "Ja.", "Yes yes yes yes."),
    ("quotes-unbalanced", "“Wij komen”, zei hij.", "We come, he said."),
    ("quotes-unbalanced", '"Wij komen", zei hij.', '"We come, he said.'),
    ("negation-lost", "Hij komt niet.", "He comes."),
    ("negation-lost", "Wij hebben geen geld.", "We have money."),
    ("leftover", "Jansen en Co.", "Jansen &amp; Co."),
    ("leftover", "Jansen zegt ja.", "Jansen says <unk> yes."),
    ("leftover", "Jansen zegt ja.", "Jansen ⁇ says yes."),
]

SOUND = [
    ("number-changed", "Er kwamen 1.000 mensen om 19.30 uur.", "A thousand people came at 7.30 p.m."),
    ("number-changed", "Er waren 3 doden.", "Three people died."),
    ("number-changed", "Anderhalf miljoen in de jaren '60.", "1.5 million in the 1960s."),
    ("number-changed", "De twee mannen.", "The men."),
    ("name-lost", "Dat zei Jan de Vries gisteren.", "That is what De Vries said yesterday."),
    ("name-lost", "In de Verenigde Staten en in Den Haag.", "In the United States and in The Hague."),
    ("name-lost", "Hij kent Volodymyr Zelensky.", "He knows Volodimir Zelenskyy."),
    ("untranslated", "Hij leest De Telegraaf.", "He reads De Telegraaf of Amsterdam."),
    ("repetition", "Nee nee nee nee!", "No no no no!"),
    ("quotes-unbalanced", "„Kom”, zei hij.", '"Come," he said.'),
    ("quotes-unbalanced", "‘Kom’, zei hij.", '"Come," he said.'),
    ("negation-lost", "Hij komt niet.", "He isn't coming."),
    ("negation-lost", "Niet alleen hij komt.", "He comes, and so does she."),
    ("negation-lost", "Dat is niet mogelijk.", "That is impossible."),
    ("leftover", "AT&T verkoopt.", "AT&T sells."),
]


@pytest.mark.parametrize(("code", "source", "target"), FAULTS)
def test_a_fault_is_found_and_explained(code: str, source: str, target: str) -> None:
    finding = PAIR_CHECKS[code](source, target)
    assert finding is not None
    assert finding.code == code
    assert finding.evidence
    assert finding.message.endswith((".", "there."))


@pytest.mark.parametrize(("code", "source", "target"), SOUND)
def test_sound_english_is_left_alone(code: str, source: str, target: str) -> None:
    assert PAIR_CHECKS[code](source, target) is None


def article(*segments: Segment, summary: str | None = None) -> Article:
    """One paragraph of the given segments, and a summary if there is one."""
    text = " ".join(segment.source for segment in segments)
    block = Block(id="b1", kind=BlockKind.PARAGRAPH, text=text, segments=list(segments))
    made = Summary(text=summary, method="lead", words=3, coverage=1) if summary else None
    return Article(id="a", blocks=[block], summary=made)


def segment(source: str, target: str | None, status: Status = Status.TRANSLATED, score: float | None = None) -> Segment:
    return Segment(id="s1", source=source, start=0, target=target, status=status, score=score)


def codes_of(article: Article) -> list[str]:
    return [finding.code for finding in check(article, SETTINGS).all_findings()]


@pytest.mark.parametrize("status", [Status.PENDING, Status.COPIED])
def test_pending_and_copied_segments_are_not_checked(status: Status) -> None:
    assert codes_of(article(segment("Hij komt niet.", "Hij komt niet.", status))) == []


@pytest.mark.parametrize(
    ("target", "status"), [("  ", Status.TRANSLATED), (None, Status.FAILED), (None, Status.TRANSLATED)]
)
def test_no_english_is_an_error_and_the_only_finding(target: str | None, status: Status) -> None:
    (finding,) = check(article(segment("Hij betaalt 300 euro.", target, status)), SETTINGS).all_findings()
    assert (finding.code, finding.severity, finding.segment) == ("empty", Severity.ERROR, "s1")


def test_a_low_score_is_information() -> None:
    (finding,) = check(article(segment("Hij komt.", "He comes.", score=-2)), SETTINGS).all_findings()
    assert (finding.code, finding.severity) == ("low-score", Severity.INFO)
    assert codes_of(article(segment("Hij komt.", "He comes.", score=-1.6))) == []


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("een twee drie vier vijf", "one two", True),
        ("een twee drie vier vijf", "a b c d e f g h i j k", True),
        ("een twee drie vier vijf", "one two three", False),
        ("een twee drie vier", "one", False),
    ],
)
def test_length_ratio(source: str, target: str, found: bool) -> None:
    assert (length_ratio(source, target, 0.5, 2.0) is not None) == found


def test_the_article_is_copied_and_earlier_findings_are_kept() -> None:
    given = article(segment("Hij komt niet.", "He comes."))
    checked = check(given, SETTINGS)
    assert given.all_findings() == []
    assert [f.code for f in checked.all_findings()] == ["negation-lost"]
    off = SETTINGS.model_copy(update={"enabled": False})
    assert check(given, off) == given


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("The mayor paid 400 euros.", ["summary-number"]),
        ("Later Femke Halsema paid.", ["summary-name"]),
        ("The mayor, Jan Jansen, paid 300 euros.", []),
        ("Mayor Jansen paid 300 euros.", []),
    ],
)
def test_a_summary_rests_on_the_article(summary: str, expected: list[str]) -> None:
    made = article(segment("Jan Jansen betaalt 300 euro.", "Jan Jansen pays 300 euros."), summary=summary)
    findings = check(made, SETTINGS).findings
    assert [finding.code for finding in findings] == expected
    assert all(finding.segment is None for finding in findings)


def test_an_article_that_never_closes_a_quotation() -> None:
    finding = checks.article_quotes('"Kom", zei hij.', '"Come, he said.')
    assert finding is not None
    assert finding.code == "quotes-unbalanced"
    assert checks.article_quotes('"Kom, zei hij.', '"Come, he said.') is None


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ntrex128", "flores200-devtest"])
def test_human_translations_raise_few_alarms(name: str) -> None:
    path = TESTSETS / f"{name}.tsv.gz"
    if not path.is_file():
        pytest.skip(f"no {path}: the public test sets are kept beside the repository, in ../shared/testsets")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        pairs = [line.rstrip("\n").split("\t") for line in lines]
    alarms: Counter[str] = Counter()
    for source, target in pairs:
        found = [run(source, target) for run in PAIR_CHECKS.values()]
        found.append(length_ratio(source, target, SETTINGS.min_ratio, SETTINGS.max_ratio))
        alarms.update(finding.code for finding in found if finding)
    rates = {code: count / len(pairs) for code, count in alarms.items()}
    assert len(pairs) > 1000
    assert {code: rate for code, rate in rates.items() if rate >= 0.02} == {}
