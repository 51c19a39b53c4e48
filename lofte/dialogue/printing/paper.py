"""The poster, the letters and the blank form of a dialogue, as tagged PDF (PDF/UA-1)."""

from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from typing import Any

from django.utils.translation import override

from lofte.dialogue.answering.page import Shown, shown
from lofte.dialogue.models import Dialogue
from lofte.dialogue.printing.qr import qr_svg
from lofte.dialogue.questionnaires.wording import said
from lofte.dialogue.states import Mode
from lofte.people.leaving.typeset import typeset

PARTS = {"when": "När är det så?", "why": "Varför är det så?"}


def poster(dialogue: Dialogue, address: str, made: datetime) -> bytes:
    """One A4. It says nothing that is not open to everybody."""
    data = _about(dialogue, address) | {"code": dialogue.poster_code}
    return typeset(files(__package__).joinpath("poster.typ"), data, made=made)


def letters(dialogue: Dialogue, address: str, codes: Sequence[str], made: datetime) -> bytes:
    """A page for each code. The kommun writes to whom."""
    data = _about(dialogue, address) | {"codes": list(codes)}
    return typeset(files(__package__).joinpath("letters.typ"), data, made=made)


def blank(dialogue: Dialogue, address: str, made: datetime) -> bytes:
    """The form to fill in with a pen; staff write it in afterwards."""
    definition = dialogue.questionnaire.definition
    with override("sv"):
        data = _about(dialogue, address) | {
            "title": said(definition["title"]),
            "intro": said(definition.get("intro")),
            "needs_code": dialogue.mode == Mode.SAMPLE,
            "questions": [_on_paper(row) for row in shown(definition, {}, {}, [])],
        }
    return typeset(files(__package__).joinpath("blank.typ"), data, made=made)


def _on_paper(question: Shown) -> dict[str, Any]:
    """A matrix is a table on paper; a place gets lines to write on."""
    return {
        "kind": question.kind,
        "label": question.label,
        "hint": question.hint,
        "only_if": question.only_if,
        "groups": [
            {
                "label": PARTS.get(group.label, group.label),
                "one": group.one,
                "choices": [choice.label for choice in group.choices],
            }
            for group in question.groups
        ],
    }


def _about(dialogue: Dialogue, address: str) -> dict[str, Any]:
    return {
        "kommun": dialogue.kommun.name,
        "contact": dialogue.kommun.contact,
        "title": dialogue.title,
        "closes": str(dialogue.closes),
        "address": address,
        "shown": address.split("://", 1)[-1].rstrip("/"),
        "qr": qr_svg(address),
    }
