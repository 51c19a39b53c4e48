"""Small files of every kind, made by the tests that need them."""

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pyogrio
import shapely

HEADER = ("Ärendenr", "Datum", "Tid", "Brottstyp", "N", "E")
SKARA = (6_472_500.0, 408_700.0)  # north, east in SWEREF 99 TM


def rows(count: int = 6) -> list[tuple[str, ...]]:
    """Events around Skara in the form a Swedish office sends them: decimal comma, 9.05."""
    return [
        (
            f"K{i:04d}-26",
            f"2026-0{i % 9 + 1}-1{i % 9}",
            f"{i % 23 + 1}.{i % 60:02d}",
            ("Stöld", "Skadegörelse")[i % 2],
            f"{SKARA[0] + 10 * i:.1f}".replace(".", ","),
            f"{SKARA[1] + 7 * i:.1f}".replace(".", ","),
        )
        for i in range(count)
    ]


def text(
    header: Sequence[str] = HEADER, body: Sequence[Sequence[str]] = (), delimiter: str = ";"
) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows([header, *(body or rows())])
    return stream.getvalue()


def write(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def csv_file(
    folder: Path, header: Sequence[str], *body: Sequence[str], name: str = "a.csv"
) -> Path:
    return write(folder / name, text(header, body))


def workbook(path: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, content in sheets.items():
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(list(row))
    book.save(path)
    return path


def spatial(
    path: Path,
    shapes: Sequence[Any],
    fields: dict[str, Sequence[Any]],
    *,
    driver: str = "GeoJSON",
    crs: str | None = "EPSG:4326",
    kind: str = "Point",
    **options: Any,
) -> Path:
    geometry = np.array([None if s is None else shapely.to_wkb(s) for s in shapes], dtype=object)
    data = [
        np.array(values, dtype=object if isinstance(values[0], str) else None)
        for values in fields.values()
    ]
    pyogrio.raw.write(
        path, geometry, data, list(fields), geometry_type=kind, crs=crs, driver=driver, **options
    )
    return path


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path
