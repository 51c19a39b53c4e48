"""A row is the same again when all of it is, unless no clock tells two of a day apart."""

import numpy as np

from lofte.analysis.points import Points
from lofte.situation.alike import once, said

NOON, NIGHT = "2026-11-02T12:10:00", "2026-11-02T00:00:00"
NEVER = np.datetime64("NaT", "s")


def points(*rows):
    x, start, end, kind = zip(*rows, strict=True)
    end = np.array([NEVER if one is None else np.datetime64(one, "s") for one in end])
    when = np.array(start, "datetime64[s]")
    return Points(np.array(x), np.zeros(len(x)), when, end, np.array(kind), ("a", "b"))


def left(*rows):
    return len(once(points(*rows), np.arange(len(rows))))


def test_the_same_row_again_is_left_out_whatever_the_order():
    rows = [(5.0, NOON, None, 0), (9.0, NOON, None, 0), (5.0, NOON, None, 0)]
    assert once(points(*rows), np.arange(3)).tolist() == [0, 1]
    assert left(*rows[::-1]) == 2


def test_another_place_kind_or_end_is_another_event():
    first = (5.0, NOON, "2026-11-02T13:00:00", 0)
    assert left(first, (6.0, *first[1:])) == 2
    assert left(first, (*first[:3], 1)) == 2
    assert left(first, (*first[:2], "2026-11-02T14:00:00", 0)) == 2
    assert left(first, first) == 1


def test_without_a_clock_two_of_a_day_may_be_two():
    assert left((5.0, NIGHT, None, 0), (5.0, NIGHT, None, 0)) == 2
    assert left((5.0, NIGHT, NOON, 0), (5.0, NIGHT, NOON, 0)) == 1


def test_only_the_events_asked_for_are_looked_at():
    rows = [(5.0, NOON, None, 0)] * 3
    assert once(points(*rows), np.array([2])).tolist() == [2]
    assert once(points(*rows), np.zeros(0, np.int64)).tolist() == []


def test_what_was_left_out_is_said():
    assert said(0) == ""
    assert "En rad" in said(1)
    assert "12 rader" in said(12)
