"""What the reporter said had been reported elsewhere already."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lofte.desk.outcomes import Outcome, Told
from lofte.incidents.models import Incident
from lofte.places.models import Kommun

PLACE = 30


def tell(kommun: Kommun, rows: Sequence[Incident]) -> Told:
    return {row.pk: _told(row) for row in rows if row.fault_reported or row.police_reported}


def _told(row: Incident) -> list[Outcome]:
    fault = [Outcome(_("Felanmäld."))] if row.fault_reported else []
    return fault + ([Outcome(_("Polisanmäld."))] if row.police_reported else [])
