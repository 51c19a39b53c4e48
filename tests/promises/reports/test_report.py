"""The report: what was promised, what was done, what came of it, and who says so."""

from datetime import date
from decimal import Decimal

import pytest
from pypdf import PdfReader

from lofte.audit.actions import SYSTEM
from lofte.places.models import NamedPlace
from lofte.promises.follow_up.actions import explain, judge, log_activity, tell_outcome
from lofte.promises.inputs import ActivityFacts, FollowUpFacts, OutcomeFacts
from lofte.promises.reports.content import report_of
from lofte.promises.reports.pdf import pdf
from tests import cast
from tests.promises.drafts import commit, sign

DURING, AFTER = date(2026, 5, 3), date(2027, 1, 20)


@pytest.fixture
def points(promise, party, police_party):
    made = [
        commit(promise, party, text="Vi byter lampor"),
        commit(promise, police_party, text="Vi går trygghetsvandringar"),
        commit(promise, text="Vi berättar varje månad"),
    ]
    sign(promise, party, police_party)
    for one in made:
        one.promise.refresh_from_db()
    return made


@pytest.fixture
def told(points, party, police_party, hidden_place):
    """Five walks logged, two of them at a place of the group's own; three views of the walks."""
    walks = points[1]
    for n in range(5):
        place = hidden_place if n < 2 else None
        facts = ActivityFacts(party=police_party, done_on=DURING, place=place, key=f"w{n}")
        log_activity(commitment=walks, facts=facts, by=SYSTEM)
    for voice, verdict in (("promiser", "kept"), ("residents", "partly"), ("data", "under_way")):
        facts = FollowUpFacts(
            on=DURING,
            verdict=verdict,
            voice=voice,
            party=police_party if voice == "promiser" else None,
            partly_rule="mer än hälften" if verdict == "partly" else "",
            effect="too_few" if voice == "data" else "",
            text=f"Så säger {voice}.",
            source="Dialogen i höst" if voice == "residents" else "Loggen",
        )
        judge(commitment=walks, facts=facts, by=SYSTEM)
    explain(commitment=points[0], reason="Lamporna kom inte.", by=SYSTEM)
    return points


@pytest.fixture
def hidden_place(kommun):
    return NamedPlace.objects.unscoped("test").get(kommun=kommun, name=cast.GROUP_ONLY)


def point(report, text):
    return next(p for group in report["groups"] for p in group["points"] if p["text"] == text)


def test_the_three_views_stand_side_by_side_with_source_and_day(promise, told):
    report = report_of(promise, today=DURING)
    walks = point(report, "Vi går trygghetsvandringar")
    assert [one["voice"] for one in walks["voices"]] == ["promiser", "residents", "data"]
    assert walks["voices"][1]["source"] == "Dialogen i höst"
    assert walks["voices"][1]["partly_rule"] == "mer än hälften"
    assert walks["voices"][2]["effect"] == "för få händelser för att säga"
    assert {one["on"] for one in walks["voices"]} == {"2026-05-03"}


def test_it_counts_and_never_weighs_together(promise, told):
    report = report_of(promise, today=AFTER)
    assert report["over"]
    assert sum(one["count"] for one in report["tally"]) == 3
    assert report["summary"].startswith("3 åtaganden. 1 har nått sitt mål")
    assert report["missing"] == ["Vi byter lampor", "Vi berättar varje månad"]
    assert point(report, "Vi byter lampor")["not_met_reason"] == "Lamporna kom inte."


def test_counts_by_place_and_party_without_places_of_the_groups_own(promise, told):
    walks = point(report_of(promise, today=DURING), "Vi går trygghetsvandringar")
    assert walks["logged"] == "5"
    assert [(one["place"], one["said"]) for one in walks["counts"]] == [("", "5")]
    assert cast.GROUP_ONLY not in str(report_of(promise, today=DURING))


def test_what_nobody_had_promised_is_told_too(promise, points):
    facts = OutcomeFacts(name="Cyklar", kind="yield", value=Decimal("12.5"), comparator="~")
    tell_outcome(promise=promise, facts=facts, by=SYSTEM)
    (other,) = report_of(promise, today=DURING)["others"]
    assert other["said"] == "omkring 12,5"


def test_the_file_is_the_same_twice_and_says_whom_it_is_for(promise, told, tmp_path):
    report = report_of(promise, today=AFTER)
    file = tmp_path / "rapport.pdf"
    file.write_bytes(pdf(report, for_council=True))
    assert file.read_bytes() == pdf(report, for_council=True)
    text = " ".join(page.extract_text() for page in PdfReader(file).pages)
    assert "Redovisning till kommunfullmäktige" in text
    assert "lägger redovisningen till handlingarna" in text
    assert "Så säger residents." in text


def test_a_promise_with_nothing_in_it_makes_a_report_and_a_file(promise):
    report = report_of(promise, today=DURING)
    assert report["groups"] == []
    assert pdf(report, for_council=False).startswith(b"%PDF")


def test_the_page_asks_the_same_few_questions(promise, told, leader, django_assert_num_queries):
    client = cast.signed_in(leader)
    address = f"/arbete/lyckeberga/loften/{promise.pk}/uppfoljning/"
    client.get(address)
    with django_assert_num_queries(14):
        html = client.get(address).content.decode()
    assert "Så säger data." in html
    assert "Lamporna kom inte." in html


def test_the_file_is_given_out_only_after_the_question(promise, told, leader):
    client = cast.signed_in(leader)
    address = f"/arbete/lyckeberga/loften/{promise.pk}/uppfoljning/fil.pdf?till=kommunfullmaktige"
    asked = client.get(address)
    assert asked["Content-Type"].startswith("text/html")
    given = client.post(address, {"receiver": "other"})
    assert given["Content-Type"] == "application/pdf"
