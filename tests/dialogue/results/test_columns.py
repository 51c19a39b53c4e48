"""Answers read as columns say the same as answers read as dictionaries."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.dialogue.results import texts as module
from lofte.dialogue.results.columns import Columns
from lofte.dialogue.results.questions import Item

CHOICES = (("a", "A"), ("b", "B"), ("c", "C"))
ONE = Item("en", "", 1, "single", "En?", CHOICES)
SEVERAL = Item("flera", "", 1, "multiple", "Flera?", CHOICES)
ROWS = tuple(Item("tabell", row, 1, "matrix", row, CHOICES) for row in ("r1", "r2"))
ITEMS = (ONE, SEVERAL, *ROWS)
CODES = st.sampled_from(["a", "b", "c", "okänd"])
ANSWER = st.fixed_dictionaries(
    {},
    optional={
        "en": CODES,
        "flera": st.lists(CODES, unique=True),
        "tabell": st.dictionaries(st.sampled_from(["r1", "r2", "r9"]), CODES),
        "fritt": st.text(max_size=20),
        "tal": st.integers(0, 9),
    },
)


def told(answers):
    return [json.dumps(answer, ensure_ascii=False) for answer in answers]


def slow(texts, monkeypatch):
    monkeypatch.setattr(module, "_table", lambda *_: None)
    found = Columns.read(texts, ITEMS)
    monkeypatch.undo()
    return found


@given(st.lists(ANSWER, max_size=12))
def test_the_fast_way_says_what_the_slow_way_says(answers):
    with pytest.MonkeyPatch.context() as patch:
        texts = told(answers)
        fast, plain = Columns.read(texts, ITEMS), slow(texts, patch)
    for item in ITEMS:
        assert np.array_equal(fast.chosen(item), plain.chosen(item)), item
    for known in (["a", "b"], []):
        assert np.array_equal(fast.said("en", known)[0], plain.said("en", known)[0])


def test_what_was_chosen_stands_in_its_row():
    texts = told([{"en": "b"}, {}, {"flera": ["a", "c"], "tabell": {"r2": "c"}}])
    found = Columns.read(texts, ITEMS)
    assert found.chosen(ONE).tolist() == [[0, 1, 0], [0, 0, 0], [0, 0, 0]]
    assert found.chosen(SEVERAL).tolist() == [[0, 0, 0], [0, 0, 0], [1, 0, 1]]
    assert found.chosen(ROWS[1]).tolist() == [[0, 0, 0], [0, 0, 0], [0, 0, 1]]
    numbers, names = found.said("en", {"b": 10, "a": 20})
    assert (numbers.tolist(), names) == ([1, -1, -1], ("a", "b"))


def test_an_answer_that_does_not_fit_the_form_is_read_the_slow_way():
    """A question was of one choice and is now of several: what was answered before is no choice."""
    texts = told([{"flera": "a"}, {"flera": ["b"]}, {"en": ["a"]}, {"tabell": "a"}])
    found = Columns.read(texts, ITEMS)
    assert found.chosen(SEVERAL).tolist() == [[0, 0, 0], [0, 1, 0], [0, 0, 0], [0, 0, 0]]
    assert not found.chosen(ONE).any()
    assert not found.chosen(ROWS[0]).any()


def test_long_and_odd_words_in_other_answers_do_no_harm():
    texts = told([{"en": "a", "fritt": 'å\n\t"}{,' * 200_000}, {"en": "c", "fritt": "\u2028"}])
    assert Columns.read(texts, ITEMS).chosen(ONE).tolist() == [[1, 0, 0], [0, 0, 1]]


def test_nobody_has_answered():
    found = Columns.read([], ITEMS)
    assert found.chosen(SEVERAL).shape == (0, 3)
    assert len(found.said("en", ["a"])[0]) == 0
    assert len(Columns.read(["{}"], [])) == 1
