"""The photos of what was reported: added by the reporter, blacked out by a reviewer, erased."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.incidents.models import Incident, Photo
from lofte.incidents.photos import storing
from lofte.incidents.photos.reading import Box, Redrawn, covered
from lofte.incidents.states import State
from lofte.people.models import User

MOST = 5


@action
def add_photo(*, incident: Incident, photo: Redrawn, by: User) -> Photo:
    """One of the reporter's own photos, once: the same file a second time gives the first back."""
    if not incident.kommun.photos_on:
        raise Refused("Kommunen tar inte emot bilder. Rapporten är mottagen utan bild.")
    if incident.reporter_id != by.pk:
        raise Refused("Bara den som skrev rapporten kan lägga till bilder i den.")
    # Two windows of one phone wait here for each other.
    held = Incident.objects.unscoped("the report at hand").select_for_update().get(pk=incident.pk)
    rows = Photo.objects.unscoped("the report's own").filter(incident=incident)
    if earlier := rows.filter(digest=photo.digest).first():
        record("photo.added_again", incident, by=by)
        return earlier
    if held.state not in (State.RECEIVED, State.RETURNED):
        raise Refused("Rapporten är redan granskad, så det går inte att lägga till en bild.")
    if rows.count() >= MOST:
        raise Refused(
            f"Det ryms {MOST} bilder till en händelse. Den här togs inte med. Rapporten är "
            "mottagen. Radera en bild först om den här är viktigare."
        )
    name = storing.write(photo.jpeg)
    row = Photo.objects.create(incident=incident, file=name, digest=photo.digest)
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
def erase_photo(*, photo: Photo, by: Actor) -> None:
    """The row now, the file when the transaction holds."""
    transaction.on_commit(partial(storing.erase, photo.file))
    incident = photo.incident
    photo.delete()
    record("photo.erased", incident, by=by)
