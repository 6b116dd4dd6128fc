"""Facts of a summary that its article lacks."""

from __future__ import annotations

from pipeline.article import Finding
from pipeline.checks.figures import SMALL, WORDLIKE_LIMIT, readings
from pipeline.checks.likeness import begins, exonym, is_english_exonym, same_name, slip
from pipeline.checks.name_parts import PARTICLES
from pipeline.checks.names import Run, name_words, runs
from pipeline.checks.text import fold, listed, vocabulary, warning, words_of
from pipeline.numbers import Number, codes, numbers

#: Words with a capital that are no names: openers, pronouns, titles.
_NO_NAMES = vocabulary(
    """a an the this that these those there here i he she it we they you his her its our their my your one two three
    four five six seven eight nine ten in on at by for of from to with without after before since until during under
    over as if when while where who what how why because although though but and or so yet not no nor all some many
    most more both each every other another several few now then today yesterday last next earlier later meanwhile
    however according only even also still mr mrs ms miss dr sir lord lady prime minister president king queen mayor"""
)
#: An article on Dutch or Flemish news need not say which country it is about; its summary may.
_HOME = vocabulary("dutch netherlands holland belgian belgium flemish flanders")

#: Words for one that every text has.
_ARTICLES = vocabulary("a an een per each only enkel enkele sole")


def summary_number(summary: str, english: str, dutch: str) -> Finding | None:
    """A number of the summary that the article does not have."""
    known = readings(numbers(english, "en")) | readings(numbers(dutch, "nl"))
    bad = [n.text for n in numbers(summary, "en") if not n.readings & known and _worth(n, english + dutch)]
    bad += [code for code in codes(summary) if code not in english and code not in dutch]
    if not bad:
        return None
    return warning(
        "summary-number",
        f"The summary has {listed(bad)}, which is nowhere in the article: correct or delete it.",
        listed(bad),
    )


def _worth(number: Number, text: str) -> bool:
    """Is a value missing from the article worth a finding? A writer may count small ones."""
    if number.digits:
        counted = SMALL.get(int(number.value), frozenset()) - _ARTICLES
        return number.value > WORDLIKE_LIMIT or not counted & set(words_of(text))
    return number.value > WORDLIKE_LIMIT


def summary_name(summary: str, english: str, dutch: str) -> Finding | None:
    """A name of the summary of which the article lacks a word."""
    known, known_dutch = name_words(english), name_words(dutch)
    bad = [run.text.removesuffix("'s").removesuffix("’s") for run in runs(summary) if _strange(run, known, known_dutch)]
    if not bad:
        return None
    return warning(
        "summary-name",
        f"The summary names {listed(bad)}, which the article does not: correct or delete it.",
        listed(bad),
    )


def _strange(run: Run, english: frozenset[str], dutch: frozenset[str]) -> bool:
    """Is a word of the name neither in the article, nor the English of a word in it?"""
    words = [fold(match[0]).removesuffix("'s").removesuffix("'") for match in run.words]
    if run.opens:
        words = words[1:]  # "Last Tuesday" at the start of a sentence
    for word in words:
        if len(word) < 2 or word in PARTICLES | _NO_NAMES | _HOME or word in english or word in dutch:
            continue
        if is_english_exonym(word) and any(begins(word, beginning) for other in dutch for beginning in exonym(other)):
            continue
        if word.removesuffix("s") in english:
            continue
        if any(slip(other, word) for other in english) or not any(same_name(other, word) for other in dutch):
            return True
    return False
