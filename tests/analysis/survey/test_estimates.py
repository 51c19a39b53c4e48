"""Estimates from a sample: the twin, what must not matter, and what is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from lofte.analysis.survey.calibration import poststratify
from lofte.analysis.survey.design import Lonely, Mode, Open, Sample
from lofte.analysis.survey.errors import BadSurvey, LonelyStratum, NotASample
from lofte.analysis.survey.estimates import mean, share, total
from lofte.analysis.survey.intervals import METHOD, VERSION
from tests.reference import twin_survey

SEEDS = st.integers(0, 10**6)


def made(seed, strata=3, each=6):
    """(values, weights, stratum labels, population by stratum)"""
    random = np.random.default_rng(seed)
    sizes = random.integers(2, each + 1, strata)
    stratum = np.repeat([f"s{k}" for k in range(strata)], sizes)
    population = {f"s{k}": int(n + random.integers(1, 500)) for k, n in enumerate(sizes)}
    values = random.normal(5, 2, len(stratum))
    return values, random.uniform(1, 30, len(stratum)), stratum, population


@given(SEEDS, st.booleans())
def test_it_equals_the_slow_twin(seed, corrected):
    values, weights, stratum, population = made(seed)
    there = [population[name] for name in stratum] if corrected else None
    sample = Sample.drawn(weights=weights, stratum=stratum, population=there)
    known = population if corrected else None
    found = mean(values, sample)
    assert found.value == pytest.approx(twin_survey.weighted_mean(values, weights), rel=1e-12)
    variance = twin_survey.variance_of_mean(values, weights, stratum, known)
    assert found.se**2 == pytest.approx(variance, rel=1e-9)
    assert found.deff == pytest.approx(twin_survey.design_effect(values, weights, variance))
    summed = total(values, sample)
    assert summed.se**2 == pytest.approx(
        twin_survey.variance_of_total(values, weights, stratum, known), rel=1e-9
    )
    assert (found.answers, found.df) == (len(values), len(values) - 3)


@given(SEEDS)
def test_the_order_of_the_answers_means_nothing(seed):
    values, weights, stratum, _ = made(seed)
    order = np.random.default_rng(seed).permutation(len(values))
    first = mean(values, Sample.drawn(weights=weights, stratum=stratum))
    second = mean(values[order], Sample.drawn(weights=weights[order], stratum=stratum[order]))
    assert (first.value, first.se) == pytest.approx((second.value, second.se))


@given(SEEDS, st.floats(1.0, 100))
def test_larger_weights_change_totals_only(seed, times):
    values, weights, stratum, _ = made(seed)
    first, second = (Sample.drawn(weights=weights * k, stratum=stratum) for k in (1, times))
    assert mean(values, first).se == pytest.approx(mean(values, second).se)
    assert total(values, second).se == pytest.approx(total(values, first).se * times)


@given(SEEDS, st.floats(-50, 50), st.floats(0.1, 20))
def test_another_unit_moves_the_mean_and_scales_the_error(seed, shift, times):
    values, weights, stratum, _ = made(seed)
    sample = Sample.drawn(weights=weights, stratum=stratum)
    first, second = mean(values, sample), mean(values * times + shift, sample)
    assert second.value == pytest.approx(first.value * times + shift)
    assert second.se == pytest.approx(first.se * times)


@given(SEEDS)
def test_groups_add_up_to_the_whole(seed):
    values, weights, stratum, _ = made(seed, strata=1, each=9)
    values, weights, stratum = (np.concatenate([v, v]) for v in (values, weights, stratum))
    sample = Sample.drawn(weights=weights, stratum=stratum)
    young = np.arange(len(values)) % 2 == 0
    parts = [total(values, sample, within=rows) for rows in (young, ~young)]
    assert sum(part.value for part in parts) == pytest.approx(total(values, sample).value)
    assert sum(part.answers for part in parts) == len(values)


@given(SEEDS)
def test_the_interval_of_a_share_stays_between_0_and_1(seed):
    _, weights, stratum, _ = made(seed)
    yes = np.random.default_rng(seed).random(len(weights)) < 0.9
    found = share(yes, Sample.drawn(weights=weights, stratum=stratum))
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_everybody_asked_leaves_no_error():
    sample = Sample.drawn(stratum=["a"] * 4 + ["b"] * 3, population=[4] * 4 + [3] * 3)
    found = mean([1, 2, 3, 4, 5, 6, 7], sample)
    assert (found.value, found.se, found.deff) == (4.0, 0.0, None)


def test_when_all_say_yes_the_interval_is_the_exact_one():
    sample = Sample.drawn(weights=np.ones(40) * 25)
    every, none = share(np.ones(40, bool), sample), share(np.zeros(40, bool), sample)
    exact = binomtest(40, 40).proportion_ci()
    assert (every.low, every.high) == pytest.approx((exact.low, 1.0))
    assert (none.low, none.high) == pytest.approx((0.0, 1 - exact.low))
    assert (every.se, every.deff) == (0.0, None)
    assert "Clopper" in every.interval


def test_unequal_weights_are_worth_fewer_answers():
    weights = np.array([1.0] * 20 + [9.0] * 20)
    even, uneven = (
        share(np.ones(40, bool), Sample.drawn(weights=w)) for w in (weights * 0 + 1, weights)
    )
    assert uneven.low < even.low


def test_an_estimate_says_how_it_was_made():
    values, weights, stratum, _ = made(1)
    found = mean(values, Sample.drawn(weights=weights, stratum=stratum))
    assert found.mode is Mode.SAMPLE
    assert (found.method, found.version) == (METHOD, VERSION)
    assert found.parameters == {
        "lonely": "refuse",
        "calibration": "none",
        "fpc": False,
        "strata": 3,
    }


@pytest.mark.parametrize("estimate", [mean, total, share])
def test_an_open_survey_gets_no_interval(estimate):
    with pytest.raises(NotASample, match="av dem som svarade"):
        estimate(np.ones(3, bool), Open(3))


def test_nor_can_it_be_weighted_into_a_sample():
    with pytest.raises(NotASample):
        poststratify(Open(2), ["a", "b"], {"a": 5, "b": 5})
    assert Open(2).mode is Mode.OPEN
    with pytest.raises(BadSurvey, match="answers"):
        Open(-1)


def test_a_stratum_of_one_is_refused_by_name():
    sample = Sample.drawn(weights=[1, 1, 1], stratum=["norr", "söder", "söder"])
    with pytest.raises(LonelyStratum, match="stratum norr"):
        mean([1, 2, 4], sample)
    rules = [Lonely.CERTAINTY, Lonely.AVERAGE, Lonely.ADJUST]
    errors = [mean([1, 2, 4], sample, lonely=rule).se for rule in rules]
    assert errors[0] < errors[1]
    assert errors[0] < errors[2]


def test_a_stratum_where_the_only_one_was_asked_is_known():
    sample = Sample.drawn(stratum=["norr", "söder", "söder"], population=[1, 20, 20])
    assert mean([1, 2, 4], sample).se > 0


def test_no_average_can_stand_for_strata_of_one_alone():
    """The group lies in two strata; both have a single answer, and two from one house."""
    sample = Sample.drawn(weights=np.ones(4), stratum=["a", "b", "c", "c"])
    with pytest.raises(BadSurvey, match="within har 2 svar"):
        mean([1, 2, 3, 4], sample, within=[True, True, False, False], lonely=Lonely.CERTAINTY)
    with pytest.raises(LonelyStratum):
        mean([1, 2, 3, 4], sample, within=[True, True, False, False], lonely=Lonely.AVERAGE)


ONES = Sample.drawn(weights=np.ones(3))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Sample.drawn(), "weights saknas"),
        (lambda: Sample.drawn(weights=[]), "tom"),
        (lambda: Sample.drawn(stratum=["a"]), "weights saknas"),
        (lambda: Sample.drawn(weights=[1, 0]), "weights ska vara större än 0"),
        (lambda: Sample.drawn(weights=[1, np.nan]), "weights ska vara större"),
        (lambda: Sample.drawn(weights=[1, np.inf]), "weights ska vara större"),
        (lambda: Sample.drawn(weights=[1, 2], stratum=["a"]), "stratum ska ha ett värde"),
        (lambda: Sample.drawn(weights=[1, 2], stratum=["a", None]), "stratum saknas"),
        (lambda: Sample.drawn(weights=[1, 2], stratum=["a", ""]), "stratum saknas"),
        (lambda: Sample.drawn(weights=[1, 2], stratum=[1.0, np.nan]), "stratum saknas"),
        (lambda: Sample.drawn(weights=[1, 2], population=[3]), "population ska ha ett värde"),
        (lambda: Sample.drawn(weights=[1, 2], population=[3, 4]), "ett enda tal i stratum 0"),
        (lambda: Sample.drawn(weights=[1, 2], population=[1, 1]), "men 2 är dragna"),
        (
            lambda: Sample.drawn(weights=[1, 2], stratum=["a", "b"], cluster=["h", "h"]),
            "cluster ska ligga i ett enda",
        ),
        (lambda: mean([1, 2], ONES), "values ska ha ett värde"),
        (lambda: mean([1, 2, np.nan], ONES), "values saknas"),
        (lambda: mean([1, 2, 3], ONES, level=1), "level"),
        (lambda: mean([1, 2, 3], ONES, within=[1, 1, 0]), "within ska vara sant"),
        (lambda: mean([1, 2, 3], ONES, within=[False] * 3), "within har inget svar"),
        (lambda: mean([1, 2, 3], ONES, within=[True, False, False]), "within har 1 svar"),
        (lambda: share([1, 0, 1], ONES), "yes ska vara sant"),
    ],
)
def test_bad_input_is_named(make, sentence):
    with pytest.raises(BadSurvey, match=sentence):
        make()


def test_a_sample_knows_its_size():
    assert len(ONES) == 3
    assert ONES.mode is Mode.SAMPLE


def test_what_is_left_out_may_be_missing():
    found = mean([1, 2, np.nan], ONES, within=[True, True, False])
    assert found.value == 1.5
