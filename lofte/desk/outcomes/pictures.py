"""In which picture a report is counted."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lofte.audit.models import AuditEvent
from lofte.desk.outcomes import Outcome, Told
from lofte.incidents.models import Incident
from lofte.incidents.states import State
from lofte.places.models import Kommun
from lofte.situation.models import Picture
from lofte.situation.queries import frozen_of

PLACE = 20


def tell(kommun: Kommun, rows: Sequence[Incident]) -> Told:
    counted = [row for row in rows if row.state in (State.CONFIRMED, State.MERGED)]
    counted = [row for row in counted if not row.nothing]
    if not counted:
        return {}
    days = [timezone.localdate(row.started_at) for row in counted]
    pictures = frozen_of(kommun).filter(period_start__lte=max(days), period_end__gt=min(days))
    known = list(pictures.defer("document"))
    since = _confirmed({row.merged_into_id or row.pk for row in counted})
    return {row.pk: [_counted(kommun, row, known, since)] for row in counted}


def _confirmed(ids: set[int]) -> dict[int, datetime]:
    """When each was confirmed last; one that was confirmed as it came is not here."""
    rows = AuditEvent.objects.filter(
        what="incident.confirmed", target_kind="incident", target_id__in=[str(pk) for pk in ids]
    )
    return {int(pk): at for pk, at in rows.order_by("at").values_list("target_id", "at")}


def _counted(
    kommun: Kommun, row: Incident, pictures: list[Picture], since: dict[int, datetime]
) -> Outcome:
    day = timezone.localdate(row.started_at)
    found = next((one for one in pictures if one.period_start <= day < one.period_end), None)
    if found is None:
        label = kommun.period_of(day).label
        return Outcome(_("Räknas i lägesbilden för %s när den blir klar.") % label)
    if since.get(row.merged_into_id or row.pk, row.received_at) > found.compiled_at:
        return Outcome(
            _("Blev klar efter lägesbilden för %s. Den finns med i jämförelser framåt.")
            % found.period_label
        )
    return Outcome(_("Ingår i lägesbilden för %s.") % found.period_label)
