"""A press release as a tagged PDF, from the edition alone."""

from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from lofte.people.leaving.typeset import typeset


def pdf(content: dict[str, Any]) -> bytes:
    """PDF/A-2a and PDF/UA-1; the same edition gives the same bytes."""
    made = datetime.fromisoformat(content["published"]).replace(tzinfo=UTC)
    return typeset(files(__package__).joinpath("release.typ"), content, made=made, archive=True)
