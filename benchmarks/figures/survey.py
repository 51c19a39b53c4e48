"""A share from 100,000 answers, raked to two tables, with its interval."""

from typing import Any

import numpy as np

from benchmarks.figure import Figure
from lofte.analysis.survey.calibration import rake
from lofte.analysis.survey.design import Sample
from lofte.analysis.survey.estimates import share

ANSWERS, PEOPLE = 100_000, 1_550_000
SEX = {"k": 780_000, "m": 770_000}
AGE = dict.fromkeys("uvwx", PEOPLE / 4)


def answers() -> Any:
    """Eight strata, uneven weights."""
    random = np.random.default_rng(1)
    names = [random.choice(list(labels), ANSWERS) for labels in ("abcdefgh", "km", "uvwx")]
    return *names, random.random(ANSWERS) < 0.3, random.uniform(1, 30, ANSWERS)


def ours(data: Any) -> Any:
    stratum, sex, age, yes, weights = data
    sample = Sample.drawn(weights=weights, stratum=stratum)
    return share(yes, rake(sample, [(sex, SEX), (age, AGE)]))


FIGURES = (
    Figure(
        "survey, raked share",
        ANSWERS,
        answers,
        ours,
        recorded=(("R survey 4.1.1, the same step (processor time)", 1.3),),
    ),
)
