"""A template and data become a tagged PDF. The template reads data, never text as source."""

import json
from datetime import datetime
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from typing import Any

import typst

from lofte.people.leaving.characters import clean_text


def typeset(template: Traversable, data: Any, *, made: datetime, archive: bool = False) -> bytes:
    """PDF/UA-1 for a screen reader, and PDF/A-2a too for an archive.

    made: the time that the file states; the same data and time give the same bytes.
    """
    with as_file(template) as file:
        content: bytes = typst.compile(
            str(file),
            format="pdf",
            sys_inputs={"data": json.dumps(without_forbidden(data), ensure_ascii=False)},
            ignore_system_fonts=True,
            pdf_standards=["a-2a", "ua-1"] if archive else ["ua-1"],
            timestamp=made,
        )
    return content


def without_forbidden(value: Any) -> Any:
    """The same values, all the way down, without characters that no font holds."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {key: without_forbidden(one) for key, one in value.items()}
    return [without_forbidden(one) for one in value] if isinstance(value, list | tuple) else value
