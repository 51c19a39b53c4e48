"""Log that somebody was there; take it back when it was wrong. A retry never doubles."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from lofte.audit.actions import action, record
from lofte.audit.refusals import Refused
from lofte.patrol.inputs import VisitInput
from lofte.patrol.models import Stop, Visit
from lofte.patrol.states import StopState
from lofte.people.free_text import checked
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.places.queries import place_in

MOST = 100_000
CLOCK_WRONG = timedelta(days=1)
NOT_SAVED = "Besöket sparades inte. Det du fyllde i finns kvar."


@action
def log_visit(*, kommun: Kommun, visit: VisitInput, by: User, today: date) -> Visit:
    """Log a visit of the person's own party; the same `client_id` again gives the first one."""
    _check(kommun, visit, by, today)
    note = checked(visit.note)
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
                logged_by=by,
            )
    except IntegrityError:
        again = rows.filter(kommun=kommun, logged_by=by).first()
        if again is None:
            raise Refused(f"Besökets nummer är redan använt. {NOT_SAVED}") from None
        record("visit.sent_again", again, by=by)
        return again
    record("visit.logged", made, by=by, kind=made.kind, count=made.count)
    return made


def _check(kommun: Kommun, visit: VisitInput, by: User, today: date) -> None:
    last = visit.last_day or visit.first_day
    if last < visit.first_day:
        raise Refused(f"Sista dagen ligger före den första. {NOT_SAVED}")
    if last > today + CLOCK_WRONG:
        raise Refused(f"Dagen ligger i framtiden. {NOT_SAVED}")
    if not 1 <= visit.count <= MOST:
        raise Refused(f"Antalet ska vara mellan 1 och {MOST}. {NOT_SAVED}")
    if visit.place is not None and place_in(kommun, by, visit.place.pk) is None:
        raise Refused(f"Platsen finns inte för dig. {NOT_SAVED}")


def _served(kommun: Kommun, visit: VisitInput) -> Stop | None:
    """The accepted stop at the place whose period and weekday the visit falls in."""
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
    return visit
