"""An open survey counts persons, and nothing else."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.survey.answers import Persons, persons
from lofte.analysis.survey.design import Mode, Open
from lofte.analysis.survey.errors import BadSurvey

CHOSEN = np.array([[1, 1, 0], [0, 1, 0], [0, 0, 0], [0, 0, 0]], dtype=bool)


def test_a_person_with_several_choices_is_one_person():
    found = persons(CHOSEN, Open(4))
    assert found.chosen.tolist() == [[1, 2, 0]]
    assert found.base.tolist() == [2]
    assert found.missing.tolist() == [2]
    assert found.mode is Mode.OPEN


def test_who_answered_none_of_these_has_answered():
    found = persons(CHOSEN, Open(4), answered=[True, True, True, False])
    assert (found.base.tolist(), found.missing.tolist()) == ([3], [1])


def test_by_group():
    found = persons(CHOSEN, Open(4), group=[1, 0, 1, -1], groups=3)
    unsigned = persons(CHOSEN, Open(4), group=np.array([1, 0, 1, 2], np.uint64), groups=np.int8(3))
    assert unsigned.base[:2].tolist() == found.base[:2].tolist()
    assert found.base.tolist() == [1, 1, 0]
    assert found.chosen.tolist() == [[0, 1, 0], [1, 1, 0], [0, 0, 0]]
    assert found.missing.tolist() == [0, 1, 0]
    assert found.parameters == {"answers": 4, "in_no_group": 1}


def test_there_is_no_interval_to_print():
    assert not {"low", "high", "se", "interval", "level"} & {f.name for f in fields(Persons)}


@given(st.integers(0, 30), st.integers(1, 4), st.integers(0, 10**6))
def test_nobody_is_counted_twice(n, choices, seed):
    random = np.random.default_rng(seed)
    chosen, group = random.random((n, choices)) < 0.4, random.integers(0, 3, n)
    found = persons(chosen, Open(n), group=group, groups=3)
    assert found.base.sum() + found.missing.sum() == n
    assert np.all(found.chosen <= found.base[:, None])
    assert found.chosen.sum(axis=0).tolist() == chosen.sum(axis=0).tolist()


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"chosen": CHOSEN.astype(int)}, "chosen ska vara sant"),
        ({"chosen": CHOSEN[:3]}, "var och en av 4"),
        ({"answered": [1, 1, 0, 0]}, "answered ska vara sant"),
        ({"answered": [True, False, True, True]}, "falskt för någon"),
        ({"group": [0, 0, 0, 2], "groups": 2}, "-1 till 1"),
        ({"group": [0.0, 0, 0, 0]}, "heltal"),
    ],
)
def test_bad_input_is_named(how, sentence):
    with pytest.raises(BadSurvey, match=sentence):
        persons(how.pop("chosen", CHOSEN), Open(4), **how)
