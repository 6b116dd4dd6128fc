"""Each check of a source and its English sees the fault it is for, and stays quiet on sound English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import PAIR_CHECKS

FAULTS = [
    ("number-changed", "Er kwamen 1.000 mensen.", "There came 1.000 people."),
    ("number-changed", "Het kostte 3,5 euro.", "It cost 3,5 euros."),
    ("number-changed", "Het werd 2-1 voor Ajax.", "It became 2-3 for Ajax."),
    ("number-changed", "Om 19.30 uur begint het.", "It begins at 9:30 pm."),
    ("number-changed", "D66 wint.", "The party wins."),
    ("number-changed", "Hij betaalde 3,5 miljoen euro.", "He paid 3.5 euros."),
    ("number-changed", "Er waren veel mensen.", "There were 400 people."),
    ("untranslated", "De man gaat naar huis met zijn hond.", "De man gaat naar huis met zijn hond."),
    ("untranslated", "De man gaat naar huis met zijn hond.", "The man goes naar huis met his dog."),
    ("untranslated", "Hij liep langzaam verder door de straat.", "He walked langzaam verder door the street."),
    ("repetition", "Hij zei veel.", "He said a lot, a lot, a lot, a lot."),
    ("repetition", "Ja.", "Yes yes yes yes."),
    ("quotes-unbalanced", "“Wij komen”, zei hij.", "We come, he said."),
    ("quotes-unbalanced", '"Wij komen", zei hij.', '"We come, he said.'),
    ("quotes-unbalanced", "'Wij komen', zei hij.", '"We come, he said.'),
    ("quotes-unbalanced", "'Wij komen.", "We come."),
    ("negation-lost", "Hij komt niet.", "He comes."),
    ("negation-lost", "Wij hebben geen geld.", "We have money."),
    ("negation-lost", "Hij komt niet en zij belt nooit.", "He is not coming and she calls."),
    ("negation-lost", "Zij vertrok zonder jas onder de brug.", "She left with a coat under the bridge."),
    ("leftover", "Jansen en Co.", "Jansen &amp; Co."),
    ("leftover", "Jansen zegt ja.", "Jansen says <unk> yes."),
    ("leftover", "Jansen zegt ja.", "Jansen ⁇ says yes."),
]

SOUND = [
    ("number-changed", "Er kwamen 1.000 mensen om 19.30 uur.", "A thousand people came at 7.30 p.m."),
    ("number-changed", "Er waren 3 doden.", "Three people died."),
    ("number-changed", "Anderhalf miljoen in de jaren '60.", "1.5 million in the 1960s."),
    ("number-changed", "De twee mannen.", "The men."),
    ("number-changed", "Binnen een etmaal was twee ton verdiend.", "Within 24 hours, 200,000 euros had been earned."),
    ("untranslated", "Hij leest De Telegraaf.", "He reads De Telegraaf of Amsterdam."),
    ("untranslated", "Zij zong 'het stof van de zomer'.", "She sang 'het stof van de zomer'."),
    ("untranslated", "In de film speelt Jan van den Berg.", "The film stars Jan van den Berg in Amsterdam."),
    ("repetition", "Nee nee nee nee!", "No no no no!"),
    ("quotes-unbalanced", "„Kom”, zei hij.", '"Come," he said.'),
    ("quotes-unbalanced", "‘Kom’, zei hij.", '"Come," he said.'),
    ("quotes-unbalanced", "Hans' boek is 's avonds uit.", "Hans's book comes out in the evening."),
    ("quotes-unbalanced", "Hij noemde het een fout.", 'He called it a "mistake".'),
    ("negation-lost", "Hij komt niet.", "He isn't coming."),
    ("negation-lost", "Niet alleen hij komt.", "He comes, and so does she."),
    ("negation-lost", "Dat is niet mogelijk.", "That is impossible."),
    ("negation-lost", "De wedstrijd gaat niet door.", "The match has been cancelled."),
    ("negation-lost", "Noch hij, noch zij kwam.", "Neither he nor she came."),
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


@pytest.mark.parametrize("code", PAIR_CHECKS)
@given(source=st.text(max_size=60), target=st.text(max_size=60))
def test_no_text_breaks_a_check(code: str, source: str, target: str) -> None:
    finding = PAIR_CHECKS[code](source, target)
    assert finding is None or finding.code == code
