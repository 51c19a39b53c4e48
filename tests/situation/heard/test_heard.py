"""What people said becomes a problem with one click, and is followed forward to the verdict."""

import pytest
from django.urls import reverse

from lofte.audit.refusals import Refused
from lofte.dialogue.answering import actions as answering
from lofte.dialogue.questionnaires.questions import Given, GivenMark
from lofte.places.models import NamedPlace
from lofte.situation.heard import actions
from lofte.situation.problems.actions import add_theme, describe_problem, merge_problem
from lofte.situation.problems.inputs import ProblemFacts
from lofte.situation.problems.models import Evidence, Problem
from tests.dialogue.conftest import TODAY, _today, dialogue, questionnaire

__all__ = ["_today", "dialogue", "questionnaire"]
pytestmark = pytest.mark.usefixtures("_today")


@pytest.fixture
def station(kommun):
    return NamedPlace.objects.unscoped("test").get(kommun=kommun, name="Resecentrum")


@pytest.fixture
def said(dialogue, station):
    """Eight write of light and six of them mark the station; two write of mopeds."""
    for n in range(10):
        marks = [GivenMark(question="otrygg", safe=False, place=station.pk)] if n < 6 else []
        given = Given(values={"ovrigt": "mörkt" if n < 8 else "mopeder"}, marks=marks)
        sending = answering.Sending(
            given=given, questionnaire=dialogue.questionnaire, client_id=str(n)
        )
        answering.receive(dialogue=dialogue, sending=sending, today=TODAY, by=answering.RESIDENT)
    return dialogue


def robots(dialogue, where, count=20):
    marks = [GivenMark(question="otrygg", safe=False, place=where.pk)]
    for n in range(count):
        sending = answering.Sending(
            given=Given(values={"ovrigt": "mopeder"}, marks=marks),
            questionnaire=dialogue.questionnaire,
            client_id=f"robot {n}",
            suspected=True,
        )
        answering.receive(dialogue=dialogue, sending=sending, today=TODAY, by=answering.RESIDENT)


def click(client, dialogue, **given):
    url = reverse("situation:heard", args=[dialogue.kommun.slug, dialogue.pk])
    return client.post(url, given, follow=True).content.decode()


def onward(client, dialogue):
    url = reverse("desk:onward", args=[dialogue.kommun.slug, dialogue.pk])
    return client.get(url).content.decode()


def test_a_theme_becomes_a_problem_with_one_click(said, as_, coordinator):
    client = as_(coordinator)
    assert "Inget problem vilar på det än" in onward(client, said)
    assert "Öppen enkät: gäller bara dem som svarade." in onward(client, said)
    page = click(client, said, tema="ljus")
    assert "8 personer skrev om ”Ljus och mörker” i ”Höstens dialog”." in page
    assert "temalistan, version 1; öppen enkät: gäller bara dem som svarade" in page
    problem = Problem.objects.unscoped("test").get()
    assert (problem.title, problem.kind) == ("Ljus och mörker", "fear")
    shown = onward(client, said)
    assert "Inget löfte om det än" in shown
    assert "Trafik och buskörning" not in shown.split("<select")[0]


def test_a_robot_makes_no_problem_and_its_answers_are_said_to_be_left_out(
    said, station, as_, coordinator
):
    almskolan = NamedPlace.objects.unscoped("test").get(kommun=said.kommun, name="Almskolan")
    robots(said, almskolan)
    shown = onward(as_(coordinator), said)
    assert "20 svar kan vara skickade av ett program och är inte med här." in shown
    assert "Almskolan" not in shown
    for refused in ({"theme": "trafik"}, {"where": almskolan}):
        act = actions.problem_of_theme if "theme" in refused else actions.problem_of_place
        with pytest.raises(Refused, match="Färre än 5"):
            act(dialogue=said, by=coordinator, **refused)
    problem = actions.problem_of_place(dialogue=said, where=station, by=coordinator)
    sentence = Evidence.objects.unscoped("test").get(problem=problem).sentence
    assert sentence == (
        "6 av 10 som svarade har pekat ut platsen som otrygg. "
        "20 svar som kan ha skickats av ett program är inte med."
    )
    themed = actions.problem_of_theme(dialogue=said, theme="ljus", by=coordinator)
    assert "20 svar som" in Evidence.objects.unscoped("test").get(problem=themed).sentence


