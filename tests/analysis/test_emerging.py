"""Emerging hot spots: the table of classes in its order, hot and cold alike."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.concentration import BadValues
from lofte.analysis.cube import cube
from lofte.analysis.emerging import Kind, classify, emerging_hot_spots
from tests.analysis.kernels.plain import plain
from tests.analysis.towns import scattered, square, weeks
from tests.reference import twin_emerging

H, C, N = 1, -1, 0


def name(kind):
    return ("cold " if kind < 0 else "") + Kind(abs(kind)).name.lower()


def classed(row, rises=0):
    return name(int(classify(np.array(row)[:, None], [rises])[0]))


@pytest.mark.parametrize(
    ("row", "rises", "wanted"),
    [
        ([H], 0, "new"),
        ([N], 0, "none"),
        ([C], 0, "cold new"),
        ([N] * 9 + [H], 0, "new"),
        ([C] + [N] * 8 + [H], 0, "new"),
        ([N] * 8 + [H, H], 0, "consecutive"),
        ([N] + [H] * 8, 0, "consecutive"),
        ([N] + [H] * 9, 0, "persistent"),
        ([H] * 10, 1, "intensifying"),
        ([H] * 10, -1, "diminishing"),
        ([H] * 10, 0, "persistent"),
        ([H] * 9 + [N], 0, "historical"),
        ([H] * 9 + [C], 0, "cold new"),
        ([H] * 18 + [C, C], 0, "cold consecutive"),
        ([H] * 18 + [C] + [H] * 9 + [C], 0, "historical"),
        ([H, N, C, N, H], 0, "oscillating"),
        ([H, N, N, N, H], 0, "sporadic"),
        ([H, N, N, H, N], 0, "none"),
        ([C, N, N, N, C], 0, "cold sporadic"),
        ([C] * 10, -1, "cold intensifying"),
        ([C] * 10, 1, "cold diminishing"),
        ([C] * 10, 0, "cold persistent"),
        ([C] * 9 + [N], 0, "cold historical"),
        ([C, N, H, N, C], 0, "cold oscillating"),
    ],
)
def test_the_table(row, rises, wanted):
    assert classed(row, rises) == wanted
    assert twin_emerging.kind(row, rises) == wanted


ROWS = st.integers(1, 30).flatmap(
    lambda n: st.one_of(
        st.lists(st.sampled_from([H, C, N]), min_size=n, max_size=n),
        st.lists(st.sampled_from([H] * 9 + [C, N]), min_size=n, max_size=n),
        st.lists(st.sampled_from([C] * 9 + [H, N]), min_size=n, max_size=n),
        st.tuples(st.integers(0, n), st.sampled_from([H, C])).map(
            lambda cut: [N] * (n - cut[0]) + [cut[1]] * cut[0]
        ),
    )
)


@given(ROWS, st.sampled_from([1, 0, -1]))
def test_random_rows_equal_the_slow_twin(row, rises):
    assert classed(row, rises) == twin_emerging.kind(row, rises)


@given(ROWS, st.sampled_from([1, 0, -1]))
def test_turning_hot_and_cold_around_turns_the_class_around(row, rises):
    hot = int(classify(np.array(row)[:, None], [rises])[0])
    cold = int(classify(-np.array(row)[:, None], [-rises])[0])
    assert cold == -hot


def town(when, steps=20, side=30, seed=7):
    """A town of noise with one crowd of four cells, in the steps that `when` picks."""
    counts = np.random.default_rng(seed).poisson(0.1, (steps, side, side))
    counts[when, 4:6, 4:6] += 5
    return counts.reshape(steps, -1)


@pytest.mark.parametrize("tails", ["exact", "normal"])
@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        (slice(None), "persistent"),
        (slice(-1, None), "new"),
        (slice(-4, None), "consecutive"),
        (slice(-1), "historical"),
        ([0, 4, 9, 19], "sporadic"),
    ],
)
def test_a_planted_crowd_gets_its_class(when, wanted, tails):
    found = emerging_hot_spots(town(when), square(30, 30), tails=tails)
    assert name(int(found.kind[4 * 30 + 4])) == wanted
    assert found.hot[4 * 30 + 4] == np.arange(20)[when].size
    assert found.cold.sum() == 0
    assert (found.steps, found.family, found.parameters["tails"]) == (20, 900, tails)


@pytest.mark.parametrize(("step", "wanted"), [(1, "intensifying"), (-1, "diminishing")])
def test_a_crowd_that_grows_or_shrinks(step, wanted):
    counts = np.random.default_rng(7).poisson(0.5, (20, 30, 30))
    counts[:, 14:16, 14:16] += (4 + np.arange(20))[::step][:, None, None]
    found = emerging_hot_spots(counts.reshape(20, -1), square(30, 30))
    assert name(int(found.kind.reshape(30, 30)[14, 14])) == wanted
    assert found.trend.reshape(30, 30)[14, 14] == step


def test_a_cube_goes_in_with_its_categories():
    grid = square(12, 10)
    inside = np.arange(grid.cells) % 12 < 9
    made = cube(scattered(3, 2000, grid), grid, weeks(4), mask=inside)
    found = emerging_hot_spots(made.planes, grid, mask=inside)
    assert found.kind.shape == (2, 120)
    assert (found.kind[:, ~inside] == 0).all()
    alone = emerging_hot_spots(made.planes[:, 1], grid, mask=inside)
    assert np.array_equal(found.kind[1], alone.kind)


def test_quiet_towns_hardly_ever_have_a_class():
    """A class needs the last step to be hot or cold, or nearly all the others."""
    random = np.random.default_rng(11)
    grid = square(15, 15)
    towns = [random.poisson(0.4, (12, grid.cells)) for _ in range(200)]
    share = np.mean([emerging_hot_spots(one, grid).kind.any() for one in towns])
    assert share <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)


@pytest.mark.parametrize("threads", [1, 2])
def test_threads_and_python_change_nothing(threads, monkeypatch):
    counts, grid = town(slice(None), steps=4, side=12), square(12, 12)
    found = emerging_hot_spots(counts, grid)
    assert found.kind.any()
    monkeypatch.setattr("lofte.analysis.compiled.numba.config.NUMBA_NUM_THREADS", threads)
    with plain(monkeypatch):
        again = emerging_hot_spots(counts, grid)
        assert classed([H, N, C, N, H]) == "oscillating"
        assert classed([H] * 9 + [N]) == "historical"
        assert classed([N] * 9 + [N]) == "none"
        assert classed([H] * 10, 1) == "intensifying"
        assert classed([N, H, N]) == "none"
        assert classed([H, N, H]) == "sporadic"
        assert classed([N, C, C, C, C]) == "cold consecutive"
    assert np.array_equal(found.kind, again.kind)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: classify([1, 0], [0]), "states ska vara"),
        (lambda: classify(np.zeros((0, 2)), [0, 0]), "states ska vara"),
        (lambda: classify([[2]], [0]), "states ska vara"),
        (lambda: classify([[1, 0]], [0]), "trend ska vara"),
        (lambda: classify([[1]], [3]), "trend ska vara"),
        (lambda: emerging_hot_spots([1, 2, 3, 4], square(2, 2)), "minst ett steg"),
        (lambda: emerging_hot_spots(np.zeros((0, 4), int), square(2, 2)), "minst ett steg"),
        (lambda: emerging_hot_spots([[1, 2, 3]], square(2, 2)), "counts har formen"),
        (lambda: emerging_hot_spots([[0, 0, 0, 0]], square(2, 2), alpha=0), "alpha"),
    ],
)
def test_what_has_no_class_is_refused(call, sentence):
    with pytest.raises(BadValues, match=sentence):
        call()
