"""What was hidden stays safe when a later edition tells more."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofte.analysis.disclosure import (
    BadTable,
    Edition,
    Table,
    attack,
    differences,
    protect,
    release,
)
from tests.analysis.disclosure.families import assert_safe

SMALL = st.integers(0, 12)
LATE = st.sampled_from([0, 0, 0, 1, 2, 5, 9, -1, -6])
AREAS = ["norr", "söder", "öster"]
SUMS = [("alla", AREAS)]


def counted(cells):
    return dict(zip([*AREAS, "alla"], [*cells, sum(cells)], strict=True))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(SMALL, LATE, LATE), min_size=3, max_size=3))
def test_three_editions_together_give_no_small_figure_or_change_away(rows):
    figures, editions = [max(row[0], 0) for row in rows], []
    for step in (None, 1, 2):
        if step:
            figures = [max(n + row[step], 0) for n, row in zip(figures, rows, strict=True)]
        found = release(counted(figures), SUMS, earlier=editions)
        assert_safe(found.protected)
        assert found.exposed == ()
        editions.append(found.edition)


@settings(max_examples=50, deadline=None)
@given(st.lists(SMALL, min_size=4, max_size=4))
def test_a_new_group_that_overlaps_an_old_one(cells):
    """First by age, then with other limits of age: the differences are persons too."""
    a, b, c, d = cells
    first = release({"16-24": a, "25-44": b + c, "45-": d})
    later = {"16-24": a, "16-29": a + b, "25-29": b, "30-44": c, "25-44": b + c, "45-": d}
    sums = [("16-29", ["16-24", "25-29"]), ("25-44", ["25-29", "30-44"])]
    found = release(later, sums, earlier=[first.edition], untold=["25-29"])
    assert "25-29" not in found.shown
    assert_safe(found.protected)


def test_a_small_change_hides_the_new_figure_and_the_rest_is_told():
    first = release(counted([30, 20, 40]), SUMS)
    assert first.shown == counted([30, 20, 40])
    second = release(counted([32, 20, 49]), SUMS, earlier=[first.edition])
    assert second.shown == {"norr": None, "söder": 20, "öster": None, "alla": 101}
    assert second.edition.hidden == {"norr", "öster"}


def test_subtracting_a_group_from_a_total_of_another_edition():
    """Boys and all are out; girls come later, and one joined: nothing may tell that."""
    first = release({"pojkar": 14, "alla": 31})
    later = {"pojkar": 14, "flickor": 18, "alla": 32}
    found = release(later, [("alla", ["pojkar", "flickor"])], earlier=[first.edition])
    assert found.shown["alla"] is None
    assert found.shown["flickor"] is None


def test_a_figure_that_earlier_editions_give_away_is_named_and_nothing_is_added():
    """Somebody published 3 by mistake as a total and a part."""
    told = Edition({"a": 20, "b": 3, "ab": 23}, [("ab", ["a", "b"])], frozenset({"b"}))
    found = release({"a": 20, "b": 3, "ab": 23}, [("ab", ["a", "b"])], earlier=[told])
    assert (1, "b") in found.exposed
    assert found.shown["b"] is None


def test_an_unchanged_edition_tells_the_same_again():
    first = release(counted([3, 20, 8]), SUMS)
    again = release(counted([3, 20, 8]), SUMS, earlier=[first.edition])
    assert again.shown == first.shown


def test_the_attacker_sees_all_editions_at_once():
    first = release(counted([3, 20, 8]), SUMS)
    second = release(counted([9, 20, 14]), SUMS, earlier=[first.edition])
    small = second.keys.index((1, "norr"))
    found = attack(second.protected.told, [small])
    assert found.low[0] <= 1
    assert found.high[0] >= 4


def test_an_edition_that_stands_can_be_attacked_too():
    kept = differences(protect(Table.line([3, 20, 8])), Table.line([3, 20, 8]))
    found = attack(kept.told, [0])
    assert (found.low[0], found.high[0]) == (1, 10)


def test_groups_may_have_limits_of_their_own():
    found = release({"svar": 8}, limits={"svar": 10})
    assert found.shown == {"svar": None}
    assert release({"svar": 8}).shown == {"svar": 8}
    assert release({"svar": 8}, minimum=9).shown == {"svar": None}


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: release({"a": 1}, untold=["b"]), "untold nämner 'b'"),
        (lambda: release({"a": 1}, [("b", ["a"])]), "sums nämner 'b'"),
        (lambda: release({"a": 1, "b": 2}, [("b", ["a"])]), "delarna ger 1"),
        (lambda: release({"a": -1}), "minustal"),
    ],
)
def test_bad_input_is_named(make, sentence):
    with pytest.raises(BadTable, match=sentence):
        make()
