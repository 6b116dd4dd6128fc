"""Short forms that a model is given in full, and what looks like one and is none."""

from __future__ import annotations

import pytest

from pipeline.written_out import written_out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M.b.t. de bouw is o.m. afgesproken dat t/m 2030 max. 500 huizen komen.",
         "Over de bouw is onder meer afgesproken dat tot en met 2030 maximaal 500 huizen komen."),
        ("De rest volgt z.s.m.", "De rest volgt zo snel mogelijk."),
        ("Hij kocht brood, enz.", "Hij kocht brood, enzovoort."),
        ("“Kom a.u.b.”, zei hij (enz.).", "“Kom alstublieft”, zei hij (enzovoort)."),
        ("Dhr. De Vries, mw. Smit en de heer van den Berg.", "Mr De Vries, mevrouw Smit en Mr van den Berg."),
        ("De trein had 5 min. vertraging, zei min. Hennis.", "De trein had 5 minuten vertraging, zei min. Hennis."),
        ("Op 1 jan. kost het 3 mln. euro, of 2,5 mld.", "Op 1 januari kost het 3 miljoen euro, of 2,5 miljard."),
        ("Zie blz. 3, p. 14 e.v. en art. 7.", "Zie pagina 3, pagina 14 en volgende en artikel 7."),
        ("Aanvang 20.00 u.", "Aanvang 20.00 uur."),
        ("Om 16u30 kwam hij, om 17u ging hij.", "Om 16.30 uur kwam hij, om 17 uur ging hij."),
        ("Hij reed 130 km/u.", "Hij reed 130 km/h."),
        ("Het kost 5,- euro, € 1.500,-- en €15,-.", "Het kost 5 euro, € 1.500 en €15."),
        ("Van half een tot half negen, of om half 3.", "Van 12.30 uur tot 8.30 uur, of om 2.30 uur."),
        ("Roer 2½ uur en voeg ½ liter toe.", "Roer 2,5 uur en voeg een half liter toe."),
        ("'s Avonds is het stil in 's-Gravenhage.", "In de avond is het stil in 's-Gravenhage."),
        ("’k Weet het niet.", "Ik weet het niet."),
        ("Hij zei: “'k Heb 't gezien.” 't Is zo.", "Hij zei: “Ik heb het gezien.” Het is zo."),
        ("'t Was koud in 't Harde.", "Het was koud in 't Harde."),
        ("In '45 was 't weg.", "In '45 was het weg."),
        ("Ze zei 'm niets, m'n zus.", "Ze zei hem niets, mijn zus."),
        ("Da's jammer.", "Dat is jammer."),
    ],
)  # fmt: skip
def test_short_forms_in_full(text: str, expected: str) -> None:
    assert written_out(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "’t Harde en Op ’t Hof zijn namen.",
        "Rock 'n' roll, A4'tjes, foto's en zo'n 200 zzp'ers.",
        "Kijk op nu.nl of mail naar p.bos@nr.nl.",
        "U. staat terecht met P. en Ct. in artikel 3.2.b.",
        "Hij zei: 'niet nu' en 'nooit'.",
        "De heer des huizes en de Heer Jezus.",
        "Het werd 3-1 en 17,5.",
        "Half Nederland en half Europa kijkt naar half mei.",
    ],
)
def test_what_is_no_short_form(text: str) -> None:
    assert written_out(text) == text
