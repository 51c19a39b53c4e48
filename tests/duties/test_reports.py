"""Reports to kommunfullmäktige: filled from what was done, fixed when handed in."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from pypdf import PdfReader

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.duties.council.actions import CouncilMeetingFacts, enter_council_meeting
from lofte.duties.reports.actions import ReportFacts, hand_in_report
from lofte.duties.reports.document import document_of
from lofte.duties.reports.models import AssemblyReport
from lofte.duties.reports.pdf import pdf
from lofte.duties.states import Status
from lofte.people.free_text import PersonalData
from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.promises.follow_up.actions import judge, log_activity
from lofte.promises.inputs import ActivityFacts, FollowUpFacts
from lofte.promises.measures.models import Measure
from lofte.promises.models import Promise
from lofte.promises.plans.models import ActionPlan
from lofte.situation.numbered import checksum
from tests.duties.test_board import standing, url
from tests.promises.drafts import commit, draft, sign, waiting_amendment
from tests.promises.test_plans import judged
from tests.promises.test_views import text_of

PERIOD = {"first_day": date(2026, 1, 1), "last_day": date(2026, 4, 30)}


def handed_in(kommun: Kommun, by: User, **given: Any) -> AssemblyReport:
    facts = ReportFacts(**PERIOD | {"summary": "Lamporna är på plats."} | given)
    with time_machine.travel("2026-05-01T09:00:00+02:00"):
        return hand_in_report(kommun=kommun, facts=facts, by=by)


def words(content: bytes) -> str:
    return " ".join(" ".join(p.extract_text() for p in PdfReader(BytesIO(content)).pages).split())


@pytest.fixture
def done(
    kommun: Kommun, decided: ActionPlan, measure: Measure, party: Party, police_party: Party
) -> ActionPlan:
    """A promise in force, a plan on its way, a meeting of the council."""
    promise = draft(kommun, party, police_party, title="Tryggare kvällar")
    commit(promise, police_party, text="Vi går rundor vid Resecentrum")
    sign(promise, party, police_party)
    judged(measure, light="yellow", text="Halva sträckan")
    for day, said in ((date(2026, 3, 1), "Prioriterade kvällarna"), (date(2025, 3, 1), "Förra")):
        facts = CouncilMeetingFacts(held_on=day, summary=said)
        enter_council_meeting(kommun=kommun, facts=facts, by=SYSTEM)
    return decided


def test_a_report_tells_promises_plan_council_and_duties(
    kommun: Kommun, done: ActionPlan, measure: Measure, coordinator: User, leader: User
) -> None:
    row = handed_in(kommun, coordinator, registry="KS 2026/61")
    told = row.document
    (promise,) = told["promises"]
    assert promise["commitments"][0]["text"] == "Vi går rundor vid Resecentrum"
    assert promise["commitments"][0]["target"] == "minst 4 vandringar"
    (one,) = told["plan"]["measures"]
    assert (one["light"], one["text_of"]) == ("yellow", "Halva sträckan")
    assert [met["summary"] for met in told["council"]] == ["Prioriterade kvällarna"]
    assert [duty["number"] for duty in told["duties"]] == list(range(3, 15))
    assert row.checksum == checksum(told)
    content = pdf(row)
    for said in (
        "Diarienummer KS 2026/61",
        "Lamporna är på plats.",
        "Vi går rundor",
        "Gult",
        "Halva sträckan",
        "Prioriterade kvällarna",
        "6 § Minst vartannat år",
    ):
        assert said in words(content)
    judged(measure, date(2026, 6, 1), light="red")
    assert pdf(AssemblyReport.objects.unscoped("test").get()) == content
    assert AuditEvent.objects.filter(what="assembly_report.handed_in").count() == 1
    found = standing(kommun, leader, 13)
    assert (found.status, found.last) == (Status.IN_PLACE, date(2026, 5, 1))
    assert found.links[0].url == url("report", row.pk)


def test_a_promise_whose_amendment_waits_for_signatures_is_still_told(
    kommun: Kommun, done: ActionPlan, coordinator: User
) -> None:
    (promise,) = Promise.objects.unscoped("test")
    waiting_amendment(promise)
    assert len(handed_in(kommun, coordinator).document["promises"]) == 1


def test_an_empty_kommun_reports_what_is_missing(kommun: Kommun, coordinator: User) -> None:
    told = words(pdf(handed_in(kommun, coordinator)))
    assert "Inget löfte har gällt" in told
    assert "Ingen åtgärdsplan är beslutad" in told


def test_a_measure_that_nobody_judged_is_said(
    kommun: Kommun, decided: ActionPlan, coordinator: User
) -> None:
    assert "Inte följd upp än" in words(pdf(handed_in(kommun, coordinator)))


def test_an_english_reader_hands_in_a_swedish_report(
    kommun: Kommun, coordinator: User, as_: Any, arrange: Any
) -> None:
    client = as_(coordinator)
    client.cookies["django_language"] = "en"
    said = {"first_day": "2026-01-01", "last_day": "2026-01-31", "summary": "Ja"}
    client.post(url("report-new"), said)
    row = AssemblyReport.objects.unscoped("test").get()
    assert row.document["duties"][1]["status_said"] == "saknas"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"summary": " "}, "en sammanfattning"),
        ({"last_day": date(2026, 5, 2)}, "inte är slut än|är inte slut än"),
        ({"first_day": date(2026, 5, 1)}, "slutar före"),
    ],
)
def test_a_report_that_does_not_fit(
    kommun: Kommun, coordinator: User, given: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        handed_in(kommun, coordinator, **given)
    with pytest.raises(PersonalData):
        handed_in(kommun, coordinator, summary="Ring 070-174 06 05")
    assert not AssemblyReport.objects.unscoped("test").exists()


def test_from_the_form_to_the_fixed_page(
    kommun: Kommun, done: ActionPlan, coordinator: User, leader: User, as_: Any
) -> None:
    client = as_(coordinator)
    with time_machine.travel("2026-05-01T09:00:00+02:00"):
        client = as_(coordinator)
        form = client.get(url("report-new"))
        assert form.context["form"]["first_day"].value() == date(2025, 5, 1)
        assert "Halva sträckan" in text_of(form)  # what would stand in it
        said = {"first_day": "2026-01-01", "last_day": "2026-05-01", "summary": "Det går bra."}
        page = text_of(client.post(url("report-new"), said, follow=True))
        assert "Rapporten är lämnad" in page
        assert "Det går bra." in page
        again = client.get(url("report-new")).context["form"]
        assert again["first_day"].value() == date(2026, 5, 1)  # today, at the latest
    row = AssemblyReport.objects.unscoped("test").get()
    seen = as_(leader)
    assert "Vi går rundor" in text_of(seen.get(url("report", row.pk)))
    assert "inkommen handling" in text_of(seen.get(url("report-pdf", row.pk)))
    given = seen.post(url("report-pdf", row.pk), {"receiver": "group"})
    assert given.content == pdf(row)
    assert seen.get(url("report-new")).status_code == 403


def test_a_report_costs_as_few_queries_as_ever(
    kommun: Kommun, done: ActionPlan, coordinator: User, as_: Any, django_assert_num_queries: Any
) -> None:
    row = handed_in(kommun, coordinator)
    client = as_(coordinator)
    client.get(url("report", row.pk))
    with django_assert_num_queries(4):
        assert client.get(url("report", row.pk)).status_code == 200


def first_point(kommun: Kommun, by: User, last: date, today: date) -> dict[str, Any]:
    told = document_of(kommun, by, first=date(2026, 1, 1), last=last, today=today)
    point: dict[str, Any] = told["promises"][0]["commitments"][0]
    return point


def test_a_report_of_a_period_tells_nothing_that_came_after_it(
    kommun: Kommun, party: Party, police_party: Party, coordinator: User
) -> None:
    """But of a promise that was over by then it tells how it was judged when it was over."""
    promise = draft(kommun, party, police_party)
    point = commit(promise, police_party, text="Vi går rundor vid Resecentrum")
    sign(promise, party, police_party)
    days = (date(2026, 3, 1), date(2026, 4, 30), date(2026, 5, 1), date(2026, 6, 1))
    verdicts = ((date(2026, 4, 2), "under_way"), (date(2027, 1, 10), "kept"))
    with time_machine.travel("2027-02-01T09:00:00+01:00"):
        for day in days:
            facts = ActivityFacts(party=police_party, done_on=day)
            log_activity(commitment=point, facts=facts, by=SYSTEM)
        for day, verdict in verdicts:
            said = FollowUpFacts(
                on=day, verdict=verdict, party=police_party, text="Så är det.", source="Loggen"
            )
            judge(commitment=point, facts=said, by=SYSTEM)
    today = date(2027, 2, 1)
    spring = first_point(kommun, coordinator, date(2026, 4, 30), today)
    assert (spring["logged"], spring["result"], spring["verdict"]) == ("2", "pågår", "pågår")
    year = first_point(kommun, coordinator, date(2026, 12, 31), today)
    assert (year["logged"], year["result"], year["verdict"]) == ("4", "uppnått", "hållet")
