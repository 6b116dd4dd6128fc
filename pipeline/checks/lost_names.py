"""Names of people, places and bodies: kept, or put into the English that is theirs.

A Dutch name is lost where the English has neither it, nor its English form, nor a regular spelling of it, and
nothing tells that it was translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.article import Finding
from pipeline.checks.likeness import alike, begins, exonym, is_english_exonym, same_name, slip
from pipeline.checks.name_parts import NOT_A_NAME, PARTICLES, is_common, is_english_part, is_translated
from pipeline.checks.names import Run, name_words, opens, runs
from pipeline.checks.persons import letters_lost, persons_lost
from pipeline.checks.spelling import zipf
from pipeline.checks.text import fold, listed, warning
from pipeline.surface import is_shouted

_SHORTEST_HEAD = 4
_ROMAN = re.compile(r"[ivx]{1,4}")
_ACRONYM = re.compile(r"\b[A-Z]{2,6}(?=s?\b)")
#: "de Arbeidsinspectie", "het nieuwe Kadaster": people and most places have no article, bodies have one.
_ARTICLE = re.compile(
    r"\b(?:de|het|een|'t|deze|dit|zijn|haar|hun|onze|ons|elke|ieder|elk)\s"
    r"(?:(?:nieuwe|oude|grote|hele|eerste|tweede|[a-z]+(?:ige|ijke|ische|[lnrg]se|ele|nale))\s)?$",
    re.IGNORECASE,
)
#: A surname with particles that are never its sentence's own words: van der always, De with a capital.
_WITH_PARTICLE = re.compile(
    r"\b(?P<particle>[Vv]an (?:der|den|'t)|[Vv]on der"
    r"|[Oo]p den|[Ii]n 't|[Uu]it den|Van de|De|Den|Van|Ten|Ter|ten|ter)\s"
    r"(?P<surname>[A-ZÀ-Þ][\w'’]*[a-zß-ÿ])"
)
#: D'Haene, d'Hondt
_ELIDED = re.compile(r"\b[Dd]['’]([A-ZÀ-Þ][^\W\d_]+)")
#: Erwin van Veen, with a particle that is also a word of the sentence.
_FULL_NAME = re.compile(r"\b(?P<first>[A-ZÀ-Þ][a-zß-ÿ'’-]+)\s(?:van|de|van de)\s(?P<surname>[A-ZÀ-Þ][\w'’]*[a-zß-ÿ])")
_PUT_INTO_ENGLISH = re.compile(
    r"\b(?:[Oo]f(?:\s+(?:[Tt]he|[Dd]er|[Dd]en))?|[Tt]he|[Ff]rom\s+the)\s+([A-ZÀ-Þ][\w'’]*[a-zß-ÿ])"
)
#: Zipf values (see spelling.py): an everyday word, and how much commoner it must be in English.
_EVERYDAY, _MUCH_COMMONER = 3.8, 1.4
#: Zipf value from which a word is one that Dutch sentences may begin with.
_DUTCH_WORD = 2.5
_ADJECTIVE = re.compile(r"\w{3,}se$")


def name_lost(source: str, target: str) -> Finding | None:
    """A name of the Dutch that the English lacks, or has with a slip of the pen."""
    pair = _Pair(source, target)
    # In a shouted headline, capitals tell nothing.
    lost = [run.text for run in runs(source) if not is_shouted(source) and _lost(run, pair)]
    lost += [*translated_particles(source, target), *persons_lost(source, target), *letters_lost(source, target)]
    lost = [name for name in lost if not any(name != other and name in other for other in lost)]
    if not lost:
        return None
    return warning(
        "name-lost",
        f"The Dutch names {listed(lost)}, and the English does not, or spells it otherwise: check the name.",
        listed(lost),
    )


@dataclass(frozen=True)
class _Pair:
    """A source and its target, with what they say of names; all of it folded, and worked out when asked for."""

    source: str
    target: str

    @cached_property
    def english(self) -> frozenset[str]:
        return name_words(self.target)

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The words of the English that have a capital, wherever they stand."""
        return frozenset(fold(word) for word in re.findall(r"\b[^\W\d_][\w'’]*", self.target) if not word.islower())

    @cached_property
    def acronyms(self) -> frozenset[str]:
        return frozenset(map(fold, _ACRONYM.findall(self.source)))

    @cached_property
    def new_acronyms(self) -> frozenset[str]:
        """Acronyms of the English alone: GDP, for bbp."""
        return frozenset(map(fold, _ACRONYM.findall(self.target))) - name_words(self.source)

    @cached_property
    def new_names(self) -> list[str]:
        """Capitalised words of the English that answer to none of the Dutch: Land Registry, for Kadaster."""
        dutch, dutch_names = name_words(self.source), _name_parts(self.source)
        return [
            part
            for part in _name_parts(self.target)
            if part not in dutch
            and not is_english_exonym(part)
            and not any(same_name(name, part) for name in dutch_names)
        ]

    @cached_property
    def new_bodies(self) -> int:
        """How many of the new names are words that bodies have in English."""
        return sum(map(is_english_part, self.new_names))

    @cached_property
    def translated_words(self) -> int:
        """How many words of the Dutch may have an English capital: those of bodies, and zon and rivier."""
        common = re.findall(r"\b[a-z]+", self.source)
        return sum(map(is_translated, _name_parts(self.source))) + sum(map(is_common, common))


