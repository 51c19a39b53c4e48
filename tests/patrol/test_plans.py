"""A duty is planned from what the police accepted; secret names leave only when chosen."""

import json
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.incidents.models import Category
from lofte.patrol.actions import set_harm_weights
from lofte.patrol.hours import Window
from lofte.patrol.inputs import DutyInput
from lofte.patrol.models import Plan, Stop
from lofte.patrol.plans.actions import AT_MOST, make_plan
from lofte.patrol.plans.telling import HIDDEN, told
from lofte.places.models import NamedPlace
from tests import cast
from tests.incidents.reports import category
from tests.patrol.conftest import FRIDAY

pytestmark = pytest.mark.django_db


def duty(**changed):
    given = {"day": FRIDAY, "first_hour": 18, "hours": 6, "patrols": 1, "minutes": 15}
    return DutyInput(**(given | changed))


@pytest.fixture
def plan(kommun, accepted, police):
    accepted("Resecentrum")
    accepted("Stortorget", Window(4, 4, 21, 23))
    return make_plan(kommun=kommun, duty=duty(), by=police)


def test_the_accepted_stops_become_a_plan(plan):
    said = told(plan, secrets=True)
    assert said.headline == "4 av 4 platstimmar hinns med"
    assert said.duty == "2026-11-27 klockan 18–00, 1 patrull till fots, 15 minuter per stopp"
    assert {stop.place for stop in said.routes[0].stops} == {"Resecentrum", "Stortorget"}
    assert said.weights == "Alla slag av händelser väger lika."
    assert "fågelvägen" in said.method


def test_the_kommuns_own_weights_are_said_with_the_plan(kommun, accepted, coordinator, police):
    accepted("Resecentrum")
    heavy = category(kommun, "drugs")
    set_harm_weights(kommun=kommun, weights={heavy: 4}, by=coordinator)
    said = told(make_plan(kommun=kommun, duty=duty(), by=police), secrets=True)
    told_of = f"Kommunens egna vikter: {heavy.label_sv} 4. Övriga slag väger 1."
    assert said.weights == told_of


def test_what_no_weight_is_given_for_is_named_and_a_closed_kind_keeps_its_own(
    kommun, accepted, coordinator, police, arrange
):
    stop, heavy = accepted("Resecentrum"), category(kommun, "drugs")
    set_harm_weights(kommun=kommun, weights={heavy: 4}, by=coordinator)
    friday_at_20 = [[4, 20, 2]]
    events = {heavy.label_sv: friday_at_20, "Våldsbrott utomhus": friday_at_20}
    with arrange():
        Stop.objects.unscoped("test").filter(pk=stop.pk).update(events=events)
        Category.objects.unscoped("test").filter(pk=heavy.pk).update(active_to=date(2026, 11, 1))
    made = make_plan(kommun=kommun, duty=duty(), by=police)
    assert "10" in {one.weight for one in told(made, secrets=True).routes[0].stops}
    assert told(made, secrets=True).weights == (
        f"Kommunens egna vikter: {heavy.label_sv} 4. Övriga slag väger 1. "
        "Finns inte i kommunens lista: Våldsbrott utomhus."
    )


def test_the_same_day_gives_the_same_plan_again(plan, kommun, police):
    again = make_plan(kommun=kommun, duty=duty(), by=police)
    assert again.checksum == plan.checksum


def test_a_stop_that_nobody_accepted_is_not_in_it(kommun, wished, police):
    wished()
    with pytest.raises(Refused, match="Inget antaget stopp"):
        make_plan(kommun=kommun, duty=duty(), by=police)


def test_a_stop_of_another_week_is_not_in_it(kommun, accepted, police):
    accepted()
    with pytest.raises(Refused, match="2026-12-04"):
        make_plan(kommun=kommun, duty=duty(day=date(2026, 12, 4)), by=police)


@pytest.mark.parametrize("odd", [{"hours": 0}, {"hours": 13}, {"patrols": 9}, {"minutes": 4}])
def test_a_duty_keeps_to_what_people_can_do(kommun, accepted, police, odd):
    accepted()
    with pytest.raises(Refused, match="1–12 timmar"):
        make_plan(kommun=kommun, duty=duty(**odd), by=police)


def test_too_many_stops_are_refused_and_not_cut(kommun, accepted, police):
    for _ in range(AT_MOST + 1):
        accepted()
    with pytest.raises(Refused, match="högst 30"):
        make_plan(kommun=kommun, duty=duty(), by=police)
    assert not Plan.objects.unscoped("test").exists()


