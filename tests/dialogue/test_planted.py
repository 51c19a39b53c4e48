"""A personnummer planted in what staff write of a dialogue goes no further."""

from dataclasses import replace

import pytest

from lofte.dialogue import actions
from lofte.dialogue.models import Answer
from lofte.dialogue.reading.actions import propose_quote, read_answer
from lofte.dialogue.results.actions import enter_population
from lofte.dialogue.states import Format, Mode
from lofte.dialogue.walks.actions import add_point, change_point, settle_point
from lofte.dialogue.walks.states import PointState
from tests.dialogue.conftest import TODAY, planned
from tests.dialogue.results.test_crossed import enter, form
from tests.dialogue.walks.test_walks import POINT
from tests.guard.planting import PLANTED, are_refused

__all__ = ["form"]

pytestmark = pytest.mark.usefixtures("_today")


def test_the_parts_of_a_sample_and_the_tables_it_is_weighted_to(form, coordinator) -> None:
    made = planned(form, coordinator, Mode.SAMPLE, format=Format.SAMPLE)
    are_refused(
        lambda: actions.draw_stratum(
            dialogue=made, name=PLANTED, population=300, drawn=30, by=coordinator
        ),
        lambda: enter_population(
            dialogue=made, question="kon", counts={"man": 9}, source=PLANTED, by=coordinator
        ),
        lambda: enter(made, coordinator, source=PLANTED),
    )


def test_the_words_of_a_walk_and_why_it_was_not_done(questionnaire, coordinator) -> None:
    draft = planned(questionnaire, coordinator, format=Format.WALK)
    walk = actions.open_(dialogue=draft, by=coordinator)
    row = add_point(dialogue=walk, point=POINT, by=coordinator)
    given = [replace(POINT, **{name: PLANTED}) for name in ("where", "seen", "todo", "owner")]
    are_refused(
        *(lambda odd=odd: add_point(dialogue=walk, point=odd, by=coordinator) for odd in given),
        *(lambda odd=odd: change_point(row=row, point=odd, by=coordinator) for odd in given),
        lambda: settle_point(
            row=row, to=PointState.NOT_DONE, reason=PLANTED, today=TODAY, by=coordinator
        ),
    )


def test_a_quote_from_an_answer_in_which_a_reviewer_left_it(dialogue, client, reviewer) -> None:
    client.post(f"/d/{dialogue.link}/", {"version": 1, "ovrigt": "Mörkt", "kvall": "2"})
    answer = Answer.objects.unscoped("test").select_related("dialogue__kommun").get()
    read_answer(answer=answer, chosen=[], own=[], by=reviewer)
    answer.refresh_from_db()
    are_refused(lambda: propose_quote(answer=answer, theme="", text=PLANTED, by=reviewer))
