"""Kernel density on the grid of 40,000 cells.

Ours first counts the points into the cells of 100 m; scikit-learn takes each point where it is.
"""

from typing import Any

import numpy as np

from benchmarks.figure import Figure, Peer, Target
from benchmarks.town import GRID, points
from lofte.analysis.density import density_of_points

BANDWIDTH = 300.0


def columns(n: int = 10**6) -> Any:
    town = points(n)
    return town.x, town.y


def ours(data: Any) -> Any:
    return density_of_points(*data, GRID, bandwidth=BANDWIDTH)


def sklearn(data: Any) -> Any:
    """With the kernel it is fastest with, which ends at the bandwidth."""
    from sklearn.neighbors import KernelDensity

    tree = KernelDensity(bandwidth=BANDWIDTH, kernel="epanechnikov", rtol=1e-3)
    return tree.fit(np.stack(data, 1)).score_samples(
        np.stack(GRID.centre(np.arange(GRID.cells)), 1)
    )


FIGURES = (
    Figure(
        "density, 1 M points (ours by cell)",
        10**6,
        columns,
        ours,
        (Peer("scikit-learn KernelDensity, by point", "scikit-learn", sklearn),),
        Target(ratio=20),
        recorded=(("KDEpy FFT", 0.28), ("scipy gaussian_kde, 0.1 M", 71.0)),
    ),
    Figure(
        "density, growth",
        10**7,
        columns,
        ours,
        target=Target(slope=1.1),
        growth=(10**4, 10**5, 10**6, 10**7),
    ),
)