@dataclass
class _Group:
    """The folded words of (a part of) a run. `surnames`: those that a particle makes part of a person's name."""

    words: list[str] = field(default_factory=list)
    surnames: set[str] = field(default_factory=set)


def _name_parts(text: str) -> list[str]:
    return [part for run in runs(text) for group in _groups(run) for part in group.words]


def _groups(run: Run) -> list[_Group]:
    """A run without titles and particles; what stands apart (D66 in D66-leider, Australische) by itself."""
    groups = [_Group()]
    bound = False
    for match in run.words:
        word = match[0]
        pieces = [word] if exonym(fold(word)) else re.split(r"[-‑]", word)
        parts = [re.sub(r"'(?:s|tjes?)?$", "", fold(piece)) for piece in pieces if not piece.islower()]
        parts = [p for p in parts if len(p) > 1 and p not in PARTICLES | NOT_A_NAME and not _ROMAN.fullmatch(p)]
        if parts and (len(parts) < len(pieces) or (len(parts) == 1 and exonym(parts[0]))):
            groups += [_Group(parts), _Group()]
        elif parts:
            if bound and any(not is_translated(word) for word in groups[-1].words):
                groups[-1].surnames.add(parts[0])  # Jan de Boer is no farmer
            groups[-1].words += parts
        bound = fold(word) in PARTICLES
    return [group for group in groups if group.words]


def _lost(run: Run, pair: _Pair) -> bool:
    """Is a name, or one within it (Australische Jan Jansen), gone or misspelt?"""
    if len(run.words) > 2 and is_shouted(run.text):
        return False
    groups = _groups(run)
    missing = {part for group in groups for part in group.words if not _kept(part, pair)}
    if not missing:
        return False
    spelt = [part for part in missing if not is_common(part) and not (part in pair.acronyms and pair.new_acronyms)]
    if any(slip(part, word) for part in spelt for word in pair.capitals):
        return True
    # "Dankzij Jan Jansen": the word that opens a sentence need be no part of the name, unless it is no Dutch word.
    if run.opens and groups[0].words[0] in missing and zipf(groups[0].words[0], "nl") >= _DUTCH_WORD:
        groups[0].words.pop(0)
    # "Franse hoofdstad" may be Paris.
    last = fold(run.words[-1][0])
    if _ADJECTIVE.search(last) and re.match(r" [a-z]", run.after) and last not in exonym(last) and groups[-1].words:
        groups[-1].words.pop()
    body = any(map(is_translated, (part for group in groups for part in group.words)))
    lost = [name for group in groups for name in _names(group) if _gone(name, missing)]
    places = [name for name in lost if all(map(exonym, name))]
    others = [name for name in lost if name not in places and not _translated(name, body, run, pair)]
    return bool(others) or (not body and any(_place_lost(name, pair) for name in places))


def _names(group: _Group) -> Iterator[list[str]]:
    """The names in a group, without words that are translated."""
    name: list[str] = []
    for part in group.words:
        if part in group.surnames or not is_translated(part):
            name.append(part)
        elif name:
            yield name
            name = []
    if name:
        # Rocky Mountains may be the Rockies.
        yield [part for part in name if not is_english_part(part)] or name


