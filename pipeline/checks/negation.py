"""A Dutch "not" that the English lost: the sentence may say the opposite."""

from __future__ import annotations

import re

from pipeline.article import Finding
from pipeline.checks.text import listed, warning


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})", re.IGNORECASE | re.VERBOSE)


_DUTCH = _words(r"(?:niet|niets|niks|geen|geeneen|nooit|nimmer|niemand|nergens|zonder|evenmin|geenszins|nee|neen)\b")
_ENGLISH = re.compile(
    r"n['’]t\b|\b(?:no|not|cannot|cant|dont|wont|neither|never|none|nobody|nothing|nowhere|without)\b", re.IGNORECASE
)
#: A second half of a negation, which counts only where there is no first.
_DUTCH_NOR, _ENGLISH_NOR = _words(r"noch\b"), _words(r"nor\b")
#: "Not" that turns nothing round, taken out of both languages before anything is counted.
_DUTCH_IDIOMS = _words(
    r"""niet\s+(?:alleen|enkel|slechts|zomaar|in\s+de\s+laatste\s+plaats|te\s+vergeten)\b
    |(?:al\s+dan|of|zo|waarom)\s+niet\b|(?<=,\s)ook\s+niet\b|(?:vergeet|vergeten)\b(?:\s\w+){0,3}?\s+niet\b
    |niet\s+on(?!der|t|s\b|ze)\w{4,}|niets?\s+(?:minder|anders)\b|niets\s+(?:of|en)\b|niet\s+(?:normaal|mals)\b
    |voor\s+niets\b|zonder\s+(?:twijfel|meer)\b|(?-i:[A-Z])\w+\s+zonder\s+(?-i:[A-Z])
    |nog\s+(?:geen|niet)\s+(?:eens\s+)?(?=\d|de\s+helft|een\s|twee|drie|tien|honderd)"""
)
_ENGLISH_IDIOMS = _words(
    r"""(?:not|n['’]t)\s+(?:only|just|merely|simply|least|to\s+mention)\b|(?:or|if|why|whether\s+or)\s+not\b
    |no\s+(?:less|fewer)\b|nothing\s+less\b|not\s+un(?!der|til|ite|less)\w+|none\s+the\s+less|nonetheless|nevertheless
    |at\s+least\b"""
)
#: (English, Dutch): other ways to deny. Those of the English that the Dutch has too stand for no "niet".
_OTHER_WAYS = tuple(
    (_words(english), _words(dutch))
    for english, dutch in (
        (
            r"""un(?!der|til|ilat|it|ion|iv|iq|if|less|cle|veil|lock|pack|load|fold|leash|wind|stuck|employ|fort|declar)\w{4,}|non-?\w{3,}
            |in(?:ab|acc|activ|adeq|admiss|appropr|cap(?!it)|compat|compet|complete|conceiv|conclus|consist|conven|correct
            |decen|defin|dependen|direct|eff|elig|equal|evitab|exper|explic|fin(?!a)|formal|human|just|secur|sens|signif|stab
            |suff|tact|toler|valid|visib|volunt)\w*|im(?:mobil|moral|mort|mun|partial|patien|perf|polit|possib|pract|prob
            |prop|pur)\w*|il(?:leg|lit|log)\w*|ir(?:reg|relev|rever|respon|ration|resist|repl)\w*
            |dis(?:agr|allow|appear|appoint|appr|belie|comf|connect|cont|courag|hon|like|loy|obey|ord|pleas|prov
            |qual|regard|respect|sat|trust)\w*|mis(?:under|lead|led|trust|us|behav|conduct|inform)\w*""",
            r"""on(?!der|z|s\b|ge?veer|line|langs|t(?!k)|middel|danks|roer)\w{4,}|in(?:compet|consist|direct|effic|form|stabiel|vali)\w*
            |im(?:moreel|mobiel|popul)\w*|il(?:leg|log)\w*|ir(?:reg|rel|ration)\w*|dis(?:kwal|respect)\w*|mis\w{4,}|wan\w{4,}
            |verdw\w+|teleur\w*|oneens""",
        ),
        (r"\w{3,}less(?:ly|ness)?\b|free\s+of|\w+-free\b", r"\w{3,}(?:loos|loze|vrij|vrije)\b"),
        (r"few\b|little\b", r"weinig|paar\b|enkele|enige|klein|beetje|handvol|handje|\w+(?:tje|je)s?\b"),
        (r"less\b|fewer|least\b", r"minder|minst"),
        (
            r"only\b|just\s+an?\b|alone\b|solely\b|sole\b",
            r"alleen|slechts|enkel|maar\b|pas\b|enige|louter|juist|zojuist|gewoon|net\b|nog\b|uitsluitend",
        ),
        (r"until|till\b|yet\s+to\b", r"tot\b|totdat|voordat|alvorens|eer\b"),
        (r"against|opposed|opposit\w+|anti-\w+", r"tegen\w*|anti\w*|oppos\w*"),
        (r"instead|unlike|anything\s+but", r"plaats|liever|eerder|anders|dan\b|tegenstelling|nogal"),
        (r"wrong(?:ly)?\b|amiss|incorrect\w*|false\w*", r"fout\w*|ongelijk|mis\b|verkeerd\w*|onjuist\w*|vals\w*"),
        (
            r"cancel\w*|call\w*\s+off|ceas\w*|abandon\w*|on\s+hold|barr(?:ed|ing)\b|way\s+off|skip(?:s|ped|ping)?\b|begrudg\w*",
            r"afg[ei]\w*|afgel\w*|annul\w*|geannul\w*|staak\w*|gesta\w*|verla\w*",
        ),
        (
            r"fail\w*|lack\w*|miss(?:ing|ed|es)?\b|absen\w+|short(?:age|fall)\w*",
            r"mislu\w*|faal\w*|fal(?:en|ing)\w*|gefaald|gebrek\w*|ontbr\w+|gemis\w*|mis(?:sen|t|te)?\b|tekort\w*|afwez\w*|zakt?\w*",
        ),
        (
            r"refus\w*|reject\w*|den(?:y|ie[sd]|ying|ials?)\b|declin\w*|rul\w+\s+out|doubt\w*",
            r"weiger\w*|ontken\w*|afw[ie]\w*|af(?:ge)?w[ie]\w*|verw[ie]rp\w*|verworpen|uitgeslo\w*|uitsl\w*|sluit\w*|daal\w*|dalen|gedaald|twijfel\w*|betwist\w*",
        ),
        (
            r"avoid\w*|prevent\w*|stop\w*|bann?(?:ed|s|ing)?\b|prohibit\w*|forb\w+|block\w*|halt\w*|keep\w*\s+(?:\w+\s)?from|kept\s+(?:\w+\s)?from",
            r"voork\w+|vermij\w+|vermed\w+|stop\w*|gestop\w*|verb[oi]\w+|tegen\w*|belet\w*|blok\w*|geblok\w*|eind\w*|houd\w*",
        ),
        (
            r"except\w*|exclu\w*|unless|other\s+than|ignor\w*|apart\s+from|regardless",
            r"behalve|uitzond\w*|uitgez\w*|uitsl\w*|uitgesl\w*|tenzij|nege\w+|genege\w*|ongeacht|afgezien",
        ),
        (r"r[ua]n\s+out|out\s+of|cut\w*\s+off|stripp\w+|stays?\s+out|kept\s+out", r"uit\w*|af\w*|buiten"),
        (r"los[etis]\w*|loss\w*", r"verlie\w*|verl[oa]\w+|kwijt\w*"),
        (r"hardly|barely|scarcely|rarely|seldom", r"nauwelijks|amper|zelden"),
        (r"unable|inabil\w+|beyond|far\s+from|too\b", r"verre\b|ver\b|te\b|ook\b|buiten"),
        (
            r"kill(?:ed|ing|s)?\b|died?\b|dead\b|death\w*",
            r"dod\w*|dood\w*|gedood|\w*moord\w*|verongel\w*|sneuv\w*|gesneuv\w*|slachtoffer\w*|\w+doding|sterf\w*|stierf|stierv\w*|gestorven|overl(?:eden|ee?d|ij)\w*|omgekomen|kom\w*\s+om",
        ),
    )
)


def negation_lost(source: str, target: str) -> Finding | None:
    """Fewer negations in the English than in the Dutch, and no other way to deny that would make up for it."""
    rest = _DUTCH_IDIOMS.sub(" ", source)
    dutch = [match[0] for match in _DUTCH.finditer(rest)]
    dutch = dutch or [match[0] for match in _DUTCH_NOR.finditer(rest)][:1]
    if not dutch:
        return None
    english = _ENGLISH_IDIOMS.sub(" ", target)
    missing = len(dutch) - (_count(_ENGLISH, english) or min(1, _count(_ENGLISH_NOR, english)))
    if missing <= 0:
        return None
    others = sum(max(0, _count(theirs, english) - _count(ours, source)) for theirs, ours in _OTHER_WAYS)
    if others >= missing:
        return None
    return warning(
        "negation-lost",
        f"The Dutch says {listed(f'“{word}”' for word in dutch)} and the English has no word for it"
        f"{', or not for all' if len(dutch) > missing else ''}: it may say the opposite.",
        listed(dutch),
    )


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))
