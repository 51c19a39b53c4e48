"""How complete a week is, from delays that could be seen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.baseline_plan import BadAlarm
from lofte.analysis.delay import completeness
from tests.reference import twin_alarms


def reported(share_by_week, n=20_000, oldest=30, seed=1):
    """Ages and delays of the events that have been reported by now."""
    rng = np.random.default_rng(seed)
    age = rng.integers(0, oldest, n)
    delay = rng.choice(len(share_by_week), n, p=share_by_week)
    seen = delay <= age
    return age[seen], delay[seen]


PAIRS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda p: (max(p), min(p))), max_size=80
)


@given(PAIRS)
def test_it_equals_the_slow_twin(pairs):
    age, delay = ([p[k] for p in pairs] for k in (0, 1))
    found = completeness(np.array(age, dtype=int), np.array(delay, dtype=int))
    assert found.share == pytest.approx(twin_alarms.completeness(age, delay))
    assert np.all(np.diff(found.share) >= -1e-12)
    assert found.share[-1] == 1.0


def test_it_finds_the_shares_although_late_ones_are_not_seen_yet():
    found = completeness(*reported([0.5, 0.3, 0.15, 0.05]))
    assert found.share == pytest.approx([0.5, 0.8, 0.95, 1.0], abs=0.015)
    assert found.incomplete in (2, 3)
    assert completeness(*reported([0.5, 0.3, 0.15, 0.05]), complete=0.75).incomplete == 1


def test_a_plain_mean_would_be_too_short():
    age, delay = reported([0.5, 0.1, 0.1, 0.3], oldest=4)
    found = completeness(age, delay)
    assert np.mean(delay == 0) > 0.6
    assert found.share[0] == pytest.approx(0.5, abs=0.02)


def test_reported_the_same_week_is_complete():
    found = completeness([5] * 60, [0] * 60)
    assert (found.incomplete, found.enough, found.share.tolist()) == (0, True, [1.0])


def test_too_few_events_are_careful():
    found = completeness([9, 9, 9], [0, 0, 4])
    assert (found.incomplete, found.enough, found.n) == (4, False, 3)
    assert completeness(np.zeros(0, dtype=int), np.zeros(0, dtype=int)).incomplete == 0


@pytest.mark.parametrize(
    ("age", "delay", "more", "word"),
    [
        ([1], [2], {}, "större än age"),
        ([1, 2], [1], {}, "lika många"),
        ([1.5], [1], {}, "age"),
        ([1], [-1], {}, "delay"),
        ([[1]], [1], {}, "age"),
        ([1], [1], {"complete": 1.0}, "complete"),
    ],
)
def test_what_cannot_be_is_named(age, delay, more, word):
    with pytest.raises(BadAlarm, match=word):
        completeness(age, delay, **more)
