"""The attacker finds what can be found: the same as trying every table."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lofte.analysis.disclosure import BadTable, Rounded, Table, Told, attack, percentage, protect
from tests.reference import twin_disclosure

INF = np.inf


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_it_equals_trying_every_table(data):
    """Two rows and two columns with all their totals; any figures may be hidden."""
    cells = data.draw(st.lists(st.integers(0, 3), min_size=4, max_size=4))
    table = Table.cross(np.array(cells).reshape(2, 2))
    hidden = np.array(data.draw(st.lists(st.booleans(), min_size=9, max_size=9)))
    least = data.draw(st.sampled_from([0, 1]))
    low = np.where(hidden, np.minimum(table.counts, least), table.counts)
    high = np.where(hidden, [5, 5, 10, 5, 5, 10, 10, 10, 20], table.counts)
    found = attack(Told(low, high, table.sums), range(9))
    slow = twin_disclosure.intervals(low, high, table.sums)
    assert list(zip(found.low, found.high, strict=True)) == slow


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 9), st.integers(1, 9), st.booleans())
def test_a_percentage_says_more_than_it_seems_to(part, base, parted):
    assume(part <= base)
    share = Rounded(0, 1, max(part / base - 0.05, 0), min(part / base + 0.05, 1))
    told = Told([0, 1, 0], [9, 9, 9], ((1, (0, 2)),) if parted else (), (share,))
    found = attack(told, range(3))
    slow = twin_disclosure.intervals(told.low, told.high, told.sums, told.shares)
    assert list(zip(found.low, found.high, strict=True)) == slow


def test_a_percentage_beside_a_hidden_count_gives_it_away():
    """7 % of 44: only 3 persons fit. So a percentage is told only with its count."""
    told = Told([1, 44], [INF, 44], (), (Rounded(0, 1, 0.065, 0.075),))
    found = attack(told, [0])
    assert (found.low[0], found.high[0]) == (3, 3)


def test_whole_persons_say_more_than_fractions_do():
    """x + a + b = 6, a + c = 4, b + c = 5: a + b is odd, so x is too. Fractions would allow 2."""
    told = Told([0] * 4 + [6, 4, 5], [3, INF, INF, INF, 6, 4, 5], _odd())
    found = attack(told, [0])
    assert (found.low[0], found.high[0]) == (1, 3)


def _odd():
    return ((4, (0, 1, 2)), (5, (1, 3)), (6, (2, 3)))


def test_without_a_total_there_is_no_upper_limit():
    found = attack(Told([1, 3], [INF, 3], ()), [0, 1])
    assert found.low.tolist() == [1, 3]
    assert found.high.tolist() == [INF, 3]
    assert found.parameters == {"cells": 2, "sums": 0, "shares": 0}


def test_large_totals_are_exact_too():
    told = Told([1, 1, 10_000_019], [INF, INF, 10_000_019], ((2, (0, 1)),))
    found = attack(told, [0])
    assert (found.low[0], found.high[0]) == (1, 10_000_018)


def test_the_shown_share_is_an_interval():
    assert percentage(13, 44).rounded(0, 1) == Rounded(0, 1, 0.275, 0.325)
    assert percentage(0, 40).rounded(0, 1).low == 0
    assert percentage(40, 40).rounded(0, 1).high == 1


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: attack(Told([0, 5], [3, 5], ((1, (0,)),)), [0]), "Inga tal stämmer"),
        (lambda: Told([2], [1], ()), "högst high"),
        (lambda: Told([np.nan], [1], ()), "ändligt"),
        (lambda: Told([-INF], [1], ()), "ändligt"),
        (lambda: Told([1, 2], [3], ()), "ett tal var per cell"),
        (lambda: Rounded(0, 1, 0.5, 1.5), "mellan 0 och 1"),
        (lambda: Rounded(0, 1, 0.5, 0.4), "mellan 0 och 1"),
    ],
)
def test_bad_input_is_named(make, sentence):
    with pytest.raises(BadTable, match=sentence):
        make()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=6, max_size=6))
def test_what_is_true_is_always_possible(cells):
    protected = protect(Table.cross(np.array(cells).reshape(2, 3)))
    found = attack(protected.told, range(12))
    assert np.all(found.low <= protected.table.counts)
    assert np.all(protected.table.counts <= found.high)
