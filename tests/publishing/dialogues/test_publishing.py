"""What came of a dialogue goes out: when no more answers come, in its own mode, counted once."""

import json

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from lofte.audit.refusals import Refused
from lofte.dialogue import actions as dialogues
from lofte.dialogue.feedback import actions as feedback
from lofte.dialogue.models import Dialogue
from lofte.dialogue.questionnaires.questions import GivenMark
from lofte.dialogue.results.actions import enter_population
from lofte.dialogue.results.page import results_page
from lofte.dialogue.states import Format, Mode
from lofte.places.models import NamedPlace
from lofte.publishing import editions
from lofte.publishing.actions import withdraw
from lofte.publishing.dialogues import disclosed
from lofte.publishing.dialogues.actions import publish_dialogue
from lofte.publishing.models import Edition
from tests import cast
from tests.dialogue.conftest import TODAY, _today, dialogue, planned, questionnaire
from tests.dialogue.results.conftest import send, survey

__all__ = ["_today", "dialogue", "questionnaire", "survey"]
pytestmark = pytest.mark.usefixtures("_today")


def marks(name, **more):
    place = NamedPlace.objects.unscoped("test").get(kommun__code="9901", name=name)
    return [GivenMark(question="otrygg", safe=False, place=place.pk, **more)]


@pytest.fixture
def answered(dialogue):
    """40 have answered: 30 at step 1, 7 at step 2, 3 at step 3; a robot sends five more."""
    steps = ["1"] * 30 + ["2"] * 7 + ["3"] * 3
    for number, step in enumerate(steps):
        at = marks("Resecentrum") if number < 12 else []
        send(dialogue, number, marks=at, kvall=step, ovrigt="Ring mig inte.")
    for number in range(5):
        robot = {"marks": marks("Almskolan"), "kvall": "5"}
        send(dialogue, f"robot {number}", suspected=True, **robot)
    return dialogue


@pytest.fixture
def ended(answered, coordinator):
    return dialogues.end(dialogue=answered, by=coordinator)


def out(dialogue, by, *, suspected=False):
    return publish_dialogue(dialogue=dialogue, suspected=suspected, by=by, today=TODAY)


def content(edition, root):
    return editions.read(root, edition.kommun.slug, edition.number).content


def page(path, status=200):
    response = Client().get(path)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def question(told, code):
    return next(one for one in told["questions"] if one["code"] == code)


def test_while_answers_come_nothing_goes_out(answered, communicator):
    with pytest.raises(Refused, match="tar fortfarande emot svar"):
        out(answered, communicator)
    assert not Edition.objects.unscoped("test").exists()


def test_fewer_than_ten_are_not_told_of(dialogue, coordinator, communicator):
    for number in range(9):
        send(dialogue, number, kvall="1")
    ended = dialogues.end(dialogue=dialogue, by=coordinator)
    with pytest.raises(Refused, match="Färre än 10 har svarat"):
        out(ended, communicator)


def test_an_open_survey_tells_of_those_who_answered_and_of_nobody_else(
    ended, communicator, editions_dir
):
    edition = out(ended, communicator)
    told = content(edition, editions_dir)
    assert (told["mode"], told["answers"]) == ("open", 40)
    asked = question(told, "kvall")
    assert asked["base"] == 40
    counts = {line["code"]: line["count"] for line in asked["lines"]}
    assert counts["3"] is None, "three could be pointed at"
    assert list(counts.values()).count(None) == 2
    assert not any("low" in line for line in asked["lines"])
    assert "Ring mig inte" not in json.dumps(told)
    html = page(f"/lyckeberga/dialoger/{edition.number}/")
    assert "40 personer valde själva att svara" in html
    assert "Siffrorna gäller bara dem" in html
    assert "visas inte" in html
    assert "Höstens dialog" in page("/lyckeberga/")
    assert "Så svarade ni: Höstens dialog" in page("/lyckeberga/flode.atom")


def test_what_a_robot_marked_is_not_in_an_edition_without_it(
    ended, coordinator, communicator, editions_dir
):
    told = content(out(ended, communicator), editions_dir)
    unsafe = next(one for one in told["marks"] if one["kind"] == "unsafe")
    assert unsafe["areas"] == [{"name": "Lyckeberga väst", "count": 12}]
    assert results_page(ended, coordinator, suspected=False).marks == {"unsafe": 12}
    assert results_page(ended, coordinator).marks == {"unsafe": 17}


def test_when_and_why_are_counted_and_few_are_hidden(
    dialogue, coordinator, communicator, editions_dir
):
    for number in range(20):
        said = {"when": ("kvall",)} if number < 17 else {}
        why = ("morkt",) if number < 3 else ()
        send(dialogue, number, marks=marks("Resecentrum", why=why, **said), kvall="1")
    when, why = results_page(dialogue, coordinator).of_marks
    assert (when.base, when.missing, when.lines[0].count) == (17, 3, 17)
    assert (why.base, why.missing, why.lines[0].count) == (3, 17, 3)
    ended = dialogues.end(dialogue=dialogue, by=coordinator)
    unsafe, safe = content(out(ended, communicator), editions_dir)["marks"]
    (told,) = unsafe["said"]
    assert (told["row"], told["lines"][0]["count"]) == ("when", 17)
    assert "percent" not in told["lines"][0]
    assert safe["said"] == []
    assert "Finns det en otrygg plats? När?" in page("/lyckeberga/dialoger/1/")


