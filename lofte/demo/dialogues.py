"""What Lyckeberga asks: an open web dialogue now, a sample survey in spring, a web dialogue before.

The spring survey has not been answered yet, so that the start page shows what a debt looks like.
What the staff will be asked is a draft, and so is the next sample survey.
"""

from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

import numpy as np

from lofte.demo.areas import apportioned
from lofte.demo.people import Cast
from lofte.dialogue import actions
from lofte.dialogue.answering import actions as answering
from lofte.dialogue.feedback import actions as feedback
from lofte.dialogue.models import Dialogue, Questionnaire
from lofte.dialogue.planning import actions as planning
from lofte.dialogue.questionnaires import bank
from lofte.dialogue.questionnaires.own_areas import with_areas
from lofte.dialogue.questionnaires.questions import Given, GivenMark
from lofte.dialogue.reading import actions as reading
from lofte.dialogue.reading.queries import with_words
from lofte.dialogue.results.actions import enter_crossed, enter_population
from lofte.dialogue.states import Audience, Channel, Format, Mode
from lofte.dialogue.themes.queries import approved_quotes
from lofte.dialogue.walks import actions as walks
from lofte.dialogue.walks.states import PointState, target_after
from lofte.places.models import Area, Kommun
from lofte.places.queries import open_places, own_area_names

FELT = {
    "mycket_trygg": 0.2,
    "trygg": 0.32,
    "otrygg": 0.23,
    "mycket_otrygg": 0.12,
    "inte_ute": 0.08,
    "vet_inte": 0.05,
}
AGES = {"u16": 0.06, "16_29": 0.12, "30_49": 0.32, "50_64": 0.28, "65": 0.22}
YOUNGEST = "u16"  # too young for the drawn survey, whose strata are people of 16 and older
GENDERS = {"kvinna": 0.55, "man": 0.41, "annat": 0.02, "vill_ej": 0.02}
PROBLEMS = ("skrap", "klotter", "belysning", "fart", "narkotika", "samlingar")
ASKED = (
    "trygg_kvall",
    "viktigast",
    "otrygg_plats",
    "trygg_plats",
    "omrade",
    "alder",
    "kon",
    "fritt",
)
TEXTS = (
    *("Det är för mörkt på gångvägen till stationen.", "Klipp buskarna vid skolan."),
    *("Mer folk ute gör det tryggare.", "Lampan vid busshållplatsen har varit sönder länge."),
)
MORE_TEXTS = (
    *("Mopeder kör fort på gångvägen.", "Det är mörkt i gångtunneln på kvällen."),
    *("Fler vuxna ute på fredagar.", "Tack för att ni frågar."),
    *("Ring mig på 070-174 06 05 om ni vill veta mer om buskarna.", "Laga lamporna vid skolan."),
    *("Bra att polisen går till fots ibland.", "Skräp och krossat glas vid hållplatsen."),
)
STRATA = (("Centrum och Norräng", 4_600, 200), ("Övriga Lyckeberga", 5_100, 200))
POINTS = (
    ("Gångtunneln", "Två lampor är trasiga.", "Byt lamporna", "Gatuenheten"),
    ("Cykelparkeringen", "Buskarna skymmer sikten.", "Flytta parkeringen", "Gatuenheten"),
    ("Busshållplatsen", "Glaset är krossat.", "Laga glaset", "Trafikenheten"),
)
CAME_OF_IT = (PointState.DONE, PointState.NOT_DONE)
REASONS = ("", "Marken behövs för bussarna. Buskarna klipps i stället.")
QUOTED = "Det är mörkt i gångtunneln på kvällen."
NEXT_SURVEY = "Trygghetsmätningen i vår"
SOURCE = "Påhittad befolkning i Lyckeberga, 31 december 2025"
POPULATION = {
    "alder": {"u16": 2_300, "16_29": 2_100, "30_49": 3_200, "50_64": 2_200, "65": 2_200},
    "kon": {"kvinna": 4_840, "man": 4_790, "annat": 35, "vill_ej": 35},
}
CROSSED = ("omrade", "alder", "kon")


