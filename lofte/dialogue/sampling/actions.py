"""A part of the sample is taken back. It is drawn in `dialogue.actions`."""

from lofte.audit.actions import Actor, action, record
from lofte.dialogue.models import Stratum
from lofte.dialogue.states import State, WrongState


@action
def remove_stratum(*, stratum: Stratum, by: Actor) -> None:
    """Its codes stop working: letters already printed are to be thrown away."""
    if stratum.dialogue.state != State.DRAFT:
        raise WrongState("Dialogen har öppnat, så urvalet står fast. Inget ändrades.")
    record("dialogue.stratum_removed", stratum.dialogue, by=by, drawn=stratum.drawn)
    stratum.delete()
