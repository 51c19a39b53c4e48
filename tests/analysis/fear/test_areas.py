"""Areas: exact limits for all at once, and "too few to say" when that is the truth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofte.analysis.fear.areas import CLOSE, Bunching, Klass, Level, fear_by_area
from lofte.analysis.fear.marks import BadFear, Selection
from tests.reference import twin_fear

OPEN = Selection.SELF_SELECTED
COUNTS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.floats(0.1, 10)), min_size=1, max_size=6
)


def compared(marks, events, base=None, **how):
    return fear_by_area(marks, events, base or [1.0] * len(marks), selection=OPEN, **how)


@settings(max_examples=40, deadline=None)
@given(COUNTS)
def test_it_equals_the_slow_twin(rows):
    marks, events, base = (list(column) for column in zip(*rows, strict=True))
    found = compared(marks, events, base)
    tail = 0.05 / len(marks) / 2
    for counts, ratio in ((marks, found.fear), (events, found.event)):
        for k, x in enumerate(counts):
            share = base[k] / sum(base)
            low, high = twin_fear.limits(x, sum(counts), tail) if sum(counts) else (0, 1)
            assert ratio.low[k] == pytest.approx(low / share, rel=1e-6, abs=1e-9)
            assert ratio.high[k] == pytest.approx(high / share, rel=1e-6)
            if sum(counts):
                assert ratio.value[k] == pytest.approx(x / sum(counts) / share)
    if sum(marks) and sum(events):
        scale = sum(events) / sum(marks)
        for k, (x, y) in enumerate(zip(marks, events, strict=True)):
            low, high = twin_fear.limits(x, x + y, tail) if x + y else (0, 1)
            assert found.contrast.low[k] == pytest.approx(low / (1 - low) * scale, rel=1e-6)
            assert found.contrast.high[k] == (
                np.inf if high == 1 else pytest.approx(high / (1 - high) * scale, rel=1e-6)
            )


@given(COUNTS)
def test_levels_say_what_the_intervals_say(rows):
    marks, events, base = (list(column) for column in zip(*rows, strict=True))
    found = compared(marks, events, base)
    for ratio in (found.fear, found.event, found.contrast):
        slow = [twin_fear.level(a, b, CLOSE) for a, b in zip(ratio.low, ratio.high, strict=True)]
        assert list(ratio.levels) == slow
        assert np.all(ratio.low <= ratio.value)
        assert np.all(ratio.value <= ratio.high)


@given(COUNTS, st.integers(0, 10**6))
def test_the_order_of_the_areas_means_nothing(rows, seed):
    order = np.random.default_rng(seed).permutation(len(rows))
    first = compared(*(list(c) for c in zip(*rows, strict=True)))
    second = compared(*(list(c) for c in zip(*(rows[k] for k in order), strict=True)))
    assert [first.klass[k] for k in order] == list(second.klass)


@given(COUNTS)
def test_what_is_bunched_is_said_with_less_confidence(rows):
    marks, events, base = (list(column) for column in zip(*rows, strict=True))
    plain = compared(marks, events, base)
    wide = compared(marks, events, base, bunching=Bunching(marks=2, events=3))
    for one, other in ((plain.fear, wide.fear), (plain.event, wide.event)):
        assert np.all(other.low <= one.low + 1e-9)
        assert np.all(other.high >= one.high - 1e-9)


@pytest.mark.parametrize(
    ("marks", "events", "klass"),
    [
        ([300, 100, 100, 100], [20, 200, 200, 200], Klass.FEAR_HIGH_EVENTS_FEW),
        ([20, 200, 200, 200], [300, 100, 100, 100], Klass.FEAR_LOW_EVENTS_MANY),
        ([300, 100, 100, 100], [300, 100, 100, 100], Klass.BOTH_HIGH),
        ([20, 200, 200, 200], [20, 200, 200, 200], Klass.BOTH_LOW),
        ([400, 100, 100, 100], [200, 200, 200, 200], Klass.MORE_FEAR),
        ([200, 200, 200, 200], [400, 100, 100, 100], Klass.MORE_EVENTS),
        ([500, 500, 500, 500], [510, 490, 500, 500], Klass.ORDINARY),
        ([3, 1, 0, 2], [1, 2, 4, 0], Klass.TOO_FEW),
    ],
)
def test_what_may_be_said_of_the_first_area(marks, events, klass):
    found = compared(marks, events)
    assert found.klass[0] is klass
    assert klass.words


def test_marks_alone_or_events_alone_cannot_be_compared():
    for found in (compared([50, 0], [0, 0]), compared([0, 0], [50, 0]), compared([0, 0], [0, 0])):
        assert found.contrast.levels == (Level.UNSURE, Level.UNSURE)
        assert not {Klass.MORE_FEAR, Klass.FEAR_HIGH_EVENTS_FEW} & set(found.klass)


def test_without_areas_nothing_is_said():
    assert compared([], []).klass == ()


def test_to_order_by_how_surely_they_are_apart():
    found = compared([300, 100, 4], [20, 200, 6])
    assert found.distance[0] > found.distance[1] > found.distance[2] == 0
    assert np.isfinite(compared([0, 9], [9, 0]).distance).all()


def test_that_the_marks_are_self_selected_goes_with_the_result():
    found = compared([30, 10], [5, 9])
    assert "självvalda" in found.statement
    assert found.statement.startswith("40 markeringar och 14 händelser.")
    drawn = fear_by_area([3], [2], [1.0], selection=Selection.SAMPLE)
    assert "urval av invånarna" in drawn.statement
    assert found.parameters["areas"] == 2


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: compared([1.5], [1]), "marks ska vara hela tal"),
        (lambda: compared([[1]], [1]), "marks ska vara en rad"),
        (lambda: compared([1], [-1]), "events ska vara hela tal"),
        (lambda: compared([1], [1, 2]), "events ska vara en rad med 1"),
        (lambda: compared(np.array([2**63, 5], np.uint64), [1, 1]), "marks ska vara högst"),
        (lambda: compared([1, 1], np.array([2**64 - 1, 2], np.uint64)), "events ska vara högst"),
        (lambda: compared([1], [1], [0.0]), "base"),
        (lambda: compared([1, 1], [1, 1], [1e308, 1e308]), "base"),
        (lambda: compared([1, 1], [1, 1], [1e-300, 1]), "base"),
        (lambda: Bunching(marks=1e300), "bunching.marks"),
        (lambda: compared([1], [1], [np.nan]), "base"),
        (lambda: compared([1], [1], [1.0, 2.0]), "base"),
        (lambda: compared([1], [1], alpha=0), "alpha"),
        (lambda: Bunching(marks=0.5), "bunching.marks"),
        (lambda: Bunching(events=np.inf), "bunching.events"),
    ],
)
def test_bad_input_is_named(make, sentence):
    with pytest.raises(BadFear, match=sentence):
        make()
