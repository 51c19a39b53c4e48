"""The Act's picture as PDF/A-2a and PDF/UA-1: for the archive and for a screen reader."""

from datetime import UTC, datetime
from importlib.resources import files

from lofte.people.leaving.typeset import typeset
from lofte.situation.statutory.document import document_of
from lofte.situation.statutory.models import StatutoryPicture


def pdf(picture: StatutoryPicture) -> bytes:
    """A frozen version gives the same bytes every time."""
    document = picture.document or document_of(picture)
    told = {"number": 0, "checksum": picture.checksum, "one_person": picture.one_person} | document
    made: datetime = picture.frozen_at or picture.made_at
    return typeset(
        files(__package__).joinpath("statutory.typ"),
        told,
        made=made.astimezone(UTC).replace(microsecond=0),
        archive=True,
    )
