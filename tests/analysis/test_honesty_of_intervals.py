"""The short form of `python -m benchmarks.honesty.intervals`: what is promised is covered."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from benchmarks.honesty import accuracy
from benchmarks.honesty.coverage import cover, line
from benchmarks.honesty.intervals import INTERVALS
from lofte.analysis.accuracy import Interval, ratio

QUICK, SLOW = 80, 25


@pytest.mark.parametrize("interval", INTERVALS, ids=lambda interval: interval.name)
def test_the_interval_covers_what_it_says(interval):
    found = cover(interval, SLOW if interval.slow else QUICK)
    assert found.kept, line(found)


def test_a_wrong_promise_would_be_seen():
    (ratio, *_) = INTERVALS
    narrow = replace(ratio, draw=lambda rng, cell: rng.random() < 0.8)
    assert not cover(narrow, QUICK).kept
    loose = replace(ratio, exact=False, draw=lambda rng, cell: True)
    assert not cover(loose, 800).kept


def test_an_exact_promise_that_fails_a_little_everywhere_would_be_seen():
    """In each cell it could be bad luck; in all of them it is not."""
    ratio = next(one for one in INTERVALS if len(one.cells) > 10 and one.exact and one.each == 1)
    slack = replace(ratio, draw=lambda rng, cell: rng.random() < 0.9)
    assert not cover(slack, 200).kept


def test_two_maps_of_the_same_weeks_compared_as_if_of_different_ones_would_be_seen(monkeypatch):
    def of_different_weeks(found, weeks, *, other):
        one, two = (ratio(hits, weeks.by_lot()) for hits in (found, other))
        half = np.hypot(one.high - one.value, two.high - two.value)
        apart = one.value - two.value
        return SimpleNamespace(ahead=Interval(apart, apart - half, apart + half))

    paired = next(one for one in accuracy.ACCURACY if one.draw is accuracy.ahead)
    monkeypatch.setattr(accuracy, "judge", of_different_weeks)
    assert not cover(paired, QUICK).kept
