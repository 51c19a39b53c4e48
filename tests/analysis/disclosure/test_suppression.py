"""Small numbers stay hidden from a reader with a computer.

The attacker below is written apart from the protection: it knows every shown figure, that totals
are sums, that a hidden figure is at least 1, and solves for the least and most of each hidden one.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from lofte.analysis.disclosure import HIDDEN, BadTable, Table, differences, protect


def attack(protected, cell, least=1):
    """The smallest and largest value of one cell that agree with everything published."""
    shown = protected.shown.ravel()
    n = len(shown)
    lines = np.zeros((len(protected.table.sums), n))
    for i, (total, parts) in enumerate(protected.table.sums):
        lines[i, list(parts)] = 1
        lines[i, total] -= 1
    bounds = [(least, None) if v == HIDDEN else (v, v) for v in shown]
    goal = np.zeros(n)
    goal[cell] = 1
    constraints = {"A_eq": lines, "b_eq": np.zeros(len(lines))} if len(lines) else {}
    low = linprog(goal, bounds=bounds, **constraints)
    high = linprog(-goal, bounds=bounds, **constraints)
    assert low.status == 0
    return round(low.fun), round(-high.fun) if high.status == 0 else np.inf


def leaves_with_events(table):
    totals = {total for total, _ in table.sums}
    below = {cell: int(table.counts[cell] > 0) for cell in range(len(table.counts))}
    for _ in table.sums:
        for total, parts in table.sums:
            below[total] = sum(below[part] for part in parts)
    return below, totals


def assert_safe(protected, minimum=5):
    counts = protected.table.counts
    below, _ = leaves_with_events(protected.table)
    assert np.all(protected.hidden[(counts > 0) & (counts < minimum)])
    assert not np.any(protected.hidden[counts == 0])
    for cell in np.flatnonzero(protected.primary):
        low, high = attack(protected, cell)
        assert low <= below[int(cell)]
        assert high >= max(minimum - 1, below[int(cell)] + minimum - 2)


SMALL = st.integers(0, 12)


@given(st.lists(SMALL, max_size=8))
def test_nobody_computes_a_small_number_back_from_a_row_and_its_total(counts):
    assert_safe(protect(Table.line(np.array(counts, dtype=int))))


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 4), st.integers(1, 4), st.data())
def test_nor_from_a_table_with_margins(rows, columns, data):
    cells = data.draw(st.lists(SMALL, min_size=rows * columns, max_size=rows * columns))
    assert_safe(protect(Table.cross(np.array(cells).reshape(rows, columns))))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(SMALL, SMALL, st.integers(0, 2)), min_size=1, max_size=6))
def test_nor_when_areas_add_up_to_larger_areas(rows):
    table = Table.cross([row[:2] for row in rows], groups=[row[2] for row in rows])
    assert_safe(protect(table))


@settings(max_examples=25, deadline=None)
@given(st.lists(SMALL, min_size=6, max_size=6))
def test_nor_down_a_hierarchy_of_areas(leaves):
    a, b = sum(leaves[:2]), sum(leaves[2:5])
    counts = [a + b + leaves[5], a, b, *leaves]
    table = Table.tree(counts, [-1, 0, 0, 1, 1, 2, 2, 2, 0])
    assert_safe(protect(table))


@settings(max_examples=20, deadline=None)
@given(st.lists(SMALL, min_size=6, max_size=6), st.integers(2, 10))
def test_the_limit_can_be_set(cells, minimum):
    assert_safe(protect(Table.cross(np.array(cells).reshape(2, 3)), minimum=minimum), minimum)


def test_a_lone_small_number_takes_company():
    protected = protect(Table.line([3, 20, 8]))
    assert protected.shown.tolist() == [HIDDEN, 20, HIDDEN, 31]
    assert protected.primary.tolist() == [True, False, False, False]


def test_a_table_without_small_numbers_is_shown_whole():
    protected = protect(Table.cross([[5, 0], [12, 30]]))
    assert protected.shown.tolist() == [[5, 0, 5], [12, 30, 42], [17, 30, 47]]
    assert not protected.hidden.any()


def test_margins_stay_when_the_inside_can_hide_it():
    protected = protect(Table.cross([[3, 20, 30], [25, 9, 40], [50, 60, 70]]))
    assert not np.any(protected.shown[-1] == HIDDEN)
    assert not np.any(protected.shown[:, -1] == HIDDEN)
    assert np.count_nonzero(protected.hidden) == 4


def test_zeros_may_be_hidden_too():
    protected = protect(Table.line([0, 20, 30]), show_zeros=False)
    assert protected.hidden[0]
    low, high = attack(protected, 0, least=0)
    assert low == 0
    assert high >= 4


def test_an_area_alone_is_hidden_when_small():
    assert protect(Table.tree([3, 9], [-1, -1])).shown.tolist() == [HIDDEN, 9]


def test_the_same_table_gives_the_same_answer():
    cells = np.random.default_rng(3).poisson(6, (8, 5))
    first, second = (protect(Table.cross(cells)) for _ in range(2))
    assert np.array_equal(first.shown, second.shown)
    assert first.parameters == {"minimum": 5, "show_zeros": True}


HUGE = np.array([2**64 - 1, 0], np.uint64)  # -1 as int64


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Table.line([-1]), "minustal"),
        (lambda: Table.line([[1]]), "dimensioner"),
        (lambda: Table.line([0.5]), "hela tal"),
        (lambda: Table.cross([[1], [2]], groups=[0]), "grupper"),
        (lambda: Table.line(HUGE), "högst"),
        (lambda: Table.cross([[1], [2]], groups=[0, -1]), "groups"),
        (lambda: Table.cross([[1], [2]], groups=[0, 10**8]), "groups"),
        (lambda: Table.tree([5, 5], HUGE), "överordnat"),
        (lambda: Table.tree([5, 5], [-1, 0.5]), "överordnat"),
        (lambda: protect(Table.line([1]), minimum=HUGE[0]), "minimum ska vara högst"),
        (lambda: Table.tree([5, 2, 2], [-1, 0, 0]), "delarna ger 4"),
        (lambda: Table.tree([5, 5], [-1, 2]), "överordnat"),
        (lambda: Table.tree([5, 5], [-1]), "överordnat"),
        (lambda: protect(Table.line([1]), minimum=1), "minst 2"),
    ],
)
def test_what_is_no_table_is_refused(make, sentence):
    with pytest.raises(BadTable, match=sentence):
        make()


def test_a_small_change_keeps_the_earlier_edition():
    first = protect(Table.line([30, 20, 8]))
    second = differences(first, Table.line([32, 20, 8]))
    assert second.kept
    assert np.array_equal(second.shown, first.shown)


def test_an_unchanged_table_keeps_the_earlier_edition():
    first = protect(Table.line([3, 20, 8]))
    assert differences(first, Table.line([3, 20, 8])).kept


def test_a_large_change_is_published_and_what_was_hidden_stays_hidden():
    first = protect(Table.line([3, 20, 8]))
    second = differences(first, Table.line([9, 20, 14]))
    assert not second.kept
    assert second.shown.tolist() == [HIDDEN, 20, HIDDEN, 43]


def test_what_was_hidden_and_became_zero_is_shown_as_zero():
    first = protect(Table.line([3, 20, 8]))
    second = differences(first, Table.line([3, 20, 0]))
    assert second.shown[2] == 0
    assert_safe(second)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(SMALL, st.sampled_from([0, 0, 1, 3, 5, 9])), min_size=2, max_size=6),
)
def test_two_editions_together_give_no_small_number_away(pairs):
    """An attacker who also knows that late reports only add events, in every cell."""
    first = protect(Table.line([count for count, _ in pairs]))
    second = differences(first, Table.line([count + late for count, late in pairs]))
    assert_safe(second)
    seen = second.shown - first.shown
    both = (second.shown != HIDDEN) & (first.shown != HIDDEN)
    assert not np.any((seen[both] > 0) & (seen[both] < 5))
    # What hides in the hidden cells together must not have changed a little either.
    change = sum(seen[:-1][both[:-1]])
    if both[-1] and not second.kept:
        assert seen[-1] - change == 0 or seen[-1] - change >= 5


def test_editions_of_different_tables_are_not_compared():
    with pytest.raises(BadTable, match="samma celler"):
        differences(protect(Table.line([3, 20, 8])), Table.line([3, 20]))


def test_where_there_is_too_little_to_hide_behind_only_zeros_are_told():
    counts = np.array([1, 0, 1, 2, 0, 2], dtype=np.int64)  # two lines that share a total of two
    table = Table(counts, ((5, (0, 1, 2)), (5, (3, 4))), (6,))
    shown = protect(table, minimum=5).shown.tolist()
    assert shown == [-1, 0, -1, -1, 0, -1]