def test_the_same_theme_again_is_one_evidence_and_the_whole_is_another(said, as_, coordinator):
    client = as_(coordinator)
    click(client, said, tema="ljus")
    problem = Problem.objects.unscoped("test").get()
    click(client, said, tema="ljus", problem=problem.pk)
    click(client, said, plats=999_999, problem=problem.pk)
    rows = Evidence.objects.unscoped("test").filter(problem=problem)
    assert sorted(rows.values_list("theme", flat=True)) == ["ljus"]
    station = NamedPlace.objects.unscoped("test").get(name="Resecentrum")
    click(client, said, plats=station.pk, problem=problem.pk)
    assert sorted(rows.values_list("theme", flat=True)) == ["", "ljus"]
    other = describe_problem(
        kommun=said.kommun, facts=ProblemFacts(title="Mörker", kind="fear"), by=coordinator
    )
    add_theme(problem=other, dialogue=said, theme="ljus", by=coordinator)
    merge_problem(problem=other, into=problem, by=coordinator)
    assert rows.count() == 2


def test_a_place_and_an_area_become_problems_with_one_click(said, as_, coordinator, station):
    client = as_(coordinator)
    page = click(client, said, plats=station.pk)
    assert "Otryggt: Resecentrum" in page
    assert "6 av 10 som svarade har pekat ut platsen" in page
    page = click(client, said, omrade=station.area_id)
    assert "Otryggt: Lyckeberga väst" in page
    shown = onward(client, said)
    assert shown.count("Otryggt: Resecentrum</a>") == 1
    assert "6 personer markerade en otrygg plats" in shown


def test_what_few_said_is_no_problem(said, coordinator, as_, other_kommun):
    with pytest.raises(Refused, match="Färre än 5"):
        actions.problem_of_theme(dialogue=said, theme="trafik", by=coordinator)
    with pytest.raises(Refused, match="Temat finns inte"):
        actions.problem_of_theme(dialogue=said, theme="annat", by=coordinator)
    quiet = NamedPlace.objects.unscoped("test").get(kommun=said.kommun, name="Stortorget")
    foreign = NamedPlace.objects.unscoped("test").filter(kommun=other_kommun).first()
    for place in (quiet, foreign):
        with pytest.raises(Refused, match="Färre än 5"):
            actions.problem_of_place(dialogue=said, where=place, by=coordinator)
    assert "Färre än 5" in click(as_(coordinator), said, tema="trafik")
    facts = ProblemFacts(title="Annat", kind="fear")
    theirs = describe_problem(kommun=other_kommun, facts=facts, by=coordinator)
    with pytest.raises(Refused, match="annan kommun"):
        add_theme(problem=theirs, dialogue=said, theme="ljus", by=coordinator)
    mine = describe_problem(kommun=said.kommun, facts=facts, by=coordinator)
    with pytest.raises(Refused, match="Färre än 5"):
        add_theme(problem=mine, dialogue=said, theme="trafik", by=coordinator)


def test_who_only_reads_follows_and_clicks_nothing(said, as_, reviewer, leader):
    shown = onward(as_(reviewer), said)
    assert "Ljus och mörker" in shown
    assert "Gör till ett problem" not in shown
    url = reverse("situation:heard", args=[said.kommun.slug, said.pk])
    assert as_(reviewer).post(url, {"tema": "ljus"}).status_code == 403
    assert as_(leader).get(url.replace("problem/", "vidare/")).status_code == 403


def test_a_dialogue_in_which_little_was_said_says_so(dialogue, as_, coordinator):
    assert "Inget har sagts av tillräckligt många" in onward(as_(coordinator), dialogue)
