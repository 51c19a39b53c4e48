"""Lyckeberga as files: what a coordinator would get from the kommun's own systems."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from lofte.demo.ground import layers
from lofte.demo.kinds import PEOPLE
from lofte.demo.registers import write_registers
from lofte.demo.town import Town, moved, texts
from lofte.places.crs import SWEREF99_TM, WGS84, convert

CSV_ROWS = 200_000
Feature = dict[str, Any]


def write_town(town: Town, folder: Path) -> None:
    """Everything beside the truths. incidents.csv, with texts, is left out for a giant town."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_areas(town, folder)
    lines = (_feature(s.line, name=s.name, **{"class": s.kind}) for s in town.streets)
    _write_features(folder / "streets.geojson", lines)
    spots = (_feature(shapely.Point(p.x, p.y), name=p.name, kind=p.kind, area=p.area)
             for p in town.places)  # fmt: skip
    _write_features(folder / "places.geojson", spots)
    write_basemap(folder / "basemap.geojson")
    _write_addresses(town, folder / "addresses.csv")
    pq.write_table(table(town), folder / "incidents.parquet")
    if len(town.incidents) <= CSV_ROWS:
        _write_incidents(town, folder / "incidents.csv")
    write_registers(town, folder)
    told = json.dumps(town.truths, ensure_ascii=False, indent=1)
    (folder / "truths.json").write_text(told + "\n", encoding="utf-8")


def write_basemap(path: Path) -> None:
    """The layers water, green, built, building, street and boundary, in longitude and latitude."""
    drawn = (
        _feature(moved(shape), layer=layer, name=name, **{"class": kind})
        for layer, kind, name, shape in layers()
    )
    _write_features(path, drawn)


def table(town: Town) -> pa.Table:
    """The incidents as columns; coordinates in SWEREF 99 TM, local wall time, no free text."""
    i = town.incidents
    places = np.array([p.name for p in town.places] + [""])
    parties = np.array([p.name for p in town.parties])

    def named(index: np.ndarray, names: np.ndarray) -> pa.Array:
        return pa.DictionaryArray.from_arrays(pa.array(index.astype(np.int32)), pa.array(names))

    return pa.table({
        "start": pa.array(i.start), "end": pa.array(i.end), "x": i.x, "y": i.y,
        "place": named(np.where(i.place < 0, len(places) - 1, i.place), places),
        "category": named(i.category, np.array(town.categories)),
        "party": named(i.party, parties), "reporter": i.reporter,
        "seriousness": i.seriousness, "people": named(i.people, np.array(PEOPLE)),
    })  # fmt: skip


def _write_areas(town: Town, folder: Path) -> None:
    features = [
        _feature(a.shape, kind=a.kind, code=a.code, name=a.name, parent=a.parent,
                 population=a.population)
        for a in town.areas
    ]  # fmt: skip
    _write_features(folder / "areas.geojson", features)
    for kind in sorted({a.kind for a in town.areas}):  # the import takes one kind at a time
        one = [f for f in features if f["properties"]["kind"] == kind]
        _write_features(folder / f"areas_{kind}.geojson", one)


def _feature(shape: Any, **properties: Any) -> Feature:
    lonlat = shapely.transform(shape, _degrees)
    kept = {key: value for key, value in properties.items() if value != ""}
    return {"type": "Feature", "properties": kept,
            "geometry": json.loads(shapely.to_geojson(lonlat))}  # fmt: skip


def _degrees(xy: np.ndarray) -> np.ndarray:
    lon, lat = convert(xy[:, 0], xy[:, 1], SWEREF99_TM, WGS84)
    return np.column_stack([lon, lat]).round(6)


def _write_features(path: Path, features: Iterable[Feature]) -> None:
    whole = {"type": "FeatureCollection", "features": list(features)}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text, encoding="utf-8")


def _write_addresses(town: Town, path: Path) -> None:
    a = town.addresses
    names = [town.streets[s].name for s in a.street.tolist()]
    rows = zip(names, a.number.tolist(), a.x.round(1).tolist(), a.y.round(1).tolist(), strict=True)
    _write_rows(path, ("gata", "nummer", "E", "N"), rows)


def _write_incidents(town: Town, path: Path) -> None:
    """A register as a kommun exports it: semicolons, decimal commas, local time."""
    i = town.incidents
    names = [p.name for p in town.places] + [""]
    codes = [f"R{n:04d}" for n in i.reporter.tolist()]
    said = texts(town, np.arange(len(i)))
    start, end = (np.datetime_as_string(t, unit="m").tolist() for t in (i.start, i.end))
    rows = (
        (n + 1, start[n].replace("T", " "), "" if end[n] == "NaT" else end[n].replace("T", " "),
         town.categories[i.category[n]], names[i.place[n]], _comma(i.x[n]), _comma(i.y[n]),
         town.parties[i.party[n]].name, codes[n], int(i.seriousness[n]), PEOPLE[i.people[n]],
         said[n])
        for n in range(len(i))
    )  # fmt: skip
    header = ("id", "från", "till", "kategori", "plats", "E (SWEREF 99 TM)", "N (SWEREF 99 TM)",
              "part", "rapportör", "påverkan", "antal personer", "beskrivning")  # fmt: skip
    _write_rows(path, header, rows)


def _comma(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _write_rows(path: Path, header: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
