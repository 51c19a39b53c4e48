"""Many series: the method says which it is, and what is found holds over all of them."""

from datetime import date, timedelta

import numpy as np
import pytest

from lofte.analysis.alarms import PRELIMINARY, Chosen, alarms
from lofte.analysis.baseline_plan import BadAlarm
from lofte.analysis.farrington import Settings
from tests.reference import twin_alarms


def quiet(n=50, weeks=290, mean=2.0, seed=0):
    return np.random.default_rng(seed).poisson(mean, (n, weeks))


def test_three_years_are_compared_with_earlier_years():
    found = alarms(quiet(weeks=163), evaluated=2)
    assert (found.chosen, found.years) == (Chosen.NOUFAILY, 3)
    assert "tidigare år" in found.chosen.sentence
    assert alarms(quiet(weeks=290)).years == 5


def test_less_than_three_years_are_compared_with_the_weeks_before_and_say_so():
    found = alarms(quiet(weeks=150), evaluated=2)
    assert (found.chosen, found.years) == (Chosen.EARS, 0)
    assert "kortare än tre år" in found.chosen.sentence


@pytest.mark.parametrize("weeks", [290, 60, 8])
def test_a_planted_rise_is_found_and_the_quiet_are_not(weeks):
    series = quiet(weeks=weeks, seed=3)
    series[7, -1] = 25
    found = alarms(series)
    assert np.flatnonzero(found.found).tolist() == [7]
    assert found.q[7, 0] < 0.05
    assert found.above[7, 0]
    assert found.expected[7, 0] < found.upper[7, 0] < 25


def test_a_first_outbreak_after_empty_years_is_found_by_the_exact_test():
    series = quiet(seed=4)
    series[5] = 0
    series[5, -1] = 6
    found = alarms(series)
    assert found.unfitted[5, 0]
    assert np.isnan(found.upper[5, 0])
    assert found.found[5, 0]
    assert found.unfitted.sum() == 1


def test_quiet_series_are_not_found_week_after_week():
    found = alarms(quiet(n=100, seed=5), evaluated=20)
    assert found.found.any(axis=0).mean() <= 0.15
    assert found.found.sum() <= 3


def test_few_cases_are_neither_judged_nor_found():
    for weeks in (290, 40):
        series = np.zeros((3, weeks), dtype=int)
        series[0, -1] = 4
        found = alarms(series)
        assert found.few.all()
        assert not found.found.any()
        assert np.isnan(found.upper).all()
        assert (found.p == 1).all()


def test_the_last_weeks_may_be_preliminary():
    found = alarms(quiet(), evaluated=4, incomplete=2)
    assert found.preliminary.tolist() == [False, False, True, True]
    assert PRELIMINARY.startswith("Preliminär")
    assert not alarms(quiet(), evaluated=2).preliminary.any()


def test_week_53_and_reporters_are_heard():
    starts = tuple(date(2017, 1, 2) + timedelta(days=7 * k) for k in range(290))
    by_date = alarms(quiet(), starts=starts, exposure=2.0)
    assert by_date.years == 5
    assert by_date.p == pytest.approx(alarms(quiet(), starts=starts).p)


def test_the_order_of_the_series_does_not_matter():
    series = quiet(n=20, seed=6)
    series[3, -1] = 20
    order = np.random.default_rng(1).permutation(20)
    assert np.array_equal(alarms(series).found[order], alarms(series[order]).found)


def test_nothing_to_judge_is_an_empty_answer():
    found = alarms(quiet(), evaluated=np.array([], dtype=int), settings=Settings(years=4))
    assert found.found.shape == (50, 0)


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"incomplete": -1}, "incomplete"),
        ({"incomplete": 21}, "incomplete"),
        ({"fdr": 0.0}, "fdr"),
        ({"evaluated": 14}, "Minst 7 veckor"),
        ({"exposure": -1.0}, "exposure"),
        ({"exposure": np.array([1e-300] * 10 + [1e300] * 10)}, "exposure ska vara tal från"),
        ({"exposure": np.array([1e-6] * 10 + [1e12] * 10)}, "exposure: en series största"),
    ],
)
def test_what_cannot_be_judged_is_named(more, word):
    with pytest.raises(BadAlarm, match=word):
        alarms(quiet(n=3, weeks=20), **more)


def test_what_ears_expects_follows_the_reporters():
    counts = np.array([[4, 5, 3, 4, 6, 5, 4, 3, 5, 4, 5, 4, 14]])
    twice = np.where(np.arange(13) == 12, 2.0, 1.0)
    alone, shared = alarms(counts), alarms(counts, exposure=twice)
    assert alone.found.all()
    assert not shared.found.any()
    np.testing.assert_allclose(shared.expected, 2 * alone.expected)
    np.testing.assert_allclose(shared.upper, 2 * alone.upper)
    same = alarms(counts, exposure=np.full(13, 3.0))
    np.testing.assert_allclose(same.expected, alone.expected)


@pytest.mark.parametrize(("length", "fdr"), [(30, 0.05), (30, 0.4), (5 * 52 + 12, 0.1)])
def test_it_equals_the_slow_twin(length, fdr):
    """The choice, the cautious p and the families."""
    rng = np.random.default_rng(8)
    counts = rng.poisson(6.0, (6, length))
    counts[1, -1] += 25
    counts[2, -2] += 9
    counts[3] = rng.random(length) < 0.1
    found = alarms(counts, evaluated=3, fdr=fdr)
    weeks = [length - 3, length - 2, length - 1]
    theirs = twin_alarms.alarms(counts.tolist(), weeks, fdr)
    assert found.found.any()
    for (i, k), (expected, upper, p, held) in theirs.items():
        at = i, weeks.index(k)
        assert found.few[at] == (expected is None)
        if expected is not None:
            assert found.expected[at] == pytest.approx(expected, rel=1e-6)
            assert found.upper[at] == pytest.approx(upper, rel=1e-6)
        assert found.found[at] == held
        assert found.p[at] == pytest.approx(p, rel=1e-5)
