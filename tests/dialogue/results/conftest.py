import pytest

from lofte.dialogue import actions
from lofte.dialogue.answering import actions as answering
from lofte.dialogue.questionnaires.questions import Given
from lofte.dialogue.states import Format, Mode
from tests.dialogue.conftest import TODAY, planned


def send(dialogue, number, code="", suspected=False, marks=(), **values):
    sending = answering.Sending(
        given=Given(values=values, marks=list(marks)),
        questionnaire=dialogue.questionnaire,
        client_id=f"{dialogue.pk} {number}",
        code=code,
        suspected=suspected,
    )
    day = min(max(TODAY, dialogue.opens), dialogue.closes)
    answering.receive(dialogue=dialogue, sending=sending, today=day, by=answering.RESIDENT)


@pytest.fixture
def calls_of(monkeypatch):
    """The calls of a module's function from now on, in order."""

    def counted(module, name):
        whole, times = getattr(module, name), []

        def call(*given):
            times.append(given)
            return whole(*given)

        monkeypatch.setattr(module, name, call)
        return times

    return counted


@pytest.fixture
def survey(questionnaire, coordinator):
    """Two strata, 60 letters; 20 answer in the first (all step 1), 12 in the second (half)."""
    made = planned(questionnaire, coordinator, Mode.SAMPLE, format=Format.SAMPLE)
    codes = {}
    for name, population in (("Norr", 300), ("Söder", 700)):
        _, codes[name] = actions.draw_stratum(
            dialogue=made, name=name, population=population, drawn=30, by=coordinator
        )
    actions.open_(dialogue=made, by=coordinator)
    for n in range(20):
        send(made, f"n{n}", codes["Norr"][n], kvall="1", avstatt=["torg", "buss"])
    for n in range(12):
        send(made, f"s{n}", codes["Söder"][n], kvall="1" if n % 2 else "2")
    return made
