"""Points keep their promises: checked when made, read-only ever after."""

from datetime import date

import numpy as np
import pytest

from lofte.analysis.periods import Period, PeriodKind, containing
from lofte.analysis.points import BadPoints, Points


def make(**changes):
    columns = {
        "x": [1.0, 2.0, np.nan],
        "y": [1.0, 2.0, np.nan],
        "start": ["2026-11-16T00:00", "2026-11-22T23:59:59", "2026-11-23T00:00"],
        "end": ["NaT", "2026-11-23T08:00", "2026-11-23T00:00"],
        "category": [0, 1, 0],
        "categories": ("klotter", "inbrott"),
    }
    return Points(**{**columns, **changes})


def test_length_and_types():
    points = make()
    assert len(points) == 3
    assert points.start.dtype == np.dtype("datetime64[s]")
    assert points.category.dtype == np.int32


def test_arrays_are_read_only_and_not_shared_with_the_caller():
    mine = np.array([1.0, 2.0, 3.0])
    points = make(x=mine, y=mine)
    mine[0] = 99.0
    assert points.x[0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        points.x[0] = 5.0
    with pytest.raises(ValueError, match="read-only"):
        points.where([True, True, False]).x[0] = 5.0


def test_where_keeps_the_categories():
    picked = make().where([False, True, True])
    assert len(picked) == 2
    assert picked.categories == ("klotter", "inbrott")
    assert picked.category.tolist() == [1, 0]


def test_a_period_takes_its_last_second_and_not_the_next():
    week = containing(PeriodKind.WEEK, date(2026, 11, 18))
    assert make().starts_in(week).tolist() == [True, True, False]
    assert len(make().in_period(week)) == 2
    assert len(make().in_period(Period(PeriodKind.CUSTOM, date(2025, 1, 1), date(2025, 1, 2)))) == 0


def test_no_events_are_fine():
    assert len(Points([], [], [], [], [], ())) == 0
    assert len(make().where([])) == 0


@pytest.mark.parametrize("mask", [[3], [-4], [True, False], [0.5], ["x"], np.zeros(2, bool)])
def test_a_mask_of_others_is_refused(mask):
    with pytest.raises(BadPoints, match="mask ska vara 3 ja eller nej, eller heltal från 0 till 2"):
        make().where(mask)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"x": [1.0, 2.0]}, "olika långa"),
        ({"x": [1.0, 2.0, 3.0]}, "bara den ena"),
        ({"x": [np.inf, 2.0, np.nan]}, "oändlig"),
        ({"x": ["a", "b", "c"]}, "Kolumnen x"),
        ({"x": [[1.0], [2.0], [3.0]]}, "2 dimensioner"),
        ({"start": ["NaT", "2026-11-22", "2026-11-23"]}, "1 händelser saknar tid .* nummer 1"),
        ({"start": ["20000-01-01", "2026-11-22", "2026-11-23"]}, "börjar utanför åren 1 till 9999"),
        ({"start": ["-5000-01-01", "2026-11-22", "2026-11-23"]}, "börjar utanför åren 1 till 9999"),
        ({"end": ["NaT", "20000-01-01", "NaT"]}, "1 händelser slutar utanför .* nummer 2"),
        ({"end": ["NaT", "2026-11-22T23:59:58", "NaT"]}, "slutar innan"),
        ({"category": [0, 1, 2]}, "kategori"),
        ({"category": [0, -1, 0]}, "kategori"),
        ({"category": [0, 1, 2**40]}, "Kolumnen category"),
        ({"category": np.array([0, 1, 2**32])}, "Kolumnen category"),
        ({"category": np.array([0.0, 1.0, 0.5])}, "Kolumnen category"),
        ({"category": np.array([0.0, 1.0, np.nan])}, "Kolumnen category"),
    ],
)
def test_what_is_not_an_event_is_refused_with_a_sentence(changes, sentence):
    with pytest.raises(BadPoints, match=sentence):
        make(**changes)
