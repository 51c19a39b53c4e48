"""The pages of measures: from a cause, changed by two at once, closed; seen from the problem."""

from typing import Any

import pytest
from django.urls import reverse

from lofte.audit.actions import SYSTEM
from lofte.people.models import Party, User
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.inputs import MeasureFacts
from lofte.promises.measures.actions import add_measure
from lofte.promises.measures.models import Measure
from lofte.promises.models import Promise
from lofte.situation.causes.actions import CauseFacts, add_cause, withdraw_cause
from lofte.situation.causes.models import Cause
from lofte.situation.problems.actions import describe_problem, merge_problem
from lofte.situation.problems.inputs import ProblemFacts
from lofte.situation.problems.models import Problem
from tests import cast
from tests.promises.drafts import commit
from tests.promises.test_views import text_of, url


@pytest.fixture
def problem(kommun: Kommun) -> Problem:
    facts = ProblemFacts(title="Bråk vid Resecentrum", kind="disorder")
    return describe_problem(kommun=kommun, facts=facts, by=SYSTEM)


@pytest.fixture
def cause(problem: Problem) -> Cause:
    facts = CauseFacts(statement="Platsen är mörk", perspective="situation", influence="yes")
    return add_cause(problem=problem, facts=facts, by=SYSTEM)


@pytest.fixture
def measure(kommun: Kommun, cause: Cause) -> Measure:
    place = NamedPlace.objects.unscoped("test").get(kommun=kommun, name=cast.GROUP_ONLY)
    facts = MeasureFacts(text="Ny belysning", kind="situation", causes=(cause,), places=(place,))
    return add_measure(kommun=kommun, facts=facts, by=SYSTEM)


def answers(cause: Cause, **given: str) -> dict[str, str]:
    return {"text": "Ny belysning", "kind": "situation", "causes": str(cause.pk)} | given


def test_from_a_cause_to_a_measure(
    kommun: Kommun, problem: Problem, cause: Cause, coordinator: User, as_: Any
) -> None:
    client = as_(coordinator)
    assert "Inga åtgärder än" in text_of(client.get(url("measures")))
    at_problem = reverse("situation:problem", args=[kommun.slug, problem.pk])
    page = text_of(client.get(at_problem))
    assert "Ingen åtgärd än" in page
    new = f"{url('measure-new')}?problem={problem.pk}&orsak={cause.pk}"
    assert new.replace("&", "&amp;") in page
    form = client.get(new)
    assert "Bråk vid Resecentrum: Platsen är mörk" in text_of(form)
    assert form.context["form"]["causes"].value() == [str(cause.pk)]
    page = text_of(client.post(new, answers(cause), follow=True))
    assert "Åtgärden är sparad" in page
    assert "Platsen är mörk" in page
    assert "Inget löfte nämner åtgärden" in page
    assert "Ny belysning" in text_of(client.get(at_problem))
    assert "Ny belysning" in text_of(client.get(url("measures")))


def test_two_change_a_measure_at_once(
    measure: Measure, cause: Cause, coordinator: User, as_: Any
) -> None:
    client = as_(coordinator)
    first = answers(cause, text="LED-belysning", version="1")
    assert "Åtgärden är ändrad" in text_of(
        client.post(url("measure-change", measure.pk), first, follow=True)
    )
    late = client.post(
        url("measure-change", measure.pk), answers(cause, text="Gaslampor", version="1")
    )
    assert late.status_code == 422
    assert "Inget av ditt sparades" in text_of(late)
    assert "Gaslampor" in text_of(late)
    measure.refresh_from_db()
    assert measure.text == "LED-belysning"
    assert measure.places.unscoped("test").count() == 1  # what the form does not offer stays


def test_the_form_shows_what_is_there(measure: Measure, coordinator: User, as_: Any) -> None:
    form = as_(coordinator).get(url("measure-change", measure.pk)).context["form"]
    assert form["text"].value() == "Ny belysning"
    assert form["version"].value() == 1
    assert cast.GROUP_ONLY not in str(form["places"])


def test_a_closed_measure_is_kept_and_changed_no_more(
    measure: Measure, cause: Cause, coordinator: User, as_: Any
) -> None:
    client = as_(coordinator)
    page = text_of(client.post(url("measure-close", measure.pk), follow=True))
    assert "Åtgärden är avslutad" in page
    assert "Avsluta åtgärden" not in page
    late = client.post(url("measure-change", measure.pk), answers(cause, version="1"))
    assert "hann ändra eller avsluta" in text_of(late)
    assert "Avslutade" in text_of(client.get(url("measures")))


def test_what_no_longer_holds_is_said(
    kommun: Kommun,
    measure: Measure,
    cause: Cause,
    problem: Problem,
    party: Party,
    coordinator: User,
    as_: Any,
    arrange: Any,
) -> None:
    client, page = as_(coordinator), url("measure", measure.pk)
    other = describe_problem(
        kommun=kommun, facts=ProblemFacts(title="Otryggt", kind="disorder"), by=SYSTEM
    )
    merge_problem(problem=problem, into=other, by=SYSTEM)
    assert "Otryggt" in text_of(client.get(page))
    cause.refresh_from_db()
    withdraw_cause(cause=cause, by=SYSTEM)
    assert "Orsaken är borttagen. Välj en annan." in text_of(client.get(page))
    with arrange():
        Measure.objects.unscoped("test").filter(pk=measure.pk).update(party=party)
        Party.objects.unscoped("test").filter(pk=party.pk).update(closed_on="2026-05-01")
    assert "är stängd sedan 2026-05-01" in text_of(client.get(page))
    same = {"text": "Ny", "kind": "situation", "party": str(party.pk), "version": "1"}
    refused = client.post(url("measure-change", measure.pk), same)
    assert "Välj den part som har tagit över" in text_of(refused)


def test_a_commitment_leads_to_its_measure_and_back(
    promise: Promise, measure: Measure, party: Party, coordinator: User, as_: Any
) -> None:
    commit(promise, party, measure=measure, text="Vi lyser upp")
    client = as_(coordinator)
    assert url("measure", measure.pk) in text_of(client.get(url("promise", promise.pk)))
    page = text_of(client.get(url("measure", measure.pk)))
    assert "Vi lyser upp" in page
    assert url("promise", promise.pk) in page


def test_who_may_what(
    measure: Measure, cause: Cause, leader: User, reporter: User, as_: Any
) -> None:
    seen = as_(leader)
    assert "Ändra" not in text_of(seen.get(url("measure", measure.pk)))
    assert seen.get(url("measure-new")).status_code == 403
    assert seen.post(url("measure-close", measure.pk)).status_code == 403
    assert as_(reporter).get(url("measures")).status_code == 403


def test_the_pages_cost_as_few_queries_as_ever(
    kommun: Kommun, measure: Measure, cause: Cause, coordinator: User, as_: Any,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    for n in range(30):
        facts = MeasureFacts(text=f"Åtgärd {n}", kind="social", causes=(cause,))
        add_measure(kommun=kommun, facts=facts, by=SYSTEM)
    client = as_(coordinator)
    for address, queries in ((url("measures"), 7), (url("measure", measure.pk), 9)):
        client.get(address)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
