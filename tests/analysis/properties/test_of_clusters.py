"""What must not matter to a scan: the unit of length, and which case or place is written first.

And what it says where little can be said: all in one place, all on one day, a single case.
"""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.chance import Replicates
from lofte.analysis.scan_space import scan_space
from lofte.analysis.scan_time import Window, scan_time
from lofte.analysis.zones import zones

STEPS = 6
ANY = Window(STEPS, STEPS, now=False)
FEW = Replicates(19, seed=3)
ROUNDING = 1e-9  # a ratio below it is not more cases than expected, but the last digits
FACTORS = st.integers(-300, 300).map(lambda power: 10 ** (power / 100))  # seldom even numbers
SEEDS = st.integers(0, 10**6)
DAYS = st.integers(0, STEPS - 1)
MANY = st.integers(1, 20)


@dataclass(frozen=True)
class Town:
    """No two sets of places have as many people: the best circle is one and no other."""

    where: np.ndarray
    people: np.ndarray
    usual: np.ndarray
    place: np.ndarray
    step: np.ndarray
    radius: float | None
    share: float
    window: Window

    def circles(self):
        return zones(self.where, self.people, radius=self.radius, share=self.share)

    def holding(self, place, step):
        """The same town with other cases, and every circle and window allowed."""
        cases = {"place": np.array(place), "step": np.array(step)}
        return replace(self, **cases, radius=None, share=1.0, window=ANY)


@st.composite
def towns(draw, fewest=1):
    """Places on whole metres, so that many lie exactly as far away, and on the rim."""
    spot = st.tuples(st.integers(0, 4), st.integers(0, 4))
    where = draw(st.lists(spot, min_size=fewest, max_size=12, unique=True))
    case = st.tuples(st.integers(0, len(where) - 1), DAYS)
    place, step = np.array(draw(st.lists(case, min_size=1, max_size=25))).T
    random = np.random.default_rng(draw(SEEDS))
    return Town(
        where=np.array(where, dtype=float),
        people=random.gamma(2.0, 50.0, len(where)) + 1,
        usual=random.gamma(2.0, 1.0, (len(where), STEPS)) + 0.1,
        place=place,
        step=step,
        radius=draw(st.sampled_from([None, 1.0, 2.5, 5.0])),
        share=draw(st.sampled_from([0.5, 0.8, 1.0])),
        window=Window(STEPS, draw(st.integers(1, STEPS)), draw(st.booleans())),
    )


def in_space(town):
    cases = np.bincount(town.place, minlength=len(town.people))
    return scan_space(cases, town.people, town.circles(), replicates=FEW).clusters


def dealt(town):
    return scan_time(town.place, town.step, town.circles(), town.window, replicates=FEW).clusters


def expected(town):
    cases = town.place, town.step, town.circles(), town.window
    return scan_time(*cases, expected=town.usual, replicates=FEW).clusters


SCANS = pytest.mark.parametrize("scan", [in_space, dealt, expected])
AGAINST_PEOPLE = pytest.mark.parametrize("scan", [in_space, expected])


def days(cluster):
    return getattr(cluster, "first", None), getattr(cluster, "last", None)


def clear(clusters):
    return [one for one in clusters if one.ratio > ROUNDING]


def same(found, clusters, names=None):
    """names: what the places of `found` are called in the other."""
    names = np.arange(1000) if names is None else names
    for one, other in zip(clear(found), clear(clusters), strict=True):
        assert sorted(names[one.places]) == sorted(other.places)
        assert (days(one), one.cases) == (days(other), other.cases)
        assert one.ratio == pytest.approx(other.ratio, rel=1e-9)
        assert one.expected == pytest.approx(other.expected, rel=1e-9)


@SCANS
@given(towns(), FACTORS)
def test_metres_or_miles_are_the_same(scan, town, factor):
    radius = None if town.radius is None else town.radius * factor
    here, there = scan(town), scan(replace(town, where=town.where * factor, radius=radius))
    same(there, here)
    for one, other in zip(clear(here), clear(there), strict=True):
        assert other.centre == one.centre
        assert other.radius == pytest.approx(one.radius * factor, rel=1e-9)
        assert other.p == one.p


