"""Tell an editor which sentences to look at: what a translation lost, made up or left undone.

Every check compares surface forms, so it can be wrong both ways; each is tuned to stay quiet on the work of
human translators (tests/stages/test_check.py measures that).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache

from pipeline.article import Article, Finding, Segment, Severity, Status
from pipeline.config import CheckSettings
from pipeline.numbers import Number, codes, numbers

_WORD = re.compile(r"[^\W_]+(?:['’‑-][^\W_]+)*")


def check(article: Article, settings: CheckSettings) -> Article:
    """A copy of the article with findings added; segments still pending or copied as they are get none."""
    checked = article.model_copy(deep=True)
    if not settings.enabled:
        return checked
    for segment in checked.segments():
        if segment.status in (Status.TRANSLATED, Status.FAILED):
            found = check_segment(segment, settings)
            segment.findings = [*segment.findings, *_placed(found, segment.id)]
    checked.findings = [*checked.findings, *_article_findings(checked)]
    return checked


def check_segment(segment: Segment, settings: CheckSettings) -> list[Finding]:
    """All findings of one translated segment. An empty one has only that."""
    target = segment.target or ""
    if segment.status is Status.FAILED or not target.strip():
        return [empty(segment.source)]
    found = [run(segment.source, target) for run in PAIR_CHECKS.values()]
    found.append(length_ratio(segment.source, target, settings.min_ratio, settings.max_ratio))
    found.append(low_score(segment.score, settings.low_score))
    return [finding for finding in found if finding]


def _placed(findings: Iterable[Finding], segment: str) -> list[Finding]:
    return [finding.model_copy(update={"segment": segment}) for finding in findings]


def _article_findings(article: Article) -> list[Finding]:
    translated = [s for s in article.segments() if s.status in (Status.TRANSLATED, Status.COPIED)]
    source = "\n".join(segment.source for segment in translated)
    target = "\n".join(segment.target or "" for segment in translated)
    found = [article_quotes(source, target)]
    if article.summary:
        # Pending and failed segments have no English, but their Dutch still backs a summary.
        dutch = "\n".join(segment.source for segment in article.segments())
        found += [summary_number(article.summary.text, target, dutch)]
        found += [summary_name(article.summary.text, target, dutch)]
    return [finding for finding in found if finding]


def _warning(code: str, message: str, evidence: str = "") -> Finding:
    return Finding(code=code, severity=Severity.WARNING, message=message, evidence=evidence)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def _vocabulary(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _fold(text: str) -> str:
    """Lower case without diacritics: São Paulo and Sao Paulo are one name."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def _words(text: str) -> list[str]:
    return [match[0].casefold().replace("’", "'") for match in _WORD.finditer(text)]


# --- empty, score, length -------------------------------------------------------------------------------


def empty(source: str) -> Finding:
    """The finding of a segment without English."""
    return Finding(
        code="empty",
        severity=Severity.ERROR,
        message="This sentence has no English: its translation failed or came out blank. Translate it by hand.",
        evidence=source,
    )


def low_score(score: float | None, lowest: float) -> Finding | None:
    """The model itself was unsure."""
    if score is None or score >= lowest:
        return None
    return Finding(
        code="low-score",
        severity=Severity.INFO,
        message=f"The model was unsure of this sentence (score {score:.2f}, limit {lowest:.2f}): "
        "compare it with the Dutch.",
        evidence=f"{score:.2f}",
    )


def length_ratio(source: str, target: str, lowest: float, highest: float) -> Finding | None:
    """English that is much shorter or longer than the Dutch has often lost or gained something."""
    dutch, english = len(source.split()), len(target.split())
    if dutch < 5 or lowest <= english / dutch <= highest:
        return None
    short = english < dutch
    return _warning(
        "length-ratio",
        f"The English is much {'shorter' if short else 'longer'} than the Dutch "
        f"({english} words for {dutch}): "
        f"something may have been {'left out' if short else 'added or repeated'}.",
        f"{dutch} > {english}",
    )


# --- numbers --------------------------------------------------------------------------------------------

