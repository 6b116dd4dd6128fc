"""A summary has no number and no name that its article lacks."""

from __future__ import annotations

import pytest

from pipeline.checks.summary import summary_name, summary_number

DUTCH = "Burgemeester Jan Jansen van Zwolle betaalt 1.300 euro aan de Italiaanse kok. Dat zijn drie maanden loon."
ENGLISH = "Mayor Jan Jansen of Zwolle is paying the Italian cook 1,300 euros. That is three months' pay."


@pytest.mark.parametrize(
    ("summary", "evidence"),
    [
        ("Mayor Jansen pays 1,300 euros.", ""),
        ("The mayor pays 1,300 euros, 3 months of pay.", ""),
        ("The mayor pays 1,400 euros.", "1,400"),
        ("The mayor pays the cook for 17 months.", "17"),
        ("The mayor pays 1.300 euros.", "1.300"),
    ],
)
def test_numbers(summary: str, evidence: str) -> None:
    finding = summary_number(summary, ENGLISH, DUTCH)
    assert (finding.evidence if finding else "") == evidence


@pytest.mark.parametrize(
    ("summary", "evidence"),
    [
        ("The mayor of Zwolle, Jan Jansen, pays a cook.", ""),
        ("The Dutch mayor pays a cook from Italy.", ""),
        ("Yesterday Mayor Jansen paid. He was late.", ""),
        ("The mayor, Femke Halsema, pays.", "Femke Halsema"),
        ("The mayor of Kampen pays.", "Kampen"),
        ("The mayor, Jan Janssen, pays.", "Jan Janssen"),
        ("The mayor pays a French cook.", "French"),
    ],
)
def test_names(summary: str, evidence: str) -> None:
    finding = summary_name(summary, ENGLISH, DUTCH)
    assert (finding.evidence if finding else "") == evidence
