"""What a questionnaire may hold."""

from copy import deepcopy

import pytest

from lofte.dialogue.questionnaires.questions import BadQuestionnaire, check, read
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
