"""Gi*: z of all slices, and 999 conditional permutations of one slice and of all."""

import atexit
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.figure import Figure, Peer, Seconds, Target
from benchmarks.r import r_seconds
from benchmarks.town import GRID, WEEKS, points
from lofte.analysis.cube import cube
from lofte.analysis.emerging import emerging_hot_spots
from lofte.analysis.gi_chance import gi_star_permuted
from lofte.analysis.gi_planes import gi_star_planes

SLICES, SAMPLED = 832, 1
Planes = NDArray[np.unsignedinteger]


def planes() -> Planes:
    """One million events: 832 sparse slices of 40,000 cells."""
    return cube(points(10**6), GRID, WEEKS).planes


def one() -> Planes:
    """All of them together."""
    return planes().sum(axis=(0, 1), dtype=np.uint32)


def with_weights(data: Planes) -> Any:
    """The weights are made, and esda's own kernels compiled, before the time is taken."""
    from libpysal.weights import lat2W

    esda((np.arange(25).reshape(1, 25), lat2W(5, 5, rook=False)), 9)
    return data.reshape(-1, GRID.cells), lat2W(GRID.ny, GRID.nx, rook=False)


def esda(given: Any, permutations: int) -> None:
    from esda import G_Local

    data, weights = given
    for plane in data[:SAMPLED]:
        G_Local(plane.astype(float), weights, transform="B", star=True, permutations=permutations)


ESDA = Peer("esda G_Local", "esda", lambda given: esda(given, 999), prepare=with_weights)
LOOP = Peer(
    f"esda G_Local in a loop (1 of {SLICES} slices, scaled)",
    "esda",
    lambda given: esda(given, 999),
    share=SAMPLED / SLICES,
    prepare=with_weights,
)
ANALYTIC = Peer("esda G_Local", "esda", lambda given: esda(given, 0), prepare=with_weights)


def spdep(file: Path) -> Seconds:
    return r_seconds(
        "suppressPackageStartupMessages(library(spdep));"
        "x <- as.numeric(read.csv(arguments[1], header = FALSE)[[1]]);"
        f"near <- include.self(cell2nb({GRID.ny}, {GRID.nx}, type = 'queen'));"
        "weights <- nb2listw(near, style = 'B')",
        "suppressWarnings(localG_perm(x, weights, nsim = 999))",
        str(file),
    )


def as_csv(data: Planes) -> Path:
    """Goes when the process ends."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    file = Path(folder.name) / "counts.csv"
    np.savetxt(file, data.ravel(), fmt="%d")
    return file


SPDEP = Peer("spdep localG_perm", "R:spdep", spdep, prepare=as_csv)
FIGURES = (
    Figure(
        "gi, one slice, analytic",
        GRID.cells,
        one,
        lambda data: gi_star_planes(data, GRID),
        (ANALYTIC,),
    ),
    Figure(
        "gi, one slice, 999 permutations",
        GRID.cells,
        one,
        lambda data: gi_star_permuted(data, GRID),
        (ESDA, SPDEP),
        Target(ratio=15),
    ),
    Figure(
        "gi, all slices, analytic",
        SLICES * GRID.cells,
        planes,
        lambda data: gi_star_planes(data, GRID),
        recorded=(("a plain numba loop", 0.29), ("scipy.ndimage", 1.5)),
    ),
    Figure(
        "gi, all slices, 999 permutations",
        SLICES * GRID.cells,
        planes,
        lambda data: gi_star_permuted(data, GRID),
        (LOOP,),
        Target(ratio=300),
    ),
    Figure(
        "emerging, full cube",
        SLICES * GRID.cells,
        planes,
        lambda data: emerging_hot_spots(data, GRID),
        recorded=(("Gi* and Mann-Kendall in plain numba", 1.3),),
    ),
)
