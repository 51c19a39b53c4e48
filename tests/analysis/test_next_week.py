"""Where next week: what it learns, that it never looks ahead, and when it has nothing to say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from lofte.analysis import learner as module
from lofte.analysis.accuracy import BadAccuracy
from lofte.analysis.grid import Grid
from lofte.analysis.learner import Learner, estimates_of, fitted
from lofte.analysis.next_week import BadHours, TooShort, expected_next_week, in_bands
from lofte.analysis.weekly import FOR_EVER, Past, Weekly
from tests.analysis.weeks_town import BUSY, GRID, past_of, town
from tests.reference import next_week_twins as twins


def test_the_busy_cells_come_first_and_the_sum_is_fair():
    found = expected_next_week(town(weeks=30), GRID)
    assert set(found.hot(len(BUSY) / found.area.sum())) == set(BUSY)
    assert found.expected[list(BUSY)].sum() == pytest.approx(4 * 1.5, rel=0.15)
    assert (found.weeks, found.events) == (30, town(weeks=30).sum())
    assert not found.expected.flags.writeable
    assert (found.expected >= 0).all()


def test_every_estimate_is_the_one_that_is_written():
    counts = town(weeks=12)
    past, cells = past_of(counts), np.array([0, 14, 60])
    found = estimates_of(past, cells)
    total, busy = past.rate(52.0).sum(), (counts.sum(axis=1) > 0).sum()
    column = 0
    for width in module.WIDTHS:
        for life in module.LIVES:
            weeks = twins.decayed([1] * 12, life)
            for strength in module.STRENGTHS:
                for i, cell in enumerate(cells):
                    near = twins.around(past.rate(52.0), GRID.nx, GRID.ny, cell, width / 100)
                    mean = near + 0.02 * total / busy
                    events = twins.decayed(counts[cell], life)
                    told = twins.gamma_poisson(mean, strength, events, weeks)
                    assert found[i, column] == pytest.approx(told, rel=1e-9)
                column += 1
    assert found[1, column + 3] == pytest.approx(counts[14].mean())
    assert found[1, -1] == pytest.approx(counts.sum() / 12 / len(cells))


def test_the_weights_are_at_the_one_maximum():
    rng = np.random.default_rng(4)
    rows = rng.gamma(1.0, 1.0, (60, 3))
    events, sums = rng.poisson(2, 60).astype(float), np.array([90.0, 60.0, 40.0])
    prior = module.PRIOR_EVENTS

    def minus(logs):
        return -twins.objective(rows, events, sums, np.exp(logs), prior)

    best = minimize(minus, np.zeros(3), tol=1e-12)
    found = None
    for _ in range(20):  # from week to week the fit starts where it ended
        found = fitted(rows, events, sums, found)
    assert twins.objective(rows, events, sums, found, prior) == pytest.approx(-best.fun, abs=0.02)
    assert sums @ found == pytest.approx(events.sum() + prior, rel=1e-9)


def test_an_estimate_that_is_always_zero_gets_no_weight():
    weights = fitted(np.array([[1.0, 0.0]]), np.array([3.0]), np.array([5.0, 0.0]), None)
    assert weights[1] == 0
    assert weights[0] > 0


def test_it_never_looks_ahead():
    """Whatever happens from week 15 on, the forecast made before it is the same."""
    counts = town(weeks=20)
    changed = counts.copy()
    changed[:, 15:] = changed[::-1, 15:] * 7
    for weeks in (10, 15):
        first = expected_next_week(counts[:, :weeks], GRID)
        again = expected_next_week(changed[:, :weeks], GRID)
        assert first.expected.tobytes() == again.expected.tobytes()


def test_asking_between_the_weeks_changes_nothing():
    weekly = Weekly.of(town(weeks=16), GRID)
    past, asked = Past(GRID), Learner()
    for week in range(16):
        asked.scores(past)
        asked.learn(past, *weekly.at(week))
        past.add(*weekly.at(week))
    silent = expected_next_week(town(weeks=16), GRID).expected
    assert asked.scores(past).tobytes() == silent.tobytes()


@settings(max_examples=10, deadline=None)
@given(st.integers(-50, 50), st.integers(-50, 50))
def test_moving_the_grid_by_whole_cells_moves_the_answer(dx, dy):
    counts = town(weeks=12)
    moved = Grid(100.0, 100.0 * dx, 100.0 * dy, GRID.nx, GRID.ny)
    here, there = expected_next_week(counts, GRID), expected_next_week(counts, moved)
    assert here.expected.tobytes() == there.expected.tobytes()


def test_a_mirrored_town_has_a_mirrored_answer():
    counts = town(weeks=14)
    mirror = np.arange(GRID.cells).reshape(GRID.ny, GRID.nx)[:, ::-1].ravel()
    plain = expected_next_week(counts, GRID).expected
    turned = expected_next_week(counts[mirror], GRID).expected
    assert turned == pytest.approx(plain[mirror], rel=1e-9)


def test_what_lies_outside_the_mask_gets_nothing():
    mask = np.arange(GRID.cells) < 40
    found = expected_next_week(town(weeks=12), GRID, mask=mask)
    assert found.area.tolist() == mask.tolist()
    assert (found.expected[~mask] == 0).all()
    assert found.expected[list(BUSY[:3])].min() > 0.3


def test_everything_in_one_cell_and_one_single_event():
    alone = np.zeros((GRID.cells, 10), int)
    alone[50] = 4
    found = expected_next_week(alone, GRID)
    assert found.hot(0.001).tolist() == [50]
    alone[:] = 0
    alone[50, 9] = 1
    assert expected_next_week(alone, GRID).hot(0.001).tolist() == [50]


def test_a_cell_that_rises_overtakes_what_was():
    """Old news fades: half a year of calm against half a year of events."""
    counts = np.zeros((GRID.cells, 104), int)
    rng = np.random.default_rng(6)
    counts[20:40] = rng.poisson(0.3, (20, 104))
    counts[14, :52] = rng.poisson(2.0, 52)
    counts[80, 78:] = rng.poisson(2.0, 26)
    found = expected_next_week(counts, GRID).expected
    assert found[80] > found[14]


def test_rows_that_are_too_many_are_the_oldest_to_go(monkeypatch):
    monkeypatch.setattr(module, "MOST_ROWS", 30)
    learner, past = Learner(), Past(GRID)
    weekly = Weekly.of(town(weeks=20), GRID)
    for week in range(20):
        learner.learn(past, *weekly.at(week))
        past.add(*weekly.at(week))
    assert module.WARM <= len(learner.rows) < 16
    assert len(learner.rows) == len(learner.sums)


def test_before_anything_is_seen_there_is_nothing_to_expect():
    assert (Learner().scores(Past(GRID)) == 0).all()


def test_a_blend_needs_more_than_luck():
    learner = Learner()
    assert learner.blend == 0
    learner.leads = [[0.0, 1.0, 3.0, -9.0, -9.0], [0.0, 1.0, -1.0, -9.0, -9.0]]
    assert learner.blend == 0.25
    learner.leads = [[0.0, -1.0, 3.0, 0.0, 0.0], [0.0, 0.0, -1.0, 0.0, 0.0]]
    assert learner.blend == 0


@pytest.mark.parametrize("weeks", [0, 1, 7])
def test_too_few_weeks_are_told(weeks):
    with pytest.raises(TooShort, match=f"{weeks} hela veckor"):
        expected_next_week(np.ones((GRID.cells, weeks), int), GRID)


def test_no_event_at_all_is_told():
    with pytest.raises(TooShort, match="0 händelser"):
        expected_next_week(np.zeros((GRID.cells, 20), int), GRID)


def test_a_share_of_the_area_must_be_a_share():
    with pytest.raises(BadAccuracy, match="level"):
        expected_next_week(town(), GRID).hot(0)


def test_the_bands_of_the_week_add_up_to_the_week():
    expected = np.array([2.0, 0.0, 5.0])
    hours = np.random.default_rng(1).gamma(1, 1, (7, 24))
    bands = {"dag": [h for h in range(168) if h % 24 < 12]}
    bands["natt"] = [h for h in range(168) if h not in bands["dag"]]
    found = in_bands(expected, hours, bands)
    assert found["dag"] + found["natt"] == pytest.approx(expected)
    assert in_bands(expected, 9 * hours, bands)["dag"] == pytest.approx(found["dag"])


def test_without_a_known_hour_every_hour_weighs_the_same():
    found = in_bands([16.8], np.zeros(168), {"fredag kväll": range(4 * 24 + 20, 4 * 24 + 24)})
    assert found["fredag kväll"] == pytest.approx([0.4])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (([1.0], np.ones(24), {}), "hours"),
        (([1.0], np.full(168, -1.0), {}), "hours"),
        (([1.0], np.full(168, np.nan), {}), "hours"),
        (([np.nan], np.ones(168), {}), "expected"),
        (([[1.0]], np.ones(168), {}), "expected"),
        (([1.0], np.ones(168), {"kväll": [168]}), "kväll"),
        (([1.0], np.ones(168), {"kväll": [3, 3]}), "kväll"),
    ],
)
def test_bad_hours_have_a_name(arguments, says):
    with pytest.raises(BadHours, match=says):
        in_bands(*arguments)


def test_the_rate_for_ever_is_the_plain_mean():
    assert past_of(town(weeks=9)).worth[FOR_EVER] == 9
