"""What a questionnaire may hold."""

from copy import deepcopy

import pytest

from lofte.dialogue.questionnaires.questions import LONGEST_TEXT, BadQuestionnaire, check, read
from tests.dialogue.conftest import DEFINITION


def changed(number, **fields):
    definition = deepcopy(DEFINITION)
    question = definition["questions"][number]
    for name, value in fields.items():
        question[name.rstrip("_")] = value
    return definition


def test_the_whole_definition_is_taken():
    check(DEFINITION)


@pytest.mark.parametrize(
    ("definition", "sentence"),
    [
        (changed(1, code="kvall"), "kvall finns två gånger"),
        (changed(0, options=[]), "questions/0/options följer inte mallen"),
        (changed(5, kind="single"), "ovrigt saknar svarsalternativ"),
        (changed(1, kind="matrix"), "avstatt saknar rader"),
        (changed(0, kind="gissning"), "följer inte mallen"),
        (changed(0, if_={"question": "avstatt", "any": ["torg"]}), "beror på ett svar"),
        (changed(2, if_={"question": "avstatt", "any": ["flyg"]}), "beror på ett svar"),
        ([], "formuläret följer inte mallen"),
    ],
)
def test_what_cannot_be_asked_is_refused(definition, sentence):
    with pytest.raises(BadQuestionnaire, match=sentence):
        check(definition)


def test_a_question_may_depend_on_an_earlier_answer():
    check(changed(2, if_={"question": "avstatt", "any": ["torg", "buss"]}))


def test_a_question_that_needs_an_answer_says_so():
    given = read(changed(0, required=True), {"ovrigt": ["hej"]})
    assert given.wrong == {"kvall": "Frågan behöver ett svar."}
    assert given.values == {"ovrigt": "hej"}


FOLLOW_UP = {
    "title": {"sv": "Hur trygg är du?"},
    "questions": [
        {
            "code": "utsatt",
            "version": 1,
            "kind": "single",
            "text": {"sv": "Har du varit utsatt?"},
            "options": [
                {"code": "ja", "text": {"sv": "Ja"}},
                {"code": "nej", "text": {"sv": "Nej"}},
                {"code": "kanske", "text": {"sv": "Kanske"}},
            ],
        },
        {
            "code": "anmalt",
            "version": 1,
            "kind": "text",
            "text": {"sv": "Hur gick det?"},
            "required": True,
            "if": {"question": "utsatt", "any": ["ja", "kanske"]},
        },
        {
            "code": "efter",
            "version": 1,
            "kind": "ranking",
            "text": {"sv": "Vad är viktigast?"},
            "most": 2,
            "options": [{"code": c, "text": {"sv": c.upper()}} for c in ("a", "b", "c")],
        },
    ],
}


@pytest.mark.parametrize(
    ("posted", "values", "wrong"),
    [
        ({"utsatt": ["nej"]}, {"utsatt": "nej"}, {}),
        ({}, {}, {}),
        ({"utsatt": ["nej"], "anmalt": ["Bra"]}, {"utsatt": "nej"}, {}),
        ({"utsatt": ["ja"]}, {"utsatt": "ja"}, {"anmalt": "Frågan behöver ett svar."}),
        ({"utsatt": ["kanske"], "anmalt": ["Bra"]}, {"utsatt": "kanske", "anmalt": "Bra"}, {}),
    ],
)
def test_a_follow_up_is_for_those_who_gave_the_answer(posted, values, wrong):
    check(FOLLOW_UP)
    given = read(FOLLOW_UP, posted)
    assert (given.values, given.wrong) == (values, wrong)


def test_rows_decide_nothing_of_what_is_asked_next():
    """A row's answer is told by row: a question that waited for an option was never asked."""
    rows = {
        "code": "problem",
        "version": 1,
        "kind": "matrix",
        "text": {"sv": "Är det här ett problem?"},
        "options": [{"code": "ja", "text": {"sv": "Ja"}}],
        "rows": [{"code": "skrap", "text": {"sv": "Skräp"}}],
    }
    after = {
        "code": "var",
        "version": 1,
        "kind": "text",
        "text": {"sv": "Var?"},
        "if": {"question": "problem", "any": ["ja"]},
    }
    with pytest.raises(BadQuestionnaire, match="var beror på en fråga med rader"):
        check({"title": {"sv": "Trygghet"}, "questions": [rows, after]})


def test_a_ranking_keeps_what_was_put_first():
    assert read(FOLLOW_UP, {"efter-1": ["c"], "efter-2": ["a"]}).values == {"efter": ["c", "a"]}
    assert read(FOLLOW_UP, {"efter-2": ["b"]}).values == {"efter": ["b"]}
    twice = read(FOLLOW_UP, {"efter-1": ["c"], "efter-2": ["c"]})
    assert "två platser" in twice.wrong["efter"]
    assert "ingen fråga här" in read(FOLLOW_UP, {"efter-3": ["a"]}).wrong[""]
    assert "inte något av alternativen" in read(FOLLOW_UP, {"efter-1": ["x"]}).wrong["efter"]


def test_a_new_line_counts_once_as_it_does_where_it_is_written():
    definition = {
        "title": {"sv": "Test"},
        "questions": [{"code": "fritt", "version": 1, "kind": "text", "text": {"sv": "Säg mer"}}],
    }
    full = "\r\n".join("x" * (LONGEST_TEXT // 2))
    given = read(definition, {"fritt": [full + "y"]})
    assert (given.wrong, len(given.values["fritt"])) == ({}, LONGEST_TEXT)
    assert read(definition, {"fritt": [full + "yy"]}).wrong.keys() == {"fritt"}
