"""The Act's picture as PDF/A-2a and PDF/UA-1: for the archive and for a screen reader."""

import json
from datetime import UTC, datetime
from importlib.resources import as_file, files
from typing import Any

import typst

from lofte.situation.render.svg import clean_text
from lofte.situation.statutory.document import document_of
from lofte.situation.statutory.models import StatutoryPicture


def pdf(picture: StatutoryPicture) -> bytes:
    """A frozen version gives the same bytes every time."""
    document = picture.document or document_of(picture)
    told = {"number": 0, "checksum": picture.checksum, "one_person": picture.one_person} | document
    data = json.dumps(_clean(told), ensure_ascii=False)
    made: datetime = picture.frozen_at or picture.made_at
    with as_file(files(__package__).joinpath("statutory.typ")) as template:
        content: bytes = typst.compile(
            str(template),
            format="pdf",
            sys_inputs={"data": data},
            ignore_system_fonts=True,
            pdf_standards=["a-2a", "ua-1"],
            timestamp=made.astimezone(UTC).replace(microsecond=0),
        )
    return content


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, list | tuple) else value
