"""Names that the English lost or misspelt are told from names that it translated."""

from __future__ import annotations

import pytest

from pipeline.checks.lost_names import name_lost

LOST = [
    ("Gisteren sprak Jan Peter Balkenende daar.", "Yesterday the man spoke there."),
    ("Gisteren sprak Jan Jansen daar.", "Yesterday Jan Peterson spoke there."),
    ("Gisteren sprak minister Halsema daar.", "Yesterday Minister Halsma spoke there."),
    ("Jan Jansen sprak daar.", "Jan Jansne spoke there."),
    ("Toen zong Beyoncé een lied.", "Then she sang a song."),
    ("Hij stuurde het via WhatsApp.", "He sent it by phone."),
    ("Hij reisde naar Zwolle.", "He travelled to Apeldoorn."),
    ("Hij reisde van Eindhoven naar Zwolle.", "He travelled from Eindhoven to."),
    ("Dat zei D66-leider Sigrid Maas.", "That is what the D66 leader said."),
    ("Dat zei de Australische Mitchell Gourley.", "That is what the Australian said."),
    ("Hij vloog met Zweedse artsen naar Iran.", "He flew with Swedish doctors to Iraq."),
    ("Dat zei Jan de Boer gisteren.", "That is what the farmer said yesterday."),
    ("Zij komt uit Limburg.", "She comes from Limbumg."),
    ("Minister H.A.J. Jansen sprak.", "Minister H.A.J. Jans spoke."),
    ("Volgens prof. W.F. Hermans is dat zo.", "According to Prof. W.F. Remans, it is."),
    ("Aldus P. Klaassen van de bond.", "So says P. Claassen of the union."),
    ("Dat zei Th. van der Meer.", "That is what Th. of the lake said."),
    ("Wij belden Jan van den Heuvel.", "We rang Jan of the hill."),
    ("Wij spraken prof. Van Dam en dr. Bos.", "We spoke to Prof. Dam and Dr Bos."),
    ("Annemiek van Vleuten won.", "Annemic of Vleuten won."),
    ("Van der Laan wel.", "Of the laan, though."),
    ("Ursula von der Leyen sprak.", "Ursula of the Leyen spoke."),
    ("Verdachte M. K. (34) is vrij.", "The suspect M. (34) is free."),
    ("Ridouan T. staat terecht.", "Ridouan is on trial."),
]

KEPT = [
    ("Dat zei Jan de Vries gisteren.", "That is what De Vries said yesterday."),
    ("In de Verenigde Staten en in Den Haag.", "In the United States and in The Hague."),
    ("Hij kent Volodymyr Zelensky.", "He knows Volodymyr Zelenskyy."),
    ("Daar woonde Chroesjtsjov, en later Poetin.", "Khrushchev lived there, and later Putin."),
    ("De Namibische en de Boliviaanse ploeg.", "The Namibian and the Bolivian team."),
    ("Zij bezochten het Loiredal en de Rijnvallei.", "They visited the Loire Valley and the Rhine Valley."),
    ("De Arbeidsinspectie kwam langs.", "The Labour Inspectorate came by."),
    ("Hij belde het nieuwe Kadaster.", "He rang the new Land Registry."),
    ("Volgens de Onderzoeksraad voor Veiligheid klopt het.", "According to the Dutch Safety Board, it is right."),
    ("In de Franse hoofdstad regende het.", "It rained in Paris."),
    ("Het bbp en de BTW stegen.", "GDP and VAT went up."),
    ("Dankzij Marie lukte het.", "It worked out thanks to Marie."),
    ("KABINET VALT OVER ASIELBELEID", "GOVERNMENT FALLS OVER ASYLUM"),
    ("Zij woont in New York City.", "She lives in NYC."),
    ("Hij zei: “'k Heb het gezien.”", "He said: “I have seen it.”"),
    ("I. Inleiding.", "I. Introduction."),
    ("1️⃣ Eerst eten. ✅ Klaar", "1️⃣ Food first. ✅ Done"),
    ("b) Minder auto's.", "b) Fewer cars."),
    ("'k Weet het niet.", "I don't know."),
    ("Verdachte M. K. (34) en R.T. zijn vrij.", "The suspects M.K. (34) and R. T. are free."),
    ("Het bedrijf Bakker B.V. stopt.", "The company Bakker is closing."),
    ("Hij won de Super G. Zijn zus ook.", "He won the Super G. So did his sister."),
    ("Dat zei mevrouw Van Dam van de bond.", "That is what Ms Van Dam of the union said."),
    ("De Golf van Mexico is warm.", "The Gulf of Mexico is warm."),
]


@pytest.mark.parametrize(("source", "target"), LOST)
def test_a_lost_or_misspelt_name_is_found(source: str, target: str) -> None:
    finding = name_lost(source, target)
    assert finding is not None
    assert finding.code == "name-lost"
    assert finding.evidence in source
    assert finding.evidence in finding.message


@pytest.mark.parametrize(("source", "target"), KEPT)
def test_a_name_in_its_english_form_is_left_alone(source: str, target: str) -> None:
    assert name_lost(source, target) is None
