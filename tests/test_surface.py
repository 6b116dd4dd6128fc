"""What rules carry over from the source: case, markers, stops, quotation marks, number formats."""

from __future__ import annotations

import pytest

from pipeline import surface


@pytest.mark.parametrize(
    ("text", "expected"), [("-", False), ("***", False), ("30,4", False), ("", False), ("30,4 C", True)]
)
def test_has_words(text: str, expected: bool) -> None:
    assert surface.has_words(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Kabinet valt.", ("1. ", "Kabinet valt.")),
        ("a) Kabinet valt.", ("a) ", "Kabinet valt.")),
        ("- Kabinet valt.", ("- ", "Kabinet valt.")),
        ("19.30 uur", ("", "19.30 uur")),
        ("2024 was een goed jaar.", ("", "2024 was een goed jaar.")),
        ("-", ("", "-")),
    ],
)
def test_split_marker(text: str, expected: tuple[str, str]) -> None:
    assert surface.split_marker(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KABINET VALT OVER ASIELBELEID", True),
        ("BINNENLAND", True),
        ("NAVO", False),
        ("D66", False),
        ("De NAVO en de NOS", False),
        ("30,4 C", False),
    ],
)
def test_is_shouted(text: str, expected: bool) -> None:
    assert surface.is_shouted(text) is expected


def test_unshout_writes_known_words_as_the_article_does() -> None:
    text = surface.unshout("NAVO-TOP IN DEN HAAG: RUTTE BLIJ", ["NAVO-top", "Haag", "Rutte"])
    assert text == "NAVO-top in den Haag: Rutte blij"
    assert surface.unshout("KABINET VALT") == "Kabinet valt"


@pytest.mark.parametrize(
    ("source", "target", "title", "expected"),
    [
        ("Storm op komst", "Storm on the way.", True, "Storm on the way"),
        ("Storm op komst!", "Storm on the way!", True, "Storm on the way!"),
        ("Import uit de VS", "Imports from the U.S.", True, "Imports from the U.S."),
        ("Het stormt.", "There is a storm", False, "There is a storm."),
        ('"Het stormt."', '"There is a storm"', False, '"There is a storm"'),
        ("Stormt het?", "Is there a storm?", False, "Is there a storm?"),
        ("Het stormt...", "There is a storm...", False, "There is a storm..."),
    ],
)
def test_match_end(source: str, target: str, title: bool, expected: str) -> None:
    assert surface.match_end(source, target, title=title) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("De brug", "the bridge", "The bridge"),
        ('"De brug', '"the bridge', '"The bridge'),
        ("iPhones", "iPhones", "iPhones"),
        ("De iPhone", "iPhone", "iPhone"),
        ("Drie km", "3 km", "3 km"),
        ("de brug", "the bridge", "the bridge"),
        ('"Meer drones"', '" More drones"', '"More drones"'),
        ('"De brug"', '" the bridge"', '"The bridge"'),
        ('" Meer drones"', '" More drones"', '" More drones"'),
    ],
)
def test_match_start(source: str, target: str, expected: str) -> None:
    assert surface.match_start(source, target) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Het is 1.000,50 euro.", "It is 1.000,50 euros.", "It is 1,000.50 euros."),
        ("Een groei van 3,5 procent.", "Growth of 3,5 per cent.", "Growth of 3.5 per cent."),
        ("2.200.112 ton", "2.200.112 tonnes", "2,200,112 tonnes"),
        ("Het is 1.000 euro.", "It is 1,000 euros.", "It is 1,000 euros."),
        ("Om 19.30 uur.", "At 19.30.", "At 19.30."),
        ("iOS 17.4.1", "iOS 17.4.1", "iOS 17.4.1"),
    ],
)
def test_english_numbers(source: str, target: str, expected: str) -> None:
    assert surface.english_numbers(source, target) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Aanvang 14.30 uur.", "Start 14,30 hours.", "Start 14:30."),
        ("Om 23.00 uur gingen ze.", "They left at 23,000 hours.", "They left at 23:00."),
        ("Tussen 9.00 en 17.30 uur.", "Between 9,00 and 17.30 hours.", "Between 9:00 and 17:30."),
        ("Van 08.15-09.45 uur.", "From 08.15-09.45.", "From 08:15-09:45."),
        ("Om 16u30 kwam hij.", "He came at 16,30 hours.", "He came at 16:30."),
        ("De trein van 9.15 u.", "The 9:15 train.", "The 9:15 train."),
        ("Het kost 14.30 euro.", "It costs 14.30 euros.", "It costs 14.30 euros."),
        ("Om 12.00 uur was 12.000 euro weg.", "At noon 12,000 euros had gone.", "At noon 12,000 euros had gone."),
    ],
)
def test_english_times(source: str, target: str, expected: str) -> None:
    assert surface.english_times(source, target) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'s Ochtends reed de trein naar 's-Hertogenbosch.", 0),
        ("Foto's uit de jaren '70.", 0),
        ("Hij noemde het een 'wake-up call'.", 2),
        ('"Ja", zei ze.', 2),
        ('"Ja, zei ze.', 1),
        ("'We zijn er nog niet', zei ze.", 2),
        ("Boris' auto stond bij 't huis.", 0),
    ],
)
def test_quote_marks(text: str, expected: int) -> None:
    assert surface.quote_marks(text) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ('"We komen', "We are coming", '"We are coming'),
        ('We komen."', "We are coming.", 'We are coming."'),
        ('"We komen."', '"We are coming.', '"We are coming."'),
        ('"We komen", zei hij.', '"We are coming," he said.', '"We are coming," he said.'),
        ("We komen.", "We are coming.", "We are coming."),
        ('"We komen", zei hij.', '"We are coming", he said.', '"We are coming," he said.'),
        (
            '"We komen", legt Van Veen uit.',
            '"We are coming", explains Van Veen.',
            '"We are coming," explains Van Veen.',
        ),
        ('Het boek "X", dat', 'The book "X", which won,', 'The book "X", which won,'),
        ('Het boek "X", zegt', 'Of "X", a book, she writes', 'Of "X", a book, she writes'),
        ("We wachten niet', zei ze.", "We won't wait,\" she said.", "We won't wait,' she said."),
    ],
)
def test_match_quotes(source: str, target: str, expected: str) -> None:
    assert surface.match_quotes(source, target) == expected


def test_curly_and_straight_are_one() -> None:
    assert surface.normalise_punctuation("‘Nee’,\u00a0zei “ze”…") == "'Nee', zei \"ze\"..."


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("in Assen.", "In Assen.", "in Assen."),
        ("trokken duizenden.", "They drew thousands.", "they drew thousands."),
        ("in april.", "April is it.", "April is it."),
        ("Ik kom.", "It comes.", "It comes."),
        ("ik kom.", "I am coming.", "I am coming."),
    ],
)
def test_a_part_within_a_sentence_has_no_capital(source: str, target: str, expected: str) -> None:
    assert surface.match_inner_start(source, target) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("De 21e editie, de 3de keer", "The 21e edition, the 3de time", "The 21st edition, the 3rd time"),
        ("", "The 21th century and the 2th of May.", "The 21st century and the 2nd of May."),
        ("", "The 11st, 112nd and 13rd.", "The 11th, 112th and 13th."),
        ("", "The 1st, 3rd and 19th; 3th Street.", "The 1st, 3rd and 19th; 3rd Street."),
    ],
)
def test_english_ordinals(source: str, target: str, expected: str) -> None:
    assert surface.english_ordinals(source, target) == expected