#: Words that stand for a small number without being one: "both" for 2, "a" for 1.
_SMALL: dict[int, frozenset[str]] = {
    1: _vocabulary("""een één eens enkele enkel eerste a an one once first single sole each per 1e only"""),
    2: _vocabulary(
        """beide twee tweede tweemaal dubbel dubbele tweeling paar both two second secondly twice double
    pair couple half duo"""
    ),
    3: _vocabulary("drie driemaal driedubbel drievoudig trio triple three thrice threefold quarter"),
    4: _vocabulary("kwart vier quarter quarters fourth four"),
    6: _vocabulary("zes six halve half"),
    10: _vocabulary("decennium decade tien ten tental"),
    11: _vocabulary("elftal elf eleven"),
    12: _vocabulary("dozijn dozen noon middag twaalf"),
}
_WORDLIKE_LIMIT = 12
_MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december",
    "january february march april may june july august september october november december",
)


def _readings(found: Iterable[Number]) -> set[Decimal]:
    return {reading for number in found for reading in number.readings}


def _covered(number: Number, others: list[Number], other_text: str) -> bool:
    """Is the value, in any fair reading, somewhere in the other text?"""
    known = _readings(others)
    if number.readings & known:
        return True
    if number.value == int(number.value) and number.value <= _WORDLIKE_LIMIT:
        value = int(number.value)
        words = set(_words(other_text))
        if words & _SMALL.get(value, frozenset()):
            return True
        # 12/10 is 12 October.
        if value >= 1 and words & {names.split()[value - 1] for names in _MONTHS}:
            return True
    # 24-jarige, driejarige: a number word inside a compound.
    return str(number.value) in re.findall(r"\d+", other_text)


def number_changed(source: str, target: str) -> Finding | None:
    """A number in digits that the other language has in no form."""
    dutch, english = numbers(source, "nl"), numbers(target, "en")
    lost = [n.text for n in dutch if n.digits and not _covered(n, english, target)]
    new = [n.text for n in english if n.digits and not _covered(n, dutch, source)]
    lost += [code for code in codes(source) if not _same_code(code, target)]
    new += [code for code in codes(target) if not _same_code(code, source)]
    if not lost and not new:
        return None
    parts = []
    if lost:
        parts.append(f"the Dutch has {_listed(lost)}, the English does not")
    if new:
        parts.append(f"the English has {_listed(new)}, the Dutch does not")
    return _warning(
        "number-changed",
        f"A number differs: {'; '.join(parts)}. Check figures, dates, times and scores.",
        _listed([*lost, *new]),
    )


def _same_code(code: str, text: str) -> bool:
    """Are the code's digits in the text? Its letters may be translated (A4-tje, 4x4, V-1)."""
    return all(digits in text for digits in re.findall(r"\d+", code))


# --- names ----------------------------------------------------------------------------------------------

