"""What stands around a Dutch article and is not of it: links, share bars, cookies, credits, bylines.

A line counts only where it reads as such a line. A sentence that begins with the same words ("Lees ook eens een
boek, zegt hij.") is the article's own. The forms are in data/boilerplate.txt.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.article import BlockKind
from pipeline.resources import DATA

_MAX_WORDS, _MAX_CHARS = 30, 250  # a longer text is a paragraph

# Whole tokens, possessive, so that a long run of capitals takes linear time.
_CAPITAL = r"(?-i:[A-ZÀ-Þ])[\w'’.-]*+"
_NAME = rf"(?:{_CAPITAL}|(?:van|de|den|der|het|ten|ter|te|el|al|['’]t|en|via|voor|in)(?!\w)|[&/|,•–-])"
_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mrt|maart|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sep(?:t(?:ember)?)?|"
    r"okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:ma|di|wo|do|vr|za|zo)\.?|vandaag|gisteren|eergisteren)"
_TIME = r"\d{1,2}[:.]\d{2}(?: ?uur)?"
_CALENDAR = rf"(?:\d{{1,2}} {_MONTH}(?: \d{{4}})?|\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{2,4}})"
_DATE = rf"(?:(?:{_DAY},? )?{_CALENDAR}(?:,? (?:om )?{_TIME})?|{_DAY},? (?:om )?{_TIME})"
_MACROS = {
    "CAPITAL": _CAPITAL,
    "NAMES": rf"{_NAME}(?:\s*+{_NAME}){{0,9}}",
    "NAME": _NAME,
    "MONTH": _MONTH,
    "DAY": _DAY,
    "TIME": _TIME,
    "DATE": _DATE,
    "STAMPED": rf"(?:{_DAY},? )?\d{{1,2}} {_MONTH} \d{{4}}(?:,? (?:om )?{_TIME})?",
    "READING": (
        r"(?:(?:geschatte )?leestijd ?:? ?(?:ongeveer |circa |± ?)?\d+ ?(?:min\.?|minuut|minuten)?|"
        r"\d+ ?(?:min\.?|minuut|minuten) (?:lezen|leestijd|leesduur|om te lezen))"
    ),
    "STAMP": (
        r"(?:gepubliceerd|geplaatst|gewijzigd|aangepast|bijgewerkt|laatst (?:gewijzigd|bijgewerkt)|"
        r"(?:laatste )?update|datum)"
    ),
    "AGENCY": (
        r"(?-i:ANP|AFP|AP|EPA|Reuters|Belga|Getty(?: Images)?|Shutterstock|Unsplash|Hollandse Hoogte|Pro Shots|iStock)"
        r"(?!\w)"
    ),
    "MEDIA": (
        r"(?:facebook|instagram|twitter|x|tiktok|whatsapp|linkedin|youtube|telegram|bluesky|threads|mastodon|snapchat|"
        r"pinterest|social(?:e)? media|de socials|google nieuws|e-?mail)"
    ),
    "KIND": r"(?:artikel|bericht|verhaal|stuk|interview|column|reportage|tekst|nieuws|pagina|video)",
    "ARTICLE": (
        r"(?:het|de|dit|deze|ons|onze|een|alle|meer|alles) (?:\w+ ){0,2}?\w*"
        r"(?:artikel(?:en)?|interview|verhaal|verhalen|reportage|analyse|column|recensie|achtergrond\w*|dossier|liveblog|blog|commentaar|verslag|"
        r"nieuws|stuk|podcast|video|special|longread|opinie\w*|berichten|beelden|fotoserie|uitzending|aflevering|overzicht|factcheck)"
    ),
    "REPORTER": (
        r"(?:redactie|(?:nieuws)?redacteur(?:en)?|(?:politiek )?verslaggevers?|verslaggeefster|correspondent(?:en|e)?|"
        r"medewerkers?|freelance ?journalist)"
    ),
}
_SHARE_WORDS = frozenset(
    "deel delen dit artikel bericht via op facebook twitter x whatsapp linkedin e-mail email mail instagram telegram "
    "bluesky threads mastodon pinterest tiktok youtube print printen afdrukken kopieer kopiëren link url opslaan "
    "bewaar bewaren tweet en of messenger sms signal reddit rss stuur door".split()
)
_SHARE_ACTS = frozenset(
    "facebook twitter whatsapp linkedin instagram telegram bluesky pinterest messenger print e-mail mail tweet".split()
)
# Who says so: with these a line is a person's sentence.
_SAYS = re.compile(
    r",\s*(?:zo\s+)?(?:zegt|zei|zeggen|stelt|vindt|aldus|adviseert|raadt|luidt|schrijft|meent|roept|riep|vertelt|klinkt|"
    r"denkt|vond|dacht|grapt|lacht|vraagt|waarschuwt|is\s+(?:het|haar|zijn|de|hun)|dat\s+is)\b",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"(?:foto|beeld|illustratie|video|bijschrift|onderschrift)\s*[:|]\s+\S", re.IGNORECASE)
_LEAD_IN = re.compile(
    r"(?:(?:lees|zie|kijk|bekijk|luister)\s+ook|meer\s+(?:nieuws|lezen|over .{1,40})|gerelateerde?\b.{0,20}|"
    r"aanbevolen\b.{0,20}|meest gelezen)\s*:?",
    re.IGNORECASE,
)
_EDGE = " \t>»→›•*|"


@cache
def _forms() -> re.Pattern[str]:
    lines = (DATA / "boilerplate.txt").read_text(encoding="utf-8").splitlines()
    forms = "|".join(f"(?:{line})" for line in lines if line and not line.startswith("#"))
    for name, pattern in _MACROS.items():
        forms = forms.replace(f"{{{name}}}", pattern)
    return re.compile(forms, re.IGNORECASE)


def kind_around(text: str) -> BlockKind | None:
    """OTHER for a line of the kind that stands around articles, CAPTION for a described picture, else None."""
    line = " ".join(text.split()).strip(_EDGE)
    if (
        not line
        or len(line) > _MAX_CHARS
        or len(line.split()) > _MAX_WORDS
        or line[0] in "\"“‘„'"
        or _SAYS.search(line)
    ):
        return None
    bare = line.rstrip(" .!…:›»→>")
    if _is_share_bar(bare) or _forms().fullmatch(bare) or _forms().fullmatch(line):
        return BlockKind.OTHER
    return BlockKind.CAPTION if _CAPTION.match(line) else None


def announces_links(text: str) -> bool:
    """Whether the line only announces links to other articles, such as "Lees ook:"."""
    return bool(_LEAD_IN.fullmatch(text.strip(_EDGE)))


def _is_share_bar(line: str) -> bool:
    words = re.findall(r"[\w-]+", line.lower())
    if len(words) < 2 or not all(word in _SHARE_WORDS for word in words):
        return False
    acts = sum(word in _SHARE_ACTS for word in words)
    return acts > 1 or (acts == 1 and words[0] in ("deel", "delen"))
