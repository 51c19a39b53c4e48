"""The poster, the letters and the blank form of a dialogue, as tagged PDF (PDF/UA-1).

On paper there is no machine's translation: a language is there once a person has approved it.
"""

from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from lofte.dialogue.answering.page import Shown, shown
from lofte.dialogue.models import Dialogue
from lofte.dialogue.printing.qr import qr_svg
from lofte.dialogue.questionnaires.languages import IN_SWEDISH, SWEDISH, offered
from lofte.dialogue.questionnaires.wording import said
from lofte.dialogue.states import Mode
from lofte.people.leaving.typeset import typeset

IN_OWN = "Det går att svara på svenska på samma adress."


def languages_of(dialogue: Dialogue) -> list[str]:
    """Swedish, and each that has all words and that a person has read."""
    form = dialogue.questionnaire
    whole = offered(form.definition)
    return [SWEDISH, *(code for code in IN_SWEDISH if code in whole and code in form.reviewed)]


def poster(dialogue: Dialogue, address: str, made: datetime, language: str = SWEDISH) -> bytes:
    """One A4. It says nothing that is not open to everybody."""
    with override(language):
        data = _about(dialogue, address, language) | {
            "code": dialogue.poster_code,
            "lead": _("Svara på några frågor. Du är anonym och behöver inget konto."),
            "scan": _("Rikta mobilens kamera mot rutan, eller skriv"),
            "last": _("Sista dag:"),
            "asked": _("Frågar sidan efter affischens kod? Den är"),
            "alt": _("QR-kod som leder till %(address)s") % {"address": _shown(address)},
        }
    also = [one for one in languages_of(dialogue) if one != language]
    return typeset(files(__package__).joinpath("poster.typ"), data | _also(also), made=made)


def letters(dialogue: Dialogue, address: str, codes: Sequence[str], made: datetime) -> bytes:
    """A page for each code. The kommun writes to whom."""
    also = [one for one in languages_of(dialogue) if one != SWEDISH]
    data = _about(dialogue, address, SWEDISH) | {"codes": list(codes)} | _also(also)
    return typeset(files(__package__).joinpath("letters.typ"), data, made=made)


def blank(dialogue: Dialogue, address: str, made: datetime, language: str = SWEDISH) -> bytes:
    """The form to fill in with a pen; staff write it in afterwards."""
    definition = dialogue.questionnaire.definition
    with override(language):
        parts = {"when": _("När är det så?"), "why": _("Varför är det så?")}
        told = {"address": _shown(address), "day": str(dialogue.closes)}
        data = _about(dialogue, address, language) | {
            "title": said(definition["title"]),
            "intro": said(definition.get("intro")),
            "needs_code": dialogue.mode == Mode.SAMPLE,
            "questions": [_on_paper(row, parts) for row in shown(definition, {}, {}, [])],
            "lead": _(
                "Du är anonym. Skriv inte namn på någon. Svara hellre på %(address)s om du kan, "
                "senast %(day)s."
            )
            % told,
            "code_of_letter": _("Koden i brevet"),
            "which_place": _("Vilken plats? Skriv gatan, eller vad som ligger nära."),
            "what_helps": _("Vad skulle göra det bättre?"),
            "leave_it": _("Lämna blanketten där du fick den."),
        }
    return typeset(files(__package__).joinpath("blank.typ"), data, made=made)


def _on_paper(question: Shown, parts: dict[str, str]) -> dict[str, Any]:
    """A matrix is a table on paper; a place gets lines to write on."""
    return {
        "kind": question.kind,
        "label": question.label,
        "hint": question.hint,
        "only_if": question.only_if,
        "groups": [
            {
                "label": parts.get(group.label, group.label),
                "one": group.one,
                "choices": [choice.label for choice in group.choices],
            }
            for group in question.groups
        ],
    }


def _about(dialogue: Dialogue, address: str, language: str) -> dict[str, Any]:
    """In Swedish under its own heading; in another language under the form's."""
    title = dialogue.questionnaire.definition["title"]
    return {
        "lang": language,
        "kommun": dialogue.kommun.name,
        "contact": f"{_('Kontakt:')} {dialogue.kommun.contact}" if dialogue.kommun.contact else "",
        "title": dialogue.title if language == SWEDISH else said(title),
        "closes": str(dialogue.closes),
        "address": address,
        "shown": _shown(address),
        "qr": qr_svg(address),
    }


def _shown(address: str) -> str:
    return address.split("://", 1)[-1].split("?")[0].rstrip("/")


def _also(languages: Sequence[str]) -> dict[str, Any]:
    """In each of them: that it can be answered so."""
    lines = []
    for code in languages:
        with override(code):
            text = _("Det går att svara på det här språket på samma adress.")
            lines.append({"lang": code, "text": IN_OWN if code == SWEDISH else text})
    return {"also": lines}