_PARTICLES = _vocabulary("van de der den het 't ten ter te von zu bin ibn al el la le les du da di del della dos y op")
_LETTER = r"[^\W\d_]"
_CAPITALISED = re.compile(rf"(?:[Dd]['’]|[Oo]['’])?(?:{_LETTER}|\d)+(?:['’-]{_LETTER}+|[‑-]\w+)*")
#: Dutch words that begin sentences, titles or institutions and are not names themselves.
_NOT_A_NAME = _vocabulary(
    """de het een en maar ook in op na voor van met bij door over om als toen dat die deze dit er hij
    zij ze we wij ik je jij u hun haar zijn mijn ons onze wat wie waar wanneer hoe waarom
    volgens sinds tijdens tussen onder uit aan naar te tot tegen zonder ondanks omdat terwijl
    hoewel want dus nu nog niet geen alle al veel sommige andere beide zowel mevrouw meneer heer
    dhr mevr drs prof professor dr doctor president premier minister koning koningin prins
    prinses sir lord lady paus keizer generaal kolonel kapitein majoor sergeant rechter senator
    gouverneur burgemeester januari februari maart april mei juni juli augustus september
    oktober november december maandag dinsdag woensdag donderdag vrijdag zaterdag zondag st sint
    saint"""
)
#: Parts of names of institutions, works and places, which are translated.
_TRANSLATED_PART = re.compile(
    r"""(?:ische?|[aoeiu]lijke?|aans?e?|se|sche|ale|aal|iteit|teit|ing|ingen|schap|schappen|dienst|raad
    |hof|bank|partij|bond|unie|wet|prijs|oorlog|huis|kerk|plein|zee|oceaan|eiland|eilanden|meer
    |rivier|bergen|berg|gebergte|kust|stad|staten|rijk|koninkrijk|republiek|ministerie|universiteit
    |hogeschool|school|museum|commissie|parlement|kamer|senaat|congres|vergadering|organisatie
    |stichting|vereniging|federatie|verbond|verdrag|leger|marine|luchtmacht|macht|politie|bureau
    |agentschap|instituut|centrum|fonds|beker|cup|kampioenschap|kampioenschappen|competitie|league
    |divisie|spelen|eeuw|tijd|dag|nacht|jaar|land|landen|lands?e?|noord|zuid|oost|west|noorde?n?
    |zuide?n?|ooste?n?|weste?n?|midden|groot|grote|klein|kleine|oude?|nieuwe?|hoge?|lage?|rode?
    |zwarte?|witte?|blauwe?|groene?|gouden|zilveren|eerste|tweede|derde|i[eë]|i[eë]r|i[eë]rs|iërse
    |isten?|isme|kunde|logie|heid|gebied|park|straat|laan|weg|brug|haven|station|wereld|volk|volken
    |club|team|orde|rechten)$""",
    re.VERBOSE,
)
#: Whole names that English often shortens to initials or puts in other words.
_TRANSLATED_NAME = re.compile(
    r"\b(?:verenigde? (?:staten|koninkrijk|naties)|stille oceaan"
    r"|openbaar ministerie|hoge raad|(?:eerste|tweede) kamer"
    r"|algemene vergadering|veiligheidsraad|europese unie|artsen zonder grenzen)\b"
)
#: Names whose English is too far from the Dutch to be recognised by likeness.
_EXONYMS = {
    "den haag": "hague", "'s-gravenhage": "hague", "parijs": "paris", "keulen": "cologne", "luik": "liege",
    "rijsel": "lille", "aken": "aachen", "duinkerke": "dunkirk", "wenen": "vienna", "praag": "prague",
    "genève": "geneva", "oekraïne": "ukraine", "vs": "us", "eu": "eu", "navo": "nato", "vn": "un",
    "kroatië": "croatia", "hongarije": "hungary", "turkije": "turkey", "egypte": "egypt",
    "griekenland": "greece", "duitsland": "germany", "spanje": "spain", "frankrijk": "france",
    "zwitserland": "switzerland", "oostenrijk": "austria", "roemenië": "romania", "tsjechië": "czech",
    "zeeland": "zealand", "israël": "israel", "haïti": "haiti", "curaçao": "curacao",
    "bahreïn": "bahrain", "koeweit": "kuwait", "jemen": "yemen", "egeïsche": "aegean",
}  # fmt: skip


def names(text: str) -> list[str]:
    """Names in a text: runs of capitalised words with particles between, sentence openers left out."""
    found: list[str] = []
    run: list[re.Match[str]] = []
    particles: list[re.Match[str]] = []

    def close() -> None:
        words = list(run)
        while words and words[0][0].casefold() in _NOT_A_NAME:
            words.pop(0)
        while words and words[-1][0].casefold() in _NOT_A_NAME:
            words.pop()
        if words and not (len(words) == 1 and _opens(text, words[0].start())):
            found.append(text[words[0].start() : words[-1].end()])
        run.clear()
        particles.clear()

    for match in _CAPITALISED.finditer(text):
        word = match[0]
        previous = particles[-1] if particles else run[-1] if run else None
        if previous and not re.fullmatch(r"\.? ", text[previous.end() : match.start()]):
            close()
        elif previous and text[previous.end()] == "." and previous.end() - previous.start() > 3:
            close()  # the full stop of a sentence, not of an initial
        if word[0].isupper() or re.match(r"[a-z]{1,2}[A-Z]", word):
            run.extend([*particles, match])
            particles.clear()
        elif run and word.casefold() in _PARTICLES and len(particles) < 3:
            particles.append(match)
        else:
            close()
    close()
    return found


def _opens(text: str, start: int) -> bool:
    """Does a sentence, quotation or clause begin at `start`, so that its capital says nothing?"""
    before = text[:start].rstrip()
    return not before or before[-1] in ".!?:\"“”'‘’„«»(–—-…|\n"


def _distinct(word: str) -> bool:
    """Does the word look like a name by itself: diacritics, mixed case, or letters with digits?"""
    if re.search(rf"\d{_LETTER}|{_LETTER}\d", word):
        return True
    if re.search(r"[a-z][A-Z]", word):
        return True
    return _fold(word) != word.casefold().replace("’", "'") and not re.search(r"[ëï]", word)