def _gone(name: list[str], missing: set[str]) -> bool:
    """A first name may be left out on second thoughts, so that one put wrong passes; the last part is the surname."""
    return name[-1] in missing or len(missing.intersection(name)) > len(name) / 2


def _kept(part: str, pair: _Pair) -> bool:
    """Is a folded word of a name in the English, as it is or in its English form?"""
    if part in pair.english:
        return True
    if known := exonym(part):
        # Limburg has one name in both languages: Limbumg is none of its English forms.
        same = not part.endswith("se") and any(begins(part, beginning) for beginning in known)
        words = [word for word in pair.english if not (same and word[-1:] == part[-1:] and slip(part, word))]
        if any(begins(word, beginning) for word in words for beginning in known):
            return True
    if any(same_name(part, word) for word in pair.english):
        return True
    # Loiredal is the Loire Valley, Rijnvallei the Rhine Valley.
    for end in range(_SHORTEST_HEAD, len(part) - 2):
        known = exonym(part[:end])
        if part[:end] in pair.english or any(begins(word, beginning) for word in pair.english for beginning in known):
            return True
    return False


def _translated(name: list[str], body: bool, run: Run, pair: _Pair) -> bool:
    """Does something in the English tell that a name, which is not there as it is, was translated or shortened?"""
    initials = "".join(fold(match[0])[0] for match in run.words)
    if any(
        acronym == initials
        or (len(name) == 1 and name[0] in pair.acronyms)
        or (len(acronym) == 2 and acronym[0] == name[0][0])
        for acronym in pair.new_acronyms
    ):
        return True
    # Land Registry, for Kadaster: the English has more words for bodies than the Dutch words for them call for.
    article = bool(_ARTICLE.search(run.before))
    if len(name) == 1 and pair.new_bodies and (article or body):
        return True
    if pair.new_bodies - pair.translated_words >= (1 if article else min(len(name), 2)):
        return True
    return any(alike(name[-1], word) and not _is_plain_english(word) for word in pair.new_names)


def _is_plain_english(word: str) -> bool:
    """Is a folded word with a capital much commoner in English than in Dutch texts: Overview, for Overbeke?"""
    return zipf(word, "en") >= _EVERYDAY and zipf(word, "en") - zipf(word, "nl") >= _MUCH_COMMONER


def translated_particles(source: str, target: str) -> list[str]:
    """Surnames whose particle was put into English: Van der Heijden as "of the Heijden", De Bruijn as "The Bruijn"."""
    put = [fold(match[1]) for match in _PUT_INTO_ENGLISH.finditer(target)]
    found = []
    for match in _WITH_PARTICLE.finditer(source):
        surname = match["surname"]
        if opens(source, match.start()) and " " not in match["particle"]:
            continue
        kept = re.search(rf"\b{re.escape(match['particle'])}\s+{re.escape(surname)}", target, re.IGNORECASE)
        if not kept and any(same_name(fold(surname), word) for word in put):
            found.append(match[0])
        elif _is_respelt(surname, target):
            found.append(surname)
    found += [match[1] for match in _ELIDED.finditer(source) if _is_respelt(match[1], target)]
    for match in _FULL_NAME.finditer(source):
        first, surname = re.escape(match["first"]), re.escape(match["surname"])
        if re.search(rf"\b{first}\s+(?:of|from|the|of\s+the)\s+{surname}\b", target):
            found.append(match[0])
    return found


def _is_respelt(surname: str, target: str) -> bool:
    """Is a Dutch surname, which English leaves as it is, there in another spelling alone: Bruin, for Bruijn?"""
    words = {fold(word) for word in re.findall(r"[^\W\d_]+", target)}
    name = fold(surname)
    return name not in words and not exonym(name) and any(same_name(name, word) for word in words)


def _place_lost(name: list[str], pair: _Pair) -> bool:
    """Is a place gone that has one name in both languages, or is another in its stead: Zweeds, and Swiss?"""
    if any(begins(part, beginning) for part in name for beginning in exonym(part)):
        return True
    dutch = name_words(pair.source)
    known = {beginning for word in dutch for beginning in exonym(word)}
    return any(
        is_english_exonym(word)
        and not is_english_part(word)
        and word not in dutch
        and not any(begins(word, beginning) for beginning in known)
        for word in _name_parts(pair.target)
    )