def test_when_and_why_do_not_tell_how_many_are_in_a_hidden_area():
    shown = disclosed.row({"A": 12, "B": 2}, minimum=5)
    assert shown == {"A": None, "B": None, "": 14}, "who said when may add up to the total"
    few = disclosed.row({"A": 3, "B": 1, "C": 1}, minimum=5)
    assert set(few.values()) == {None}, "three are at least one each"


def test_a_kommun_that_shows_smaller_figures_does_not_show_those_of_answers(
    ended, communicator, kommun, arrange, editions_dir
):
    with arrange():
        kommun.minimum_cell = 3
        kommun.save()
    told = content(out(Dialogue.objects.unscoped("test").get(), communicator), editions_dir)
    assert told["minimum"] == 5
    counts = {line["code"]: line["count"] for line in question(told, "kvall")["lines"]}
    assert counts["3"] is None


def test_a_sample_speaks_for_the_population_with_intervals(
    survey, coordinator, communicator, editions_dir
):
    ended = dialogues.end(dialogue=survey, by=coordinator)
    told = content(out(ended, communicator), editions_dir)
    assert [part["answered"] for part in told["parts"]] == [20, 12]
    first = question(told, "kvall")["lines"][0]
    assert first["count"] == 26
    assert first["low"] < first["percent"] < first["high"]


def test_every_edition_counts_the_same_answers(ended, communicator, editions_dir):
    first = out(ended, communicator)
    with pytest.raises(Refused, match="räknar svaren på ett annat sätt"):
        out(ended, communicator, suspected=True)
    withdraw(edition=first, reason="Fel bild.", by=communicator)
    with pytest.raises(Refused, match="räknar svaren på ett annat sätt"):
        out(ended, communicator, suspected=True)
    again = content(out(ended, communicator), editions_dir)
    assert again["questions"] == content(first, editions_dir)["questions"]


def test_tables_that_leave_out_answers_cannot_be_told_beside_an_earlier_edition(
    questionnaire, coordinator, communicator
):
    asked = planned(questionnaire, coordinator, Mode.SAMPLE, format=Format.SAMPLE)
    _, codes = dialogues.draw_stratum(
        dialogue=asked, name="Norr", population=300, drawn=30, by=coordinator
    )
    dialogues.open_(dialogue=asked, by=coordinator)
    for n in range(20):
        send(asked, n, codes[n], kvall="1" if n % 2 else "2")
    send(asked, "one without the background", codes[20], avstatt=["torg"])
    ended = dialogues.end(dialogue=asked, by=coordinator)
    out(ended, communicator)
    out(ended, communicator)  # nothing has changed
    counts = {"1": 500, "2": 500}
    enter_population(dialogue=ended, question="kvall", counts=counts, source="SCB", by=coordinator)
    with pytest.raises(Refused, match="Befolkningstabellerna har ändrats"):
        out(ended, communicator)
    preview = f"/arbete/lyckeberga/utgavor/dialoger/{ended.pk}/"
    shown = cast.signed_in(communicator).get(preview).content.decode()
    assert "Befolkningstabellerna har ändrats" in shown


def test_the_feedback_stands_first_and_a_new_edition_takes_it_in(ended, coordinator, communicator):
    first = out(ended, communicator)
    told = feedback.Told(
        outcome="Många undviker gångvägen.",
        will_do="Nya lampor i vår.",
        by_whom="Gatuenheten",
        told_on=TODAY,
        channel="meeting",
    )
    feedback.give_feedback(dialogue=ended, told=told, now=timezone.now(), by=coordinator)
    second = out(ended, communicator)
    html = page(f"/lyckeberga/dialoger/{second.number}/")
    assert html.index("Nya lampor i vår") < html.index("Fråga för fråga")
    earlier = page(f"/lyckeberga/dialoger/{first.number}/")
    assert "En senare utgåva kom" in earlier
    assert "Nya lampor" not in earlier


def test_a_withdrawn_result_says_why_and_shows_nothing(ended, communicator):
    edition = out(ended, communicator)
    withdraw(edition=edition, reason="Fel fråga.", by=communicator)
    html = page(f"/lyckeberga/dialoger/{edition.number}/", 410)
    assert "Fel fråga." in html
    assert "Fråga för fråga" not in html
    assert "Höstens dialog" not in page("/lyckeberga/")
    assert page(f"/lyckeberga/nyheter/{edition.number}/", 404)


def test_an_edition_is_in_swedish_whoever_publishes_it(ended, communicator, editions_dir):
    swedish = content(out(ended, communicator), editions_dir)
    with override("en"):
        english = content(out(ended, communicator), editions_dir)
    assert english == swedish | {"number": swedish["number"] + 1}


def test_the_communicator_previews_chooses_and_publishes(ended, communicator, leader):
    client, address = (
        cast.signed_in(communicator),
        f"/arbete/lyckeberga/utgavor/dialoger/{ended.pk}/",
    )
    assert "Höstens dialog" in client.get("/arbete/lyckeberga/utgavor/").content.decode()
    with_robots = client.get(address).content.decode()
    assert "45 personer valde" in with_robots
    assert "kan ha skickats av en robot" in with_robots
    without = client.get(f"{address}?misstankta=utan").content.decode()
    assert "40 personer valde" in without
    done = client.post(f"{address}publicera/", {"misstankta": "utan"}, follow=True)
    assert "Resultatet är publicerat" in done.content.decode()
    assert "40 personer valde" in client.get(address).content.decode(), "as the first time"
    assert cast.signed_in(leader).post(f"{address}publicera/").status_code == 403


def test_a_dialogue_that_is_open_is_not_previewed(answered, communicator):
    client = cast.signed_in(communicator)
    address = f"/arbete/lyckeberga/utgavor/dialoger/{answered.pk}/"
    assert client.get(address).status_code == 404
