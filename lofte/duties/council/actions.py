"""The strategic council: who has a seat by role, who chairs it, when it met."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.duties.council.models import CouncilMeeting, CouncilMember
from lofte.people.free_text import checked, registered, without_secrets
from lofte.people.models import Party
from lofte.places.models import Kommun
from lofte.promises.signing.files import keep
from lofte.promises.states import ChangedMeanwhile
from lofte.promises.taking_part import check_takes_part

WHY = "the council at hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilMeetingFacts:
    """file: the minutes as PDF; empty leaves what was kept."""

    held_on: date
    summary: str
    registry: str = ""
    file: bytes = b""


@action
def add_member(
    *, kommun: Kommun, party: Party, role: str, since: date, chair: bool = False, by: Actor
) -> CouncilMember:
    """A new chair takes over from the one before. Raises Refused."""
    told = without_secrets(checked(role), kommun)
    if not told:
        raise Refused("Skriv vilken roll personen har, till exempel socialchef. Inget sparades.")
    check_takes_part([party], [kommun])
    if chair:
        _leave_the_chair(kommun)
    row = CouncilMember.objects.create(
        kommun=kommun, party=party, role=told, since=since, chair=chair
    )
    record("council.member_added", row, by=by, chair=chair)
    return row


def _leave_the_chair(kommun: Kommun) -> None:
    """The kommun's row is held meanwhile: two at once leave one chair."""
    Kommun.objects.unscoped(WHY).select_for_update().get(pk=kommun.pk)
    rows = CouncilMember.objects.unscoped(WHY).filter(kommun=kommun, until=None)
    rows.filter(chair=True).update(chair=False)


@action
def name_chair(*, member: CouncilMember, by: Actor) -> CouncilMember:
    _leave_the_chair(member.kommun)
    _change(member, chair=True)
    record("council.chair_named", member, by=by)
    return member


@action
def end_member(*, member: CouncilMember, by: Actor) -> CouncilMember:
    """The seat is kept with its last day."""
    _change(member, until=timezone.localdate())
    record("council.member_ended", member, by=by)
    return member


def _change(member: CouncilMember, **told: Any) -> None:
    rows = CouncilMember.objects.unscoped(WHY).filter(pk=member.pk, until=None)
    if not rows.update(**told):
        raise ChangedMeanwhile("Platsen i rådet är redan avslutad. Inget ändrades.")
    member.refresh_from_db()


@action
def enter_council_meeting(
    *, kommun: Kommun, facts: CouncilMeetingFacts, by: Actor
) -> CouncilMeeting:
    """Raises Refused, PersonalData or SecretPlace."""
    row = CouncilMeeting.objects.create(kommun=kommun, **_columns(facts, kommun))
    record("council.met", row, by=by, on=str(row.held_on))
    return row


@action
def change_council_meeting(
    *, meeting: CouncilMeeting, facts: CouncilMeetingFacts, version: int, by: Actor
) -> CouncilMeeting:
    """Raises ChangedMeanwhile, Refused."""
    told = _columns(facts, meeting.kommun)
    rows = CouncilMeeting.objects.unscoped(WHY).filter(pk=meeting.pk, version=version)
    if not rows.update(**told, version=F("version") + 1):
        raise ChangedMeanwhile(
            "Någon annan hann ändra mötet. Inget av ditt sparades, men det du skrev finns kvar i "
            "formuläret."
        )
    meeting.refresh_from_db()
    record("council.meeting_changed", meeting, by=by)
    return meeting


def _columns(facts: CouncilMeetingFacts, kommun: Kommun) -> dict[str, Any]:
    told: dict[str, Any] = {
        "held_on": facts.held_on,
        "summary": without_secrets(checked(facts.summary), kommun),
        "registry": registered(facts.registry),
    }
    if not told["summary"]:
        raise Refused("Skriv vad rådet kom fram till. Ingenting sparades.")
    if facts.held_on > timezone.localdate():
        raise Refused(f"{facts.held_on} har inte varit än. Ingenting sparades.")
    if facts.file:
        told["file"] = keep(facts.file, kinds=(".pdf",))[0]
    return told
