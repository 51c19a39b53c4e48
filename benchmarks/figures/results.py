"""The results page of a dialogue with 100,000 answers, open and sample: time in the server.

Django's own client asks for the page in this process: from request to answer, without a network.
Nothing is kept between the requests: every time all answers are read and counted anew.
"""

from functools import partial
from typing import Any

import numpy as np

from benchmarks.figure import Figure, Target
from benchmarks.kommun import signed_in

ANSWERS, PEOPLE = 100_000, 250_000


def full(mode: str) -> Any:
    """A signed-in coordinator and the address of a dialogue with its answers."""
    client = signed_in(1, 0)
    return client, f"/arbete/lyckeberga/dialogresultat/{_answered(mode)}/"


def _answered(mode: str) -> int:
    """The answers are written by themselves: what is measured is reading them."""
    from datetime import date

    from lofte.audit.actions import SYSTEM
    from lofte.dialogue import actions
    from lofte.dialogue.models import Answer, Stratum
    from lofte.dialogue.questionnaires import bank
    from lofte.dialogue.results.actions import enter_population
    from lofte.dialogue.states import Audience, Channel, Format, Mode
    from lofte.places.models import Kommun

    kommun = Kommun.objects.unscoped("a benchmark").get()
    definition = bank.starting(Format.WEB)
    form = actions.write_questionnaire(kommun=kommun, name="Prov", definition=definition, by=SYSTEM)
    plan = actions.Plan(
        title="Prov",
        format=Format.SAMPLE if mode == Mode.SAMPLE else Format.WEB,
        audience=Audience.RESIDENTS,
        mode=Mode(mode),
        opens=date(2026, 1, 1),
        closes=date(2026, 2, 1),
    )
    dialogue = actions.plan(questionnaire=form, plan=plan, by=SYSTEM)
    strata: list[Any] = [None]
    if mode == Mode.SAMPLE:
        strata = Stratum.objects.bulk_create(
            Stratum(dialogue=dialogue, name=name, population=PEOPLE // 2, drawn=ANSWERS)
            for name in ("Norr", "Söder")
        )
    dialogue = actions.open_(dialogue=dialogue, by=SYSTEM)
    random = np.random.default_rng(1)
    Answer.objects.bulk_create(
        (
            Answer(
                dialogue=dialogue,
                questionnaire=form,
                stratum=strata[n % len(strata)],
                channel=Channel.WEB,
                values=_values(definition, random),
            )
            for n in range(ANSWERS)
        ),
        batch_size=1_000,
    )
    for question, share in (("alder", 5), ("kon", 4)):
        options = next(q["options"] for q in definition["questions"] if q["code"] == question)
        counts = {option["code"]: PEOPLE // share for option in options}
        enter_population(
            dialogue=dialogue, question=question, counts=counts, source="Prov", by=SYSTEM
        )
    return int(dialogue.pk)


def _values(definition: Any, random: Any) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for question in definition["questions"]:
        codes = [option["code"] for option in question.get("options", ())]
        if question["kind"] in ("scale", "single"):
            values[question["code"]] = codes[int(random.integers(len(codes)))]
        elif question["kind"] == "multiple":
            values[question["code"]] = [
                codes[n] for n in random.choice(len(codes), 2, replace=False)
            ]
    return values


def page(data: Any) -> None:
    client, address = data
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"


FIGURES = tuple(
    Figure(
        f"results page, {name}",
        ANSWERS,
        partial(full, mode),
        page,
        target=Target(seconds=1.0),
    )
    for name, mode in (("open survey", "open"), ("sample survey", "sample"))
)
