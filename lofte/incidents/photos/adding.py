"""Files that came with a form: each becomes a photo or a sentence, and the report stays."""

import uuid
from collections.abc import Iterable

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from lofte.audit.refusals import Refused
from lofte.incidents.models import Incident
from lofte.incidents.photos import actions
from lofte.incidents.photos.reading import redrawn
from lofte.people.access import SignedIn


def take_in(request: SignedIn, incident: Incident, files: Iterable[UploadedFile]) -> None:
    """Say for every file what became of it."""
    taken = 0
    for file in files:
        try:
            actions.add_photo(incident=incident, photo=redrawn(file), by=request.user)
            taken += 1
        except Refused as refusal:
            messages.error(request, f"{file.name}: {refusal}" if file.name else str(refusal))
    if taken == 1:
        messages.success(request, _("Bilden är mottagen. Bara granskaren ser den."))
    elif taken:
        messages.success(request, _("%d bilder är mottagna. Bara granskaren ser dem.") % taken)


def uuid_of(text: str) -> uuid.UUID:
    """The number that the phone gave a report; one that nobody has if it cannot be read."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()
