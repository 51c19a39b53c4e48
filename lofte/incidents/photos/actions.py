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
from lofte.people.models import User

MOST = 5


@action
def add_photo(*, incident: Incident, photo: Redrawn, by: User) -> Photo:
    """One of the reporter's own photos, once: the same file a second time gives the first back.

    One that waited in the phone until the report was reviewed is taken too: it waits in the
    reviewer's queue, and nobody else sees it.
    """
    if not incident.kommun.photos_on:
        raise Refused("Kommunen tar inte emot bilder. Rapporten är mottagen utan bild.")
    if incident.reporter_id != by.pk:
        raise Refused("Bara den som skrev rapporten kan lägga till bilder i den.")
    # Two windows of one phone wait here for each other.
    Incident.objects.unscoped("the report at hand").select_for_update().get(pk=incident.pk)
    rows = Photo.objects.unscoped("the report's own").filter(incident=incident)
    if earlier := rows.filter(digest=photo.digest).first():
        record("photo.added_again", incident, by=by)
        return earlier
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
    # Two reviewers at once wait here for each other: each blacks out what the other has left.
    rows = Photo.objects.unscoped("the photo at hand").select_for_update(of=("self",))
    if (held := rows.filter(pk=photo.pk).first()) is None:
        raise Refused("Någon annan har raderat bilden. Inget ändrades.")
    storing.write(covered(storing.read(held.file), boxes), held.file)
    held.reviewed_at = timezone.now()
    held.save(update_fields=["reviewed_at"])
    record("photo.covered", held.incident, by=by, boxes=len(boxes))
    return held


@action
def erase_photo(*, photo: Photo, by: Actor) -> None:
    """The row now, the file when the transaction holds."""
    transaction.on_commit(partial(storing.erase, photo.file))
    incident = photo.incident
    photo.delete()
    record("photo.erased", incident, by=by)
