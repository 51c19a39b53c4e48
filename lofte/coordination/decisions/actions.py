"""Decide, settle, reopen, remind."""

from datetime import date, datetime

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused, swedish
from lofte.coordination.holding import locked
from lofte.coordination.inputs import DecisionInput
from lofte.coordination.models import Decision, Meeting
from lofte.coordination.queries import holders_of
from lofte.coordination.states import DecisionState, WrongState, check_move
from lofte.people.free_text import checked, without_secrets
from lofte.people.letters.actions import Draft, recall_about
from lofte.people.letters.sending import address
from lofte.people.letters.to_each import queue_to_each
from lofte.people.models import User
from lofte.people.queries import people_with, serves
from lofte.people.states import CAPABILITIES, Capability, Role
from lofte.places.models import Kommun

CHANGED = "Någon annan hann ändra beslutet. Inget ändrades. Läs in sidan igen."


@action
def decide(*, meeting: Meeting, decision: DecisionInput, by: User) -> Decision:
    """Who does what by when. An owner outside the group is told of no place of the group's own.

    Raises Refused, PersonalData or SecretPlace.
    """
    row = locked(meeting)
    _check_owner(row, decision)
    if decision.due < row.held_on:
        raise Refused("Dagen ligger före mötet. Inget beslut sparades.")
    outside = not _in_group(row.kommun, decision.owner, decision.role)
    if outside and decision.place is not None and decision.place.group_only:
        raise Refused(
            f"Bara gruppen får se ”{decision.place}”, och den som ska göra det är inte med i "
            "gruppen. Välj någon annan plats eller någon i gruppen. Inget beslut sparades."
        )
    made = Decision.objects.create(
        kommun=row.kommun,
        meeting=row,
        text=_told(decision.text, row.kommun, outside=outside),
        owner=decision.owner,
        party=decision.party,
        role="" if decision.owner else decision.role,
        due=decision.due,
        place=decision.place,
        line_back=without_secrets(checked(decision.line_back), row.kommun),
        decided_on=row.held_on,
    )
    made.incidents.add(*decision.incidents)
    record("decision.made", made, by=by, due=str(made.due), reports=len(decision.incidents))
    return made


def _check_owner(meeting: Meeting, decision: DecisionInput) -> None:
    kommun = meeting.kommun
    if not serves(decision.party, kommun) or any(
        incident.kommun_id != kommun.pk for incident in decision.incidents
    ):
        raise Refused(f"Parten eller rapporten hör inte till {kommun.name}. Inget sparades.")
    if decision.owner is None:
        if not decision.role:
            raise Refused("Välj vem som ska göra det. Inget beslut sparades.")
        if not people_with(kommun, decision.role, decision.party):
            role = swedish(Role(decision.role).label)
            raise Refused(
                f"Ingen är {role} för {decision.party} nu. Välj någon som kan göra det. "
                "Inget beslut sparades."
            )
    elif kommun.pk not in decision.owner.kommun_ids() or not decision.owner.is_active:
        raise Refused(f"{decision.owner} har inget uppdrag i {kommun.name}. Inget sparades.")


def _in_group(kommun: Kommun, owner: User | None, role: str) -> bool:
    if owner is not None:
        return owner.sees_group_of(kommun.pk)
    return Capability.SEE_GROUP in CAPABILITIES[Role(role)]


def _told(text: str, kommun: Kommun, *, outside: bool) -> str:
    return without_secrets(checked(text), kommun) if outside else checked(text)


@action
def remove_decision(*, decision: Decision, by: User) -> None:
    """Taken back during the meeting; after it, a decision is settled and stays."""
    meeting = locked(decision.meeting)
    recall_about(about=decision, by=by)
    record("decision.removed", decision, by=by, meeting=meeting.pk)
    Decision.objects.unscoped("the row at hand").filter(pk=decision.pk).delete()


@action
def settle(
    *, decision: Decision, to: DecisionState, reason: str, version: int, by: User
) -> Decision:
    """Done, not done with a reason, or open again. Waiting reminders are stopped.

    What the group writes to an owner outside it names no place of the group's own; the owner's own
    words are not compared with such names, which would tell them.
    """
    check_move(decision.state, to)
    kommun = decision.kommun
    outside = not _in_group(kommun, decision.owner, decision.role)
    words = _told(reason, kommun, outside=outside and by.sees_group_of(kommun.pk))
    if to == DecisionState.NOT_DONE and not words:
        raise Refused("Skriv varför det inte blev gjort. Inget ändrades.")
    closed = to != DecisionState.OPEN
    rows = Decision.objects.unscoped("the decision at hand").filter(pk=decision.pk)
    done = rows.filter(version=version, state=decision.state).update(
        state=to,
        reason=words,
        settled_at=timezone.now() if closed else None,
        settled_by=by if closed else None,
        version=F("version") + 1,
    )
    if not done:
        raise WrongState(CHANGED)
    recall_about(about=decision, by=by)
    decision.refresh_from_db()
    record("decision.settled", decision, by=by, to=to)
    return decision


@action
def remind(*, decision: Decision, day: date, now: datetime, by: Actor) -> int:
    """A letter to each owner who wants letters; the day is noted also when nobody does.

    When nobody can do it any more the coordinators hear of it, so that somebody takes over.
    """
    today = timezone.localdate(now)
    holders = holders_of(decision)
    asked = holders or people_with(decision.kommun, Role.COORDINATOR)
    receivers = [person for person in asked if person.reminder_letters]
    draft = Draft(
        key=f"beslut {decision.pk} {day}",
        kind="decision.reminder",
        subject=_subject(decision, today),
        text=_text(decision, today, is_held=bool(holders)),
        about=decision,
    )
    queue_to_each(people=receivers, draft=draft, kommun=decision.kommun, now=now, by=by)
    rows = Decision.objects.unscoped("the decision at hand").filter(pk=decision.pk)
    rows.update(reminded_on=today)
    record("decision.reminded", decision, by=by, letters=len(receivers))
    return len(receivers)


def _subject(decision: Decision, today: date) -> str:
    days = (decision.due - today).days
    if days < 0:
        return f"Försenat sedan {decision.due}: ett beslut från {decision.meeting}"
    when = "i dag" if days == 0 else "i morgon" if days == 1 else f"om {days} dagar"
    return f"Ska vara klart {when}: ett beslut från {decision.meeting}"


def _text(decision: Decision, today: date, *, is_held: bool) -> str:
    """Without the decision's words: an e-mail leaves the group."""
    late = "Det skulle ha varit" if decision.due < today else "Det ska vara"
    path = reverse("coordination:decision", args=[decision.kommun.slug, decision.pk])
    whose = "är ditt att göra" if is_held else "har ingen som kan göra det längre"
    why = (
        "du står som ansvarig"
        if is_held
        else "den ansvariga inte har något uppdrag här längre och du är samordnare"
    )
    return (
        f"Ett beslut från {decision.meeting} {whose}. {late} klart {decision.due}.\n\n"
        f"Läs det, och säg om det är gjort: {address(path)}\n\n"
        f"Du får brevet för att {why}. Du kan stänga av påminnelser på din sida."
    )
