"""What the reviewer has said."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lofte.desk.outcomes import Outcome, Told
from lofte.incidents.models import Incident
from lofte.incidents.states import State
from lofte.places.models import Kommun

PLACE = 10


def tell(kommun: Kommun, rows: Sequence[Incident]) -> Told:
    return {row.pk: [_said(row)] for row in rows}


def _said(row: Incident) -> Outcome:
    if row.nothing:
        return Outcome(_("Räknas som att någon har tittat."))
    if row.state == State.RETURNED:
        asked = _("Granskaren undrar: %s") % row.question
        return Outcome(asked, _("Granskaren har en fråga till dig."))
    if row.state == State.REJECTED:
        why = _("Ingår inte i lägesbilden. Skäl: %s") % row.reason
        return Outcome(why, _("Ingår inte i lägesbilden. Skälet står under Mina rapporter."))
    if row.state == State.MERGED:
        return Outcome(
            _("Samma händelse är rapporterad av fler. Rapporterna räknas som en (rapport %d).")
            % (row.merged_into_id or 0)
        )
    if row.state == State.CONFIRMED:
        return Outcome(_("Granskad och bekräftad."))
    return Outcome(_("Väntar på granskning."))
