"""Log that somebody was there; take it back when it was wrong. A retry never doubles."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from lofte.audit.actions import action, record
from lofte.audit.refusals import Refused
from lofte.patrol.inputs import VisitInput
from lofte.patrol.models import Stop, Visit
from lofte.patrol.states import Exactness, StopState
from lofte.patrol.visits.points import point_served, points_for
from lofte.people.free_text import checked
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.places.queries import place_in
from lofte.promises.follow_up.actions import log_activity, undo_activity
from lofte.promises.follow_up.models import Activity
from lofte.promises.inputs import ActivityFacts
from lofte.promises.states import Comparator

MOST = 10_000
COMPARATORS = {
    Exactness.EXACT: "",
    Exactness.ABOUT: Comparator.ABOUT.value,
    Exactness.AT_LEAST: Comparator.AT_LEAST.value,
}
CLOCK_WRONG = timedelta(days=1)
NOT_SAVED = "Besöket sparades inte. Det du fyllde i finns kvar."


@action
def log_visit(*, kommun: Kommun, visit: VisitInput, by: User, today: date) -> Visit:
    """Log a visit of the person's own party; the same `client_id` again gives the first one.

    It writes one activity of the commitment that it serves.
    """
    _check(kommun, visit, by, today)
    note, point = checked(visit.note), point_served(kommun, visit, by)
    rows = Visit.objects.unscoped("a retry of the same visit").filter(client_id=visit.client_id)
    try:
        with transaction.atomic():
            made = Visit.objects.create(
                client_id=visit.client_id,
                kommun=kommun,
                place=visit.place,
                kind=visit.kind,
                first_day=visit.first_day,
                last_day=visit.last_day or visit.first_day,
                band=visit.band,
                hour=visit.hour,
                count=visit.count,
                exactness=visit.exactness,
                minutes=visit.minutes,
                note=note,
                party=by.party_in(kommun.pk),
                stop=_served(kommun, visit),
                commitment=point,
                logged_by=by,
            )
    except IntegrityError:
        again = rows.filter(kommun=kommun, logged_by=by).first()
        if again is None:
            raise Refused(f"Besökets nummer är redan använt. {NOT_SAVED}") from None
        record("visit.sent_again", again, by=by)
        return again
    record("visit.logged", made, by=by, kind=made.kind, count=made.count)
    if point is not None:
        log_activity(commitment=point, facts=_activity(made, today), by=by)
    return made


def _activity(visit: Visit, today: date) -> ActivityFacts:
    """Without the note: the group's words stay with the group."""
    return ActivityFacts(
        party=visit.party,
        done_on=min(visit.last_day, today),
        count=visit.count,
        comparator=COMPARATORS[Exactness(visit.exactness)],
        place=visit.place,
        key=_key(visit),
    )


def _key(visit: Visit) -> str:
    return f"visit:{visit.client_id}"


def _check(kommun: Kommun, visit: VisitInput, by: User, today: date) -> None:
    last = visit.last_day or visit.first_day
    if last < visit.first_day:
        raise Refused(f"Sista dagen ligger före den första. {NOT_SAVED}")
    if last > today + CLOCK_WRONG:
        raise Refused(f"Dagen ligger i framtiden. {NOT_SAVED}")
    if not 1 <= visit.count <= MOST:
        raise Refused(f"Antalet ska vara mellan 1 och {MOST}. {NOT_SAVED}")
    if visit.serves is not None and visit.serves not in points_for(kommun, visit, by):
        raise Refused(f"Åtagandet gäller inte då, eller är inte ert. {NOT_SAVED}")
    stop = visit.stop
    if stop is not None and (stop.kommun_id != kommun.pk or stop.state != StopState.ACCEPTED):
        raise Refused(f"Stoppet är inte antaget, eller hör till en annan kommun. {NOT_SAVED}")
    if visit.place is not None and place_in(kommun, by, visit.place.pk) is None:
        raise Refused(f"Platsen finns inte för dig. {NOT_SAVED}")


def _served(kommun: Kommun, visit: VisitInput) -> Stop | None:
    """The accepted stop at the place whose period and weekday the visit falls in."""
    if visit.stop is not None:
        return visit.stop
    if visit.place is None or visit.last_day not in (None, visit.first_day):
        return None
    rows = Stop.objects.unscoped("which stop a visit serves").filter(
        kommun=kommun,
        place=visit.place,
        state=StopState.ACCEPTED,
        first_day__lte=visit.first_day,
        end__gt=visit.first_day,
    )
    return next((s for s in rows.order_by("pk") if s.window.on(visit.first_day)), None)


@action
def withdraw_visit(*, visit: Visit, by: User) -> Visit:
    """It was logged by mistake: it no longer counts, and the row stays."""
    if visit.party != by.party_in(visit.kommun_id):
        raise Refused("Besöket loggades av en annan part. Inget ändrades. Be dem ta tillbaka det.")
    rows = Visit.objects.unscoped("the visit at hand").filter(pk=visit.pk, withdrawn_at=None)
    if not rows.update(withdrawn_at=timezone.now()):
        raise Refused("Besöket är redan återtaget. Inget ändrades.")
    visit.refresh_from_db()
    record("visit.withdrawn", visit, by=by)
    for activity in Activity.objects.unscoped("what the visit wrote").filter(key=_key(visit)):
        undo_activity(activity=activity, by=by)
    return visit
