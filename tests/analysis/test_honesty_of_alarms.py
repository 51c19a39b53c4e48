"""The short form of `python -m benchmarks.honesty.alarms`: quiet weeks stay quiet."""

import numpy as np
import pytest

from benchmarks.honesty import alarms as honesty

SERIES, WEEKS = 60, 10


@pytest.fixture(scope="module")
def shares():
    return honesty.false_alarms(SERIES, WEEKS)


def test_over_all_series_nothing_is_found_in_most_quiet_weeks(shares):
    for name in ("found, years", "found, short"):
        assert honesty.mean_of(shares, name) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 15 / WEEKS)


def test_a_limit_is_kept_about_as_often_as_it_says(shares):
    for name in ("noufaily delta", "noufaily nbPlugin", "noufaily muan"):
        assert honesty.mean_of(shares, name) <= 0.065
        assert max(one[name] for one in shares.values()) <= 0.11


def test_the_level_of_ears_is_no_promise(shares):
    """The manual says so; were it ever kept, the manual should say that."""
    assert honesty.mean_of(shares, "ears C1 as published") > 0.02


def test_a_large_rise_is_found_and_larger_ones_more_often():
    found = [honesty.seen(200, 10.0, rise, 1)["years"] for rise in (2.0, 5.0, 8.0)]
    assert found == sorted(found)
    assert found[-1] >= 0.8
