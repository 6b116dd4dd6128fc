"""What is protected, what is not, and that masking and cutting lose nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import protect

TOKENS = [
    ("Bel +31 20 1234567 voor 19.30 uur; kosten € 30.", ["+31 20 1234567"]),
    ("Mail redactie@voorbeeld.nl!", ["redactie@voorbeeld.nl"]),
    ("Zie https://voorbeeld.nl/a.", ["https://voorbeeld.nl/a"]),
    ("Zie (https://voorbeeld.nl/a?b=1&c=2), zei hij.", ["https://voorbeeld.nl/a?b=1&c=2"]),
    ("Kijk op www.rijksoverheid.nl/energie of nos.nl.", ["www.rijksoverheid.nl/energie", "nos.nl"]),
    ("Volg @nosnieuws en #formatie op x.com/nos.", ["@nosnieuws", "#formatie", "x.com/nos"]),
    ("Update naar iOS 17.4.1 en artikel 3.2.b.", ["17.4.1", "3.2.b"]),
    ("Versie v2.0 draait op 10.0.0.1.", ["v2.0", "10.0.0.1"]),
    ("Bel 020-123 45 67, 0900-8844 of 02/123.45.67.", ["020-123 45 67", "0900-8844", "02/123.45.67"]),
    ("Bel (020) 123 45 67 of 0475 12 34 56.", ["(020) 123 45 67", "0475 12 34 56"]),
    ("Bol.com en Booking.com groeien.", ["Bol.com", "Booking.com"]),
    ("Er gingen 2.200.112 ton en 1.000.000 euro om.", []),
    ("Op 12.05.2010 en 05-06-2010, van 08.30-09.45 uur.", []),
    ("Het werd 0-1, een groei van 0,5 procent in 1999-2004.", []),
    ("Lees https://nl.wikipedia.org/wiki/Den_Haag_(stad), of www.x.nl/a_(b).",
     ["https://nl.wikipedia.org/wiki/Den_Haag_(stad)", "www.x.nl/a_(b)"]),
    ("Bel 020 - 624 11 11 of 06 – 12 34 56 78.", ["020 - 624 11 11", "06 – 12 34 56 78"]),
    ("Er viel 12 l/m² en 3 µg/m³, deeltjes van 5 µm.", ["l/m²", "µg/m³", "µm"]),
    ("© ANP: § 3 vraagt ≥ 5 en < 9, £ 300 of ±4.", ["©", "§", "≥", "<", "£", "±"]),
    ("Van 08.00 - 10.00 uur, 010 - 020 punten.", []),
    ("De nummer #1 van de lijst.", []),
    ("Dat zei minister-president J.P. Balkenende.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_tokens(text: str, expected: list[str]) -> None:
    assert protect.tokens(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gewonnen! 🎉 Morgen", ["🎉"]),
        ("🇳🇱 en 👨‍👩‍👧 en ✔️ en 👍🏽", ["🇳🇱", "👨‍👩‍👧", "✔️", "👍🏽"]),
        ("Feest 🎉🎉 🥳!", ["🎉🎉 🥳"]),
        ("Geen – “emoji” hier… € 3 ©", []),
    ],
)
def test_emoji(text: str, expected: list[str]) -> None:
    assert protect.emoji(text) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Mail a@b.nl.", "Mail a@b.nl.", []),
        ("Mail a@b.nl.", "Mail a@b.com.", ["a@b.nl"]),
        ("Zie nos.nl en nos.nl.", "See nos.nl.", ["nos.nl"]),
        ("Zie nos.nl.", "See www.nos.nl.", []),
        ("Versie 17.4.1.", "Version 17.4.12.", ["17.4.1"]),
        ("Gewonnen! 🎉", "Won!", ["🎉"]),
    ],
)
def test_missing(source: str, target: str, expected: list[str]) -> None:
    assert protect.missing(source, target) == expected


def test_stand_ins_come_back_as_what_they_stood_for() -> None:
    text = "Mail a@b.nl of ga naar b.nl, zei Korvat."
    masked, stands_for = protect.mask(text, ["b.nl", "a@b.nl"])
    assert "b.nl" not in masked
    assert "Korvat" not in stands_for
    assert protect.unmask(masked, stands_for) == text


@given(st.text(alphabet="ab .@nl🎉", max_size=40), st.sets(st.sampled_from(["a@b.nl", "b.nl", "🎉", "."]), max_size=3))
def test_pieces_concatenate_to_the_text(text: str, kept: set[str]) -> None:
    pieces = protect.pieces(text, kept)
    assert "".join(piece for piece, _ in pieces) == text
    assert all((piece in kept) == copied for piece, copied in pieces if len(kept) < 2)
