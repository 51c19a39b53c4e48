"""Stops come in their hours with time to walk, the light are left out, always the same way."""

from itertools import permutations

import numpy as np
import pytest

from lofte.patrol.ordering import Step, Task, order

SPEED = 80


def line(*at):
    """Places along a road, metres from its beginning."""
    return np.abs(np.subtract.outer(at, at)).astype(float)


def route(tasks, metres, **changed):
    given = {"patrols": 1, "length": 120, "stay": 15, "speed": SPEED} | changed
    return order(tasks, metres, **given)


def test_nothing_to_do_is_no_stop():
    assert route([], line(0)) == ((),)


def test_stops_come_in_their_hours():
    tasks = [Task(0, 60, 120, 1.0), Task(1, 0, 60, 1.0)]
    [steps] = route(tasks, line(0, 400))
    assert [step.task for step in steps] == [1, 0]
    assert steps[0].arrives <= 45
    assert 60 <= steps[1].arrives <= 105


def test_between_stops_there_is_time_to_stay_and_to_walk():
    tasks = [Task(0, 0, 120, 1.0), Task(1, 0, 120, 1.0)]
    [steps] = route(tasks, line(0, 800))
    assert steps[1].arrives - steps[0].arrives >= 15 + 10


def test_the_heavier_hour_is_kept_when_one_must_go():
    tasks = [Task(0, 0, 60, 2.0), Task(1, 0, 60, 3.0)]
    [steps] = route(tasks, line(0, 20_000), length=60)
    assert steps == (Step(1, steps[0].arrives),)


def test_a_detour_never_costs_an_hour():
    tasks = [Task(0, 0, 600, 0.5), Task(1, 0, 600, 50.0)]
    [steps] = route(tasks, line(0, 30_000), length=600)
    assert len(steps) == 2


def test_patrols_share_the_work_and_the_first_to_begin_is_number_one():
    tasks = [Task(0, 0, 60, 1.0), Task(1, 0, 60, 1.0)]
    first, second = route(tasks, line(0, 20_000), length=60, patrols=2)
    assert len(first) == len(second) == 1
    assert first[0].arrives <= second[0].arrives


def test_one_patrol_too_many_has_nothing_to_do():
    first, second = route([Task(0, 0, 60, 1.0)], line(0), patrols=2)
    assert len(first) == 1
    assert second == ()


def test_the_same_input_gives_the_same_routes():
    tasks, metres = a_night(seed=5, places=9, hours=4)
    first = route(tasks, metres, patrols=2, length=240)
    assert all(route(tasks, metres, patrols=2, length=240) == first for _ in range(3))


def a_night(*, seed, places, hours):
    random = np.random.default_rng(seed)
    at = random.uniform(0, 2500, (places, 2))
    metres = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1))
    weights = random.integers(1, 20, (places, hours))
    tasks = [
        Task(place, 60 * hour, 60 * hour + 60, float(weights[place, hour]))
        for place in range(places)
        for hour in range(hours)
    ]
    return tasks, metres


def best_by_trying(tasks, metres, *, length, stay):
    """Every order of every choice of tasks: slow and obvious."""
    best = 0.0
    for size in range(1, len(tasks) + 1):
        for tried in permutations(range(len(tasks)), size):
            if fits(tasks, metres, tried, length, stay):
                best = max(best, sum(tasks[i].weight for i in tried))
    return best


def fits(tasks, metres, tried, length, stay):
    now, before = 0, None
    for i in tried:
        walk = 0 if before is None else int(np.ceil(metres[before, tasks[i].place] / SPEED))
        now = max(now + walk, tasks[i].opens)
        if now > tasks[i].closes - stay:
            return False
        now, before = now + stay, tasks[i].place
    return now <= length


@pytest.mark.parametrize("seed", range(6))
def test_it_covers_as_much_as_trying_everything(seed):
    tasks, metres = a_night(seed=seed, places=3, hours=2)
    [steps] = route(tasks, metres)
    assert fits(tasks, metres, [step.task for step in steps], 120, 15)
    covered = sum(tasks[step.task].weight for step in steps)
    assert covered == best_by_trying(tasks, metres, length=120, stay=15)
