"""Weights that agree with the population: what they add up to, and when they cannot."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.survey.calibration import poststratify, rake
from lofte.analysis.survey.design import Sample
from lofte.analysis.survey.errors import BadSurvey, EmptyGroup, NoConvergence
from lofte.analysis.survey.estimates import mean, share
from tests.reference import twin_survey

SEEDS = st.integers(0, 10**6)
SEX = {"k": 510, "m": 490}
AGE = {"ung": 300, "äldre": 700}


def made(seed, n=24):
    """A sample with all four combinations of sex and age."""
    random = np.random.default_rng(seed)
    sex, age = np.array(["k", "m"] * (n // 2)), np.array((["ung"] * 2 + ["äldre"] * 2) * (n // 4))
    weights, values = random.uniform(5, 90, n), random.normal(0, 1, n)
    stratum = np.array(["a", "b", "c"] * (n // 3))
    return Sample.drawn(weights=weights, stratum=stratum), values, sex, age


def mass(sample, groups):
    return {str(name): sample.weights[groups == name].sum() for name in np.unique(groups)}


@given(SEEDS)
def test_poststratified_weights_add_up_and_equal_the_twin(seed):
    sample, values, sex, _ = made(seed)
    fitted = poststratify(sample, sex, SEX)
    assert mass(fitted, sex) == pytest.approx(SEX)
    slow = twin_survey.poststratified(sample.weights, sex, SEX)
    assert fitted.weights == pytest.approx(np.array(slow))
    variance = twin_survey.variance_of_mean(
        values,
        fitted.weights,
        [fitted.strata[k] for k in fitted.stratum],
        left=lambda line: twin_survey.residuals(line, sex, sample.weights),
    )
    assert mean(values, fitted).se ** 2 == pytest.approx(variance, rel=1e-9)


@given(SEEDS)
def test_raked_weights_add_up_in_every_margin_and_equal_the_twin(seed):
    sample, _, sex, age = made(seed)
    fitted = rake(sample, [(sex, SEX), (age, AGE)])
    assert mass(fitted, sex) == pytest.approx(SEX, rel=1e-8)
    assert mass(fitted, age) == pytest.approx(AGE, rel=1e-8)
    slow = twin_survey.raked(sample.weights, [(sex, SEX), (age, AGE)], fitted.calibration.passes)
    assert fitted.weights == pytest.approx(np.array(slow))


@given(SEEDS)
def test_what_the_population_table_says_has_no_error(seed):
    sample, _, sex, age = made(seed)
    for fitted in (poststratify(sample, sex, SEX), rake(sample, [(age, AGE), (sex, SEX)])):
        found = share(sex == "k", fitted)
        assert found.value == pytest.approx(0.51)
        assert found.se == pytest.approx(0, abs=1e-6)


@given(SEEDS)
def test_tables_that_agree_already_change_nothing(seed):
    sample, _, sex, age = made(seed)
    fitted = rake(sample, [(sex, mass(sample, sex)), (age, mass(sample, age))])
    assert fitted.weights == pytest.approx(sample.weights)
    assert fitted.calibration.passes == 1


def test_the_order_of_the_tables_hardly_matters_when_raking_settles():
    sample, values, sex, age = made(3)
    one = rake(sample, [(sex, SEX), (age, AGE)], tolerance=1e-14)
    other = rake(sample, [(age, AGE), (sex, SEX)], tolerance=1e-14)
    assert one.weights == pytest.approx(other.weights, rel=1e-9)
    assert mean(values, one).se == pytest.approx(mean(values, other).se, rel=1e-6)


def test_the_result_says_that_it_is_calibrated():
    sample, values, sex, age = made(4)
    raked = mean(values, rake(sample, [(sex, SEX), (age, AGE)]))
    assert raked.parameters["calibration"] == "raking"
    post = mean(values, poststratify(sample, sex, SEX))
    assert post.parameters["calibration"] == "post-stratification"


def test_an_empty_combination_that_the_tables_need_is_said_and_not_hidden():
    """Nobody young answered among the men, nobody older among the women."""
    sample = Sample.drawn(weights=np.ones(4))
    tables = [(["k", "k", "m", "m"], SEX), (["ung", "ung", "äldre", "äldre"], AGE)]
    with pytest.raises(NoConvergence, match="kombination"):
        rake(sample, tables)


def test_too_few_passes_are_said():
    sample, _, sex, age = made(5)
    with pytest.raises(NoConvergence, match="1 varv"):
        rake(sample, [(sex, SEX), (age, AGE)], most_passes=1)


def test_an_empty_combination_that_the_tables_can_do_without_is_fine():
    sample = Sample.drawn(weights=np.ones(6))
    sex, age = list("kkkmmm"), ["ung", "äldre", "äldre", "äldre", "äldre", "äldre"]
    fitted = rake(sample, [(sex, SEX), (age, AGE)])
    assert mass(fitted, np.array(age)) == pytest.approx(AGE, rel=1e-6)


PAIR = Sample.drawn(weights=np.ones(4))
TWO = ["k", "k", "m", "m"]
AGES = ["ung", "äldre", "ung", "äldre"]


@pytest.mark.parametrize(
    ("make", "error", "sentence"),
    [
        (lambda: poststratify(PAIR, TWO, {"k": 5}), BadSurvey, "hör till m"),
        (lambda: poststratify(PAIR, TWO, {"k": 5, "m": 0}), BadSurvey, "hör till m"),
        (lambda: poststratify(PAIR, TWO, SEX | {"x": 3}), EmptyGroup, "ingen i x"),
        (lambda: poststratify(PAIR, TWO, {"k": 5, "m": -1}), BadSurvey, "ska vara ett tal från 0"),
        (
            lambda: poststratify(PAIR, TWO, {"k": 5, "m": np.nan}),
            BadSurvey,
            "ska vara ett tal från 0",
        ),
        (lambda: poststratify(PAIR, TWO[:3], SEX), BadSurvey, "groups ska ha"),
        (
            lambda: poststratify(poststratify(PAIR, TWO, SEX), TWO, SEX),
            BadSurvey,
            "redan vägt",
        ),
        (lambda: rake(PAIR, [(TWO, SEX)]), BadSurvey, "minst två"),
        (lambda: rake(PAIR, [(TWO, SEX), (AGES, {"ung": 1, "äldre": 2})]), BadSurvey, "summor"),
        (lambda: rake(PAIR, [(TWO, SEX), (AGES, AGE)], tolerance=0), BadSurvey, "tolerance"),
        (lambda: rake(PAIR, [(TWO, SEX), (AGES, AGE)], most_passes=0), BadSurvey, "most_passes"),
        (lambda: rake(PAIR, [(TWO, SEX), (AGES[:3], AGE)]), BadSurvey, r"margins\[1\]"),
    ],
)
def test_bad_input_is_named(make, error, sentence):
    with pytest.raises(error, match=sentence):
        make()


def test_a_group_of_nobody_may_stand_in_the_table():
    assert poststratify(PAIR, TWO, SEX | {"x": 0}).weights.sum() == pytest.approx(1000)
