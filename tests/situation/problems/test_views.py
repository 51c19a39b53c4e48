"""The pages of problems: describe, rest on evidence, ask why, take a position, compare."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from lofte.dialogue.actions import open_, write_questionnaire
from lofte.dialogue.answering.actions import RESIDENT, Sending, receive
from lofte.dialogue.questionnaires.questions import Given, GivenMark
from lofte.people.models import User
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.situation.actions import compile_picture, freeze
from lofte.situation.problems.actions import describe_problem
from lofte.situation.problems.inputs import ProblemFacts
from lofte.situation.problems.models import Problem
from lofte.statistics.actions import FigureInput, SeriesInput, add_source, type_figure
from lofte.statistics.models import Source
from tests.dialogue.conftest import DEFINITION, TODAY, planned
from tests.situation.pictures import WEEK

CAUSE = {
    "statement": "Det är mörkt",
    "perspective": "situation",
    "confidence": "support",
    "influence": "yes",
    "influenced_by": "gatukontoret",
}


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def url(name: str, *args: object) -> str:
    return reverse(f"situation:{name}", args=["lyckeberga", *args])


@pytest.fixture
def client_of(coordinator: User, as_: Any) -> Any:
    return as_(coordinator)


def described(client: Any, title: str = "Bråk vid resecentrum") -> Problem:
    answers = {"title": title, "kind": "crime", "perceived": "2", "reported": "0"}
    response = client.post(url("problem-new"), answers, follow=True)
    assert "Problemet är sparat" in text_of(response)
    return Problem.objects.unscoped("test").get(title=title)


def test_from_nothing_to_a_position(kommun: Kommun, client_of: Any) -> None:
    assert "Inga problem än" in text_of(client_of.get(url("problems")))
    problem = described(client_of)
    page = text_of(client_of.get(url("problem", problem.pk)))
    assert "Upplevs mer än det rapporteras" in page
    evidence = {
        "kind": "dialogue",
        "sentence": "41 boende pekar ut platsen",
        "source": "Dialogen 2025",
        "period": "hösten 2025",
        "strength": "some",
    }
    page = text_of(client_of.post(url("evidence", problem.pk), evidence, follow=True))
    assert "Dialogen 2025 · hösten 2025" in page
    row = problem.evidence.unscoped("test").get()
    page = text_of(client_of.post(url("evidence-remove", problem.pk, row.pk), follow=True))
    assert "Dialogen 2025" not in page
    refused = client_of.post(url("position", problem.pk), {"need": "no", "version": "1"})
    assert "lag 2023:196, 3 §" in text_of(refused)
    said = {"need": "no", "reason": "Åtgärdat i våras.", "version": "1"}
    page = text_of(client_of.post(url("position", problem.pk), said, follow=True))
    assert "Nej, ingen åtgärd" in page
    late = client_of.post(url("position", problem.pk), said | {"reason": "Mitt skäl."})
    assert late.status_code == 422
    assert "Någon annan hann ändra problemet" in text_of(late)
    assert "Mitt skäl." in text_of(late), "what was typed stays"
    assert late.context["problem"].need_reason == "Åtgärdat i våras."


def test_a_problem_is_changed_by_one_at_a_time(kommun: Kommun, client_of: Any) -> None:
    problem = described(client_of)
    said = {"title": "Nytt namn", "kind": "fear", "version": "1"}
    client_of.post(url("problem-change", problem.pk), said)
    late = client_of.post(url("problem-change", problem.pk), said)
    assert late.status_code == 422
    assert "det du skrev finns kvar" in text_of(late)
    assert "Nytt namn" in text_of(client_of.get(url("problems")))


def test_causes_are_a_tree_and_a_nested_list(kommun: Kommun, client_of: Any) -> None:
    problem = described(client_of)
    client_of.post(url("cause-new", problem.pk), CAUSE)
    top = problem.causes.unscoped("test").get()
    under = CAUSE | {"statement": "Lamporna är gamla", "confidence": "guess"}
    page = client_of.post(f"{url('cause-new', problem.pk)}?under={top.pk}", under, follow=True)
    assert text_of(page).count('<ul class="tree">') == 2
    asked = text_of(client_of.get(f"{url('cause-new', problem.pk)}?under={top.pk}"))
    assert "Varför? ”Det är mörkt”" in asked
    child = problem.causes.unscoped("test").get(parent=top)
    changed = under | {"statement": "Lamporna är från 1974", "version": "1"}
    page = client_of.post(url("cause-change", problem.pk, child.pk), changed, follow=True)
    assert "från 1974" in text_of(page)
    refused = client_of.post(url("cause-withdraw", problem.pk, top.pk), follow=True)
    assert "hänger under" in text_of(refused)
    page = client_of.post(url("cause-withdraw", problem.pk, child.pk), follow=True)
    assert "från 1974" not in text_of(page)


def test_a_finding_is_taken_in_with_one_click(
    town: Kommun, coordinator: User, reviewer: User, client_of: Any
) -> None:
    problem = described(client_of)
    picture = compile_picture(kommun=town, period=WEEK, by=coordinator)
    freeze(picture=picture, version=picture.version, by=reviewer)
    page = client_of.get(url("problem", problem.pk))
    found = page.context["findings"][0]
    taken = client_of.post(url("evidence-finding", problem.pk), {"finding": found.pk}, follow=True)
    assert "Iakttagelsen är ett underlag nu" in text_of(taken)
    assert client_of.post(url("evidence-finding", problem.pk), {"finding": "x"}).status_code == 404


def test_two_problems_become_one(kommun: Kommun, client_of: Any) -> None:
    old, kept = described(client_of, "A"), described(client_of, "B")
    page = client_of.post(url("problem-merge", old.pk), {"into": kept.pk}, follow=True)
    assert "har flyttat med" in text_of(page)
    assert "Sammanslaget med" in text_of(client_of.get(url("problem", old.pk)))
    page = client_of.post(url("problem-close", kept.pk), follow=True)
    assert "Problemet är avslutat" in text_of(page)
    page = client_of.post(url("problem-close", kept.pk), follow=True)
    assert "Problemet är avslutat" not in text_of(page)


def test_the_matrix_shows_a_sum_and_the_decision_is_words(
    kommun: Kommun, client_of: Any, leader: User, as_: Any
) -> None:
    assert "Inget att jämföra än" in text_of(client_of.get(url("priorities")))
    problem = described(client_of)
    client_of.post(url("priorities"), {"seed": "1"})
    page = client_of.post(url("priorities"), {"name": "Nära skola", "scale": "yes_no"}, follow=True)
    assert "Nära skola" in text_of(page)
    again = client_of.post(url("priorities"), {"name": "Nära skola", "scale": "yes_no"})
    assert "finns redan" in text_of(again)
    first, second = page.context["criteria"][:2]
    said = {
        f"criterion_{first.pk}": "3",
        f"criterion_{second.pk}": "2",
        "decision": "Vi tar den här först, för det är närmast skolan.",
        "version": client_of.get(url("score", problem.pk)).context["form"]["version"].value(),
    }
    page = text_of(client_of.post(url("score", problem.pk), said, follow=True))
    assert "<td> 5 <span" in page
    assert "6 obesvarade" in page
    assert "närmast skolan" in page
    late = client_of.post(url("score", problem.pk), said | {"decision": "Vi väntar."})
    assert "Någon annan hann ändra problemet" in text_of(late)
    page = client_of.post(url("criterion-close", first.pk), follow=True)
    assert first.name not in text_of(page)
    reader = as_(leader)
    assert "Lägg in de vanliga" not in text_of(reader.get(url("priorities")))
    assert reader.post(url("priorities"), {"seed": "1"}).status_code == 403


def test_what_was_named_stays_though_it_was_closed_since(
    kommun: Kommun, client_of: Any, arrange: Any
) -> None:
    problem = described(client_of)
    place = NamedPlace.objects.unscoped("test").get(kommun=kommun, name="Resecentrum")
    area = Area.objects.unscoped("test").filter(kommun=kommun, kind=Area.Kind.OWN)[0]
    page = client_of.get(url("problem-change", problem.pk))
    answers = {k: "" if v is None else v for k, v in page.context["form"].initial.items()}
    answers |= {"places": [str(place.pk)], "areas": [str(area.pk)]}
    client_of.post(url("problem-change", problem.pk), answers)
    with arrange():
        NamedPlace.objects.unscoped("test").filter(pk=place.pk).update(closed_on=date(2026, 1, 1))
    page = client_of.get(url("problem-change", problem.pk))
    answers = {k: "" if v is None else v for k, v in page.context["form"].initial.items()}
    done = client_of.post(url("problem-change", problem.pk), answers | {"title": "Ny rubrik"})
    assert done.status_code == 302
    problem.refresh_from_db()
    assert problem.title == "Ny rubrik"
    assert list(problem.places.unscoped("test")) == [place]
    assert list(problem.areas.unscoped("test")) == [area]


@pytest.mark.parametrize("whole", ["", "T"])
def test_a_figure_of_the_kommun_is_evidence_with_one_click(
    kommun: Kommun, client_of: Any, coordinator: User, whole: str
) -> None:
    """Kolada's own "T" is everybody; women and men are figures of their own."""
    problem = described(client_of)
    source = add_source(kommun=kommun, name="Kolada", kind=Source.Kind.TYPED, by=coordinator)
    for code, group, value in (
        *(("9901", "K", 44.0), ("9901", whole, 36.5), ("9901", "M", 29.0)),
        ("0180", whole, 41.0),
    ):
        one = FigureInput(
            geography_kind="kommun",
            geography_code=code,
            group=group,
            period_start=date(2025, 1, 1),
            period_end=date(2025, 12, 31),
            value=value,
        )
        given = SeriesInput(code="U07417", name="Otrygga", unit="procent", figures=[one])
        type_figure(source=source, given=given, by=coordinator)
    page = client_of.get(url("problem", problem.pk))
    (figure,) = page.context["figures"]
    assert (figure.geography_code, figure.group) == ("9901", whole)
    done = client_of.post(url("evidence-figure", problem.pk), {"figure": figure.pk}, follow=True)
    assert "Otrygga, Lyckeberga: 36,5 procent" in text_of(done)
    assert done.context["figures"] == [], "it rests on it already"
    assert client_of.post(url("evidence-figure", problem.pk), {"figure": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        (6, "6 av 7 som svarade har pekat ut platsen som otrygg."),
        (2, "Färre än 5 av 7 som svarade har pekat ut platsen som otrygg."),
        (0, "Ingen av 7 som svarade har pekat ut platsen som otrygg."),
    ],
)
def test_what_a_dialogue_says_of_the_place_is_evidence_with_one_click(
    kommun: Kommun, client_of: Any, coordinator: User, marked: int, said: str
) -> None:
    place = NamedPlace.objects.unscoped("test").get(kommun=kommun, name="Resecentrum")
    facts = ProblemFacts(title="Otryggt", kind="disorder", places=(place,))
    problem = describe_problem(kommun=kommun, facts=facts, by=coordinator)
    form = write_questionnaire(kommun=kommun, name="Prov", definition=DEFINITION, by=coordinator)
    dialogue = open_(dialogue=planned(form, coordinator), by=coordinator)
    for number in range(7):
        mark = GivenMark(question="otrygg", safe=False, place=place.pk)
        given = Given(values={"kvall": "1"}, marks=[mark] if number < marked else [])
        sending = Sending(given=given, questionnaire=form, client_id=str(number))
        receive(dialogue=dialogue, sending=sending, today=TODAY, by=RESIDENT)
    assert client_of.get(url("problem", problem.pk)).context["dialogues"] == [dialogue]
    one = {"dialogue": dialogue.pk}
    page = client_of.post(url("evidence-dialogue", problem.pk), one, follow=True)
    assert said in text_of(page)
    assert "öppen enkät: gäller bara dem som svarade" in text_of(page)
    assert page.context["dialogues"] == []
    client_of.post(url("evidence-dialogue", problem.pk), one)
    assert problem.evidence.unscoped("test").count() == 1


def test_the_number_of_queries_stays(
    kommun: Kommun, client_of: Any, django_assert_num_queries: Any
) -> None:
    problem = described(client_of)
    client_of.post(url("cause-new", problem.pk), CAUSE)
    client_of.get(url("problem", problem.pk))
    with django_assert_num_queries(13):
        client_of.get(url("problem", problem.pk))
    with django_assert_num_queries(8):
        client_of.get(url("problems"))
    with django_assert_num_queries(8):
        client_of.get(url("priorities"))
