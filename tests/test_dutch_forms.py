"""Plurals by rule, adjectives before nouns, and where compounds are cut."""

from __future__ import annotations

import pytest

from pipeline.dutch_forms import compounded, plurals, with_e


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("raad", "raden"), ("gemeenteraad", "gemeenteraden"), ("wethouder", "wethouders"), ("cao", "cao's"),
        ("motie", "moties"), ("brief", "brieven"), ("huis", "huizen"), ("partij", "partijen"), ("kop", "koppen"),
        ("wet", "wetten"), ("raadslid", "raadsleden"), ("stad", "steden"), ("zzp'er", "zzp'ers"), ("OM", "OM's"),
        ("advocaat", "advocaten"), ("bedrijf", "bedrijven"), ("museum", "musea"), ("leraar", "leraren"),
        ("officier", "officieren"), ("zaak", "zaken"), ("zonnepaneel", "zonnepanelen"), ("agent", "agenten"),
        ("werkgever", "werkgevers"), ("minderheid", "minderheden"), ("ziekenhuis", "ziekenhuizen"),
        ("rekening", "rekeningen"), ("provincie", "provinciën"), ("politicus", "politici"),
        ("bus", "bussen"), ("stof", "stoffen"), ("hof", "hoven"),
    ],
)  # fmt: skip
def test_plurals(noun: str, plural: str) -> None:
    assert plural in plurals(noun)


@pytest.mark.parametrize(("noun", "other"), [("kop", "kopen"), ("wet", "weten"), ("bot", "boten"), ("raad", "raaden")])
def test_no_plural_is_another_word(noun: str, other: str) -> None:
    assert other not in plurals(noun)


@pytest.mark.parametrize(
    ("adjective", "form"),
    [("demissionair", "demissionaire"), ("fiscaal", "fiscale"), ("hoog", "hoge"), ("los", "losse"), ("rijk", "rijke")],
)
def test_adjectives(adjective: str, form: str) -> None:
    assert form in with_e(adjective)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("stikstofbeleid", ("stikstof", "beleid")),
        ("gemeenteraadslid", ("gemeenteraad", "lid")),
        ("kabinetscrisis", ("kabinet", "crisis")),
        ("topwethouder", ("top", "wethouder")),
        ("landbouwstikstof", ("landbouw", "stikstof")),
    ],
)
def test_compounds_are_cut_between_words(word: str, parts: tuple[str, str]) -> None:
    assert parts in list(compounded(word))


@pytest.mark.parametrize("word", ["ministerie", "ministerschap", "kabinetje", "raad", "bestuurder", "a", ""])
def test_what_is_no_compound_is_not_cut(word: str) -> None:
    assert list(compounded(word)) == []