@lru_cache(maxsize=65536)
def _alike(one: str, other: str) -> bool:
    if one == other or (len(one) > 3 and len(other) > 3 and (one in other or other in one)):
        return True
    if abs(len(one) - len(other)) > 4 or not set(one) & set(other):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.6


def _kept(word: str, target_words: frozenset[str], exonyms: bool = True) -> bool:
    folded = re.sub(r"'s?$", "", _fold(word))
    if exonyms and (english := _EXONYMS.get(word.casefold())):
        return english in target_words
    if folded in target_words or any(_alike(folded, other) for other in target_words):
        return True
    # M16-geweer is an M16 rifle: the name is one part of a Dutch compound.
    return "-" in folded and any(part in target_words for part in folded.split("-") if len(part) > 1)


@lru_cache(maxsize=16)
def _target_words(text: str) -> frozenset[str]:
    folded = _fold(text)
    whole = {match[0] for match in _WORD.finditer(folded)}
    return frozenset(whole | set(re.findall(r"[^\W_]+", folded)))


def name_lost(source: str, target: str) -> Finding | None:
    """A personal or other untranslatable name of the Dutch that the English does not have."""
    target_words = _target_words(target)
    lost = [name for name in names(source) if _is_lost(name, target_words)]
    if not lost:
        return None
    return _warning(
        "name-lost",
        f"The Dutch names {_listed(lost)}, and the English does not, or spells it otherwise: check the name.",
        _listed(lost),
    )


def _is_lost(name: str, target_words: frozenset[str]) -> bool:
    if name.casefold() in _EXONYMS or name.isupper() or _TRANSLATED_NAME.search(name.casefold()):
        return False
    parts = [word for word in name.split() if word.strip(".,").casefold() not in _PARTICLES]
    if len(parts) == 1:
        return _distinct(name) and not _kept(name, target_words)
    telling = [part for part in parts if len(part) > 3 and part.casefold() not in _NOT_A_NAME]
    if not telling or any(_TRANSLATED_PART.search(part.casefold()) for part in telling[:-1]):
        return False
    # The last part is the surname; a first name may be left out on second thoughts.
    last = telling[-1]
    # Jan must not stand in for Jansen.
    if _kept(last, target_words - {_fold(part) for part in parts if part != last}):
        return False
    return not (_TRANSLATED_PART.search(last.casefold()) and any(_kept(p, target_words) for p in telling[:-1]))


# --- untranslated, repetition, leftovers ----------------------------------------------------------------

#: Frequent Dutch words that are no English words and no usual parts of names.
_DUTCH_WORDS = _vocabulary(
    """het een niet voor met zijn aan ook maar nog naar bij wordt worden werd werden uit om dat deze
    dit hij zij ze wij ik heeft hebben hebt kan kunnen zal zullen zou zouden moet moeten wil
    willen als dan toch veel meer mensen jaar geen er hun haar ons onze waar wat wie hoe tegen
    door tussen zonder tijdens volgens omdat terwijl toen nu al alle andere maakt gaat komt zegt
    zei staat ligt en te"""
)
_DUTCH_PARTICLES = _vocabulary("de van op")


def untranslated(source: str, target: str) -> Finding | None:
    """English that is still (partly) Dutch."""
    words = _words(target)
    if len(words) < 4:
        return None
    dutch = [word for word in words if word in _DUTCH_WORDS]
    particles = [word for word in words if word in _DUTCH_PARTICLES]
    same = _words(source) == words and bool(re.search(r"\b[a-z]{2,}\b.*\b[a-z]{2,}\b", target))
    share = (len(dutch) + len(particles)) / len(words)
    if not same and (len(dutch) < 2 or share < 0.15):
        return None
    return _warning(
        "untranslated",
        "This sentence is the Dutch, unchanged: translate it."
        if same
        else f"The English still has Dutch words ({_listed(dutch)}): part of it was not translated.",
        target if same else _listed([*dutch, *particles]),
    )


def _grams(words: list[str], size: int) -> Iterable[tuple[str, ...]]:
    return (tuple(words[i : i + size]) for i in range(len(words) - size + 1))


def _repeated(text: str) -> str | None:
    """An n-gram (1 to 4 words) more than three times in a row, or a 4-gram more than three times anywhere."""
    words = _words(text)
    for size in range(1, 5):
        for i in range(len(words) - 4 * size + 1):
            gram = words[i : i + size]
            if words[i : i + 4 * size] == gram * 4:
                return " ".join(gram)
    counts = Counter(_grams(words, 4))
    often = [gram for gram, count in counts.items() if count > 3]
    return " ".join(often[0]) if often else None


