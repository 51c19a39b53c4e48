"""The open chain can be walked from either end: what was answered, what is promised, what came."""

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone

from lofte.dialogue import actions as dialogues
from lofte.dialogue.answering import actions as answering
from lofte.dialogue.questionnaires.questions import Given, GivenMark
from lofte.places.models import NamedPlace
from lofte.promises.follow_up.actions import judge
from lofte.promises.inputs import FocusLine, FollowUpFacts, MeasureFacts
from lofte.promises.measures.actions import add_measure
from lofte.publishing.actions import publish
from lofte.publishing.dialogues.actions import publish_dialogue
from lofte.publishing.promises.actions import publish_promise
from lofte.situation.causes.actions import CauseFacts, add_cause
from lofte.situation.problems.actions import add_dialogue, describe_problem
from lofte.situation.problems.inputs import ProblemFacts
from tests.dialogue.conftest import TODAY, _today, dialogue, questionnaire
from tests.promises.drafts import YEAR, commit, draft, sign
from tests.publishing.documents import OPEN

__all__ = ["_today", "dialogue", "questionnaire"]
pytestmark = pytest.mark.usefixtures("_today")
DURING = date(2026, 10, 4)


@pytest.fixture
def chain(kommun, dialogue, frozen, party, police_party, coordinator, communicator):
    """Twelve have answered, nine point at Resecentrum; a cause, a measure, a promise, a verdict."""
    place = NamedPlace.objects.unscoped("test").get(kommun=kommun, name="Resecentrum")
    for number in range(12):
        mark = GivenMark(question="otrygg", safe=False, place=place.pk)
        given = Given(values={"kvall": "2"}, marks=[mark] if number < 9 else [])
        sending = answering.Sending(
            given=given, questionnaire=dialogue.questionnaire, client_id=str(number)
        )
        answering.receive(dialogue=dialogue, sending=sending, today=TODAY, by=answering.RESIDENT)
    ended = dialogues.end(dialogue=dialogue, by=coordinator)
    facts = ProblemFacts(title="Otryggt vid stationen", kind="disorder", places=(place,))
    problem = describe_problem(kommun=kommun, facts=facts, by=coordinator)
    add_dialogue(problem=problem, dialogue=ended, by=coordinator)
    cause = add_cause(
        problem=problem,
        facts=CauseFacts(
            statement="Det är mörkt", perspective="situation", confidence="support", influence="yes"
        ),
        by=coordinator,
    )
    measure = add_measure(
        kommun=kommun,
        facts=MeasureFacts(
            text="Ny belysning",
            kind="situation",
            causes=(cause,),
            party=party,
            first_day=YEAR[0],
            last_day=YEAR[1],
            no_indicator_reason="Lamporna räknas i löftet.",
        ),
        by=coordinator,
    )
    promise = draft(
        kommun,
        party,
        police_party,
        focuses=(FocusLine(text="Stationen", problem=problem),),
    )
    point = commit(promise, party, text="Vi sätter upp lampor", measure=measure)
    sign(promise, party, police_party)
    point.promise.refresh_from_db()
    verdict = FollowUpFacts(
        on=DURING, verdict="kept", party=party, text="Tio nya lampor lyser.", source="Gatukontoret"
    )
    judge(commitment=point, facts=verdict, by=coordinator)
    publish(picture=frozen, by=communicator, today=OPEN)
    publish_promise(promise=promise, by=communicator, today=TODAY)
    publish_dialogue(dialogue=ended, suspected=True, by=communicator, today=TODAY)
    return promise


def links(path):
    answer = Client().get(path)
    assert answer.status_code == 200, path
    html = answer.content.decode()
    main = html[html.index("<main") : html.index("</main")]
    return main, re.findall(r'href="(/[^"]*)"', main)


def followed(path, pattern):
    """The page behind the first link that looks so."""
    _, found = links(path)
    return next(link for link in found if re.search(pattern, link))


