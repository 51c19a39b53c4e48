"""Records of what was done under the Act, and warnings when a clock nears its end."""

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.duties.clocks import PICTURE, Clock
from lofte.duties.models import DutyRecord
from lofte.duties.paragraphs import PARAGRAPHS
from lofte.duties.queries import receivers
from lofte.duties.states import RecordKind
from lofte.people.free_text import checked, registered, without_secrets
from lofte.people.letters.actions import Draft
from lofte.people.letters.sending import address
from lofte.people.letters.to_each import queue_to_each
from lofte.places.models import Kommun
from lofte.promises.states import ChangedMeanwhile

CHANGED = (
    "Någon annan hann ändra eller ta bort uppgiften. Inget av ditt sparades, men det du skrev "
    "finns kvar i formuläret."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFacts:
    paragraph: int
    kind: str
    text: str
    on: date
    organ: str = ""
    section: str = ""
    registry: str = ""


@action
def enter_record(*, kommun: Kommun, facts: RecordFacts, by: Actor) -> DutyRecord:
    """Raises Refused, PersonalData or SecretPlace."""
    row = DutyRecord.objects.create(kommun=kommun, **_columns(facts, kommun))
    record("duty_record.entered", row, by=by, paragraph=row.paragraph)
    return row


@action
def change_record(*, row: DutyRecord, facts: RecordFacts, version: int, by: Actor) -> DutyRecord:
    """Raises ChangedMeanwhile, Refused."""
    rows = DutyRecord.objects.unscoped("the record at hand")
    rows = rows.filter(pk=row.pk, version=version, withdrawn_at=None)
    if not rows.update(**_columns(facts, row.kommun), version=F("version") + 1):
        raise ChangedMeanwhile(CHANGED)
    row.refresh_from_db()
    record("duty_record.changed", row, by=by, paragraph=row.paragraph)
    return row


@action
def withdraw_record(*, row: DutyRecord, by: Actor) -> DutyRecord:
    """Entered by mistake: it no longer counts, and the log keeps both."""
    rows = DutyRecord.objects.unscoped("the record at hand")
    if not rows.filter(pk=row.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        raise ChangedMeanwhile("Uppgiften är redan borttagen. Inget ändrades.")
    row.refresh_from_db()
    record("duty_record.withdrawn", row, by=by, paragraph=row.paragraph)
    return row


def _columns(facts: RecordFacts, kommun: Kommun) -> dict[str, Any]:
    told = dataclasses.asdict(facts)
    told["text"] = without_secrets(checked(facts.text), kommun)
    told["organ"] = checked(facts.organ)
    told["section"], told["registry"] = registered(facts.section), registered(facts.registry)
    if facts.paragraph not in {one.number for one in PARAGRAPHS}:
        raise Refused(f"{facts.paragraph} § finns inte att välja. Ingenting sparades.")
    if not told["text"] or facts.kind not in RecordKind.values:
        raise Refused("Skriv vad som gjordes och välj ett slag. Ingenting sparades.")
    whole = told["organ"] and told["section"] and told["registry"]
    if facts.kind == RecordKind.DECISION and not whole:
        raise Refused(
            "Ett politiskt beslut har organ, paragraf i protokollet och diarienummer. "
            "Ingenting sparades."
        )
    if facts.on > timezone.localdate():
        raise Refused(f"{facts.on} har inte varit än. Ingenting sparades.")
    return told


@action
def warn(*, kommun: Kommun, clock: Clock, now: datetime, by: Actor) -> int:
    """A letter to each who keeps the duties and wants reminders. Returns how many."""
    people = receivers(kommun)
    draft = Draft(
        key=f"lagens klocka {kommun.code} {clock.kind} {clock.start} {clock.mark}",
        kind="duty.clock",
        subject=_subject(clock),
        text=_text(clock),
        about=clock.what,
    )
    queue_to_each(people=people, draft=draft, kommun=kommun, now=now, by=by)
    record("duty.warned", clock.what, by=by, kommun_code=kommun.code, months=clock.mark)
    return len(people)


def _subject(clock: Clock) -> str:
    what = "Lägesbilden" if clock.kind == PICTURE else "Åtgärdsplanen"
    done = "uppdateras" if clock.kind == PICTURE else "följas upp"
    if clock.late:
        return f"{what} skulle ha {_did(clock)} senast {clock.due}"
    return f"{what} ska {done} senast {clock.due}"


def _did(clock: Clock) -> str:
    return "uppdaterats" if clock.kind == PICTURE else "följts upp"


def _text(clock: Clock) -> str:
    slug = clock.what.kommun.slug
    since = "som lägesbilden beskriver" if clock.kind == PICTURE else "då planen senast togs upp"
    return (
        f"Det har gått {clock.mark} månader sedan den sista dagen, {clock.start}, {since}. Lag "
        "(2023:196) 6 § säger att kommunen minst vartannat år uppdaterar lägesbilden och följer "
        f"upp åtgärdsplanen. Senaste dag är {clock.due}.\n\n"
        f"Se var ni står: {address(reverse('duties:board', args=[slug]))}\n\n"
        "Du får brevet för att du samordnar arbetet. Du kan stänga av påminnelser på din sida."
    )
