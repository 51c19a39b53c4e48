"""The full picture of a town, from a Parquet file: 40,000 squares, 104 weeks, 8 kinds, 40 areas.

Half of the events are only known from - to. Warm also knows 100 places by name.

Warm is reading and composing in a process that has done it before; cold is `lofte picture`, a new
process that also reads the areas and writes the page, the PDF and the map. Growth is that of all
that has no cap: without live clusters and near repeats, which look at 20,000 events at most.
"""

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from benchmarks.figure import Figure, Seconds, Target
from benchmarks.town import KINDS, points
from lofte.analysis.points import Points
from lofte.management.register_files import Options, register_of, source_of
from lofte.situation import deeper
from lofte.situation.compose import compose
from lofte.situation.counts import AreaShape, NamedPlace
from lofte.situation.deeper import clusters, repeats
from lofte.situation.document import Source
from lofte.situation.results import Around

CRS = "EPSG:3006"
ACROSS = (8, 5)  # areas


@dataclass(frozen=True)
class Town:
    """The register, the areas, and the folder that goes when the process ends."""

    file: Path
    around: Around
    folder: tempfile.TemporaryDirectory[str]


def town(n: int) -> Town:
    import pyarrow
    import pyarrow.parquet

    folder = tempfile.TemporaryDirectory()
    made = points(n)
    hours = np.random.default_rng(2).integers(0, 12, n) * np.timedelta64(3600, "s")
    known = np.arange(n) % 2 == 0
    end = np.where(known, np.datetime64("NaT"), made.start + hours)
    kinds = np.array([f"kategori {kind}" for kind in KINDS[:-1]] + ["skadegörelse"])
    columns = {
        "easting": made.x,
        "northing": made.y,
        "start": made.start,
        "end": pyarrow.array(end, mask=known),
        "category": pyarrow.DictionaryArray.from_arrays(made.category, kinds),
    }
    file = Path(folder.name) / "town.parquet"
    pyarrow.parquet.write_table(pyarrow.table(columns), file)
    areas = _areas()
    (Path(folder.name) / "areas.geojson").write_text(_as_geojson(areas), encoding="utf-8")
    return Town(file, Around(areas=areas, places=_places()), folder)


def _as_geojson(areas: tuple[AreaShape, ...]) -> str:
    features = [
        {
            "type": "Feature",
            "properties": {"code": area.code, "name": area.name},
            "geometry": shapely.geometry.mapping(area.shape),
        }
        for area in areas
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": features})


def _places() -> tuple[NamedPlace, ...]:
    """Where people are: most of them in the middle."""
    random = np.random.default_rng(3)
    at = random.normal((510_000, 6_410_000), 3_000, (100, 2)).round()
    return tuple(
        NamedPlace(f"P{i}", f"Plats {i}", float(x), float(y), 150.0) for i, (x, y) in enumerate(at)
    )


def _areas() -> tuple[AreaShape, ...]:
    """Side by side, with a hundred corners each, as a drawn border has."""
    across, up = ACROSS
    east, north = 20_000 / across, 20_000 / up
    return tuple(
        AreaShape(
            f"O{i}",
            f"Område {i}",
            shapely.segmentize(
                shapely.box(
                    500_000 + i % across * east,
                    6_400_000 + i // across * north,
                    500_000 + (i % across + 1) * east,
                    6_400_000 + (i // across + 1) * north,
                ),
                130.0,
            ),
        )
        for i in range(across * up)
    )


def warm(data: Town) -> Any:
    wish = Options()
    register, assumed = register_of(data.file, wish)
    return compose(
        register.points, source=source_of(register, "staden", assumed), around=data.around
    )


def cold(data: Town) -> Seconds:
    command = [Path(sys.executable).with_name("lofte"), "picture", data.file]
    start = time.perf_counter()
    areas = ["--areas", str(Path(data.folder.name) / "areas.geojson")]
    subprocess.run([*command, *areas, "--out", data.folder.name], check=True, capture_output=True)
    return Seconds(time.perf_counter() - start)


def uncapped(data: Points) -> Any:
    """Everything but the two methods that look at 20,000 events at most."""
    every = deeper.tellers()
    capped = (clusters.tell, repeats.tell)
    deeper.tellers = lambda: tuple(tell for tell in every if tell not in capped)
    try:
        return compose(data, source=Source("staden"), around=Around(areas=_areas()))
    finally:
        deeper.tellers = lambda: every


def _figure(name: str, n: int, ours: Any, target: Target, *, programs: bool = False) -> Figure:
    return Figure(name, n, lambda: town(n), ours, target=target, programs=programs)


MEMORY = 1024
FIGURES = (
    _figure("picture of 1 M events, warm", 10**6, warm, Target(seconds=3.0, mib=MEMORY)),
    _figure("picture of 100,000 events, warm", 10**5, warm, Target(seconds=0.7, mib=MEMORY)),
    _figure(
        "picture of 1 M events, cold",
        10**6,
        cold,
        Target(seconds=6.0, mib=MEMORY),
        programs=True,
    ),
    Figure(
        "picture without capped methods, growth",
        10**7,
        points,
        uncapped,
        target=Target(slope=1.1),
        growth=(10**4, 10**5, 10**6, 10**7),
    ),
)
