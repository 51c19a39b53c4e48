"""That something left the group is told before it happens and kept in the log."""

from django.db import models

from lofte.audit.actions import action, record
from lofte.people.models import User


@action
def hand_out(
    *, what: models.Model, kommun_code: str, receiver: str, secrets: int, by: User
) -> None:
    """What was handed out, to which organisation, with how many of the group's own names."""
    record(
        "document.handed_out", what, by=by, kommun_code=kommun_code, to=receiver, secrets=secrets
    )