@AGAINST_PEOPLE
@given(towns(), FACTORS)
def test_only_the_proportions_of_what_is_expected_count(scan, town, factor):
    more = replace(town, people=town.people * factor, usual=town.usual * factor)
    same(scan(more), scan(town))


@pytest.mark.parametrize("scan", [dealt, expected])
@given(towns(), st.randoms(use_true_random=False))
def test_the_order_of_the_cases_does_not_matter(scan, town, lots):
    order = lots.sample(range(len(town.place)), len(town.place))
    same(scan(replace(town, place=town.place[order], step=town.step[order])), scan(town))


def renamed(town, lots):
    """The town with its places in another order, and the old name of each."""
    names = np.array(lots.sample(range(len(town.people)), len(town.people)))
    shuffled = replace(
        town,
        where=town.where[names],
        people=town.people[names],
        usual=town.usual[names],
        place=np.argsort(names)[town.place],
    )
    return shuffled, names


@AGAINST_PEOPLE
@given(towns(), st.randoms(use_true_random=False))
def test_the_order_of_the_places_does_not_matter(scan, town, lots):
    shuffled, names = renamed(town, lots)
    same(scan(shuffled), scan(town), names)


@given(towns(), st.randoms(use_true_random=False))
def test_nor_does_it_to_the_best_where_cases_alone_say_what_is_expected(town, lots):
    """Several may be as good as the best: then which of them is told depends on the order."""
    here, there = dealt(town), dealt(renamed(town, lots)[0])
    assert [one.ratio for one in there[:1]] == pytest.approx([one.ratio for one in here[:1]])
    assert [len(one.places) for one in there[:1]] == [len(one.places) for one in here[:1]]


@given(towns(fewest=2), MANY, st.data())
def test_all_cases_in_one_place_are_a_cluster_of_that_place_alone(town, many, data):
    at = data.draw(st.integers(0, len(town.people) - 1))
    steps = data.draw(st.lists(DAYS, min_size=many, max_size=many))
    crowd = town.holding([at] * many, steps)
    assert [one.places.tolist() for one in in_space(crowd)] == [[at]]
    rarity = np.log(town.people.sum() / town.people[at])
    assert in_space(crowd)[0].ratio == pytest.approx(many * rarity)
    assert [one.places.tolist() for one in expected(crowd)] == [[at]]
    assert dealt(crowd) == ()


@given(towns(fewest=2), st.integers(1, STEPS - 1), st.data())
def test_all_cases_on_one_day_are_clusters_that_begin_that_day(town, day, data):
    at = st.integers(0, len(town.people) - 1)
    places = data.draw(st.lists(at, min_size=1, max_size=20))
    crowd = town.holding(places, [day] * len(places))
    assert {days(one) for one in expected(crowd)} == {(day, day)}
    live = replace(crowd, window=Window(STEPS, STEPS))
    assert {days(one) for one in expected(live)} == {(day, STEPS - 1)}
    assert dealt(crowd) == dealt(live) == ()


@given(towns(fewest=2), DAYS, st.data())
def test_a_single_case_is_as_rare_as_its_place_and_day(town, day, data):
    at = data.draw(st.integers(0, len(town.people) - 1))
    alone = town.holding([at], [day])
    (circle,), (cylinder,) = in_space(alone), expected(alone)
    assert circle.ratio == pytest.approx(np.log(town.people.sum() / town.people[at]))
    assert cylinder.ratio == pytest.approx(np.log(town.usual.sum() / town.usual[at, day]))
    for one in (circle, cylinder):
        assert one.places.tolist() == [at]
        assert one.cases == 1
        assert one.radius == 0
        assert 0 < one.p <= 1
    assert days(cylinder) == (day, day)
    assert dealt(alone) == ()


@given(towns())
def test_no_circle_parts_places_at_one_point(town):
    heap = replace(town, where=np.zeros_like(town.where))
    assert clear(in_space(heap)) == clear(dealt(heap)) == []
    assert all(len(one.places) == len(town.people) for one in expected(heap))
