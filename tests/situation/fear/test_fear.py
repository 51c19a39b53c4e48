"""Marks of residents beside reports: the page says as much as the figures carry, and no more."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from lofte.audit.actions import SYSTEM
from lofte.dialogue import actions as dialogues
from lofte.dialogue.answering import actions as answering
from lofte.dialogue.models import Dialogue, Mark
from lofte.dialogue.questionnaires.questions import Given, GivenMark
from lofte.dialogue.states import Audience, Format, Mode
from lofte.dialogue.walks import actions as walks
from lofte.dialogue.walks.actions import Point
from lofte.places.models import NamedPlace
from lofte.situation.fear.compare import TooFew, compare
from lofte.situation.fear.page import (
    EVENTS,
    FEAR,
    OUTSIDE,
    description,
    rows,
    safe_squares,
    stopped,
)
from lofte.situation.fear.squares import around, kinds, squares
from lofte.situation.problems.actions import describe_problem
from lofte.situation.problems.inputs import ProblemFacts
from lofte.situation.problems.models import Evidence
from tests.incidents.reports import place

SPAN = date(2025, 12, 1), date(2026, 12, 1)
PLACE = {"code": "otrygg", "version": 1, "kind": "place", "text": {"sv": "Var är du otrygg?"}}
FORM = {"title": {"sv": "Trygghet"}, "questions": [PLACE]}


@pytest.fixture
def afraid(town, coordinator):
    """All the reports are at Resecentrum (west) and Almskolan; all fear is at Lindängen (east)."""
    form = dialogues.write_questionnaire(
        kommun=town, name="Trygghet", definition=FORM, by=coordinator
    )
    plan = dialogues.Plan(
        title="Höstens dialog",
        format=Format.WEB,
        audience=Audience.RESIDENTS,
        mode=Mode.OPEN,
        opens=date(2026, 10, 1),
        closes=date(2026, 10, 31),
    )
    dialogue = dialogues.plan(questionnaire=form, plan=plan, by=coordinator)
    dialogues.open_(dialogue=dialogue, by=coordinator)
    mark(dialogue, "Lindängen", 60)
    return town


def mark(dialogue, name, times, *, suspected=False, safe=False):
    one = GivenMark(question="otrygg", safe=safe, place=place(dialogue.kommun, name).pk)
    for n in range(times):
        sending = answering.Sending(
            given=Given(marks=[one, one]),
            questionnaire=dialogue.questionnaire,
            client_id=f"{name} {n} {suspected} {safe}",
            suspected=suspected,
        )
        answering.receive(
            dialogue=dialogue, sending=sending, today=date(2026, 10, 5), by=answering.RESIDENT
        )


def test_a_robot_moves_no_fear_unless_somebody_asks_to_see_it(afraid, coordinator, as_):
    dialogue = Dialogue.objects.unscoped("test").get()
    mark(dialogue, "Resecentrum", 80, suspected=True)
    without, with_ = compare(afraid, *SPAN), compare(afraid, *SPAN, suspected=True)
    assert {row.name: row.marks for row in rows(without)}["Lyckeberga väst"] == 0
    assert {row.name: row.marks for row in rows(with_)}["Lyckeberga väst"] == 80
    client, url = as_(coordinator), reverse("situation:fear", args=[afraid.slug])
    with time_machine.travel("2026-11-25 12:00+01:00", tick=False):
        said = client.get(url).content.decode()
        assert "80 svar med markeringar kan vara skickade av ett program." in said
        assert "De är inte med här." in said
        assert "De är med här." in client.get(f"{url}?misstankta=med").content.decode()
        problem = describe_problem(
            kommun=afraid, facts=ProblemFacts(title="Oro", kind="fear"), by=SYSTEM
        )
        client.post(url, {"area": "O", "problem": problem.pk})
    sentence = Evidence.objects.unscoped("test").get().sentence
    assert "80 svar som kan ha skickats av ett program är inte med." in sentence


def test_with_too_few_nothing_is_compared(town, kommun, as_, coordinator):
    found = compare(town, *SPAN)
    assert isinstance(found, TooFew)
    assert (found.marks, found.events > 200) == (0, True)
    page = as_(coordinator).get(reverse("situation:fear", args=[kommun.slug]))
    assert "minst 20 av varje" in page.content.decode()


def test_fear_where_little_happens_and_the_reverse(afraid):
    found = compare(afraid, *SPAN)
    east, west = sorted(rows(found), key=lambda row: row.code)
    assert (east.name, east.marks) == ("Lyckeberga öst", 60)  # once each, though marked twice
    assert east.klass in {FEAR, "stor otrygghet, få händelser"}
    assert (west.marks, west.sure) == (0, True)
    assert "självvalda" in found.by_area.statement
    told = squares(found, afraid)
    gathered = {(one.place, one.klass) for one in around(found, told)}
    assert ("Lindängen", FEAR) in gathered
    assert ("Resecentrum", EVENTS) in gathered
    assert ("Lindängen", EVENTS) not in gathered


@time_machine.travel("2026-11-25 12:00+01:00", tick=False)
def test_safe_places_stand_beside_on_the_same_squares(afraid, coordinator, as_):
    dialogue = Dialogue.objects.unscoped("test").get()
    before = compare(afraid, *SPAN)
    assert safe_squares(before, afraid) == []
    mark(dialogue, "Resecentrum", 12, safe=True)
    mark(dialogue, "Lindängen", 7, safe=True)
    mark(dialogue, "Almskolan", 4, safe=True)
    found = compare(afraid, *SPAN)
    assert found.by_area.klass == before.by_area.klass, "they are not in the comparison"
    assert {row.name: (row.marks, row.safe) for row in rows(found)} == {
        "Lyckeberga öst": (60, 11),
        "Lyckeberga väst": (0, 12),
    }
    told = [one.text for one in safe_squares(found, afraid)]
    assert told == [
        "Kring Resecentrum: 12 personer markerade en trygg plats och 0 en otrygg.",
        "Kring Lindängen: 7 personer markerade en trygg plats och 60 en otrygg.",
    ]
    layer = description(found, afraid, squares(found, afraid))["layers"][2]
    assert [one["properties"]["text"] for one in layer["data"]["features"]] == told
    said = as_(coordinator).get(reverse("situation:fear", args=[afraid.slug])).content.decode()
    assert all(one in said for one in told)


@time_machine.travel("2026-11-25 12:00+01:00", tick=False)
def test_those_who_said_where_in_words_only_are_told_of(afraid, coordinator, as_):
    dialogue = Dialogue.objects.unscoped("test").get()
    given = Given(marks=[GivenMark(question="otrygg", safe=False, near="bakom skolan")])
    for n in range(3):
        sending = answering.Sending(
            given=given, questionnaire=dialogue.questionnaire, client_id=f"words {n}"
        )
        answering.receive(
            dialogue=dialogue, sending=sending, today=date(2026, 10, 5), by=answering.RESIDENT
        )
    assert compare(afraid, *SPAN).marked.in_words == 3
    said = as_(coordinator).get(reverse("situation:fear", args=[afraid.slug])).content.decode()
    assert "3 personer har sagt var i egna ord, utan plats på kartan" in said


def test_map_and_table_hold_the_same(afraid):
    found = compare(afraid, *SPAN)
    told = squares(found, afraid)
    coloured, areas = description(found, afraid, told)["layers"]
    assert [f["properties"]["text"] for f in areas["data"]["features"]] == [
        row.sentence
        for row in sorted(rows(found), key=lambda r: [a.code for a in found.areas].index(r.code))
    ]
    assert [
        (one["properties"]["id"], one["properties"]["class"], one["properties"]["text"])
        for one in coloured["data"]["features"]
    ] == [(one.name, one.klass, one.text) for one in told]
    assert len(told) == sum(one.squares for one in around(found, told)) == len(found.notable)


def test_each_square_has_its_figures_and_how_sure_it_is(afraid):
    found = compare(afraid, *SPAN)
    told = squares(found, afraid)
    there = place(afraid, "Lindängen")
    cell = int(found.grid.index([there.x], [there.y])[0])
    one = next(one for one in told if one.cell == cell)
    assert (one.place, one.klass, one.persons, one.events) == ("Lindängen", FEAR, 60, 0)
    assert one.times > 1
    assert all(one.p <= 0.05 for one in told)
    assert f"{one.told_times} gånger vad händelserna motsvarar" in one.text
    assert "ger slumpen i 0,5 procent av fallen" in one.text
    reverse_ = next(one for one in told if one.klass == EVENTS)
    assert reverse_.times < 1
    by_place = {(one.place, one.klass): one for one in around(found, told)}
    gathered = by_place["Lindängen", FEAR]
    assert (gathered.persons, gathered.p) == (60, "0,5 procent"), "a person once in all of them"


@time_machine.travel("2026-11-25 12:00+01:00", tick=False)
def test_three_places_of_each_kind_are_told_in_words_and_all_stand_in_the_table(
    afraid, coordinator, as_, arrange
):
    found = compare(afraid, date(2024, 11, 26), date(2026, 11, 26))
    with arrange():
        for one in squares(found, afraid):
            x, y = (float(side) for side in found.grid.centre(one.cell))
            NamedPlace.objects.create(kommun=afraid, name=f"Plats {one.cell}", x=x, y=y)
    places = around(found, squares(found, afraid))
    told = kinds(places)
    assert [kind.klass for kind in told] == [FEAR, EVENTS]
    assert sum(len(kind.places) for kind in told) == len(places)
    assert max(kind.more for kind in told) > 0, "the town has more places than are told in words"
    said = as_(coordinator).get(reverse("situation:fear", args=[afraid.slug])).content.decode()
    for kind in told:
        assert len(kind.told) + kind.more == len(kind.places)
        assert [one.sentence in said for one in kind.places] == [
            place in kind.told for place in kind.places
        ]
        for one in kind.places:
            assert f'<th scope="row">{one.where}</th>' in said


@time_machine.travel("2026-11-25 12:00+01:00", tick=False)
def test_the_page_has_a_row_for_every_square_that_the_map_colours(afraid, coordinator, as_):
    told = squares(compare(afraid, date(2024, 11, 26), date(2026, 11, 26)), afraid)
    said = as_(coordinator).get(reverse("situation:fear", args=[afraid.slug])).content.decode()
    for one in told:
        assert f'<tr data-feature-id="{one.name}">' in said
        assert f'<td class="number">{one.told_p}</td>' in said


def test_where_no_place_has_a_name_the_squares_are_told_all_the_same(afraid, arrange):
    with arrange():
        NamedPlace.objects.unscoped("test").update(closed_on=date(2026, 1, 1))
    found = compare(afraid, *SPAN)
    told = squares(found, afraid)
    assert told
    assert told[0].text.startswith(f"Ruta {told[0].name}: ")
    assert around(found, told)[0].where == "Utan plats i närheten"


def test_the_same_input_gives_the_same_map(afraid):
    first, again = (
        description(found, afraid, squares(found, afraid))
        for found in (compare(afraid, *SPAN) for _ in range(2))
    )
    assert first == again


def test_fear_that_follows_the_events_is_not_called_anything(afraid, arrange):
    where = [place(afraid, name) for name in ("Resecentrum", "Almskolan")]
    with arrange():
        for n, mark in enumerate(Mark.objects.unscoped("test").order_by("pk")):
            mark.x, mark.y = where[n % 2].x, where[n % 2].y
            mark.save()
    found = compare(afraid, *SPAN)
    assert not any(row.sure for row in rows(found))
    assert not len(found.notable)


@time_machine.travel("2026-11-25 12:00+01:00", tick=False)
def test_a_problem_rests_on_it_with_one_click(afraid, coordinator, reporter, leader, as_):
    problem = describe_problem(
        kommun=afraid, facts=ProblemFacts(title="Oro i Lindängen", kind="fear"), by=SYSTEM
    )
    url = reverse("situation:fear", args=[afraid.slug])
    client = as_(coordinator)
    said = client.get(url).content.decode()
    assert "skiljer sig otryggheten" in said
    assert said.count('<tr data-feature-id="O"') == 1
    assert client.post(url, {"area": "X", "problem": problem.pk}).status_code == 200
    client.post(url, {"area": "O", "problem": problem.pk})
    evidence = Evidence.objects.unscoped("test").get(problem=problem)
    assert evidence.kind == "dialogue"
    assert "Lyckeberga öst" in evidence.sentence
    assert "Höstens dialog" in evidence.source
    for somebody in (reporter, leader):
        assert as_(somebody).get(url).status_code == 403


def test_points_of_a_walk_lie_beside_the_comparison_and_are_not_counted(afraid, as_, coordinator):
    before = rows(compare(afraid, *SPAN))
    form = dialogues.write_questionnaire(
        kommun=afraid, name="Vandring", definition=FORM, by=coordinator
    )
    plan = dialogues.Plan(
        title="Vandringen",
        format=Format.WALK,
        audience=Audience.RESIDENTS,
        mode=Mode.OPEN,
        opens=date(2026, 9, 1),
        closes=date(2026, 9, 1),
    )
    walk = dialogues.open_(
        dialogue=dialogues.plan(questionnaire=form, plan=plan, by=coordinator), by=coordinator
    )
    given = {"seen": "Mörkt", "todo": "Byt lampor", "owner": "Gatuenheten"}
    for name in ("Lindängen", "Resecentrum"):
        point = Point(where=name, **given, place=place(afraid, name), target=date(2027, 3, 1))
        walks.add_point(dialogue=walk, point=point, by=coordinator)
    far = Point(where="Långt bort", **given, x=100_000.0, y=6_500_000.0, target=date(2027, 3, 1))
    walks.add_point(dialogue=walk, point=far, by=coordinator)
    found = compare(afraid, *SPAN)
    assert rows(found) == before
    assert [(one.where, one.klass) for one in stopped(found)] == [
        ("Lindängen", FEAR),
        ("Resecentrum", EVENTS),
        ("Långt bort", OUTSIDE),
    ]
    layer = description(found, afraid, squares(found, afraid))["layers"][-1]
    assert layer["data"]["features"][0]["properties"]["name"] == "Lindängen"
    with time_machine.travel("2026-11-20 12:00+01:00", tick=False):
        text = as_(coordinator).get(reverse("situation:fear", args=[afraid.slug])).content.decode()
    assert "Där trygghetsvandringar har stannat" in text
