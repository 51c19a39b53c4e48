"""A plan says who stands where and when, what each hour weighs, and what was left out and why."""

from datetime import date, datetime

import pytest
import shapely

from lofte.patrol.hours import Window
from lofte.patrol.planning import LEAST, NO_TIME, NOT_IN_DUTY, Duty, Wish, plan, weight_of

FRIDAY = date(2026, 11, 27)
STREET = [shapely.LineString([(0, 0), (3000, 0)])]


def wish(number=1, x=0.0, window=None, events=None, **changed):
    given = {
        "id": number,
        "place": f"Plats {number}",
        "secret": False,
        "x": x,
        "y": 0.0,
        "window": window or Window(4, 4, 20, 22),
        "why": "Plats: 14 händelser, normalt 4–9.",
        "activity": "Synlig fotpatrull.",
        "events": events or {},
    }
    return Wish(**(given | changed))


def duty(**changed):
    given = {
        "day": FRIDAY, "first_hour": 18, "hours": 6, "patrols": 1, "minutes": 15, "speed": 80,
    }  # fmt: skip
    return Duty(**(given | changed))


def test_each_hot_hour_is_a_stop_with_its_reason():
    made = plan([wish()], duty(), {}, STREET)
    stops = made["routes"][0]["stops"]
    assert [stop["arrives"][11:13] for stop in stops] == ["20", "21"]
    assert stops[0]["why"] == "Plats: 14 händelser, normalt 4–9."
    assert (made["hours_covered"], made["hours_total"]) == (2, 2)
    assert made["left_out"] == []


def test_an_hour_weighs_its_events_times_the_kommuns_own_weight():
    told = wish(events={"Klotter": [[4, 20, 3.0], [5, 20, 9.0]], "Samling": [[4, 20, 1.5]]})
    at = datetime(2026, 11, 27, 20)
    assert weight_of(told, at, {}) == pytest.approx(4.5)
    assert weight_of(told, at, {"Klotter": 2.0}) == pytest.approx(7.5)
    assert weight_of(told, datetime(2026, 11, 27, 21), {}) == LEAST


def test_the_weights_decide_what_is_kept():
    near = Window(4, 4, 20, 21)
    graffiti = wish(1, 0, near, {"Klotter": [[4, 20, 3.0]]})
    crowd = wish(2, 30_000, near, {"Samling": [[4, 20, 2.0]]})
    first = plan([graffiti, crowd], duty(), {}, STREET)
    assert first["routes"][0]["stops"][0]["place"] == "Plats 1"
    second = plan([graffiti, crowd], duty(), {"Samling": 5.0}, STREET)
    assert second["routes"][0]["stops"][0]["place"] == "Plats 2"
    assert second["weights"] == [["Samling", 5.0]]


def test_what_was_left_out_is_said_with_its_reason():
    hour = Window(4, 4, 20, 21)
    made = plan([wish(1, 0, hour), wish(2, 30_000, hour)], duty(), {}, STREET)
    [left] = made["left_out"]
    assert left["why"] == NO_TIME
    assert left["hours"] == ["20"]
    assert left["whole"]


def test_a_stop_outside_the_duty_is_said_too():
    made = plan([wish(1, window=Window(0, 0, 8, 10))], duty(), {}, STREET)
    assert made["left_out"][0]["why"] == NOT_IN_DUTY
    assert made["hours_total"] == 0


def test_a_duty_after_midnight_holds_the_evening_before():
    late = wish(window=Window(4, 4, 22, 3))
    made = plan([late], duty(day=date(2026, 11, 28), first_hour=0, hours=4), {}, STREET)
    assert made["hours_total"] == 3


def test_the_way_is_told_in_metres_and_minutes():
    made = plan([wish(1), wish(2, 400, Window(4, 4, 20, 21))], duty(), {}, STREET)
    walks = [stop for stop in made["routes"][0]["stops"] if stop["metres"]]
    assert all((stop["metres"], stop["walk"]) == (400, 5) for stop in walks)
    assert all(stop["along"] for stop in walks)
    assert not made["straight"]


def test_without_streets_the_way_is_straight_and_said_so():
    made = plan([wish(1), wish(2, 400)], duty(), {}, [])
    assert made["straight"]


def test_the_same_input_gives_the_same_plan():
    wishes = [wish(i, 300.0 * i, Window(4, 4, 19, 23)) for i in range(1, 5)]
    assert plan(wishes, duty(), {}, STREET) == plan(wishes, duty(), {}, STREET)
