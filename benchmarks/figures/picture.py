"""The full picture of a town, from a Parquet file: 40,000 squares, 104 weeks, 8 kinds, 40 areas.

Warm is reading and composing in a process that has done it before; cold is `lofte picture`, a new
process that also writes the page, the PDF and the map.
"""

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
from lofte.management.register_files import Options, register_of, source_of
from lofte.situation.compose import compose
from lofte.situation.counts import AreaShape
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
    kinds = np.array([f"kategori {kind}" for kind in KINDS[:-1]] + ["skadegörelse"])
    columns = {
        "easting": made.x,
        "northing": made.y,
        "start": made.start,
        "category": pyarrow.DictionaryArray.from_arrays(made.category, kinds),
    }
    file = Path(folder.name) / "town.parquet"
    pyarrow.parquet.write_table(pyarrow.table(columns), file)
    return Town(file, Around(areas=_areas()), folder)


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
    subprocess.run([*command, "--out", data.folder.name], check=True, capture_output=True)
    return Seconds(time.perf_counter() - start)


def _figure(name: str, n: int, ours: Any, target: Target) -> Figure:
    return Figure(name, n, lambda: town(n), ours, target=target)


FIGURES = (
    _figure("picture of 1 M events, warm", 10**6, warm, Target(seconds=3.0, mib=1024)),
    _figure("picture of 100,000 events, warm", 10**5, warm, Target(seconds=0.7)),
    _figure("picture of 1 M events, cold", 10**6, cold, Target(seconds=6.0)),
)
