"""Shares from counts are the shares from the answers themselves, in every design."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.survey.answers import persons
from lofte.analysis.survey.calibration import poststratify, rake
from lofte.analysis.survey.cells import shares, together
from lofte.analysis.survey.design import Labels, Lonely, Open, Sample
from lofte.analysis.survey.errors import BadSurvey, LonelyStratum, NotASample
from lofte.analysis.survey.estimates import share

SEEDS = st.integers(0, 10**6)
DESIGNS = ("strata", "weights", "post-stratified", "raked")
CHOICES = 4
CLOSE = {"rel": 1e-12, "abs": 1e-12}


def made(seed, design, n=60):
    """A sample with three strata, of which one may have a single answer, and what each chose."""
    random = np.random.default_rng(seed)
    stratum = np.array(["a", "b"])[random.integers(2, size=n)]
    stratum[0] = "c"
    people = np.array([{"a": 900, "b": 4_000, "c": 70}[name] for name in stratum])
    sex, age = np.array(["k", "m"] * (n // 2)), np.array((["u"] * 2 + ["ä"] * 2) * (n // 4))
    if design == "weights":
        weights = random.choice([1.5, 2.0, 7.25], n)
        sample = Sample.drawn(weights=weights, stratum=stratum)
    else:
        sample = Sample.drawn(stratum=stratum, population=people)
    if design == "post-stratified":
        sample = poststratify(sample, sex, {"k": 2_600, "m": 2_370})
    if design == "raked":
        sample = rake(sample, [(sex, {"k": 2_600, "m": 2_370}), (age, {"u": 3_000, "ä": 1_970})])
    chosen = random.random((n, CHOICES)) < random.choice([0.0, 0.02, 0.4, 0.9], CHOICES)
    chosen[random.random(n) < 0.2] = False  # and some leave the question
    chosen[1, 2] = True
    return sample, chosen


def counted(chosen, cells):
    return persons(chosen, Open(len(chosen)), group=cells.of, groups=len(cells))


@given(SEEDS, st.sampled_from(DESIGNS), st.sampled_from([Lonely.ADJUST, Lonely.CERTAINTY]))
def test_counts_say_what_the_answers_say(seed, design, lonely):
    sample, chosen = made(seed, design)
    answered = chosen.any(axis=1)
    cells = together(sample)
    counts = counted(chosen, cells)
    if answered.sum() - len(set(sample.stratum[answered])) < 1:
        with pytest.raises(BadSurvey, match="för få"):
            shares(counts.chosen, counts.base, cells, lonely=lonely)
        return
    found = shares(counts.chosen, counts.base, cells, lonely=lonely)
    for choice, fast in enumerate(found):
        slow = share(chosen[:, choice], sample, within=answered, lonely=lonely)
        for part in ("value", "se", "low", "high", "standing_for"):
            assert getattr(fast, part) == pytest.approx(getattr(slow, part), **CLOSE), part
        assert (fast.deff is None) == (slow.deff is None)
        if slow.deff is not None:
            assert fast.deff == pytest.approx(slow.deff, rel=1e-10, abs=1e-10)
        same = ("answers", "df", "level", "interval", "parameters", "method", "version", "mode")
        assert [getattr(fast, one) for one in same] == [getattr(slow, one) for one in same]


def test_a_cell_holds_answers_of_one_stratum_one_group_and_one_weight():
    sample, _ = made(3, "raked")
    cells = together(sample)
    assert len(cells) == 9  # four groups in each of two strata, and one answer in the third
    assert cells.size.sum() == len(sample) == len(cells.of)
    assert np.array_equal(cells.weight[cells.of], sample.weights)
    assert np.array_equal(cells.stratum[cells.of], sample.stratum)


def test_an_answer_alone_in_its_stratum_is_refused_as_elsewhere():
    sample, chosen = made(1, "strata")
    chosen[0, 1] = True
    cells = together(sample)
    counts = counted(chosen, cells)
    with pytest.raises(LonelyStratum, match="stratum c"):
        shares(counts.chosen, counts.base, cells)


@pytest.mark.parametrize(
    ("yes", "answered", "why"),
    [
        ([[1]], [1, 1], "en rad för var och en"),
        ([1, 1], [1, 1], "en rad för var och en"),
        ([[1], [1]], [1], "en rad för var och en"),
        ([[0.5], [1]], [1, 1], "hela tal"),
        ([[1], [1]], [1.0, 1.0], "hela tal"),
        ([[-1], [1]], [1, 1], "från 0"),
        ([[2], [1]], [1, 1], "från 0"),
        ([[1], [1]], [4, 1], "från 0"),
        ([[0], [0]], [0, 0], "inget svar"),
    ],
)
def test_counts_that_cannot_be_are_refused(yes, answered, why):
    cells = together(Sample.drawn(stratum=list("aabb"), population=[9, 9, 9, 9]))
    with pytest.raises(BadSurvey, match=why):
        shares(yes, answered, cells)


def test_only_answers_that_were_drawn_one_by_one_are_put_together():
    with pytest.raises(NotASample):
        together(Open(4))
    classes = Sample.drawn(weights=[2.0] * 4, cluster=["7a", "7a", "8b", "8b"])
    with pytest.raises(BadSurvey, match="hela grupper"):
        together(classes)


@given(SEEDS)
def test_labels_by_number_are_the_labels_themselves(seed):
    random = np.random.default_rng(seed)
    names = ("söder", "norr", "ingen", "öster")
    of = random.choice([0, 1, 3], 30)
    words = np.array(names)[of]
    people = dict.fromkeys(words.tolist(), 400)
    plain = poststratify(Sample.drawn(weights=np.ones(30), stratum=words), words, people)
    told = Labels(names, of)
    fast = poststratify(Sample.drawn(stratum=told, weights=np.ones(30)), told, people)
    assert fast.strata == plain.strata
    for part in ("weights", "stratum", "sampled"):
        assert np.array_equal(getattr(fast, part), getattr(plain, part))
    assert len(Sample.drawn(stratum=told, population=np.full(30, 99))) == 30


@pytest.mark.parametrize(
    ("names", "of", "why"),
    [
        (("a", "a"), [0, 1], "olika namn"),
        (("a", ""), [0, 1], "olika namn"),
        (("a", "b"), [0, 1, 1], "ett värde för vart och ett av 2"),
        (("a", "b"), [0, 2], "saknas"),
        (("a", "b"), [0, -1], "saknas"),
        (("a", "b"), [0.0, 1.0], "saknas"),
    ],
)
def test_labels_that_name_nobody_are_refused(names, of, why):
    with pytest.raises(BadSurvey, match=why):
        Sample.drawn(weights=[1.0, 1.0], stratum=Labels(names, np.array(of)))
