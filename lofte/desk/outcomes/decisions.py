"""What the group has decided because of a report, in the words that it wrote for the reporter."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lofte.coordination.queries import LineBack, lines_back
from lofte.coordination.states import DecisionState
from lofte.desk.outcomes import Outcome, Told
from lofte.incidents.models import Incident
from lofte.places.models import Kommun

PLACE = 25


def tell(kommun: Kommun, rows: Sequence[Incident]) -> Told:
    return {pk: [_decided(line) for line in lines] for pk, lines in lines_back(rows).items()}


def _decided(line: LineBack) -> Outcome:
    sentence = line.text if line.text.endswith((".", "!", "?")) else f"{line.text}."
    told = {"day": line.decided_on, "text": sentence, "due": line.due}
    if line.state == DecisionState.DONE:
        return Outcome(_("Gruppen beslutade %(day)s: %(text)s Det är gjort.") % told)
    if line.state == DecisionState.NOT_DONE:
        return Outcome(_("Gruppen beslutade %(day)s: %(text)s Det blev inte gjort.") % told)
    return Outcome(_("Gruppen beslutade %(day)s: %(text)s Det ska vara klart %(due)s.") % told)
