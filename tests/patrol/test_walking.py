"""The way between stops follows the streets, and a straight line says that it is one."""

import numpy as np
import pytest
import shapely

from lofte.patrol.walking import ways

# A street along the ground line and one straight north from its middle.
STREETS = [
    shapely.LineString([(0, 0), (1000, 0)]),
    shapely.LineString([(500, 0), (500, 800)]),
]


def test_a_corner_is_walked_around():
    found = ways([(0, 0), (500, 800)], STREETS)
    assert found.metres[0, 1] == pytest.approx(1300)
    assert found.along.all()


def test_both_ways_are_as_long_and_nobody_walks_to_where_they_stand():
    found = ways([(0, 0), (500, 800), (1000, 0)], STREETS)
    assert np.allclose(found.metres, found.metres.T)
    assert np.diag(found.metres).tolist() == [0, 0, 0]


def test_from_a_yard_one_walks_out_to_the_street():
    found = ways([(0, 40), (1000, 0)], STREETS)
    assert found.metres[0, 1] == pytest.approx(1040)


def test_streets_that_cross_between_their_ends_are_joined():
    cross = [shapely.LineString([(-500, 0), (500, 0)]), shapely.LineString([(0, -500), (0, 500)])]
    assert ways([(-500, 0), (0, 500)], cross).metres[0, 1] == pytest.approx(1000)


@pytest.mark.parametrize(
    "streets",
    [
        [],
        [shapely.LineString([(90_000, 0), (91_000, 0)])],
        [shapely.LineString([(0, 0), (100, 0)]), shapely.LineString([(0, 500), (100, 500)])],
    ],
    ids=["no streets", "streets elsewhere", "no way across"],
)
def test_where_no_street_leads_it_is_a_straight_line(streets):
    found = ways([(0, 0), (0, 500)], streets)
    assert found.metres[0, 1] == pytest.approx(500)
    assert not found.along[0, 1]


def test_a_place_far_from_every_street_is_reached_across_open_ground():
    found = ways([(0, 600), (1000, 0)], STREETS)
    assert found.metres[0, 1] == pytest.approx(np.hypot(1000, 600))
    assert not found.along[0, 1]


def test_nobody_arrives_faster_than_a_straight_line():
    random = np.random.default_rng(3)
    points = [tuple(at) for at in random.uniform(0, 1000, (12, 2))]
    at = np.array(points)
    straight = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1))
    assert (ways(points, STREETS).metres >= straight - 1e-9).all()


def test_no_stops_have_no_ways():
    assert ways([], STREETS).metres.shape == (0, 0)
