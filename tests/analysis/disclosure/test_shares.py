"""Percentages of groups: only where the persons behind them may be told."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofte.analysis.disclosure import BadTable, attack, group_shares, percentage
from tests.analysis.disclosure.families import assert_safe


@st.composite
def answers(draw):
    groups, choices = draw(st.integers(1, 4)), draw(st.integers(1, 2))
    base = draw(st.lists(st.integers(0, 60), min_size=groups, max_size=groups))
    chosen = [[draw(st.integers(0, n)) for _ in range(choices)] for n in base]
    return np.array(base), np.array(chosen).reshape(groups, choices)


@settings(max_examples=40, deadline=None)
@given(answers())
def test_no_small_group_is_told_and_no_few_are_found(given_answers):
    base, chosen = given_answers
    found = group_shares(base, chosen)
    whole = np.append(base, base.sum())
    assert np.all(found.base[whole < 10] == -1)
    assert np.all(found.chosen[whole < 10] == -1)
    assert np.all(found.percent[whole < 30] == -1)
    shown = found.chosen[found.chosen != -1]
    assert not np.any((shown > 0) & (shown < 5))
    assert np.all(found.chosen[found.percent != -1] != -1)
    assert_safe(found.release.protected, np.array(found.release.protected.parameters["minimum"]))


@settings(max_examples=25, deadline=None)
@given(answers(), st.integers(0, 6))
def test_nor_by_waiting_for_the_next_edition(given_answers, more):
    base, chosen = given_answers
    first = group_shares(base, chosen)
    second = group_shares(base + more, chosen, earlier=[first.release.edition])
    assert not second.release.protected.exposed.any()
    assert second.parameters["editions_before"] == 1


def test_few_who_did_not_choose_are_few_persons_too():
    """38 of 40 said yes: the two others are as easily known."""
    found = group_shares([40, 50], [[38], [25]])
    assert found.base.tolist() == [40, 50, 90]
    assert found.chosen[0, 0] == -1


def test_counts_without_percentages_between_10_and_30():
    found = group_shares([20, 200], [[10], [100]])
    assert found.chosen.tolist() == [[10], [100], [110]]
    assert found.percent.tolist() == [[-1], [50], [50]]


@settings(max_examples=15, deadline=None)
@given(answers())
def test_the_percentages_tell_nothing_that_the_counts_do_not(given_answers):
    found = group_shares(*given_answers)
    assert len(found.told.shares) == np.count_nonzero(found.percent != -1)
    small = np.flatnonzero(found.release.protected.primary)
    plain, more = attack(found.release.protected.told, small), attack(found.told, small)
    assert np.array_equal(plain.low, more.low)
    assert np.array_equal(plain.high, more.high)


@pytest.mark.parametrize(
    ("part", "base", "expected"),
    [
        (10, 29, None),
        (10, 30, (35, 5)),
        (0, 30, (0, 5)),
        (30, 30, (100, 5)),
        (9, 40, (25, 5)),
        (7, 40, (20, 5)),
        (33, 100, (33, 1)),
        (1, 200, (1, 1)),
        (0, 200, (0, 1)),
    ],
)
def test_small_bases_are_rounded_more_coarsely(part, base, expected):
    share = percentage(part, base)
    assert (share and (share.percent, share.step)) == expected


@given(st.integers(30, 5000), st.floats(0, 1))
def test_the_true_share_is_within_what_the_rounded_one_says(base, share):
    part = round(share * base)
    told = percentage(part, base).rounded(0, 1)
    assert told.low - 1e-12 <= part / base <= told.high + 1e-12


def test_a_narrow_whole_number_counts_as_any_other():
    assert percentage(np.int8(100), np.int8(120)) == percentage(100, 120)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: percentage(3, 2), "part ska vara ett heltal från 0 till 2"),
        (lambda: group_shares([3], [[4]]), "högst base"),
        (lambda: group_shares([3, 4], [[1]]), "en rad per grupp"),
        (lambda: group_shares([3.5], [[1]]), "base ska vara hela tal"),
        (lambda: group_shares([3], [1]), "chosen ska vara hela tal"),
        (lambda: group_shares(np.array([2**63], np.uint64), [[1]]), "base ska vara högst"),
        (lambda: group_shares([3], [[-1]]), "chosen har minustal"),
    ],
)
def test_bad_input_is_named(make, sentence):
    with pytest.raises(BadTable, match=sentence):
        make()
