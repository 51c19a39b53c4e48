"""A press release as a tagged PDF, from the edition alone."""

import json
from datetime import UTC, datetime
from importlib.resources import as_file, files
from typing import Any

import typst

from lofte.situation.render.svg import clean_text


def pdf(content: dict[str, Any]) -> bytes:
    """PDF/A-2a and PDF/UA-1; the same edition gives the same bytes."""
    made = datetime.fromisoformat(content["published"]).replace(tzinfo=UTC)
    with as_file(files(__package__).joinpath("release.typ")) as template:
        printed: bytes = typst.compile(
            str(template),
            format="pdf",
            sys_inputs={"data": json.dumps(_clean(content), ensure_ascii=False)},
            ignore_system_fonts=True,
            pdf_standards=["a-2a", "ua-1"],
            timestamp=made,
        )
    return printed


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, list) else value
