"""Letters with codes: rates by stratum, and each code once."""

import numpy as np
import pytest

from lofte.analysis.survey.errors import BadSurvey, EmptyGroup
from lofte.analysis.survey.estimates import total
from lofte.analysis.survey.response import Letters

CODES = {f"N{k}": "norr" for k in range(10)} | {f"S{k}": "söder" for k in range(20)}
LETTERS = Letters(CODES, {"norr": 100, "söder": 1000})


def test_the_rate_of_each_stratum_and_of_all():
    found = LETTERS.response(["N1", "N2", "N3", "N4", "N5", "S1", "S2"])
    assert found.strata == ("norr", "söder")
    assert found.sent.tolist() == [10, 20]
    assert found.answered.tolist() == [5, 2]
    assert found.rate == pytest.approx(np.array([0.5, 0.1]))
    assert found.overall == pytest.approx(7 / 30)
    assert found.weighted == pytest.approx((0.5 * 100 + 0.1 * 1000) / 1100)


def test_the_answers_become_a_sample_that_stands_for_everybody():
    sample = LETTERS.sample(["S1", "N1", "N2", "S2"])
    assert sample.weights.tolist() == [500, 50, 50, 500]
    assert total(np.ones(4), sample).value == 1100
    assert total(np.ones(4), sample).se == 0


def test_the_order_of_the_answers_is_kept():
    assert LETTERS.stratum_of(["S1", "N1"]) == ["söder", "norr"]


@pytest.mark.parametrize(
    ("make", "error", "sentence"),
    [
        (lambda: LETTERS.response(["N1", "N1"]), BadSurvey, "1 som är använda"),
        (lambda: LETTERS.response(["N1", "X9"]), BadSurvey, "1 koder som inte är utskickade"),
        (lambda: LETTERS.sample(["N1", "N2"]), EmptyGroup, "Ingen i söder"),
        (lambda: Letters({"a": "norr"}, {"söder": 4}), BadSurvey, "saknas i population: norr"),
        (lambda: Letters({"a": "norr"}, {"norr": 4, "söder": 4}), BadSurvey, "0 brev till söder"),
        (lambda: Letters({"a": "n", "b": "n"}, {"n": 1}), BadSurvey, "2 brev till n"),
    ],
)
def test_bad_input_is_named(make, error, sentence):
    with pytest.raises(error, match=sentence):
        make()