def repetition(source: str, target: str) -> Finding | None:
    """The model got stuck: words come back over and over, and not in the Dutch."""
    again = _repeated(target)
    if again is None or _repeated(source) is not None:
        return None
    return _warning(
        "repetition",
        f"The English repeats “{again}” more than three times and the Dutch repeats nothing: "
        "the translation got stuck.",
        again,
    )


_LEFTOVER = re.compile(
    r"&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});"
    r"|</?(?:pad|unk|s|mask|bos|eos)>|⁇|▁|�|>>\w*<<|>>|\[UNK\]",
    re.IGNORECASE,
)


def leftover(source: str, target: str) -> Finding | None:
    """Marks of HTML or of the model that no reader should see."""
    found = [match[0] for match in _LEFTOVER.finditer(target) if match[0] not in source]
    if not found:
        return None
    return _warning(
        "leftover",
        f"The English has marks that do not belong in a text ({_listed(found)}): remove them, "
        "and see whether a word went missing there.",
        _listed(found),
    )


# --- quotation marks ------------------------------------------------------------------------------------

_DOUBLE = re.compile(r"[\"“”„‟«»＂]|''|‘‘|’’|,,|``")
#: A single mark at the edge of a word; an apostrophe inside one is none, nor are 's, 't, '90 and a plural's.
_SINGLE = re.compile(r"(?<!\w)[‘'’‚](?=\w)(?!(?:s|t|n|k|r|m|\d\ds?)\b)|(?<=[\w.,!?…])[’'‘](?!\w)")


def _quotes(text: str) -> int:
    return len(_DOUBLE.findall(text))


def quotes_unbalanced(source: str, target: str) -> Finding | None:
    """Double quotation marks lost or gained, where single ones have not taken their place."""
    dutch, english = _quotes(source), _quotes(target)
    if dutch == english:
        return None
    # Papers differ in house style: a quotation may go from single to double marks, or the other way.
    singles = len(_SINGLE.findall(source)), len(_SINGLE.findall(target))
    low, high = sorted([(dutch, dutch + singles[0]), (english, english + singles[1])])
    if high[0] <= low[1]:
        return None
    return _warning(
        "quotes-unbalanced",
        f"The Dutch has {dutch} double quotation marks, the English {english}: "
        "check where the quotation begins and ends.",
        f"{dutch} > {english}",
    )


def article_quotes(source: str, target: str) -> Finding | None:
    """A quotation that the English article opens and never closes, while the Dutch does."""
    if _quotes(target) % 2 == 0 or _quotes(source) % 2 == 1:
        return None
    return _warning(
        "quotes-unbalanced",
        "The English article has an odd number of double quotation marks: a quotation is never opened or closed.",
        str(_quotes(target)),
    )


# --- negation -------------------------------------------------------------------------------------------

