"""The results page of a dialogue with 100,000 answers, open and sample: time in the server.

Django's own client asks for the page in this process: from request to answer, without a network.
Each answer fills in the whole form (choices, matrices, a number, free text) and marks a place; the
sample has strata and weights by area and by age and sex together. A year before, as many answered
the same form, and the page compares with them.

Three times are taken. "Kept": nothing has changed since somebody looked. "First": 1,000 have
answered since `lofte due` read ahead, as it does every ten minutes, and nobody has looked. "From
nothing": the kept files are gone, as they are until `lofte due` has run after an upgrade; it has no
target.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import numpy as np

from benchmarks.figure import Figure, Target
from benchmarks.kommun import signed_in

ANSWERS, PEOPLE, AREAS, STRATA = 100_000, 240_000, 12, 6
LATE = 1_000
SENTENCES = (
    "Det är mörkt på gångvägen mellan skolan och centrum, och lamporna har varit släckta länge.",
    "Mopederna kör fort på cykelbanan om kvällarna.",
    "Jag trivs här. Det har blivit lugnare sedan ungdomsgården öppnade.",
    "",
)


def full(mode: str) -> Any:
    """A signed-in coordinator and the address of a dialogue with its answers."""
    client = signed_in(1, 0)
    from lofte.audit.actions import SYSTEM
    from lofte.dialogue import actions
    from lofte.dialogue.models import Dialogue
    from lofte.dialogue.states import Format
    from lofte.places.models import Kommun

    kommun = Kommun.objects.unscoped("a benchmark").get()
    definition = _form(Format.SAMPLE if mode == "sample" else Format.WEB)
    form = actions.write_questionnaire(kommun=kommun, name="Prov", definition=definition, by=SYSTEM)
    before, newest = (_answered(form, mode, year) for year in (2025, 2026))
    actions.end(dialogue=Dialogue.objects.unscoped("a benchmark").get(pk=before), by=SYSTEM)
    return client, f"/arbete/lyckeberga/dialogresultat/{newest}/"


def _form(format_: str) -> dict[str, Any]:
    """What the format starts from, with the areas of a kommun and a number to answer with."""
    from lofte.dialogue.questionnaires import bank

    form = bank.starting(format_)
    areas = next(one for one in form["questions"] if one["code"] == "omrade")
    areas["options"] += [
        {"code": f"omr_{n}", "text": {"sv": f"Område {n}", "en": f"Area {n}"}}
        for n in range(AREAS - 1)
    ]
    form["questions"].insert(-1, bank.question("ar_har"))
    return form


def _answered(form: Any, mode: str, year: int) -> int:
    """The answers are written by themselves: what is measured is reading them."""
    from lofte.audit.actions import SYSTEM
    from lofte.dialogue import actions
    from lofte.dialogue.models import Answer, Mark, Stratum
    from lofte.dialogue.states import Audience, Channel, Format, Mode

    plan = actions.Plan(
        title=f"Prov {year}",
        format=Format.SAMPLE if mode == Mode.SAMPLE else Format.WEB,
        audience=Audience.RESIDENTS,
        mode=Mode(mode),
        opens=date(year, 1, 1),
        closes=date(year, 2, 1),
    )
    dialogue = actions.plan(questionnaire=form, plan=plan, by=SYSTEM)
    strata: list[Any] = [None]
    if mode == Mode.SAMPLE:
        strata = Stratum.objects.bulk_create(
            Stratum(
                dialogue=dialogue,
                name=f"Del {n}",
                population=PEOPLE // STRATA,
                drawn=ANSWERS // STRATA + 1,
            )
            for n in range(STRATA)
        )
    dialogue = actions.open_(dialogue=dialogue, by=SYSTEM)
    random = np.random.default_rng(year)
    given = (
        Answer(
            dialogue=dialogue,
            questionnaire=form,
            stratum=strata[n % len(strata)],
            channel=Channel.WEB,
            values=values,
        )
        for n, values in enumerate(_values(form.definition, random))
    )
    answers = Answer.objects.bulk_create(given, batch_size=1_000)
    Mark.objects.bulk_create(
        (
            Mark(dialogue=dialogue, answer=answer, **mark)
            for answer, mark in zip(answers, _marks(form.definition, random), strict=True)
        ),
        batch_size=1_000,
    )
    _population(dialogue)
    return int(dialogue.pk)


def _population(dialogue: Any) -> None:
    """By age and sex together, and by area: as many as there are."""
    from lofte.audit.actions import SYSTEM
    from lofte.dialogue.results.actions import enter_crossed, enter_population

    asked = {one["code"]: one for one in dialogue.questionnaire.definition["questions"]}
    codes = {
        name: [option["code"] for option in asked[name]["options"]]
        for name in ("omrade", "alder", "kon")
    }
    pairs = [(age, sex) for age in codes["alder"] for sex in codes["kon"]]
    enter_crossed(
        dialogue=dialogue,
        questions=("alder", "kon"),
        counts=dict.fromkeys(pairs, PEOPLE // len(pairs)),
        source="Prov",
        by=SYSTEM,
    )
    enter_population(
        dialogue=dialogue,
        question="omrade",
        counts=dict.fromkeys(codes["omrade"], PEOPLE // AREAS),
        source="Prov",
        by=SYSTEM,
    )


def _values(definition: Any, random: Any) -> Iterator[dict[str, Any]]:
    """What each answers, drawn a question at a time."""
    drawn = {one["code"]: list(_drawn(one, random)) for one in definition["questions"]}
    drawn = {code: said for code, said in drawn.items() if said}
    for said in zip(*drawn.values(), strict=True):
        values = dict(zip(drawn, said, strict=True))
        for question in definition["questions"]:
            if "if" in question and not _leads(values, question["if"]):
                del values[question["code"]]
        yield values


def _leads(values: dict[str, Any], condition: dict[str, Any]) -> bool:
    said = values[condition["question"]]
    return not set(condition["any"]).isdisjoint(said if isinstance(said, list) else [said])


def _drawn(question: Any, random: Any) -> Iterator[Any]:
    codes = [option["code"] for option in question.get("options", ())]
    match question["kind"]:
        case "scale" | "single":
            yield from (codes[n] for n in random.integers(len(codes), size=ANSWERS))
        case "multiple":
            yield from _chosen(codes, random)
        case "matrix":
            rows = [row["code"] for row in question["rows"]]
            for line in random.integers(len(codes), size=(ANSWERS, len(rows))):
                yield {row: codes[n] for row, n in zip(rows, line, strict=True)}
        case "number":
            yield from random.integers(question["from"], question["to"] + 1, size=ANSWERS).tolist()
        case "text":
            yield from (SENTENCES[n] for n in random.integers(len(SENTENCES), size=ANSWERS))


def _chosen(codes: list[str], random: Any) -> Iterator[list[str]]:
    """Two of them."""
    first = random.integers(len(codes), size=ANSWERS)
    second = (first + random.integers(1, len(codes), size=ANSWERS)) % len(codes)
    for a, b in zip(first, second, strict=True):
        yield [codes[a], codes[b]]


def _marks(definition: Any, random: Any) -> Iterator[dict[str, Any]]:
    """A place for each answer: where, when and why."""
    asked = [one for one in definition["questions"] if one["kind"] in ("place", "safe_place")]
    whens = [list(_chosen([one["code"] for one in question["when"]], random)) for question in asked]
    whys = [list(_chosen([one["code"] for one in question["why"]], random)) for question in asked]
    xy = random.uniform((670_000, 6_580_000), (680_000, 6_590_000), size=(ANSWERS, 2))
    for n, (x, y) in enumerate(xy.tolist()):
        which = n % len(asked)
        yield {
            "question": asked[which]["code"],
            "kind": "unsafe" if asked[which]["kind"] == "place" else "safe",
            "x": x,
            "y": y,
            "when": whens[which][n],
            "why": whys[which][n],
        }


def page(data: Any) -> None:
    client, address = data
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"


def ahead(mode: str) -> Any:
    """The same, when `lofte due` has read ahead all but the last who answered."""
    given = full(mode)
    from lofte.dialogue.models import Answer, Mark
    from lofte.dialogue.results.compared import read_ahead
    from lofte.dialogue.results.queries import large

    newest = large()[-1]
    late = list(Answer.objects.unscoped("a benchmark").filter(dialogue=newest)[:LATE])
    marks = list(Mark.objects.unscoped("a benchmark").filter(answer__in=late))
    Answer.objects.unscoped("a benchmark").filter(pk__in=[one.pk for one in late]).delete()
    for dialogue in large():
        read_ahead(dialogue)
    Answer.objects.bulk_create(late)
    Mark.objects.bulk_create(marks)
    return given


def first(data: Any) -> None:
    """As whoever looks first after others have answered: the page itself is not kept."""
    from django.core.cache import cache

    newest = data[1].rstrip("/").rpartition("/")[-1]
    cache.delete_many(f"results-{newest}-{language}-True" for language in ("sv", "en"))
    page(data)


def nothing(data: Any) -> None:
    """As whoever looks before `lofte due` has run for the first time."""
    from django.core.cache import cache

    cache.clear()
    page(data)


MODES = (("open survey", "open"), ("sample survey", "sample"))
TARGET = Target(seconds=1.0)
STEPS = (
    ("kept", full, page, TARGET),
    ("first", ahead, first, TARGET),
    ("from nothing", full, nothing, None),
)
FIGURES = tuple(
    Figure(f"results page {when}, {name}", ANSWERS, partial(made, mode), step, target=target)
    for when, made, step, target in STEPS
    for name, mode in MODES
)
