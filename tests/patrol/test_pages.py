"""The pages of patrol: who sees what, and that a person gets through without losing a word."""

import pytest

from lofte.patrol.models import HarmWeight, Plan, Stop
from lofte.patrol.states import StopState
from tests import cast
from tests.incidents.reports import PHONE, category, place

pytestmark = pytest.mark.django_db
ROOT = "/arbete/lyckeberga/patrull/"


def get(client, path=""):
    page = client.get(ROOT + path)
    assert page.status_code == 200, page.status_code
    return page.content.decode()


def only_stop():
    return Stop.objects.unscoped("test").get()


def window(**changed):
    return {"first_weekday": 4, "last_weekday": 5, "first_hour": 20, "last_hour": 22} | changed


def test_empty_it_says_what_to_do_next(as_, coordinator):
    page = get(as_(coordinator))
    assert "Inget stopp är föreslaget" in page
    assert "önska ett eget stopp" in page


def test_from_a_picture_to_an_accepted_stop(as_, frozen, coordinator, police):
    chair = as_(coordinator)
    chair.post(f"{ROOT}uppslag/{frozen.pk}/")
    stop = Stop.objects.unscoped("test").filter(state=StopState.SUGGESTED).first()
    assert stop.why in get(chair)
    page = get(chair, f"stopp/{stop.pk}/")
    assert "Föreslå för polisen" in page
    assert "Anta stoppet" not in page
    given = {"version": 1, "activity": "Gå dit och prata."}
    assert chair.post(f"{ROOT}stopp/{stop.pk}/foresla/", given).status_code == 302
    officer = as_(police)
    assert "1 stopp väntar på polisens svar" in get(officer)
    stop.refresh_from_db()
    given = {"version": 2, "activity": stop.activity, "reason": ""} | {
        name: getattr(stop, name) for name in window()
    }
    assert officer.post(f"{ROOT}stopp/{stop.pk}/anta/", given).status_code == 302
    assert "1 stopp är antaget av polisen" in get(officer)


def test_a_picture_with_nothing_says_so(as_, coordinator, draft, monkeypatch):
    monkeypatch.setattr("lofte.patrol.actions.suggest", lambda *_: ())
    page = as_(coordinator).post(f"{ROOT}uppslag/{draft.pk}/", follow=True).content.decode()
    assert "pekar inte ut någon ny plats" in page


def test_a_refused_answer_keeps_what_was_typed(as_, police, wished):
    stop = wished()
    given = {"version": 1, "activity": "Cykelpatrull.", "reason": ""} | window()
    page = as_(police).post(f"{ROOT}stopp/{stop.pk}/anta/", given).content.decode()
    assert "Skriv varför" in page
    assert "Cykelpatrull." in page
    given = {"nej-version": 1, "nej-reason": f"Ring {PHONE}"}
    page = as_(police).post(f"{ROOT}stopp/{stop.pk}/avboj/", given).content.decode()
    assert "personuppgifter" in page
    assert PHONE in page
    assert only_stop().state == StopState.PROPOSED


def test_an_unfinished_form_is_shown_again(as_, police, wished):
    stop = wished()
    officer = as_(police)
    for act in ("anta", "avboj"):
        page = officer.post(f"{ROOT}stopp/{stop.pk}/{act}/", {}).content.decode()
        assert "Något behöver rättas" in page


def test_the_police_decline_on_the_page(as_, police, wished):
    stop = wished()
    given = {"nej-version": 1, "nej-reason": "Annan insats den veckan."}
    as_(police).post(f"{ROOT}stopp/{stop.pk}/avboj/", given)
    assert "Annan insats den veckan." in get(as_(police))


def test_a_wish_of_ones_own(as_, coordinator, kommun):
    given = window() | {
        "place": place(kommun).pk, "first": "2026-11-23", "last": "2026-11-29",
        "why": "Klotter.", "activity": "Gå dit.",
    }  # fmt: skip
    assert as_(coordinator).post(f"{ROOT}onska/", given).status_code == 302
    assert only_stop().state == StopState.PROPOSED
    page = as_(coordinator).post(f"{ROOT}onska/", given | {"why": f"Ring {PHONE}"})
    assert "personuppgifter" in page.content.decode()


def test_a_wish_is_taken_back(as_, coordinator, wished):
    stop = wished()
    as_(coordinator).post(f"{ROOT}stopp/{stop.pk}/stryk/", {"version": "1"})
    assert only_stop().state == StopState.DROPPED
    page = as_(coordinator).post(f"{ROOT}stopp/{stop.pk}/stryk/", {"version": "x"}, follow=True)
    assert "struket" in page.content.decode()


def test_a_suggestion_is_not_proposed_with_an_empty_or_forbidden_text(
    as_, coordinator, wished, arrange
):
    stop = wished()
    with arrange():
        Stop.objects.unscoped("test").update(state=StopState.SUGGESTED)
    for text, said in (("", "Något behöver rättas"), (f"Ring {PHONE}", "personuppgifter")):
        given = {"version": 1, "activity": text}
        page = as_(coordinator).post(f"{ROOT}stopp/{stop.pk}/foresla/", given).content.decode()
        assert said in page


