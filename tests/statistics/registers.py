"""Small registers and tables, as an importer has read them."""

from datetime import date
from typing import Any

import numpy as np

from lofte.statistics.actions import FigureInput, RegisterFile, SeriesInput
from lofte.statistics.models import RegisterRow, Source

NAT = np.datetime64("NaT", "s")


def register(rows: dict[str, str], **changed: Any) -> RegisterFile:
    """Rows as {key: "day" or "day category"}, all at noon and at one point."""
    days = [value.split(" ", 1)[0] for value in rows.values()]
    names = [([*value.split(" ", 1), "Inbrott"])[1] for value in rows.values()]
    return keyed(list(rows), days, names, **changed)


def keyed(keys: list[str], days: list[str], names: list[str], **changed: Any) -> RegisterFile:
    n = len(keys)
    fields: dict[str, Any] = {
        "file_name": "export.csv",
        "checksum": f"sum-{'-'.join(keys)}-{'-'.join(days)}"[:64],
        "keys": keys,
        "x": np.full(n, 561_050.0),
        "y": np.full(n, 6_542_050.0),
        "start": np.array([f"{day}T12:00:00" for day in days], "datetime64[s]"),
        "end": np.full(n, NAT),
        "category": names,
    }
    return RegisterFile(**(fields | changed))


def rows_of(source: Source) -> list[RegisterRow]:
    rows = RegisterRow.objects.unscoped("test").filter(source=source)
    return list(rows.order_by("started_at", "pk"))


def figure(year: int, value: float | None, **changed: Any) -> FigureInput:
    fields: dict[str, Any] = {
        "geography_kind": "kommun",
        "geography_code": "9901",
        "period_start": date(year, 1, 1),
        "period_end": date(year, 12, 31),
        "value": value,
    }
    return FigureInput(**(fields | changed))


def series(*figures: FigureInput, **changed: Any) -> SeriesInput:
    fields = {"code": "N07403", "name": "Anmälda våldsbrott", "unit": "per 100 000"}
    return SeriesInput(**(fields | changed), figures=figures)