def hold_dialogues(kommun: Kommun, cast: Cast, now: datetime, today: date) -> None:
    by, random = cast.coordinator, np.random.default_rng(5)
    form = actions.write_questionnaire(
        kommun=kommun, name="Trygghet i Lyckeberga", definition=definition(kommun), by=by
    )
    earlier = _opened(form, "Trygghetsdialogen förra året", today, (400, 360), Mode.OPEN, by)
    _answer(earlier, random, 90, today - timedelta(days=380))
    _finish(earlier, now, today - timedelta(days=330), by)
    survey = _opened(form, "Trygghetsmätningen i våras", today, (220, 160), Mode.SAMPLE, by)
    codes = [
        code
        for name, population, drawn in STRATA
        for code in actions.draw_stratum(
            dialogue=survey, name=name, population=population, drawn=drawn, by=by
        )[1][: drawn // 2 + len(name) % 20]
    ]
    actions.open_(dialogue=survey, by=by)
    _answer(survey, random, len(codes), today - timedelta(days=180), codes)
    enter_crossed(
        dialogue=survey, questions=list(CROSSED), counts=_crossed(survey), source=SOURCE, by=by
    )
    actions.end(dialogue=survey, by=by)
    current = _opened(form, "Var är du trygg i höst?", today, (30, -20), Mode.OPEN, by)
    _answer(current, random, 140, today)
    _read(earlier, cast, 90)
    _read(current, cast, 12)
    enter_population(
        dialogue=current, question="alder", counts=POPULATION["alder"], source=SOURCE, by=by
    )
    _plan(kommun, Format.STAFF, Audience.STAFF, "Vad ser du i ditt arbete?", today, by)
    survey = _plan(kommun, Format.SAMPLE, Audience.RESIDENTS, NEXT_SURVEY, today, by)
    _walk(kommun, now, today, by)
    name, population, drawn = STRATA[0]
    actions.draw_stratum(dialogue=survey, name=name, population=population, drawn=drawn, by=by)


def _plan(
    kommun: Kommun, format_: Format, audience: Audience, title: str, today: date, by: Any
) -> Dialogue:
    """A draft, with the ready questions as they are."""
    chosen = actions.Plan(
        title=title,
        format=format_,
        audience=audience,
        mode=Mode.SAMPLE if format_ == Format.SAMPLE else Mode.OPEN,
        opens=today + timedelta(days=14),
        closes=today + timedelta(days=45),
    )
    return planning.start(kommun=kommun, chosen=chosen, definition=bank.starting(format_), by=by)


def _walk(kommun: Kommun, now: datetime, today: date, by: Any) -> None:
    """A walk seven months ago: one point done, one that will not be, one that is late."""
    day = today - timedelta(days=215)
    chosen = actions.Plan(
        title="Trygghetsvandring vid Resecentrum",
        format=Format.WALK,
        audience=Audience.RESIDENTS,
        mode=Mode.OPEN,
        opens=day,
        closes=day,
    )
    walk = planning.start(
        kommun=kommun, chosen=chosen, definition=bank.starting(Format.WALK), by=by
    )
    actions.open_(dialogue=walk, by=by)
    near = open_places(kommun).filter(name="Resecentrum").first()
    made = [
        walks.add_point(
            dialogue=walk,
            point=walks.Point(
                where=where,
                seen=seen,
                todo=todo,
                owner=owner,
                target=target_after(day),
                place=near,
            ),
            by=by,
        )
        for where, seen, todo, owner in POINTS
    ]
    for row, to, reason in zip(made, CAME_OF_IT, REASONS, strict=False):
        walks.settle_point(row=row, to=to, reason=reason, today=today, by=by)
    _finish(walk, now, day + timedelta(days=21), by)


def definition(kommun: Kommun) -> dict[str, Any]:
    """Ready questions only: they are there in every language of the open pages."""
    asked = {"questions": [bank.question(code) for code in ASKED]}
    return with_areas(bank.starting(Format.WEB) | asked, own_area_names(kommun))


def _opened(
    form: Questionnaire, title: str, today: date, ago: tuple[int, int], mode: Mode, by: Any
) -> Dialogue:
    """A sample is opened when its letters are drawn."""
    plan = actions.Plan(
        title=title,
        format=Format.SAMPLE if mode == Mode.SAMPLE else Format.WEB,
        audience=Audience.RESIDENTS,
        mode=mode,
        opens=today - timedelta(days=ago[0]),
        closes=today - timedelta(days=ago[1]),
    )
    dialogue = actions.plan(questionnaire=form, plan=plan, by=by)
    return dialogue if mode == Mode.SAMPLE else actions.open_(dialogue=dialogue, by=by)


def _answer(
    dialogue: Dialogue, random: np.random.Generator, count: int, day: date, codes: Any = ()
) -> None:
    places = [row.pk for row in open_places(dialogue.kommun)]
    people = _areas(dialogue)
    living = np.random.default_rng(7).choice(
        list(people), size=count, p=np.array(list(people.values())) / sum(people.values())
    )
    for n in range(count):
        given = _given(random, places, "16_29" if codes else YOUNGEST)
        given.values["omrade"] = str(living[n])
        sending = answering.Sending(
            given=given,
            questionnaire=dialogue.questionnaire,
            client_id=f"demo {n}",
            channel=Channel.CODE if codes else Channel.WEB,
            code=codes[n] if codes else "",
        )
        answering.receive(dialogue=dialogue, sending=sending, today=day, by=answering.RESIDENT)


def _areas(dialogue: Dialogue) -> dict[str, int]:
    """How many live in each of the areas that the form asks of."""
    rows = Area.objects.unscoped("the demo's own").filter(
        kommun=dialogue.kommun, kind=Area.Kind.OWN
    )
    people = {row.name: row.population or 0 for row in rows}
    asked = next(q for q in dialogue.questionnaire.definition["questions"] if q["code"] == "omrade")
    return {one["code"]: people.get(one["text"]["sv"], 0) for one in asked["options"]}


def _crossed(survey: Dialogue) -> dict[tuple[str, ...], int]:
    """The population that the letters are drawn from, by area, age and sex."""
    grown = {age: count for age, count in POPULATION["alder"].items() if age != YOUNGEST}
    registered = {sex: POPULATION["kon"][sex] for sex in ("kvinna", "man")}  # as in the register
    sides = _areas(survey), grown, registered
    shares = [np.array(list(side.values())) / sum(side.values()) for side in sides]
    every = np.einsum("a,b,c->abc", *shares).reshape(-1)
    people = apportioned(sum(population for _, population, _ in STRATA), every)
    return dict(zip(product(*sides), people.tolist(), strict=True))


def _read(dialogue: Dialogue, cast: Cast, most: int) -> None:
    """The reviewer has read some of what people wrote, and a piece of it may be quoted."""
    rows = list(with_words(dialogue).select_related("dialogue__kommun")[:most])
    for answer in rows:
        marks = range(len(answer.warnings))
        found = reading.read_answer(answer=answer, chosen=marks, own=(), by=cast.reviewer)
        quoted = approved_quotes(dialogue)
        if not quoted and found.texts.get("fritt") == QUOTED:
            quote = reading.propose_quote(
                answer=found.answer, theme="ljus", text=QUOTED, by=cast.reviewer
            )
            reading.approve_quote(quote=quote, by=cast.coordinator)


def _given(random: np.random.Generator, places: list[int], youngest: str) -> Given:
    pick = random.choice
    age = str(pick(list(AGES), p=list(AGES.values())))
    values: dict[str, Any] = {
        "trygg_kvall": str(pick(list(FELT), p=list(FELT.values()))),
        "alder": youngest if age == YOUNGEST else age,
        "kon": str(pick(list(GENDERS), p=list(GENDERS.values()))),
    }
    problems = [code for code in PROBLEMS if random.random() < 0.3][:3]
    if problems:
        values["viktigast"] = problems
    roll = float(random.random())
    if roll < 0.12:
        values["fritt"] = TEXTS[int(pick(len(TEXTS)))]
    elif roll < 0.35:
        values["fritt"] = MORE_TEXTS[int(roll * 1_000) % len(MORE_TEXTS)]
    marks = []
    if places and random.random() < 0.5:
        nearer = min(int(random.geometric(0.25)), len(places)) - 1
        safe = bool(random.random() < 0.3)
        marks = [
            GivenMark(
                question="trygg_plats" if safe else "otrygg_plats",
                safe=safe,
                place=places[-1 - nearer if safe else nearer],
                when=("kvall",),
                why=() if safe else ("morkt",),
            )
        ]
    return Given(values=values, marks=marks)


def _finish(dialogue: Dialogue, now: datetime, told_on: date, by: Any) -> None:
    actions.end(dialogue=dialogue, by=by)
    told = feedback.Told(
        outcome="Många undviker gångvägen vid Resecentrum på kvällen, för att den är mörk.",
        will_do="Nya lampor längs gångvägen, och fotpatrull där två kvällar i veckan.",
        by_whom="Gatuenheten och lokalpolisen",
        told_on=told_on,
        channel="meeting",
    )
    feedback.give_feedback(dialogue=dialogue, told=told, now=now, by=by)
    feedback.close(dialogue=dialogue, by=by)
