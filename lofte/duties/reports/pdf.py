"""A report to kommunfullmäktige as PDF/A-2a and PDF/UA-1, made from the fixed document alone."""

from datetime import UTC, datetime, time
from importlib.resources import files

from lofte.duties.reports.models import AssemblyReport
from lofte.people.leaving.typeset import typeset


def pdf(report: AssemblyReport) -> bytes:
    """The same bytes every time."""
    made = datetime.combine(report.on, time(12), tzinfo=UTC)
    told = report.document | {"checksum": report.checksum}
    return typeset(files(__package__).joinpath("report.typ"), told, made=made, archive=True)
