"""The picture as a tagged PDF (PDF/UA-1): the template reads data, never text as source."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any

from lofte.people.leaving.typeset import typeset, without_forbidden
from lofte.situation.document import PictureDocument
from lofte.situation.render.basemap import Ground
from lofte.situation.render.chart import Chart, Table
from lofte.situation.render.view import METHODS, View, view

ROWS = 60


def pdf(
    document: PictureDocument, ground: Ground | None = None, *, made: datetime | None = None
) -> bytes:
    """The same document and time give the same bytes.

    made: the time that the file states, by default the day after the period, so that a picture
    made again is the same file.
    """
    return pdf_of(view(document, ground), made=made)


def pdf_of(shown: View, *, made: datetime | None = None) -> bytes:
    """The file of a picture that is drawn already."""
    day = datetime.fromisoformat(shown.document.last_day).replace(tzinfo=UTC) + timedelta(days=1)
    template = files(__package__).joinpath("picture.typ")
    return typeset(template, printable(shown), made=made or day)


def printable(shown: View) -> dict[str, Any]:
    """Everything the template needs, as plain values without characters that no font holds."""
    document = shown.document
    told: dict[str, Any] = {
        "title": document.title,
        "register": document.register,
        "headline": shown.headline,
        "lead": document.total_sentence,
        "know": shown.know,
        "summary": document.summary,
        "findings": [
            {
                "number": one.number,
                "kind": one.kind,
                "sentence": one.sentence,
                "strength": one.strength,
                "method": METHODS[one.method],
            }
            for one in shown.findings
        ],
        "more": shown.more_findings,
        "charts": {name: _chart(chart) for name, chart in shown.charts.items()},
        "tables": [_table(table) for table in shown.tables],
        "sections": [
            {"title": told.title, "sentences": told.sentences, "table": _table(whole)}
            for told, whole in shown.sections
        ],
        "caveats": document.caveats,
        "facts": shown.facts,
        "methods": _table(shown.methods),
    }
    plain: dict[str, Any] = without_forbidden(told)
    return plain


def _chart(chart: Chart) -> dict[str, Any]:
    told = asdict(chart)
    told["table"] = _table(chart.table)
    return told


def _table(table: Table) -> dict[str, Any]:
    told = asdict(table)
    if len(table.rows) > ROWS:
        told["rows"] = table.rows[:ROWS]
        told["caption"] = f"{table.caption} – här visas de {ROWS} första raderna"
    return told
