"""The figures of R's survey package for the schools of California, when they are beside us."""

import numpy as np
import pytest

from lofte.analysis.survey.calibration import poststratify, rake
from lofte.analysis.survey.design import Sample
from lofte.analysis.survey.estimates import mean, share, total
from tests.reference import published

pytestmark = pytest.mark.skipif(published.missing("survey_apistrat"), reason="not beside us")


@pytest.fixture(scope="module")
def given():
    return published.load("survey_apistrat")


def margin(given, column, key):
    known = {row[key]: row["Freq"] for row in given["population"][column]}
    return given["data"][column], known


@pytest.mark.parametrize(
    "name",
    ["stratified_fpc", "stratified_no_fpc", "raked_stype_schwide", "poststratified_schwide"],
)
def test_it_equals_r(given, name):
    data, expected = given["data"], given[name]
    population = data["fpc"] if name == "stratified_fpc" else None
    sample = Sample.drawn(weights=data["pw"], stratum=data["stype"], population=population)
    stype, wide = margin(given, "stype", "stype"), margin(given, "sch_wide", "sch.wide")
    if name.startswith("raked"):
        sample = rake(sample, [stype, wide], tolerance=1)  # R stops at a change of one school
    if name.startswith("post"):
        sample = poststratify(sample, *wide)
    score, pupils = mean(data["api00"], sample), total(data["enroll"], sample)
    part = share(np.array(data["sch_wide"]) == "Yes", sample)
    ours = [score.value, score.se, score.deff, pupils.value, pupils.se]
    theirs = [expected[key] for key in ("mean", "se", "deff", "total", "total_se")]
    assert ours == pytest.approx(theirs, rel=1e-9)
    interval = [part.value, part.low, part.high]
    assert interval == pytest.approx([expected["prop"], *expected["prop_ci_logit"]], rel=1e-8)
    if "weights" in expected:
        assert sample.weights == pytest.approx(np.array(expected["weights"]), rel=1e-9)
