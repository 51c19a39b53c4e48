"""A report as PDF/A-2a and PDF/UA-1: for the council's papers and for the archive."""

from datetime import UTC, date, datetime, time
from importlib.resources import files
from typing import Any

from lofte.people.leaving.typeset import typeset


def pdf(report: dict[str, Any], *, for_council: bool) -> bytes:
    """The same report of the same day gives the same bytes."""
    day = date.fromisoformat(report["as_of"])
    made = datetime.combine(day, time(12), tzinfo=UTC)
    told = report | {"for_council": for_council}
    return typeset(files(__package__).joinpath("report.typ"), told, made=made, archive=True)
