"""A day and an hour are told by the clock on the wall."""

from datetime import UTC, date, datetime

import numpy as np

from lofte.places.clock import local_midnight, not_before, wall_times


def test_a_day_begins_at_midnight_on_the_wall_in_summer_and_in_winter():
    assert local_midnight(date(2026, 7, 1)).astimezone(UTC).hour == 22
    assert local_midnight(date(2026, 12, 1)).astimezone(UTC).hour == 23


def test_moments_become_what_the_clock_showed_and_none_stays_unknown():
    told = wall_times([datetime(2026, 7, 1, 20, 5, tzinfo=UTC), None])
    assert told.dtype == np.dtype("datetime64[s]")
    assert str(told[0]) == "2026-07-01T22:05:00"
    assert np.isnat(told[1])


def test_an_end_is_never_before_its_start_when_the_clock_was_set_back_between():
    night = [datetime(2026, 10, 25, 0, 40, tzinfo=UTC), datetime(2026, 10, 25, 1, 10, tzinfo=UTC)]
    start, end = wall_times(night[:1]), wall_times(night[1:])
    assert end < start
    assert not_before(start, end) == start


def test_an_unknown_end_stays_unknown():
    start = wall_times([datetime(2026, 7, 1, tzinfo=UTC)])
    assert np.isnat(not_before(start, wall_times([None]))).all()
