"""Who answered, against who lives there."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofte.analysis.disclosure import BadTable
from lofte.analysis.survey.representation import who_answered
from tests.analysis.disclosure.families import assert_safe

ANSWERED = np.array([[[30, 40], [10, 20]], [[60, 7], [30, 13]]])
PEOPLE = ANSWERED * 10


def test_in_public_groups_are_never_crossed():
    found = who_answered(ANSWERED, PEOPLE, public=True)
    assert found.crossed is None
    assert [axis.answered.tolist() for axis in found.axes] == [[100, 110], [137, 73], [130, 80]]
    assert (found.answered, found.population) == (210, 2100)
    assert found.axes[0].ratio == pytest.approx((1.0, 1.0))


def test_a_group_that_answers_half_as_often_has_half_the_ratio():
    found = who_answered([100, 50], [1000, 1000], public=True)
    assert found.axes[0].ratio == pytest.approx((4 / 3, 2 / 3))


def test_inside_the_house_they_are_crossed_with_small_cells_hidden():
    answered = ANSWERED.copy()
    answered[0, 0, 0] = 2
    found = who_answered(answered, PEOPLE, public=False)
    assert found.crossed.shape == (3, 3, 3)
    assert found.crossed[0, 0, 0] == -1
    assert found.axes[0].answered.tolist() == [72, 110]
    assert found.parameters == {"minimum": 5, "public": False}


def test_where_each_grouping_alone_is_told_anyhow_only_what_is_inside_is_hidden():
    people = np.full((2, 2), 100)
    free = who_answered([[12, 4], [6, 9]], people, public=False).crossed
    bound = who_answered([[12, 4], [6, 9]], people, public=False, alone_known=True)
    assert bound.crossed.tolist() == [[-1, -1, 16], [-1, -1, 15], [18, 13, 31]]
    assert (free == -1).sum() <= (bound.crossed == -1).sum()
    assert_safe(bound.protected)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=8, max_size=8), st.booleans())
def test_nobody_is_found_by_subtraction(cells, public):
    answered = np.array(cells).reshape(2, 2, 2)
    found = who_answered(answered, answered * 0 + 50, public=public)
    assert_safe(found.protected)
    for axis in found.axes:
        told = [n for n, ratio in zip(axis.answered, axis.ratio, strict=True) if ratio is not None]
        assert -1 not in told


def test_without_people_or_answers_there_is_no_ratio():
    assert who_answered([9, 0], [0, 10], public=True).axes[0].ratio == (None, 0.0)
    assert who_answered([0, 0], [10, 10], public=True).axes[0].ratio == (None, None)


@pytest.mark.parametrize(
    ("answered", "population", "sentence"),
    [
        ([1, 2], [1], "samma grupper"),
        (1, 1, "samma grupper"),
        ([1.5], [2], "answered ska vara hela tal"),
        ([-1], [2], "answered ska vara hela tal"),
        ([1], [2.5], "population ska vara hela tal"),
        ([1], [-2], "population ska vara hela tal"),
    ],
)
def test_bad_input_is_named(answered, population, sentence):
    with pytest.raises(BadTable, match=sentence):
        who_answered(answered, population, public=True)
