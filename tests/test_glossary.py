"""Glossaries: reading them, finding their terms in any form, and seeing their English."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.glossary import Case, Entry, Glossary, english_plural, load_glossary

ENTRIES = [
    Entry("wethouder", "alderman"),
    Entry("stikstof", "nitrogen"),
    Entry("OM", "Public Prosecution Service", Case.EXACT),
    Entry("Tweede Kamer", "House of Representatives", Case.EXACT),
    Entry("motie van wantrouwen", "motion of no confidence"),
    Entry("demissionair kabinet", "caretaker government"),
    Entry("kabinet", "cabinet"),
    Entry("omzet", "turnover"),
    Entry("Onderwijs, Cultuur en Wetenschap", "Education"),
    Entry("Brabander", "brabanter", Case.KEEP),
]
GLOSSARY = Glossary(ENTRIES)
NEWSROOM = load_glossary(["newsroom"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De wethouders van Breda", ["wethouders=aldermen"]),
        ("CDA-wethouder Jansen en oud-wethouder Smit", ["wethouder=alderman", "wethouder=alderman"]),
        ("WETHOUDER STAPT OP", ["WETHOUDER=alderman"]),
        ("Wethouder Jansen", ["Wethouder=alderman"]),
        ("Een topwethouder", ["topwethouder=alderman"]),
        ("Het stikstofbeleid", ["stikstofbeleid=nitrogen"]),
        ("De landbouwstikstof", ["landbouwstikstof=nitrogen"]),
        ("Het OM wil om vijf uur een OM-woordvoerder", ["OM=Public Prosecution Service"] * 2),
        ("Het ging om niets. Om vijf uur", []),
        ("Het Openbaar Ministerie (OM) zweeg", []),
        ("De Tweede Kamer", ["Tweede Kamer=House of Representatives"]),
        ("De tweede kamer van het hotel", []),
        ("De Tweede-Kamerfractie", ["Tweede-Kamerfractie=House of Representatives"]),
        ("Twee moties van wantrouwen", ["moties van wantrouwen=motions of no confidence"]),
        ("Het demissionaire kabinet", ["demissionaire kabinet=caretaker government"]),
        ("De ministerraad is geen kabinetje", []),
        ("De kabinetscrisis", ["kabinetscrisis=cabinet"]),
        ("Kamer, Tweede", []),
        ("KABINET VALT OM BEGROTING", ["KABINET=cabinet"]),
        ("De omzet en de bedrijfsomzet stegen", ["omzet=turnover", "bedrijfsomzet=turnover"]),
        ("Zij omzetten het na omzetting", []),
        ("#kabinet en @wethouder_jan op www.kabinet.nl", []),
        ("Zie https://a.nl/wethouder of #OM-zaak", []),
        ("De Tweede, Kamer", []),
        ("Een wet over Onderwijs, Cultuur en Wetenschap", ["Onderwijs, Cultuur en Wetenschap=Education"]),
        ("", []),
    ],
)
def test_terms_are_found_in_every_form(text: str, expected: list[str]) -> None:
    assert [f"{term.text}={term.english}" for term in GLOSSARY.terms(text)] == expected


@pytest.mark.parametrize(
    ("source", "target", "missed"),
    [
        ("De wethouder stapt op.", "The alderman resigns.", []),
        ("De wethouders stappen op.", "The Aldermen resign.", []),
        ("De wethouder stapt op.", "The councillor resigns.", ["wethouder"]),
        ("Een motie van wantrouwen.", "A motion of no-confidence.", []),
        ("Het OM zweeg.", "The OM was silent.", ["OM"]),
        ("De Brabander won.", "The Brabanter won.", ["Brabander"]),
        ("De Brabander won.", "The brabanter won.", []),
        ("Stikstofplan af.", "Nitrogen plan finished.", []),
        ("De wethouder.", "The aldermanic.", ["wethouder"]),
        ("De stikstof.", "The nitrogening.", []),
    ],
)
def test_what_the_english_lacks(source: str, target: str, missed: list[str]) -> None:
    assert [term.text for term in GLOSSARY.missed(source, target)] == missed


def test_english_is_put_into_the_dutch_for_a_model_to_fit_to() -> None:
    text = "De wethouders zijn tegen het stikstofbeleid van de oud-wethouder."
    assert GLOSSARY.put_in(text, {ENTRIES[0], ENTRIES[1]}) == (
        "De aldermen zijn tegen het nitrogen beleid van de oud-alderman."
    )
    assert GLOSSARY.put_in(text, set()) == text


def test_terms_are_out_of_sight_for_other_checks() -> None:
    assert GLOSSARY.neutral("Het OM en Jansen", "The Public Prosecution Service and Jansen") == (
        "Het dat en Jansen",
        "The that and Jansen",
    )


@given(st.text(alphabet="Ow Mkabinet-s(.\n'’Tweede Kamerstikstof", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    terms = GLOSSARY.terms(text)
    assert all(text[term.start : term.end] == term.text for term in terms)
    assert all(a.end <= b.start for a, b in pairwise(terms))
    assert GLOSSARY.put_in(text, set()) == text


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("wethouder\n", ":1: has 1 columns"),
        ("a\tb\tany\tnote\tmore\n", ":1: has 5 columns"),
        ("source\ttarget\n\nwethouder\t\n", ":3: an entry needs a source and a target"),
        ("...\tdots\n", ":1: an entry needs a source"),
        ("om\tOM\tupper\n", ":1: the case is upper; write one of: any, exact, keep"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, content: str, part: str) -> None:
    path = tmp_path / "desk.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_glossary([str(path)])
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_or_undecodable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.tsv: no such glossary; .* newsroom"):
        load_glossary([str(tmp_path / "none.tsv")])
    (tmp_path / "latin.tsv").write_bytes("minister\tcaf\xe9".encode("latin-1"))
    with pytest.raises(InputError, match="UTF-8"):
        load_glossary([str(tmp_path / "latin.tsv")])


def test_a_later_line_overrides_and_the_fingerprint_tells(tmp_path: Path) -> None:
    path = tmp_path / "desk.tsv"
    path.write_text("# ours\nwethouder\tcouncillor\nOM\tprosecutors\texact\n", encoding="utf-8-sig")
    both = load_glossary(["newsroom", str(path)])
    assert [term.english for term in both.terms("De wethouder en het OM")] == ["councillor", "prosecutors"]
    assert len({both.fingerprint, NEWSROOM.fingerprint, load_glossary([str(path)]).fingerprint}) == 3
    assert Glossary().fingerprint == ""


def test_the_glossary_that_ships() -> None:
    assert len(NEWSROOM.entries) >= 300
    keys = [(entry.source.lower() if entry.case is Case.ANY else entry.source) for entry in NEWSROOM.entries]
    assert len(keys) == len(set(keys))
    for entry in NEWSROOM.entries:
        assert [term.entry for term in NEWSROOM.terms(f"Er is {entry.source} nu")] == [entry]
        assert entry.is_in(f"There is {entry.target} now")


def test_plurals_of_english() -> None:
    given = ("alderman", "motion of no confidence", "MP", "prime minister", "self-employed worker")
    assert [english_plural(term) for term in given] == [
        "aldermen", "motions of no confidence", "MPs", "prime ministers", "self-employed workers",
    ]  # fmt: skip
