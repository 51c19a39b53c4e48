"""Moran's I: like beside like, on the whole and around each place."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lofte.analysis.autocorrelation import local_moran, moran
from lofte.analysis.concentration import BadValues
from tests.analysis.kernels.plain import plain
from tests.reference import published, twin_moran

RING = [[(i - 1) % 12, (i + 1) % 12] for i in range(12)]


def linked(random, n):
    """Each place has at least one neighbour; the lists need not be mutual."""
    return [
        random.choice(
            [j for j in range(n) if j != i], random.integers(1, n), replace=False
        ).tolist()
        for i in range(n)
    ]


@settings(max_examples=25, deadline=None)
@given(st.integers(4, 6), st.integers(0, 10**6))
def test_it_equals_the_slow_twin(n, seed):
    random = np.random.default_rng(seed)
    values, neighbours = random.integers(0, 5, n).astype(float), linked(random, n)
    assume(np.ptp(values) > 0)
    found = moran(values, neighbours)
    assert found.i == pytest.approx(twin_moran.moran(values.tolist(), neighbours), abs=1e-9)
    mean, variance = twin_moran.moments(values.tolist(), neighbours)
    assert found.expected == pytest.approx(mean, abs=1e-9)
    assert found.variance_random == pytest.approx(variance, abs=1e-9)
    local = local_moran(values, neighbours, permutations=9)
    assert local.i == pytest.approx(np.array(twin_moran.local(values, neighbours)), abs=1e-9)
    assert local.i.mean() == pytest.approx(found.i, abs=1e-9)


@given(st.floats(0.1, 50), st.floats(-100, 100), st.integers(0, 10**6))
def test_scale_and_level_do_not_matter(scale, level, seed):
    values = np.random.default_rng(seed).normal(size=12)
    one, other = moran(values, RING), moran(values * scale + level, RING)
    assert other.i == pytest.approx(one.i, rel=1e-6, abs=1e-9)
    assert other.z_random == pytest.approx(one.z_random, rel=1e-6, abs=1e-9)


def test_like_beside_like_and_like_beside_unlike():
    halves = moran([0.0] * 6 + [9.0] * 6, RING)
    assert halves.i > 0.5
    assert halves.p < 0.05
    stripes = moran([0.0, 9.0] * 6, RING)
    assert stripes.i == pytest.approx(-1.0)
    assert stripes.z_normal < 0


def test_quadrants():
    values = [9, 9, 9, 5, 1, 1, 9, 1, 1, 5, 9, 1]
    found = local_moran(values, RING, permutations=99)
    assert found.quadrant[1] == 1
    assert found.quadrant[6] == 4
    assert found.quadrant[5] == 0  # its neighbours, 1 and 9, are at the mean of 5
    assert found.quadrant[3] == 0
    assert found.quadrant[8] == 3 or found.quadrant[7] in (2, 3)
    assert (found.p >= found.floor).all()
    assert (found.permutations, found.seed, found.n) == (99, 0, 12)


def test_a_low_place_among_high_ones():
    assert local_moran([9, 1, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0], RING).quadrant[1] == 2


def test_p_is_the_share_of_draws_of_the_others():
    values = np.array([8.0, 9, 9, 0, 1, 2, 3, 1, 0, 2, 1, 0])
    found = local_moran(values, RING, permutations=20_000, seed=1)
    others = np.delete(values, 1)
    draws = [a + b for i, a in enumerate(others) for j, b in enumerate(others) if i != j]
    assert found.p[1] == pytest.approx(np.mean(np.array(draws) >= 17.0), abs=0.005)


def test_a_place_without_neighbours_has_no_say():
    lonely = [[1], [0, 2], [1], []]
    assert moran([1.0, 2, 3, 9], lonely).n == 4
    found = local_moran([1.0, 2, 3, 9], lonely)
    assert (found.i[3], found.p[3], found.quadrant[3]) == (0.0, 1.0, 0)


def test_python_changes_nothing(monkeypatch):
    values = np.random.default_rng(3).poisson(2.0, 12)
    found = local_moran(values, RING, permutations=30, seed=5)
    with plain(monkeypatch):
        again = local_moran(values, RING, permutations=30, seed=5)
    assert np.array_equal(found.p, again.p)


@pytest.mark.skipif(published.missing("nc_sids"), reason="needs the reference figures")
@pytest.mark.parametrize("series", ["SIDR74", "SIDR79"])
def test_the_hundred_counties_agree_with_esda(series):
    counties = published.load("nc_sids")
    families = [counties["neighbours"][str(i)] for i in range(100)]
    wanted = counties[series]
    found = moran(wanted["values"], families)
    assert found.i == pytest.approx(wanted["moran_I"], rel=1e-9)
    assert found.variance_random == pytest.approx(wanted["VI_rand"], rel=1e-9)
    assert found.z_random == pytest.approx(wanted["z_rand"], rel=1e-9)
    assert found.z_normal == pytest.approx(wanted["z_norm"], rel=1e-9)


@pytest.mark.parametrize("method", [moran, local_moran])
@pytest.mark.parametrize(
    ("values", "neighbours", "sentence"),
    [
        ([1, 2, 3], [[1], [0], [1]], "minst 4"),
        ([1, 2, 3, 4], [[1]], "neighbours har 1 listor"),
        ([1, 2, 3, np.nan], [[1], [0], [1], [0]], "values: ett värde som räknas saknas"),
        ([1, 2, 3, 4], [[1], [0], [1], [9]], "neighbours: en granne finns inte"),
        ([1, 2, 3, 4], [[1.9], [0], [1], [0]], "neighbours: en granne är inte ett heltal"),
        ([1, 2, 3, 4], [["1"], [0], [1], [0]], "neighbours: en granne är inte ett heltal"),
        ([2, 2, 2, 2], [[1], [0], [1], [0]], "alla värden är lika"),
    ],
)
def test_what_cannot_be_compared_is_refused(method, values, neighbours, sentence):
    with pytest.raises(BadValues, match=sentence):
        method(values, neighbours)


def test_other_refusals():
    with pytest.raises(BadValues, match="ingen plats har någon granne"):
        moran([1, 2, 3, 4], [[], [], [], []])
    with pytest.raises(BadValues, match="permutations ska vara"):
        local_moran([1, 2, 3, 4], [[1], [0], [1], [0]], permutations=0)
