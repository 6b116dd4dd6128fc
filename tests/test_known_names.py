"""Which Dutch names of a sentence its English lacks, and what they are in English."""

from __future__ import annotations

import pytest

from pipeline.known_names import in_case, missing_names
from pipeline.resources import DATA


@pytest.mark.parametrize(
    ("source", "target", "missing"),
    [
        ("De VS en de VN overleggen.", "The VS and the VN are in talks.", {"VS": "US", "VN": "UN"}),
        ("De VS en de VN overleggen.", "America and the United Nations are in talks.", {}),
        ("Het Midden-Oosten", "Het Midden-Oosten", {"Midden-Oosten": "Middle East"}),
        ("Syrië, Libanon en Irak.", "Syria, Leanon and Irak.", {"Libanon": "Lebanon", "Irak": "Iraq"}),
        ("Hij is in Rusland geboren.", "He is Russian by birth.", {}),
        ("Hij komt uit Duitsland.", "He is a German.", {}),
        ("Zij speelt voor Polen.", "She plays for the Polish side.", {}),
        ("Er wonen Zuid-Koreanen.", "South Koreans live there.", {}),
        ("Noord-Ierland stemt.", "Northern Ireland votes.", {}),
        ("Ierland stemt.", "Norway votes.", {"Ierland": "Ireland"}),
        ("De VS-delegatie kwam.", "The delegation came.", {}),
        ("Hij woont in Den Haag.", "He lives in The Hague.", {}),
        ("DEN HAAG (ANP) - Het regent.", "DEN HAG (ANP) - It rains.", {"DEN HAAG": "THE HAGUE"}),
        ("DEN HAAG (ANP) - Het regent.", "THE HAGUE (ANP) - It rains.", {}),
        ("VROUW DOOD NA BRAND IN DEN HAAG", "WOMAN DEAD AFTER FIRE IN HAIL", {"Den Haag": "The Hague"}),
        ("VS EN OEKRAÏNE PRATEN", "US AND UKRAINIAN TALKS", {}),
        ("Geen namen hier.", "No names here.", {}),
    ],
)
def test_missing_names(source: str, target: str, missing: dict[str, str]) -> None:
    assert missing_names(source, target) == missing


def test_names_get_their_capitals_back() -> None:
    assert in_case("Vrouw dood in den haag, vs en oekraïne praten") == "Vrouw dood in Den Haag, VS en Oekraïne praten"


def test_every_line_of_the_table_is_a_pair_that_differs() -> None:
    lines = (DATA / "names.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert all(len(row) == 2 and row[0] != row[1] and all(part == part.strip() for part in row) for row in rows)
    assert len({row[0] for row in rows}) == len(rows) > 100
