"""The lägesbild of the Act: begun, written, frozen as a numbered version by a second person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.people.free_text import checked, without_secrets
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.situation.numbered import fix
from lofte.situation.overruling import overruled
from lofte.situation.problems.models import Problem
from lofte.situation.states import State, WrongState, check_move, check_second_person
from lofte.situation.statutory.document import document_of
from lofte.situation.statutory.models import StatutoryPicture
from lofte.situation.statutory.rules import STANDING, broken

CHANGED = (
    "Någon annan hann ändra lägesbilden. Inget av ditt sparades, men det du skrev finns kvar i "
    "formuläret. Läs det nya och försök igen."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFacts:
    title: str
    first_day: date
    last_day: date
    problems: tuple[Problem, ...] = ()
    mapping: str = ""
    other_information: str = ""
    analysis: str = ""


@action
def begin_picture(*, kommun: Kommun, facts: PictureFacts, by: Actor) -> StatutoryPicture:
    """A new draft. Raises Refused."""
    row = StatutoryPicture.objects.create(
        kommun=kommun, made_by=by if isinstance(by, User) else None, **_columns(facts, kommun)
    )
    _relate(row, facts)
    record("statutory_picture.begun", row, by=by)
    return row


@action
def write_picture(
    *, picture: StatutoryPicture, facts: PictureFacts, version: int, by: Actor
) -> StatutoryPicture:
    """Raises WrongState, Refused."""
    rows = StatutoryPicture.objects.unscoped("the picture at hand")
    drafts = rows.filter(pk=picture.pk, version=version, state=State.DRAFT)
    if not drafts.update(**_columns(facts, picture.kommun), version=F("version") + 1):
        raise WrongState(CHANGED)
    picture.refresh_from_db()
    _relate(picture, facts)
    record("statutory_picture.written", picture, by=by)
    return picture


def _columns(facts: PictureFacts, kommun: Kommun) -> dict[str, Any]:
    names = ("title", "mapping", "other_information", "analysis")
    told = {name: without_secrets(checked(getattr(facts, name)), kommun) for name in names}
    if not told["title"]:
        raise Refused("Ge lägesbilden en rubrik. Ingenting sparades.")
    if facts.last_day < facts.first_day:
        raise Refused("Sista dagen ligger före den första. Ingenting sparades.")
    for problem in facts.problems:
        if problem.merged_into is not None:
            raise Refused(
                f"”{problem}” är sammanslaget med ”{problem.merged_into}”. Ingenting sparades. "
                "Välj det problem som gäller nu."
            )
    return told | {"first_day": facts.first_day, "last_day": facts.last_day}


def _relate(row: StatutoryPicture, facts: PictureFacts) -> None:
    row.problems.clear()
    row.problems.add(*facts.problems)


@action
def freeze_picture(
    *, picture: StatutoryPicture, version: int, reasons: Mapping[str, str], by: User
) -> StatutoryPicture:
    """A second person fixes the draft as the kommun's next numbered version."""
    rows = StatutoryPicture.objects.unscoped("the picture at hand")
    held = rows.select_for_update().get(pk=picture.pk)
    check_move(held.state, State.FROZEN)
    if held.version != version:
        raise WrongState(CHANGED)
    check_second_person(
        four_eyes=held.kommun.four_eyes, compiled_by=held.made_by_id, freezing=by.pk
    )
    held.overruled = _reasons(held, reasons)
    fix(held, document_of(held), to=State.FROZEN, by=by)
    held.save()
    picture.refresh_from_db()
    record("statutory_picture.frozen", picture, by=by, checksum=picture.checksum)
    return picture


def _reasons(picture: StatutoryPicture, given: Mapping[str, str]) -> dict[str, Any]:
    reasons, left = overruled(broken(picture), given, STANDING)
    if left:
        raise Refused(
            f"Lägesbilden frystes inte. {left} Rätta det, eller skriv varför regeln inte ska "
            "gälla här. V9 går inte att bortse från."
        )
    return reasons


@action
def discard_picture(*, picture: StatutoryPicture, by: Actor) -> StatutoryPicture:
    check_move(picture.state, State.DISCARDED)
    rows = StatutoryPicture.objects.unscoped("the picture at hand")
    if not rows.filter(pk=picture.pk, state=State.DRAFT).update(state=State.DISCARDED):
        raise WrongState(CHANGED)
    picture.refresh_from_db()
    record("statutory_picture.discarded", picture, by=by)
    return picture
