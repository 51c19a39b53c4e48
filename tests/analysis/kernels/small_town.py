"""Every method of "where" on a small town, printed as JSON: run by `test_same_everywhere`."""

import json

import numpy as np

from lofte.analysis.autocorrelation import local_moran
from lofte.analysis.chance import Replicates
from lofte.analysis.cube import cube
from lofte.analysis.density import density
from lofte.analysis.emerging import emerging_hot_spots
from lofte.analysis.gi_chance import gi_star_permuted
from lofte.analysis.gi_planes import gi_star_planes, hot_and_cold
from lofte.analysis.near_repeat import Bands, near_repeat
from lofte.analysis.rising import mann_kendall
from lofte.analysis.scan_space import scan_space
from lofte.analysis.scan_time import Window, scan_time
from lofte.analysis.zones import zones
from tests.analysis.towns import scattered, square, weeks


def results():
    grid = square(9, 8)
    inside = np.arange(grid.cells) % 9 != 5
    made = cube(scattered(3, 400, grid), grid, weeks(4), mask=inside)
    random = np.random.default_rng(1)
    place, step = random.integers(0, 16, 60), random.integers(0, 10, 60)
    where = np.stack(np.meshgrid(np.arange(4), np.arange(4)), -1).reshape(-1, 2) * 100.0
    weight = np.bincount(place, minlength=16)
    ring = [[(i - 1) % 16, (i + 1) % 16] for i in range(16)]
    draws = Replicates(25, seed=2)
    space = scan_space(weight, np.full(16, 10), zones(where, weight), replicates=draws)
    time = scan_time(place, step, zones(where, weight), Window(10, 3), replicates=draws)
    bands = Bands((100.0, 200.0), (2.0, 5.0))
    knox = near_repeat(tuple(where[place].T), step, bands, permutations=60, seed=3)
    total = made.total()
    return {
        "cube": made.counts.tolist(),
        "z": np.nan_to_num(gi_star_planes(total, grid, mask=inside).z).tolist(),
        "state": hot_and_cold(made.planes, grid, mask=inside).state.tolist(),
        "permuted": gi_star_permuted(total, grid, mask=inside, seed=4).at_least.tolist(),
        "kind": emerging_hot_spots(made.planes, grid, mask=inside).kind.tolist(),
        "rising": mann_kendall(total).p.tolist(),
        "density": np.nan_to_num(
            density(total, grid, bandwidth=150.0, mask=inside).per_m2
        ).tolist(),
        "space": space.chance.maxima.tolist() + [one.ratio for one in space.clusters],
        "time": time.chance.maxima.tolist() + [one.ratio for one in time.clusters],
        "knox": [knox.p.tolist(), knox.variance.tolist()],
        "moran": local_moran(weight, ring, permutations=99, seed=5).p.tolist(),
    }


if __name__ == "__main__":
    print(json.dumps(results()))
