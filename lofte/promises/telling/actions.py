"""The communication plan: plan, change, do, take back, strike."""

from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone

from lofte.audit.actions import Actor, action
from lofte.audit.refusals import Refused
from lofte.people.free_text import checked
from lofte.people.letters.actions import recall_about
from lofte.people.models import Party
from lofte.promises.follow_up.actions import log_activity, undo_activity
from lofte.promises.inputs import ActivityFacts
from lofte.promises.ledger import note
from lofte.promises.models import Promise
from lofte.promises.plans.clock import months_after
from lofte.promises.signed import as_signed, lines_of, texts_beside
from lofte.promises.states import ChangedMeanwhile, State, WrongState
from lofte.promises.telling.inputs import AnnouncementFacts
from lofte.promises.telling.models import Announcement
from lofte.promises.telling.states import MONTHS, Channel, Every
from lofte.promises.texts import columns

CHANGED = (
    "Någon annan hann ändra raden. Inget av ditt sparades, men det du skrev finns kvar i "
    "formuläret. Läs det nya och försök igen."
)
AFTERWARDS = 366  # days after the promise in which one may still tell of it


@action
def plan_announcements(
    *, promise: Promise, facts: AnnouncementFacts, by: Actor
) -> list[Announcement]:
    """One row, or one for each time until the promise is over. Raises WrongState, Refused."""
    if promise.state == State.DISCARDED:
        raise WrongState("Löftet är kasserat. Ingenting sparades.")
    held = _as_it_holds(promise)
    told = _columns(held, facts)
    if facts.every not in Every.values:
        raise Refused(f"”{facts.every}” finns inte att välja. Ingenting sparades.")
    made = [
        Announcement.objects.create(promise=promise, **told | {"due": due})
        for due in _days(facts, held.last_day)
    ]
    note("announcement.planned", promise, by=by, target=made[0], count=len(made))
    return made


def _as_it_holds(promise: Promise) -> Promise:
    """With the days that were signed, whatever a new version being written says."""
    return as_signed(promise, texts_beside([promise]).get(promise.pk))


def _days(facts: AnnouncementFacts, last: date) -> list[date]:
    """The first day, and the same day of each later month until the promise is over."""
    step = MONTHS.get(Every(facts.every), 0)
    days, n = [facts.due], 1
    while step and (following := months_after(facts.due, n * step)) <= last:
        days.append(following)
        n += 1
    return days


def _columns(promise: Promise, facts: AnnouncementFacts) -> dict[str, Any]:
    told = columns(facts, promise.kommun, leave=("every",))
    if not told["audience"] or not told["message"]:
        raise Refused("Skriv vem som ska få veta, och vad. Ingenting sparades.")
    if told["channel"] not in Channel.values:
        raise Refused("Välj en kanal. Ingenting sparades.")
    if not promise.first_day.toordinal() - 92 <= facts.due.toordinal() <= _latest(promise):
        raise Refused(
            f"Löftet gäller {promise.first_day} till {promise.last_day}. Den {facts.due} ligger "
            "för långt därifrån. Ingenting sparades."
        )
    if facts.commitment is not None and facts.commitment.promise_id != promise.pk:
        raise Refused("Åtagandet hör till ett annat löfte. Ingenting sparades.")
    if facts.party is not None:
        lines = lines_of(promise, texts_beside([promise]).get(promise.pk))
        if facts.party.pk not in [line.party_id for line in lines]:
            raise Refused(f"{facts.party} står inte som part i löftet. Ingenting sparades.")
    return told


def _latest(promise: Promise) -> int:
    return promise.last_day.toordinal() + AFTERWARDS


@action
def change_announcement(
    *, announcement: Announcement, facts: AnnouncementFacts, version: int, by: Actor
) -> Announcement:
    """Raises WrongState, ChangedMeanwhile, Refused."""
    _check_open(announcement)
    told = _columns(_as_it_holds(announcement.promise), facts)
    rows = Announcement.objects.unscoped("the row at hand")
    mine = rows.filter(pk=announcement.pk, version=version, done_on=None, dropped_at=None)
    if not mine.update(**told, version=F("version") + 1):
        raise ChangedMeanwhile(CHANGED)
    announcement.refresh_from_db()
    recall_about(about=announcement, by=by)
    note("announcement.changed", announcement.promise, by=by, target=announcement)
    return announcement


def _check_open(announcement: Announcement) -> None:
    if announcement.dropped_at is not None:
        raise WrongState("Raden är struken. Inget ändrades.")
    if announcement.done_on is not None:
        raise WrongState(
            f"Det är gjort den {announcement.done_on} och ligger fast. Inget ändrades. Var det "
            "fel tar ni först tillbaka det."
        )


@action
def tell(
    *, announcement: Announcement, done_on: date, what: str, party: Party, by: Actor
) -> Announcement:
    """It was told. Where it serves a commitment, that is an activity of it, once.

    Raises WrongState, Refused, NotYourParty.
    """
    row = _held(announcement)
    _check_open(row)
    if done_on > timezone.localdate():
        raise Refused(f"{done_on} har inte varit än. Ingenting sparades.")
    if row.commitment is not None:
        facts = ActivityFacts(
            party=party,
            done_on=done_on,
            note=f"{row.get_channel_display()}: {what or row.message}"[:300],
            key=f"announcement:{row.pk}:{row.version}",
        )
        row.activity = log_activity(commitment=row.commitment, facts=facts, by=by)
    row.done_on, row.told = done_on, checked(what)
    row.version += 1
    row.save(update_fields=["done_on", "told", "activity", "version"])
    recall_about(about=row, by=by)
    note("announcement.told", row.promise, by=by, target=row)
    return row


def _held(announcement: Announcement) -> Announcement:
    """The row as it is now: two who press at once are one telling."""
    rows = Announcement.objects.unscoped("held while it is told").select_for_update()
    return rows.get(pk=announcement.pk)


@action
def take_back(*, announcement: Announcement, by: Actor) -> Announcement:
    """It was not told after all: the activity is undone and the row is open again."""
    row = _held(announcement)
    if row.done_on is None:
        raise WrongState("Raden är inte markerad som gjord. Inget ändrades.")
    if row.activity is not None:
        undo_activity(activity=row.activity, by=by)
    row.done_on, row.told, row.activity = None, "", None
    row.version += 1
    row.save(update_fields=["done_on", "told", "activity", "version"])
    note("announcement.taken_back", row.promise, by=by, target=row)
    return row


@action
def drop(*, announcement: Announcement, reason: str, by: Actor) -> Announcement:
    """Struck with a reason that stays."""
    row = _held(announcement)
    _check_open(row)
    words = checked(reason)
    if not words:
        raise Refused("Skriv varför raden stryks. Inget ändrades.")
    row.dropped_at, row.drop_reason = timezone.now(), words
    row.save(update_fields=["dropped_at", "drop_reason"])
    recall_about(about=row, by=by)
    note("announcement.dropped", row.promise, by=by, target=row)
    return row
