"""What the page says, in English and in Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from starlette.requests import Request

Language = Literal["en", "nl"]
LANGUAGES: tuple[Language, ...] = ("en", "nl")
LANGUAGE_COOKIE = "overzet-language"

_TEXTS: Mapping[str, tuple[str, str]] = {
    "home_title": ("Dutch news into English", "Nederlands nieuws in het Engels"),
    "paste": (
        "Paste the Dutch article, with a blank line between paragraphs",
        "Plak het Nederlandse artikel, met een witregel tussen de alinea’s",
    ),
    "or_file": ("or choose a file (txt, md, html, docx, xml)", "of kies een bestand (txt, md, html, docx, xml)"),
    "force": ("Go on even if it does not read as Dutch", "Ga door, ook als het geen Nederlands lijkt"),
    "go": ("Translate", "Vertalen"),
    "latest": ("Latest", "Laatste artikelen"),
    "failed": ("Failed", "Mislukt"),
    "waiting": ("Waiting", "Wacht"),
    "edited": ("edited", "bewerkt"),
    "to_check": ("To check", "Na te kijken"),
    "nothing_open": ("Nothing left to check.", "Niets meer na te kijken."),
    "no_proof": (
        "That is no proof of a sound translation: read it against the Dutch.",
        "Dat bewijst niet dat de vertaling klopt: lees haar naast het Nederlands.",
    ),
    "back": ("All articles", "Alle artikelen"),
    "language": ("Language", "Taal"),
    "other_language": ("Nederlands", "English"),
    "summary": ("Summary", "Samenvatting"),
    "no_summary": ("No summary was made.", "Er is geen samenvatting gemaakt."),
    "dutch": ("Dutch", "Nederlands"),
    "english": ("English", "Engels"),
    "sentence_of": ("Sentence {n} of {total}", "Zin {n} van {total}"),
    "doubt_1": ("the model was a little unsure", "het model twijfelde een beetje"),
    "doubt_2": ("the model was unsure", "het model twijfelde"),
    "doubt_3": ("the model was very unsure", "het model twijfelde sterk"),
    "legend": ("Shading: how unsure the model was", "Tint: hoe sterk het model twijfelde"),
    "no_english": ("No English yet", "Nog geen Engels"),
    "left_out": ("Left out", "Weggelaten"),
    "edit": ("Edit", "Bewerken"),
    "save": ("Save", "Opslaan"),
    "cancel": ("Cancel", "Annuleren"),
    "saved": ("Saved.", "Opgeslagen."),
    "draft_kept": ("Draft kept.", "Concept bewaard."),
    "draft": ("Draft, not saved yet", "Concept, nog niet opgeslagen"),
    "not_saved": (
        "Not saved: the server did not answer. Your text is still here.",
        "Niet opgeslagen: de server gaf geen antwoord. Uw tekst staat er nog.",
    ),
    "accept": ("Accept", "Klopt"),
    "dismiss": ("Dismiss", "Afwijzen"),
    "reopen": ("Reopen", "Heropenen"),
    "accepted": ("Accepted", "Klopt"),
    "dismissed": ("Dismissed", "Afgewezen"),
    "reason": ("Reason", "Reden"),
    "reason_wanted": ("Reason (needed)", "Reden (verplicht)"),
    "error": ("Error", "Fout"),
    "warning": ("Warning", "Waarschuwing"),
    "info": ("Note", "Opmerking"),
    "undo": ("Undo", "Ongedaan maken"),
    "redo": ("Redo", "Opnieuw"),
    "export": ("Export", "Exporteren"),
    "copy": ("Copy text", "Tekst kopiëren"),
    "copied": ("The English text is on the clipboard.", "De Engelse tekst staat op het klembord."),
    "not_copied": ("The browser does not allow copying.", "De browser staat kopiëren niet toe."),
    "history": ("History", "Geschiedenis"),
    "no_history": ("Nothing was changed yet.", "Er is nog niets veranderd."),
    "undone": ("undone", "ongedaan gemaakt"),
    "help": ("Keys", "Toetsen"),
    "close": ("Close", "Sluiten"),
    "key_next": ("next sentence", "volgende zin"),
    "key_previous": ("previous sentence", "vorige zin"),
    "key_edit": ("edit the sentence", "zin bewerken"),
    "key_finding": ("next finding", "volgende bevinding"),
    "key_decide": ("accept or dismiss the finding", "bevinding: klopt of afwijzen"),
    "key_undo": ("undo, redo", "ongedaan maken, opnieuw"),
    "key_save": ("save while editing", "opslaan tijdens bewerken"),
    "key_cancel": ("give up editing", "bewerken annuleren"),
    "key_help": ("this list", "deze lijst"),
    "keys_on": ("Single keys work on this page", "Losse toetsen werken op deze pagina"),
    "provenance": ("Where it came from", "Herkomst"),
    "around": ("Around the article", "Rond het artikel"),
    "no_text": ("This article has no text.", "Dit artikel heeft geen tekst."),
    "needs_script": ("Editing needs JavaScript.", "Voor bewerken is JavaScript nodig."),
    "being_done": (
        "Being translated, summarised and checked. This page goes on by itself.",
        "Wordt vertaald, samengevat en nagekeken. Deze pagina gaat vanzelf verder.",
    ),
    "stage_wait": ("Waiting; articles before this one: {total}", "Wacht; artikelen hiervoor: {total}"),
    "stage_load": ("Loading the models", "De modellen worden geladen"),
    "stage_translate": ("Translating: {done} of {total} sentences", "Vertalen: {done} van {total} zinnen"),
    "stage_summarise": ("Summarising", "Samenvatten"),
    "stage_check": ("Checking", "Nakijken"),
    "it_failed": ("It failed", "Het is mislukt"),
    "not_done": ("This could not be done", "Dit kon niet"),
    "go_back": ("Back", "Terug"),
}
#: What the scripts say by themselves.
_SCRIPT = ("saved", "draft_kept", "not_saved", "copied", "not_copied", "reason", "reason_wanted", "accept", "dismiss")
_SCRIPT_STAGES = tuple(key for key in _TEXTS if key.startswith("stage_"))


class Texts:
    """The texts of one language: `texts["save"]`."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.other: Language = "nl" if language == "en" else "en"

    def __getitem__(self, key: str) -> str:
        return _TEXTS[key][LANGUAGES.index(self.language)]

    def for_script(self) -> dict[str, str]:
        """What the page's scripts need."""
        return {key: self[key] for key in (*_SCRIPT, *_SCRIPT_STAGES)}


def language_of(request: Request) -> Language:
    """As the address asks, else as was chosen before, else as the browser prefers, else English."""
    for asked in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if asked in LANGUAGES:
            return asked
    for preferred in request.headers.get("accept-language", "").split(","):
        name = preferred.split(";")[0].strip().lower().split("-")[0]
        if name in LANGUAGES:
            return name
    return "en"
