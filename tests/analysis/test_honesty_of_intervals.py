"""The short form of `python -m benchmarks.honesty.intervals`: what is promised is covered."""

from dataclasses import replace

import pytest

from benchmarks.honesty.coverage import cover, line
from benchmarks.honesty.intervals import INTERVALS

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
