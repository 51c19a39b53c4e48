"""The intervals of a sample survey hold what they should.

The full run is `python -m benchmarks.honesty.survey`.
"""

import numpy as np

from benchmarks.honesty.survey import rates

SAMPLES = 150


def test_the_intervals_of_shares_hold_95_of_100_times():
    found = [rates(part, size, SAMPLES) for part in (0.2, 0.5) for size in (200, 800)]
    for name in ("share", "raked share"):
        error = 3 * (0.05 * 0.95 / (4 * SAMPLES)) ** 0.5
        assert 0.93 - error <= np.mean([one[name] for one in found]) <= 0.97 + error


def test_that_of_a_very_skewed_mean_holds_nearly_as_often():
    found = [rates(0.2, size, SAMPLES)["mean"] for size in (200, 800)]
    assert np.mean(found) >= 0.90
