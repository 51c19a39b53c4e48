"""Dialogues held with the same form, and a point that is measured with one of its questions."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
import time_machine

from lofte.audit.actions import SYSTEM
from lofte.dialogue import actions as dialogues
from lofte.dialogue.models import Dialogue, Questionnaire
from lofte.dialogue.states import Format, Mode
from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.promises.asking.actions import measure_with_question
from lofte.promises.commitments.models import Commitment, Indicator
from lofte.promises.inputs import Asked, IndicatorFacts
from lofte.promises.models import Promise
from tests.dialogue.conftest import DEFINITION, planned
from tests.dialogue.results.conftest import send
from tests.promises.drafts import commit

BEFORE = (date(2025, 10, 1), date(2025, 10, 31))
AFTER = (date(2026, 10, 1), date(2026, 10, 31))
TODAY = date(2026, 11, 20)
Made = dict[str, Any]


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel("2026-11-20 12:00+01:00", tick=False):
        yield


@pytest.fixture
def asked_in(kommun: Kommun, coordinator: User) -> Any:
    """Hold a dialogue with the same form: `yes` of `n` are safe on step 1, and it ends."""
    form = dialogues.write_questionnaire(
        kommun=kommun, name="Trygghet", definition=deepcopy(DEFINITION), by=coordinator
    )

    def hold(days: tuple[date, date], yes: int, n: int, **given: Any) -> Dialogue:
        told: Made = {"opens": days[0], "closes": days[1], "title": f"Dialogen {days[0].year}"}
        questionnaire: Questionnaire = given.pop("questionnaire", form)
        sample = given.pop("mode", Mode.OPEN) == Mode.SAMPLE
        mode = {"mode": Mode.SAMPLE, "format": Format.SAMPLE} if sample else {}
        made = planned(questionnaire, coordinator, **told | mode | given)
        codes = _codes(made, coordinator) if sample else [""] * n
        dialogues.open_(dialogue=made, by=coordinator)
        with time_machine.travel(f"{days[0]} 12:00+01:00", tick=False):
            for number in range(n):
                step = "1" if number < yes else "2"
                send(made, number, codes[number], kvall=step, avstatt=["torg"])
        return dialogues.end(dialogue=made, by=coordinator)

    return hold


def _codes(dialogue: Dialogue, by: User) -> list[str]:
    _, codes = dialogues.draw_stratum(
        dialogue=dialogue, name="Alla", population=5_000, drawn=600, by=by
    )
    return codes


def facts(dialogue: Dialogue, **given: Any) -> IndicatorFacts:
    told: Made = {"code": "kvall", "row": "", "version": 1, "answers": ("1",)}
    asked = {key: given.pop(key) for key in list(given) if key in told}
    return IndicatorFacts(
        kind="effect", name="Trygga på kvällen",
        asked=Asked(dialogue=dialogue, **told | asked), **given,
    )  # fmt: skip


@pytest.fixture
def point(promise: Promise, party: Party) -> Commitment:
    return commit(promise, party)


def ask(point: Commitment, dialogue: Dialogue, **given: Any) -> Indicator:
    return measure_with_question(facts=facts(dialogue, **given), commitment=point, by=SYSTEM)
