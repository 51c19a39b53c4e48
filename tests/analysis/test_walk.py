"""Week by week without looking ahead: what each method found is what a slow walk finds."""

import numpy as np
import pytest

from lofte.analysis.accuracy import BadAccuracy, hits, judge
from lofte.analysis.baselines import Decayed, baselines, shrunk
from lofte.analysis.grid import Grid
from lofte.analysis.next_week import TooShort
from lofte.analysis.walk import PICTURE, walk
from lofte.analysis.weekly import FOR_EVER, HALF_LIVES, Past, Weekly
from tests.analysis.weeks_town import BUSY, GRID, past_of, town
from tests.reference import next_week_twins as twins

NAMES = {
    PICTURE, "last_4", "last_8", "last_52", "all_history", "shrunk", "decayed",
    "kde_150", "kde_300", "kde_600", "gi_star", "gi_star_4",
}  # fmt: skip


def slow(counts, week, score):
    """Area, choices and hits of one week, by definition."""
    seen = np.flatnonzero(counts[:, :week].sum(axis=1))
    area = sorted({n for c in seen for n in twins.near(c, GRID.nx, GRID.ny, 300, 100)})
    events = counts[area, week]
    chosen = [max(1, int(level * len(area) + 0.5)) for level in (0.01, 0.02, 0.05)]
    return [hits(score[area], events, k) for k in chosen], len(area), events.sum()


@pytest.mark.parametrize(("name", "back"), [("last_4", 4), ("last_8", 8), ("all_history", 99)])
def test_counts_find_what_a_slow_walk_finds(name, back):
    counts = town(weeks=24)
    found = walk(Weekly.of(counts, GRID))
    assert set(found.found) == NAMES
    for row, week in enumerate(range(8, 24)):
        score = counts[:, max(0, week - back) : week].sum(axis=1)
        told, area, events = slow(counts, week, score)
        assert found.found[name][row] == pytest.approx(told)
        assert (found.weeks.area[row], found.weeks.events[row]) == (area, events)


def test_the_walk_asks_the_function_that_the_product_uses():
    from lofte.analysis.next_week import expected_next_week

    counts = town(weeks=14)
    found = walk(Weekly.of(counts, GRID))
    for row, week in enumerate(range(8, 14)):
        score = expected_next_week(counts[:, :week], GRID).expected
        assert found.found[PICTURE][row] == pytest.approx(slow(counts, week, score)[0])


def test_what_comes_later_cannot_change_what_was_found():
    counts = town(weeks=20)
    changed = counts.copy()
    changed[:, 14:] = changed[::-1, 14:] * 3
    first, again = walk(Weekly.of(counts, GRID)), walk(Weekly.of(changed, GRID))
    for name in NAMES:
        assert first.found[name][:6].tolist() == again.found[name][:6].tolist()


def test_the_busy_cells_are_found_and_lots_are_beaten():
    found = walk(Weekly.of(town(weeks=40), GRID))
    judged = judge(found.found[PICTURE], found.weeks)
    assert (judged.pai.low > 5).all()
    assert (judged.pei.value <= 1).all()


def test_events_where_nothing_was_ever_seen_are_told_and_not_counted():
    counts = np.zeros((GRID.cells, 10), int)
    counts[0] = 2
    counts[GRID.cells - 1, 9] = 5
    found = walk(Weekly.of(counts, GRID))
    assert found.beyond == 5
    assert found.weeks.events.tolist() == [2, 2]
    counts[0] = 0
    late = walk(Weekly.of(counts, GRID))
    assert (late.beyond, len(late.weeks.events)) == (5, 0)
    assert late.found[PICTURE].shape == (0, 3)


def test_the_steps_are_told():
    told = []
    walk(Weekly.of(town(weeks=10), GRID), step=lambda done, of: told.append((done, of)))
    assert told == [(n, 10) for n in range(1, 11)]


def test_the_decay_is_chosen_on_the_past():
    steady = Decayed()
    assert steady.half_life == max(HALF_LIVES)
    steady.learn(Past(GRID), np.array([1]), np.array([1]))
    assert steady.found == dict.fromkeys(HALF_LIVES, 0.0)
    counts = np.zeros((GRID.cells, 80), int)
    for week in range(80):  # what happens moves on every sixteen weeks
        counts[(week // 16) * 9, week] = 3
    moving = Decayed()
    past, weekly = Past(GRID), Weekly.of(counts, GRID)
    for week in range(80):
        moving.learn(past, *weekly.at(week))
        past.add(*weekly.at(week))
    assert moving.half_life == 8.0


def test_shrinking_draws_a_lone_event_down_and_keeps_the_order_of_the_busy():
    past = past_of(town(weeks=30))
    drawn = shrunk(past)
    assert set(np.argsort(-drawn)[:4]) == set(BUSY)
    counts = town(weeks=30)
    counts[[100, 101, 106, 107]] = 0
    counts[107, 3] = 1
    past = past_of(counts)
    assert 0 < shrunk(past)[107] < past.rate(FOR_EVER)[107]


def test_shrinking_without_anything_beyond_chance_keeps_the_surroundings():
    even = past_of(np.ones((GRID.cells, 9), int))
    assert shrunk(even) == pytest.approx(even.around(FOR_EVER, 300.0))
    assert (shrunk(Past(GRID)) == 0).all()


def test_gi_star_never_chooses_outside_the_area():
    counts = np.zeros((GRID.cells, 9), int)
    counts[50] = 1
    past = past_of(counts)
    score = baselines()["gi_star"].scores(past)
    assert np.isneginf(score[~past.area()]).all()
    assert np.isfinite(score[past.area()]).all()


@pytest.mark.parametrize(
    ("first", "sentence"), [(3, "first ska vara"), (12, "12 hela veckor"), (50, "12 hela veckor")]
)
def test_there_must_be_a_week_to_try(first, sentence):
    with pytest.raises(TooShort, match=sentence):
        walk(Weekly.of(town(weeks=12), GRID), first=first)


def test_no_event_and_bad_levels_are_told():
    with pytest.raises(TooShort):
        walk(Weekly.of(np.zeros((GRID.cells, 12), int), GRID))
    with pytest.raises(BadAccuracy):
        walk(Weekly.of(town(weeks=12), GRID), levels=(2.0,))


def test_a_grid_of_one_cell_has_no_choice():
    grid = Grid(1000.0, 0.0, 0.0, 1, 1)
    found = walk(Weekly.of(np.full((1, 12), 3), grid))
    judged = judge(found.found[PICTURE], found.weeks)
    assert judged.pai.value == pytest.approx([1, 1, 1])
