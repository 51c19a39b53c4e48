"""A photo of what was reported: added by the reporter, blacked out by a reviewer, erased."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.incidents.models import Incident, Photo
from lofte.incidents.photos import storing
from lofte.incidents.photos.reading import Box, covered
from lofte.incidents.states import State
from lofte.people.models import User


@action
def add_photo(*, incident: Incident, photo: bytes, by: User) -> Photo:
    """The reporter's own photo, instead of one that was there. `photo` comes from `redrawn`."""
    if not incident.kommun.photos_on:
        raise Refused("Kommunen tar inte emot bilder. Rapporten är mottagen utan bild.")
    if incident.reporter_id != by.pk or incident.state not in (State.RECEIVED, State.RETURNED):
        raise Refused("Rapporten är redan granskad, så det går inte att lägga till en bild.")
    _take_away(incident)
    row = Photo.objects.create(incident=incident, file=storing.write(photo))
    record("photo.added", incident, by=by)
    return row


@action
def cover_photo(*, photo: Photo, boxes: Sequence[Box], by: User) -> Photo:
    """Black out faces and plates for good; from now on the group may see the photo."""
    storing.write(covered(storing.read(photo.file), boxes), photo.file)
    photo.reviewed_at = timezone.now()
    photo.save(update_fields=["reviewed_at"])
    record("photo.covered", photo.incident, by=by, boxes=len(boxes))
    return photo


@action
def erase_photo(*, incident: Incident, by: Actor) -> None:
    _take_away(incident)
    record("photo.erased", incident, by=by)


def _take_away(incident: Incident) -> None:
    """The row now, the file when the transaction holds."""
    rows = Photo.objects.unscoped("the report's own").filter(incident=incident)
    for name in rows.values_list("file", flat=True):
        transaction.on_commit(partial(storing.erase, name))
    rows.delete()