_DUTCH_NEGATION = re.compile(r"\b(?:niet|geen|nooit|niemand|niets|nergens|zonder)\b", re.IGNORECASE)
#: Dutch that says "not" and means something else, or has a positive English of its own.
_NO_NEGATION = re.compile(
    r"""\bniet\s+(?:alleen|enkel|slechts|zozeer|te\s+vergeten|langer|meer\s+dan|minder)\b|\bzo\s+niet\b
    |\bal\s+dan\s+niet\b|\bniet\s+in\s+de\s+laatste\s+plaats\b|\bof\s+niet\b|\bniets?\s+anders\b
    |\bniet\s+zonder\b|\bwaarom\s+niet\b|\bniets\s+minder\b|\bniet\s+zo\s+lang\b|\bniet\s+eerder\b
    |\bzonder\s+twijfel\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ENGLISH_NEGATION = re.compile(
    r"""n['’]t\b|\b(?:no|not|cannot|cant|dont|nor|neither|never|none|nobody|nothing|nowhere|without
    |hardly|barely|scarcely|rarely|seldom|few|little|less|fewer|least|fail\w*|lack\w*|refus\w*
    |den(?:y|ie[sd]|ying|ial)|reject\w*|avoid\w*|prevent\w*|exclu\w*|miss(?:ing|ed|es)?|absen\w+
    |rul\w+\s+out|unless|only|instead|other\s+than|non\w*|stop\w*|yet\s+to|until|except\w*|ignor\w*
    |forb\w+|prohibit\w*|beyond|against|far\s+from|anything|out\s+of|inability|lost|los\w+|declin\w*
    |imposs\w+|off|(?:un|in|im|ir|il|dis|mis)[a-z]{4,}\w*|\w+less(?:ly|ness)?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
#: Words that only look negative; without this the prefixes would excuse nearly every sentence.
_NOT_NEGATIVE = re.compile(
    r"""\b(?:under\w*|until|uni(?:t|on|v|que|f)\w*|united|into|inter\w*|inside|instead|includ\w*
    |increas\w*|indeed|industr\w*|inform\w*|initia\w*|inter\w*|invest\w*|involv\w*|individual\w*
    |influen\w*|inqu\w*|insist\w*|instan\w*|institut\w*|intell\w*|inten\w*|introduc\w*|invit\w*
    |india\w*|internet|indicat\w*|infect\w*|injur\w*|import\w*|impact\w*|impl\w*|improv\w*|impos(?:e
    |ed|es|ing)|image\w*|immigr\w*|immedia\w*|iraq\w*|iran\w*|irish|ireland|illustr\w*|dis(?:trict
    |cuss|cover|play|tan|trib|ease|aster|tinct)\w*|mission\w*|missile\w*|mist\w+|inner\w*|inspir\w*
    |install\w*|instruct\w*|insur\w*|indone\w*|infra\w*|ingred\w*|inhabit\w*|inherit\w*|innov\w*
    |inven\w*|inch\w*|incident\w*|incom\w*|index|impress\w*|unle\w+)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def negation_lost(source: str, target: str) -> Finding | None:
    """A Dutch "not" without anything negative in the English: the meaning may have been turned round."""
    rest = _NO_NEGATION.sub(" ", source)
    dutch = [match[0] for match in _DUTCH_NEGATION.finditer(rest)]
    if not dutch:
        return None
    for match in _ENGLISH_NEGATION.finditer(target):
        if not _NOT_NEGATIVE.fullmatch(match[0]) or match[0].casefold() in ("until", "instead", "unless"):
            return None
    return _warning(
        "negation-lost",
        f"The Dutch says {_listed(f'“{word}”' for word in dutch)} and the English has no word for it: "
        "it may say the opposite.",
        _listed(dutch),
    )


# --- summary --------------------------------------------------------------------------------------------


def summary_number(summary: str, english: str, dutch: str) -> Finding | None:
    """A number of the summary that the article does not have."""
    known_en, known_nl = numbers(english, "en"), numbers(dutch, "nl")
    known = _readings(known_en) | _readings(known_nl)
    bad = [n.text for n in numbers(summary, "en") if not n.readings & known and _worth(n, english + dutch)]
    bad += [code for code in codes(summary) if code not in english and code not in dutch]
    if not bad:
        return None
    return _warning(
        "summary-number",
        f"The summary has {_listed(bad)}, which is nowhere in the article: correct or delete it.",
        _listed(bad),
    )


def _worth(number: Number, text: str) -> bool:
    """Is a value missing from the article worth a finding? A writer may count small ones."""
    if number.digits:
        return number.value > _WORDLIKE_LIMIT or not _SMALL.get(int(number.value), frozenset()) & set(_words(text))
    return number.value > _WORDLIKE_LIMIT


def summary_name(summary: str, english: str, dutch: str) -> Finding | None:
    """A name of the summary of which the article lacks a word."""
    known = _target_words(english) | _target_words(dutch)
    bad = []
    for name in names(summary):
        words = [re.sub(r"'s?$", "", _fold(word)) for word in name.split()]
        if _opens(summary, summary.index(name)):
            words = words[1:]  # "Last Tuesday" at the start of a sentence
        if any(word not in known and len(word) > 1 and word not in _PARTICLES for word in words):
            bad.append(re.sub(r"['’]s?$", "", name))
    if not bad:
        return None
    return _warning(
        "summary-name",
        f"The summary names {_listed(bad)}, which the article does not: correct or delete it.",
        _listed(bad),
    )


#: Checks of a source and its target alone, by the code of their findings.
PAIR_CHECKS = {
    "number-changed": number_changed,
    "name-lost": name_lost,
    "untranslated": untranslated,
    "repetition": repetition,
    "quotes-unbalanced": quotes_unbalanced,
    "negation-lost": negation_lost,
    "leftover": leftover,
}
