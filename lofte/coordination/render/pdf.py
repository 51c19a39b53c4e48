"""Minutes as a tagged PDF (PDF/UA-1), made from the frozen document alone."""

from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from lofte.coordination.models import Meeting
from lofte.people.free_text import secret_in
from lofte.people.leaving.typeset import typeset
from lofte.places.models import Kommun

HIDDEN = "Raden nämner en plats som bara gruppen ser."


def pdf(meeting: Meeting, *, secrets: bool) -> bytes:
    """The same minutes give the same bytes. Without secrets, rows that name one are left out."""
    data = printable(meeting, secrets=secrets)
    made = datetime.combine(meeting.held_on, datetime.min.time(), tzinfo=UTC)
    return typeset(files(__package__).joinpath("minutes.typ"), data, made=made)


def printable(meeting: Meeting, *, secrets: bool) -> dict[str, Any]:
    told = dict(meeting.document or {})
    if not secrets:
        told["points"] = [_open(point, meeting.kommun) for point in told["points"]]
    return told | {"checksum": meeting.checksum[:12]}


def _open(point: dict[str, Any], kommun: Kommun) -> dict[str, Any]:
    """The point for readers outside the group."""
    lines = [
        {"text": HIDDEN, "detail": "", "light": line["light"], "word": line["word"]}
        if secret_in(f"{line['text']} {line['detail']}", kommun)
        else line
        for line in point["lines"]
    ]
    note = HIDDEN if secret_in(point["note"], kommun) else point["note"]
    return point | {"lines": lines, "note": note}