@pytest.fixture
def secret(kommun, accepted, police):
    accepted(cast.GROUP_ONLY)
    accepted("Resecentrum", why=f"Nära {cast.GROUP_ONLY}: klotter.")
    accepted("Almskolan")
    return make_plan(kommun=kommun, duty=duty(hours=3), by=police)


def test_names_of_the_groups_own_places_stay_in_the_group(secret):
    assert told(secret, secrets=True).secrets == 2
    hidden = json.dumps(told(secret, secrets=False), default=vars_of, ensure_ascii=False)
    assert cast.GROUP_ONLY not in hidden
    assert HIDDEN in hidden
    assert "Almskolan" in hidden


def vars_of(value):
    return {name: getattr(value, name) for name in value.__slots__}


def pages(client, plan, kind, **given):
    return client.post(f"/arbete/lyckeberga/patrull/pass/{plan.pk}/pass.{kind}", given)


def test_before_it_leaves_the_group_the_page_says_what_that_means(plan, police, as_):
    page = as_(police).get(f"/arbete/lyckeberga/patrull/pass/{plan.pk}/pass.pdf")
    assert "inkommen handling" in page.content.decode()
    assert page["Content-Type"].startswith("text/html")


def test_nobody_gets_it_without_saying_who_it_is_for(plan, police, as_):
    page = pages(as_(police), plan, "pdf")
    assert "Välj vem" in page.content.decode()
    assert not AuditEvent.objects.filter(what="document.handed_out").exists()


def test_the_pdf_is_tagged_and_holds_the_stops_on_one_page(plan, police, as_):
    page = pages(as_(police), plan, "pdf", receiver="group")
    assert page["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(page.content))
    assert len(reader.pages) == 1
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = reader.pages[0].extract_text()
    assert "Resecentrum" in text
    assert "platstimmar hinns med" in text


@pytest.mark.parametrize(("places", "patrols", "papers"), [(8, 2, 1), (24, 2, 3), (24, 1, 2)])
def test_each_patrols_stops_are_on_one_page(
    kommun, accepted, police, as_, arrange, places, patrols, papers
):
    for n in range(places):
        name = f"Gångtunneln vid kvarteret nummer {n:02}"
        with arrange():
            NamedPlace(kommun=kommun, name=name, x=cast.OX + 90 * n, y=cast.OY + 900).save()
        accepted(
            name,
            why="Klotter och buskörning flera kvällar i rad: 14 händelser mot 5 normalt.",
            activity="Synlig fotpatrull som pratar med ungdomarna och butikerna.",
        )
    given = duty(patrols=patrols, minutes=10, first_hour=20, hours=4)
    long = make_plan(kommun=kommun, duty=given, by=police)
    routes = told(long, secrets=True).routes
    page = pages(as_(police), long, "pdf", receiver="group")
    texts = [paper.extract_text() for paper in PdfReader(BytesIO(page.content)).pages]
    assert len(texts) == papers
    for i, route in enumerate(routes):
        text = texts[0 if papers == 1 else i].partition("Det här är inte med")[0]
        assert route.name in text
        assert all(stop.time in text for stop in route.stops)
        if papers > 1:
            assert text.count("Gångtunneln") == len(route.stops)
            reasons = {stop.place for stop in route.stops}
            assert text.count("14 händelser") == len(reasons), "said once a place"


def test_the_saved_page_needs_nothing_from_outside(plan, police, as_):
    page = pages(as_(police), plan, "html", receiver="group").content.decode()
    assert "Stortorget" in page
    for outside in ("http", "src=", "<link", "<script", "url("):
        assert outside not in page


def test_the_log_keeps_what_left_and_to_whom(secret, police, as_, housing_party):
    page = pages(as_(police), secret, "html", receiver=housing_party.name).content.decode()
    assert cast.GROUP_ONLY not in page
    event = AuditEvent.objects.get(what="document.handed_out")
    assert event.details == {"to": housing_party.name, "secrets": 0}
    assert event.kommun_code == "9901"


def test_secret_names_go_along_when_somebody_chooses_it(secret, police, as_, housing_party):
    given = {"receiver": housing_party.name, "names": "on"}
    assert cast.GROUP_ONLY in pages(as_(police), secret, "html", **given).content.decode()
    assert AuditEvent.objects.get(what="document.handed_out").details["secrets"] == 2
