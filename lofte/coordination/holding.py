"""A meeting is held while something is written in it, so that nobody closes it meanwhile."""

from lofte.coordination.models import Meeting
from lofte.coordination.states import WrongState

CLOSED = "Mötet är avslutat och protokollet ändras inte. Inget sparades."


def locked(meeting: Meeting) -> Meeting:
    """The row as it is now, held until the action is done. Raises WrongState when it is closed."""
    rows = Meeting.objects.unscoped("locked by an action").select_for_update(of=("self",))
    row = rows.select_related("kommun").get(pk=meeting.pk)
    if row.is_closed:
        raise WrongState(CLOSED)
    return row
