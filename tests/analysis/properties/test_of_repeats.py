"""What must not matter to near repeats: the units of length and time, and which event is first."""

from dataclasses import dataclass, replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.near_repeat import Bands, near_repeat

DISTANCES, DAYS = (1.0, 2.0, 5.0), (1.0, 3.0)  # many pairs on whole metres and days are on an edge
BETWEEN = 0.5  # none is, when all edges are so much further out
FACTORS = st.integers(-300, 300).map(lambda power: 10 ** (power / 100))  # seldom even numbers
TWOS = st.integers(-10, 10).map(lambda power: 2.0**power)  # no digit is lost: an edge stays one
LOTS = st.randoms(use_true_random=False)


@dataclass(frozen=True)
class Events:
    x: np.ndarray
    y: np.ndarray
    day: np.ndarray
    bands: Bands

    def table(self, permutations=19):
        where = self.x, self.y
        return near_repeat(where, self.day, self.bands, permutations=permutations, seed=5)

    def in_units(self, metres, days):
        """The same events, and the same bands, where a metre and a day are so many."""
        bands = replace(
            self.bands,
            distances=tuple(edge * metres for edge in self.bands.distances),
            days=tuple(edge * days for edge in self.bands.days),
        )
        return Events(self.x * metres, self.y * metres, self.day * days, bands)


@st.composite
def events(draw, beyond=0.0):
    """On whole metres and days, several at one address or on one day."""
    one = st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 9))
    rows = draw(st.lists(one, min_size=2, max_size=25))
    distances, days = (tuple(edge + beyond for edge in edges) for edges in (DISTANCES, DAYS))
    return Events(*np.array(rows, dtype=float).T, Bands(distances, days, draw(st.booleans())))


def same(found, table):
    assert found.observed.tolist() == table.observed.tolist()
    for name in ("expected", "variance", "p_poisson", "ratio"):
        one, other = getattr(found, name), getattr(table, name)
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-9)


@given(events(beyond=BETWEEN), FACTORS, FACTORS)
def test_metres_or_miles_and_days_or_hours_are_the_same(some, metres, days):
    here, there = some.table(), some.in_units(metres, days).table()
    same(there, here)
    assert there.p.tolist() == here.p.tolist()


@given(events(), TWOS, TWOS)
def test_so_they_are_to_pairs_on_the_edge_of_a_band(some, metres, days):
    here, there = some.table(), some.in_units(metres, days).table()
    same(there, here)
    assert there.p.tolist() == here.p.tolist()


@given(events(), LOTS)
def test_the_order_of_the_events_does_not_matter(some, lots):
    order = lots.sample(range(len(some.x)), len(some.x))
    shuffled = Events(some.x[order], some.y[order], some.day[order], some.bands)
    same(shuffled.table(permutations=0), some.table(permutations=0))


@given(events())
def test_north_may_be_east_and_the_first_day_the_last(some):
    turned = Events(some.y, -some.x, 9 - some.day, some.bands)
    here, there = some.table(), turned.table()
    same(there, here)
    assert there.p.tolist() == here.p.tolist()
