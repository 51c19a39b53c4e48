"""In which picture a report is counted."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from lofte.analysis.periods import Period, PeriodKind
from lofte.desk.outcomes import Outcome, Told
from lofte.incidents.models import Incident
from lofte.incidents.queries import Standing, standing
from lofte.incidents.states import State
from lofte.places.clock import local_midnight
from lofte.places.models import Kommun
from lofte.situation.models import Picture
from lofte.situation.queries import frozen_of

PLACE = 20


def tell(kommun: Kommun, rows: Sequence[Incident]) -> Told:
    judged = [row for row in rows if row.state in (State.CONFIRMED, State.MERGED)]
    counted = standing(row for row in judged if not row.nothing)
    if not counted:
        return {}
    days = [timezone.localdate(one.started_at) for one in counted.values()]
    pictures = frozen_of(kommun).filter(
        kind=Picture.Kind.EST, period_start__lte=max(days), period_end__gt=min(days)
    )
    known = list(pictures.defer("document"))
    return {pk: [_said(kommun, pk, one, known)] for pk, one in counted.items()}


def _said(kommun: Kommun, pk: int, one: Standing, pictures: list[Picture]) -> Outcome:
    if one.counts:
        return _counted(kommun, one, pictures)
    if pk != one.pk and one.state in (State.RECEIVED, State.RETURNED):
        return Outcome(_("Rapport %d väntar på granskning.") % one.pk)
    if pk != one.pk and one.state == State.REJECTED:
        return Outcome(_("Rapport %d ingår inte i lägesbilden.") % one.pk)
    return Outcome(_("Räknas inte i lägesbilden, men är sparad."))


def _counted(kommun: Kommun, one: Standing, pictures: list[Picture]) -> Outcome:
    day = timezone.localdate(one.started_at)
    found = next((row for row in pictures if row.period_start <= day < row.period_end), None)
    period = _period(kommun, found) if found else kommun.period_of(day)
    label = found.period_label if found else period.label
    if one.received_at >= local_midnight(kommun.closes(period)):
        return Outcome(
            _("Kom in när lägesbilden för %s hade stängt. Den finns med i jämförelser framåt.")
            % label
        )
    if found is None:
        return Outcome(_("Räknas i lägesbilden för %s när den blir klar.") % label)
    if (one.confirmed_at or one.received_at) > found.compiled_at:
        return Outcome(
            _("Blev klar efter lägesbilden för %s. Den finns med i jämförelser framåt.") % label
        )
    return Outcome(_("Ingår i lägesbilden för %s.") % label)


def _period(kommun: Kommun, picture: Picture) -> Period:
    return Period(PeriodKind(kommun.rhythm), picture.period_start, picture.period_end)
