"""A place against all the others, per head: exact, whatever the unit of the population."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, false_discovery_control

from lofte.analysis.normal import BadHistory
from lofte.analysis.per_head import more_per_head

PLACES = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 5_000)), min_size=2, max_size=12)


@given(PLACES)
def test_each_place_is_as_unlikely_as_its_share_of_the_people_makes_it(places):
    counts, people = (np.array(column) for column in zip(*places, strict=True))
    found = more_per_head(counts, people)
    for at, (held, live) in enumerate(places):
        share = live / people.sum()
        slow = binomtest(held, max(int(counts.sum()), 1), share, alternative="greater").pvalue
        assert found.p[at] == pytest.approx(slow if counts.sum() else 1.0, rel=1e-9)
        expected = (counts.sum() - held) / (people.sum() - live) * live
        assert found.expected[at] == pytest.approx(expected, rel=1e-12)


@given(PLACES, st.randoms(use_true_random=False), st.sampled_from([0.5, 1.0, 8.0]))
def test_order_and_unit_do_not_matter(places, chance, unit):
    counts, people = (np.array(column) for column in zip(*places, strict=True))
    order = chance.sample(range(len(places)), len(places))
    plain, other = more_per_head(counts, people), more_per_head(counts[order], people[order] * unit)
    assert np.array_equal(other.more, plain.more[order])
    assert other.p == pytest.approx(plain.p[order], rel=1e-9)


def test_what_is_found_is_found_over_all_places_together():
    counts, people = np.array([40, 9, 12, 8, 11]), np.full(5, 1_000)
    found = more_per_head(counts, people)
    slow = false_discovery_control(found.p[found.tested]) <= 0.05
    assert found.more[found.tested].tolist() == slow.tolist() == [True, False, False, False, False]
    assert found.low[1] > 9  # the others together have more, for the first is among them


def test_events_that_come_together_are_judged_with_care():
    counts, people = np.array([24, 9, 12, 8, 11]), np.full(5, 1_000)
    assert more_per_head(counts, people).p[0] < more_per_head(counts, people, dispersion=3.0).p[0]


def test_where_nobody_lives_nothing_is_compared():
    found = more_per_head([5, 3, 0], [800, 900, 0])
    assert not found.tested[2]
    assert np.isnan(found.expected[2])
    with pytest.raises(BadHistory, match="population är noll"):
        more_per_head([5, 3, 1], [800, 900, 0])


def test_a_place_alone_is_compared_with_nothing():
    found = more_per_head([5], [800])
    assert not found.tested[0]
    assert found.low[0] == -1


@pytest.mark.parametrize(
    ("counts", "people", "said"),
    [
        ([10**9, 10**9, 1], [5, 5, 5], "counts ska vara högst"),
        ([1, 2, 3], [0.01, 1e9, 1e9], "population skiljer mer än"),
        ([1, 2], [5, 5, 5], "population har formen"),
        ([1, 2], [5, -5], "population ska vara 0"),
    ],
)
def test_what_cannot_be_compared_is_named(counts, people, said):
    with pytest.raises(BadHistory, match=said):
        more_per_head(counts, people)
