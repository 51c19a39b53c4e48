"""Minutes as a tagged PDF (PDF/UA-1), made from the frozen document alone."""

import json
from datetime import UTC, datetime
from importlib.resources import as_file, files
from typing import Any

import typst

from lofte.coordination.models import Meeting
from lofte.people.free_text import secret_in
from lofte.places.models import Kommun
from lofte.situation.render.svg import clean_text

HIDDEN = "Raden nämner en plats som bara gruppen ser."


def pdf(meeting: Meeting, *, secrets: bool) -> bytes:
    """The same minutes give the same bytes. Without secrets, rows that name one are left out."""
    data = printable(meeting, secrets=secrets)
    with as_file(files(__package__).joinpath("minutes.typ")) as template:
        content: bytes = typst.compile(
            str(template),
            format="pdf",
            sys_inputs={"data": clean_text(json.dumps(data, ensure_ascii=False))},
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=datetime.combine(meeting.held_on, datetime.min.time(), tzinfo=UTC),
        )
    return content


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
