"""Many tests at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.significance import BadTest, benjamini_hochberg, worth_testing
from tests.reference import twins

PS = st.lists(st.floats(0, 1) | st.sampled_from([0.0, 0.01, 0.05, 1.0]), max_size=30)
ALPHAS = st.sampled_from([0.01, 0.05, 0.2])


@given(PS, ALPHAS)
def test_equals_the_slow_twin(p, alpha):
    assert benjamini_hochberg(p, alpha).rejected.tolist() == twins.benjamini_hochberg(p, alpha)


@given(PS, ALPHAS)
def test_q_says_the_same_as_the_cut_off(p, alpha):
    found = benjamini_hochberg(p, alpha)
    assert np.all(found.q >= np.asarray(p) - 1e-12)
    assert np.all(found.q[found.rejected] <= alpha * (1 + 1e-9))
    assert np.all(found.q[~found.rejected] >= alpha * (1 - 1e-9))


def test_the_example_of_1995():
    """Benjamini & Hochberg 1995, section 3.2: 15 tests, the first four are found."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
         0.4262, 0.5719, 0.6528, 0.7590, 1.0000]  # fmt: skip
    found = benjamini_hochberg(p, 0.05)
    assert found.rejected.tolist() == [True] * 4 + [False] * 11
    assert found.threshold == pytest.approx(0.05 * 4 / 15)


def test_nothing_tested_nothing_found():
    assert benjamini_hochberg([], 0.05).threshold == 0.0
    assert not worth_testing([], 0.05).any()
    assert not benjamini_hochberg([0.5, 0.9], 0.05).rejected.any()


@given(PS, ALPHAS)
def test_those_left_out_are_the_ones_that_can_reach_least(smallest, alpha):
    """Tarone: the fewest-tests family whose limit alpha / K nobody outside can reach."""
    kept = worth_testing(smallest, alpha)
    values = np.asarray(smallest, dtype=float)
    if kept.any() and not kept.all():
        assert values[~kept].min() > values[kept].max()
    limits = [k for k in range(1, len(values) + 1) if np.sum(values <= alpha / k) <= k]
    assert kept.sum() == (np.sum(values <= alpha / limits[0]) if limits else 0)


def test_places_with_hardly_any_events_do_not_drown_the_others():
    smallest = np.array([1e-9] * 3 + [0.04] * 997)
    assert worth_testing(smallest, 0.05).sum() == 3


@pytest.mark.parametrize("p", [[-0.1], [1.1], [float("nan")], [[0.1]]])
def test_what_is_no_p_value_is_refused(p):
    with pytest.raises(BadTest, match="p ska vara tal"):
        benjamini_hochberg(p, 0.05)


@pytest.mark.parametrize("alpha", [0.0, 1.0, float("nan")])
def test_what_is_no_level_is_refused(alpha):
    with pytest.raises(BadTest, match="alpha ska vara"):
        worth_testing([0.1], alpha)