def test_weights_are_the_kommuns_own(as_, coordinator, kommun):
    client = as_(coordinator)
    fields = client.get(f"{ROOT}vikter/").context["form"].fields
    drugs = f"kind_{category(kommun, 'drugs').pk}"
    given = dict.fromkeys(fields, 1) | {drugs: 4}
    assert client.post(f"{ROOT}vikter/", given).status_code == 302
    assert HarmWeight.objects.unscoped("test").get().weight == 4
    assert "Något behöver rättas" in client.post(f"{ROOT}vikter/", {}).content.decode()


def plan_form(**changed):
    given = {"day": "2026-11-27", "first_hour": 18, "hours": 5, "patrols": 1, "minutes": 15}
    return given | {"travel": "foot"} | changed


def test_a_duty_is_planned_and_shown(as_, police, accepted):
    accepted()
    officer = as_(police)
    assert "Ordna stoppen" in get(officer, "pass/")
    answer = officer.post(f"{ROOT}pass/", plan_form())
    plan = Plan.objects.unscoped("test").get()
    assert answer.url == f"{ROOT}pass/{plan.pk}/"
    page = get(officer, f"pass/{plan.pk}/")
    assert "2 av 2 platstimmar hinns med" in page
    assert "Klotter flera kvällar i rad." in page
    assert "Fredag 2026-11-27" in get(officer, "pass/")


def test_a_duty_that_cannot_be_says_why(as_, police, accepted):
    officer = as_(police)
    assert "Inget antaget stopp" in get(officer, "pass/")
    accepted()
    assert "de närmaste fyra månaderna" in (
        officer.post(f"{ROOT}pass/", plan_form(day="2026-11-01")).content.decode()
    )
    later = officer.post(f"{ROOT}pass/", plan_form(day="2026-12-24")).content.decode()
    assert "Inget antaget stopp gäller 2026-12-24" in later


def test_the_follow_up_of_other_days(as_, coordinator, accepted):
    accepted()
    page = get(as_(coordinator), "uppfoljning/?first=2026-11-23&last=2026-11-29")
    assert "0 av 4 föreslagna platstimmar besöktes" in page
    wrong = get(as_(coordinator), "uppfoljning/?first=2026-11-29&last=2026-11-01")
    assert "Välj en sista dag efter den första" in wrong
    assert "Skriv dagen som" in get(as_(coordinator), "uppfoljning/?first=x&last=y")


def test_without_stops_there_is_no_coverage_to_tell(as_, coordinator):
    assert "ingen täckning att räkna" in get(as_(coordinator), "uppfoljning/")


def test_a_place_that_is_not_there(as_, police, kommun, other_kommun):
    strange = place(other_kommun).pk
    assert as_(police).get(f"{ROOT}besok/{strange}/").status_code == 404


def test_a_visit_that_is_refused_keeps_the_note(as_, police, kommun):
    where = place(kommun).pk
    number = as_(police).get(f"{ROOT}besok/{where}/").context["form"]["client_id"].value()
    given = {"kind": "foot", "when": "evening", "client_id": number, "note": f"Ring {PHONE}"}
    page = as_(police).post(f"{ROOT}besok/{where}/", given).content.decode()
    assert PHONE in page


PAGES = ("", "onska/", "vikter/", "pass/", "besok/", "besok/antal/", "uppfoljning/")
GROUP = {"coordinator", "police"}


@pytest.mark.parametrize(
    "who", ["reporter", "reviewer", "coordinator", "police", "leader", "communicator"]
)
def test_only_those_who_work_with_it_reach_a_page(as_, request, arrange, who):
    with arrange():
        client = as_(request.getfixturevalue(who))
    for path in PAGES:
        allowed = {"police"} if path == "pass/" else GROUP
        assert client.get(ROOT + path).status_code == (200 if who in allowed else 403), path


def test_the_coordinator_cannot_answer_for_the_police(as_, coordinator, wished):
    stop = wished()
    for act in ("anta", "avboj"):
        assert as_(coordinator).post(f"{ROOT}stopp/{stop.pk}/{act}/").status_code == 403


@pytest.mark.parametrize(("path", "queries"), [("", 5), ("besok/", 6), ("uppfoljning/", 6)])
def test_a_page_asks_a_fixed_number_of_times(
    as_, police, accepted, kommun, path, queries, django_assert_num_queries
):
    officer = as_(police)
    accepted("Resecentrum")
    get(officer, path)
    for name in ("Almskolan", "Stortorget", cast.GROUP_ONLY):
        accepted(name)
    with django_assert_num_queries(queries):
        get(officer, path)


def test_the_police_see_on_their_start_page_that_something_waits(as_, police, coordinator, wished):
    wished()
    said = "1 stopp väntar på polisens svar"
    assert said in as_(police).get("/arbete/lyckeberga/").content.decode()
    assert said not in as_(coordinator).get("/arbete/lyckeberga/").content.decode()


def test_the_follow_up_offers_the_periods_and_years(as_, police, kommun):
    page = as_(police).get("/arbete/lyckeberga/patrull/uppfoljning/")
    told = [(str(first), str(last)) for _label, first, last in page.context["spans"]]
    assert ("2026-11-16", "2026-11-22") in told
    assert told[-1] == ("2025-01-01", "2025-12-31")
