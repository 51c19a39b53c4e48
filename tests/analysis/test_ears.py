"""EARS: C1, C2 and C3 as published, and what a flat baseline does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.baseline_plan import BadAlarm
from lofte.analysis.ears import Variant, ears
from tests.reference import published, twin_alarms

COUNTS = st.lists(st.integers(0, 30), min_size=12, max_size=20)


@pytest.mark.skipif(published.missing("alarms_salmonella"), reason="needs the reference figures")
@pytest.mark.parametrize("variant", list(Variant))
def test_it_agrees_with_r(variant):
    reference = published.load("alarms_salmonella")
    theirs = reference["ears"][variant]
    ours = ears(reference["series"], variant, evaluated=104)
    assert ours.upper[0] == pytest.approx(theirs["upper"], rel=1e-9, abs=1e-11)
    assert (np.flatnonzero(ours.alarm[0]) + 1).tolist() == theirs["alarm_weeks"]


@given(COUNTS, st.sampled_from(list(Variant)))
def test_it_equals_the_slow_twin(counts, variant):
    jagged = [2 * c + k % 2 for k, c in enumerate(counts)]  # no baseline is flat
    ours = ears(jagged, variant)
    theirs = twin_alarms.ears(jagged, len(jagged) - 1, variant)
    assert ours.upper[0, 0] == pytest.approx(theirs, rel=1e-9, abs=1e-9)


@given(COUNTS, st.integers(2, 5))
def test_the_limit_grows_with_the_counts(counts, times):
    one, many = ears(counts), ears([times * c for c in counts])
    assert many.upper == pytest.approx(times * one.upper)
    assert np.array_equal(one.alarm, many.alarm) or one.upper[0, 0] == pytest.approx(counts[-1])


def test_a_flat_baseline_never_gives_nan():
    for variant in Variant:
        flat = ears([[0] * 12 + [1, 0, 1]], variant, evaluated=4)
        assert not np.isnan(flat.upper).any()
    after = ears([0] * 12 + [5, 0, 0], "C3", evaluated=1)
    assert (after.upper[0, 0], after.alarm[0, 0]) == (0.0, False)
    assert ears([0] * 12 + [5, 0, 1], "C3").alarm[0, 0]


def test_a_least_deviation_keeps_one_case_from_ringing():
    series = [0] * 12 + [1]
    assert ears(series).alarm[0, 0]
    assert not ears(series, least_deviation=0.5).alarm[0, 0]


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"variant": "C4"}, "C1, C2 eller C3"),
        ({"alpha": 0.0}, "alpha"),
        ({"least_deviation": -1.0}, "least_deviation"),
        ({"baseline": 2}, "baseline"),
        ({"evaluated": 14}, "behöver 7 veckor"),
    ],
)
def test_what_cannot_be_judged_is_named(more, word):
    with pytest.raises(BadAlarm, match=word):
        ears([1] * 20, **more)
