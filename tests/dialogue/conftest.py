from copy import deepcopy
from datetime import date

import pytest
import time_machine

from lofte.dialogue import actions
from lofte.dialogue.models import Dialogue, Questionnaire
from lofte.dialogue.states import Audience, Format, Mode

YES_NO = [{"code": "ja", "text": {"sv": "Ja", "en": "Yes"}}, {"code": "nej", "text": {"sv": "Nej"}}]
DEFINITION = {
    "title": {"sv": "Hur trygg är du?", "en": "How safe do you feel?"},
    "intro": {"sv": "Det tar tre minuter."},
    "questions": [
        {
            "code": "kvall",
            "version": 1,
            "kind": "scale",
            "text": {"sv": "Hur trygg är du på kvällen?", "en": "How safe are you in the evening?"},
            "options": [{"code": str(n), "text": {"sv": f"Steg {n}"}} for n in range(1, 6)],
        },
        {
            "code": "avstatt",
            "version": 1,
            "kind": "multiple",
            "text": {"sv": "Vad har du avstått från?"},
            "options": [
                {"code": "torg", "text": {"sv": "Gå till torget"}},
                {"code": "buss", "text": {"sv": "Åka buss"}},
            ],
        },
        {
            "code": "problem",
            "version": 1,
            "kind": "matrix",
            "text": {"sv": "Är det här ett problem?"},
            "options": YES_NO,
            "rows": [
                {"code": "skrap", "text": {"sv": "Skräp"}},
                {"code": "ljus", "text": {"sv": "Mörker"}},
            ],
        },
        {
            "code": "otrygg",
            "version": 1,
            "kind": "place",
            "text": {"sv": "Finns det en otrygg plats?"},
            "when": [{"code": "kvall", "text": {"sv": "Kväll"}}],
            "why": [{"code": "morkt", "text": {"sv": "Det är mörkt"}}],
        },
        {
            "code": "ar",
            "version": 1,
            "kind": "number",
            "text": {"sv": "År här?"},
            "from": 0,
            "to": 110,
        },
        {"code": "ovrigt", "version": 1, "kind": "text", "text": {"sv": "Något mer?"}},
    ],
}
TODAY = date(2026, 10, 5)


@pytest.fixture
def questionnaire(kommun, coordinator) -> Questionnaire:
    return actions.write_questionnaire(
        kommun=kommun, name="Trygghet", definition=deepcopy(DEFINITION), by=coordinator
    )


def planned(questionnaire, by, mode=Mode.OPEN, **changed) -> Dialogue:
    given = {
        "title": "Höstens dialog",
        "format": Format.WEB,
        "audience": Audience.RESIDENTS,
        "mode": mode,
        "opens": date(2026, 10, 1),
        "closes": date(2026, 10, 31),
    }
    plan = actions.Plan(**given | changed)
    return actions.plan(questionnaire=questionnaire, plan=plan, by=by)


@pytest.fixture
def dialogue(questionnaire, coordinator) -> Dialogue:
    return actions.open_(dialogue=planned(questionnaire, coordinator), by=coordinator)


@pytest.fixture
def _today():
    with time_machine.travel("2026-10-05 12:00+02:00", tick=False):
        yield