def test_from_the_answers_to_the_verdict(chain):
    dialogue = followed("/lyckeberga/", r"/dialoger/\d+/")
    assert "9" in links(dialogue)[0]
    promise = followed(dialogue, r"/loften/")
    page = links(promise)[0]
    for told in ("Otryggt vid stationen", "Det är mörkt", "Ny belysning", "Vi sätter upp lampor"):
        assert told in page
    assert "Tio nya lampor lyser." in page


def test_from_the_promise_back_to_the_answers_and_the_picture(chain):
    promise = followed("/lyckeberga/", r"/loften/")
    dialogue = followed(promise, r"/dialoger/\d+/")
    assert followed(dialogue, r"/loften/") == promise
    picture = followed(promise, r"/lagesbild/\d+/")
    assert followed(picture, r"/loften/") == promise


def test_staff_follow_a_place_from_the_dialogue_to_the_verdict(
    chain, coordinator, as_, django_assert_max_num_queries
):
    from lofte.dialogue.models import Dialogue

    heard = Dialogue.objects.unscoped("test").get()
    client = as_(coordinator)
    with django_assert_max_num_queries(40):
        page = client.get(f"/arbete/lyckeberga/dialogresultat/{heard.pk}/vidare/").content.decode()
    for step in ("Resecentrum", "Otryggt vid stationen", "Vi sätter upp lampor", "hållet"):
        assert step in page


def test_who_left_an_address_is_to_hear_of_the_promise_once_it_is_out(
    chain, coordinator, reviewer, kommun, arrange
):
    from lofte.desk.todos import onward
    from lofte.dialogue.feedback import actions as feedback
    from lofte.dialogue.models import Contacts, Dialogue

    def lines(who=coordinator):
        return [one.text for one in onward.find(kommun, who, TODAY)]

    heard = Dialogue.objects.unscoped("test").get()
    assert lines() == [], "nobody has left an address"
    answering.leave_address(dialogue=heard, address="a@x.example", by=answering.RESIDENT)
    assert lines() == [], "nobody has said yes"
    with arrange():
        Contacts.objects.unscoped("test").update(entries=[["a@x.example", True]])
    assert lines() == [], "they have not been told the result yet: that is the debt"
    told = feedback.Told(
        outcome="Mörkt", will_do="Lampor", by_whom="Gatan", told_on=DURING, channel="web"
    )
    now = timezone.now()
    feedback.give_feedback(dialogue=heard, told=told, now=now, by=coordinator)
    (line,) = lines()
    assert "Höstens dialog är publicerat" in line
    assert lines(reviewer) == []
    after = feedback.Told(
        outcome="Lovat", will_do="Lampor", by_whom="Gatan", told_on=TODAY, channel="web"
    )
    feedback.give_feedback(dialogue=heard, told=after, now=now, by=coordinator)
    assert lines() == []


def test_addresses_are_kept_until_the_verdict_is_told_but_three_years_at_most(
    chain, coordinator, kommun
):
    from lofte.dialogue.models import Contacts, Dialogue
    from lofte.management.dues.feedback import due

    def erased(day):
        return [job for job in due(noon(day)) if job.job == "adresser ur en dialog"]

    heard = Dialogue.objects.unscoped("test").get()
    answering.leave_address(dialogue=heard, address="a@x.example", by=answering.RESIDENT)
    assert heard.closes == date(2026, 10, 31)
    assert chain.last_day == date(2026, 12, 31)
    tell(heard, date(2026, 10, 31), by=coordinator)
    assert not erased(date(2027, 12, 24)), "400 days are over, and nobody has told how it went"
    assert erased(date(2029, 10, 31)), "three years are over"
    tell(heard, date(2027, 1, 15), by=coordinator)
    assert not erased(date(2027, 12, 5))
    (job,) = erased(date(2027, 12, 24))
    job.work()
    assert not Contacts.objects.unscoped("test").exists()


def noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def tell(heard, day, *, by):
    from lofte.dialogue.feedback import actions as feedback

    told = feedback.Told(
        outcome="Mörkt", will_do="Lampor", by_whom="Gatan", told_on=day, channel="web"
    )
    feedback.give_feedback(dialogue=heard, told=told, now=noon(day), by=by)
