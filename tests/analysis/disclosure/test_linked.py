"""Tables that share cells, in many ways at once; whatever the figures, no small one is found."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofte.analysis.disclosure import BadTable, Role, Table, protect, suppression
from tests.analysis.disclosure.families import assert_safe

SMALL = st.integers(0, 12)


@settings(max_examples=25, deadline=None)
@given(st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(1, 3)), st.data())
def test_nobody_computes_back_from_all_margins_of_three_groupings(shape, data):
    size = int(np.prod(shape))
    cells = data.draw(st.lists(SMALL, min_size=size, max_size=size))
    assert_safe(protect(Table.cube(np.array(cells).reshape(shape))))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_nor_from_random_families_of_tables(data):
    """Atoms, and tables that each add some of them up: overlaps, hierarchies, the same twice."""
    n = data.draw(st.integers(2, 7))
    figures = {f"a{k}": data.draw(SMALL) for k in range(n)}
    atoms = list(figures)
    sums = []
    for k in range(data.draw(st.integers(1, 5))):
        parts = data.draw(st.lists(st.sampled_from(list(figures)), unique=True, min_size=1))
        figures[f"t{k}"] = sum(figures[part] for part in parts)
        sums.append((f"t{k}", parts))
    untold = data.draw(st.lists(st.sampled_from(atoms), unique=True, max_size=n - 1))
    roles = [Role.UNTOLD if key in untold else Role.OPEN for key in figures]
    protected = protect(Table.linked(figures, sums), roles=roles)
    assert not protected.exposed.any()
    assert_safe(protected)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_nor_where_each_cell_has_its_own_limit(data):
    cells = np.array(data.draw(st.lists(SMALL, min_size=6, max_size=6))).reshape(2, 3)
    limits = data.draw(st.lists(st.integers(2, 10), min_size=12, max_size=12))
    assert_safe(protect(Table.cross(cells), minimum=limits), np.array(limits))


def test_a_cell_in_two_tables_is_hidden_in_both():
    figures = {"unga": 3, "vuxna": 40, "alla": 43, "k": 20, "unga män": 1, "unga k": 2}
    sums = [("alla", ["unga", "vuxna"]), ("unga", ["unga män", "unga k"])]
    protected = protect(Table.linked(figures, sums))
    shown = dict(zip(figures, protected.shown.tolist(), strict=True))
    assert shown == {"unga": -1, "vuxna": -1, "alla": 43, "k": 20, "unga män": -1, "unga k": -1}


def test_all_margins_of_a_cube():
    table = Table.cube(np.arange(8).reshape(2, 2, 2))
    assert table.shape == (3, 3, 3)
    assert table.counts.reshape(3, 3, 3)[2, 2].tolist() == [12, 16, 28]
    assert len(table.sums) == 27


def test_a_difference_that_no_table_shows_is_hidden_too():
    """16-24 and 16-29 are both large; the 3 who are 25-29 are the difference."""
    figures = {"16-24": 30, "16-29": 33, "25-29": 3}
    table = Table.linked(figures, [("16-29", ["16-24", "25-29"])])
    protected = protect(table, roles=[Role.OPEN, Role.OPEN, Role.UNTOLD])
    assert np.count_nonzero(protected.hidden) == 2
    assert_safe(protected)


def test_fractions_of_persons_are_no_hiding_place():
    """The cheapest way on paper moves half persons; whole ones need more room."""
    figures = dict(zip("xabcSPQ", [2, 9, 9, 9, 20, 18, 18], strict=True))
    sums = [("S", "xab"), ("P", "ac"), ("Q", "bc")]
    assert_safe(protect(Table.linked(figures, sums)))


def test_what_is_out_already_is_said_to_be_exposed():
    table = Table.line([3, 20])
    protected = protect(table, roles=[Role.HIDDEN, Role.SHOWN, Role.SHOWN])
    assert protected.exposed.tolist() == [True, False, False]
    assert protected.primary.tolist() == [True, False, False]


def test_too_large_a_family_is_hidden_more_widely_without_a_search(monkeypatch):
    monkeypatch.setattr(suppression, "MOST_WORK", 0)
    cells = np.array([[3, 20, 30], [25, 9, 40]])
    protected = protect(Table.cross(cells))
    assert protected.wide
    assert protected.hidden.all()
    assert_safe(protected)


def test_what_does_not_hang_together_with_a_small_figure_stays(monkeypatch):
    monkeypatch.setattr(suppression, "MOST_WORK", 0)
    table = Table.linked(
        {"a": 3, "b": 9, "ab": 12, "c": 30, "d": 0, "cd": 30},
        [("ab", ["a", "b"]), ("cd", ["c", "d"])],
    )
    assert protect(table).shown.tolist() == [-1, -1, -1, 30, 0, 30]


def test_hidden_zeros_need_company_too():
    protected = protect(Table.line([0, 20, 30]), show_zeros=False)
    assert protected.hidden.tolist() == [True, True, False, False]
    assert protected.told.low[0] == 0
    untold = protect(Table.line([0, 20]), show_zeros=False, roles=[3, 0, 0])
    assert untold.primary.tolist() == [False, False, False]


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Table.linked({"a": 1}, [("b", ["a"])]), "'b', som saknas"),
        (lambda: Table.linked({"a": 1.5}, []), "hela tal"),
        (lambda: Table.cube(np.ones((2, 2))), "hela tal"),
        (lambda: Table.cube(np.int64(3)), "dimensioner"),
        (lambda: protect(Table.line([1]), minimum=[5]), "minimum ska vara ett heltal"),
        (lambda: protect(Table.line([1]), minimum=5.5), "minimum ska vara ett heltal"),
        (lambda: protect(Table.line([1]), roles=[0]), "roles"),
        (lambda: protect(Table.line([1]), roles=[0, 7]), "roles"),
    ],
)
def test_bad_input_is_named(make, sentence):
    with pytest.raises(BadTable, match=sentence):
        make()
