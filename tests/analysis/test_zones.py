"""The circles of a scan: nearest first, nothing cut through, never more than the share."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis import zones as module
from lofte.analysis.zones import BadScan, zones
from tests.reference import twin_scan


def sets(found):
    return [
        (c, frozenset(found.member[found.start[c] : at + 1].tolist()))
        for c in range(found.centres)
        for at in range(found.start[c], found.start[c + 1])
        if found.whole[at]
    ]


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=8, unique=True),
    st.sampled_from([None, 0.0, 1.0, 2.5]),
    st.sampled_from([0.3, 0.5, 1.0]),
    st.data(),
)
def test_they_are_the_circles_of_the_slow_twin(places, radius, share, data):
    weight = data.draw(st.lists(st.integers(0, 3), min_size=len(places), max_size=len(places)))
    weight[0] += 1
    found = zones(np.array(places, float), weight, radius=radius, share=share)
    assert sorted(sets(found), key=str) == sorted(
        twin_scan.circles(places, weight, radius, share), key=str
    )
    assert found.number == len(sets(found))


def test_centres_of_their_own():
    found = zones([[0.0, 0], [10, 0]], [1, 1], share=1.0, centres=[[9.0, 0]])
    assert sets(found) == [(0, frozenset({1})), (0, frozenset({0, 1}))]
    assert found.reach.tolist() == [1.0, 9.0]
    assert (found.centres, found.places) == (1, 2)


@pytest.mark.parametrize(
    ("coordinates", "weight", "options", "sentence"),
    [
        (np.zeros((0, 2)), [], {}, "coordinates ska ha minst en plats"),
        ([1.0, 2.0], [1, 1], {}, "coordinates ska ha minst en plats"),
        ([["a", "b"]], [1], {}, "coordinates ska vara tal"),
        ([[1.0, 2.0]], ["a"], {}, "weight ska vara tal"),
        ([[1.0, np.nan]], [1], {}, "coordinates: en koordinat"),
        ([[1.0, np.inf]], [1], {}, "coordinates: en koordinat"),
        ([[1.0, 2.0]], [1, 1], {}, "weight ska ha ett tal"),
        ([[1.0, 2.0]], [-1], {}, "weight ska vara från noll"),
        ([[1.0, 2.0]], [0], {}, "weight ska vara från noll"),
        ([[1.0, 2.0]], [np.nan], {}, "weight ska vara från noll"),
        ([[1.0, 2.0]], [1], {"radius": -1.0}, "radius ska vara"),
        ([[1.0, 2.0]], [1], {"radius": np.inf}, "radius ska vara"),
        ([[1.0, 2.0]], [1], {"share": 0.0}, "share ska vara"),
        ([[1.0, 2.0]], [1], {"centres": [[1.0]]}, "centres har 1 koordinater"),
    ],
)
def test_what_gives_no_circles_is_refused(coordinates, weight, options, sentence):
    with pytest.raises(BadScan, match=sentence):
        zones(coordinates, weight, **options)


def test_more_circles_than_memory_are_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST_MEMBERS", 8)
    with pytest.raises(BadScan, match="ange radius"):
        zones(np.zeros((3, 2)), np.ones(3))
    with pytest.raises(BadScan, match="Minska radius"):
        zones(np.zeros((3, 2)), np.ones(3), radius=1.0)
