"""Towns without any difference are left in peace; large differences are found.

The full runs are `python -m benchmarks.honesty.fear`.
"""

import numpy as np
import pytest

from benchmarks.honesty.fear import alike, planted, surface, wrong

TOWNS = 120
# 5 % of 120 towns, and three standard errors on top.
MOST = 0.05 + 3 * (0.05 * 0.95 / TOWNS) ** 0.5


@pytest.mark.parametrize("bunched", [1.0, 2.0])
@pytest.mark.parametrize(("areas", "size"), [(5, (40, 60)), (15, (300, 400)), (40, (3000, 2000))])
def test_no_area_is_called_what_it_is_not(areas, size, bunched):
    said = [wrong(alike(areas, size, seed, bunched=bunched)) for seed in range(TOWNS)]
    for name in said[0]:
        assert np.mean([one[name] for one in said]) <= MOST


def test_a_large_difference_is_found_with_some_hundred_marks():
    assert np.mean([planted(3, (300, 400), seed) for seed in range(40)]) > 0.9


def test_the_map_shows_nothing_in_towns_without_a_difference():
    maps = [surface(seed, replicates=39) for seed in range(40)]
    false = np.mean([bool(m.more_fear.any() or m.more_events.any()) for m in maps])
    assert false <= 0.05 + 3 * (0.05 * 0.95 / 40) ** 0.5


def test_and_shows_a_quarter_with_four_times_the_marks():
    assert (
        np.mean([bool(surface(s, pull=4.0, replicates=39).more_fear.any()) for s in range(10)])
        > 0.8
    )
