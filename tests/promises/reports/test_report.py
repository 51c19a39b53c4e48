"""The report: what was promised, what was done, what came of it, and who says so."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from pypdf import PdfReader

from lofte.audit.actions import SYSTEM
from lofte.places.models import NamedPlace
from lofte.promises.follow_up.actions import explain, judge, log_activity, tell_outcome
from lofte.promises.inputs import ActivityFacts, FollowUpFacts, OutcomeFacts
from lofte.promises.reports.content import report_of
from lofte.promises.reports.days import kind_of, milestones
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


def test_the_report_of_an_earlier_day_is_as_it_was_then(promise, told):
    """Half the time is June; what was done and said after it is not told."""
    half = date(2026, 6, 30)
    late = ActivityFacts(party=told[1].parties.unscoped("test").get(), done_on=date(2026, 9, 1))
    outcome = OutcomeFacts(
        name="vandringar", kind="activity", value=Decimal(9), last_day=date(2026, 12, 31)
    )
    with time_machine.travel("2027-01-20T09:00:00+01:00"):
        log_activity(commitment=told[1], facts=late, by=SYSTEM)
        tell_outcome(promise=promise, commitment=told[1], facts=outcome, by=SYSTEM)
    walks = point(report_of(promise, today=AFTER, until=half), "Vi går trygghetsvandringar")
    assert (walks["logged"], walks["outcomes"], len(walks["voices"])) == ("5", [], 3)
    early = report_of(promise, today=AFTER, until=date(2026, 5, 2))
    walks = point(early, "Vi går trygghetsvandringar")
    assert (walks["logged"], walks["counts"], walks["voices"]) == ("", [], [])
    assert (early["as_of"], early["over"]) == ("2026-05-02", False)
    whole = point(report_of(promise, today=AFTER), "Vi går trygghetsvandringar")
    assert (whole["logged"], len(whole["outcomes"])) == ("6", 1)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), ["2026-06-30", "2026-12-31"]),
        (date(2026, 9, 1), date(2027, 8, 31), ["2026-12-31", "2027-02-28"]),
        (date(2024, 1, 1), date(2027, 12, 31), ["2024-12-31", "2025-12-31", "2026-12-31"]),
        (date(2026, 3, 2), date(2026, 3, 12), ["2026-03-07"]),
    ],
)
def test_half_the_time_and_each_turn_of_the_year_are_offered(promise, first, last, days):
    promise.first_day, promise.last_day = first, last
    told = milestones(promise, date(2027, 9, 1))
    assert [one.day.isoformat() for one in told] == days
    assert kind_of(promise, told[0].day) == told[0].name


def test_the_page_and_the_file_of_half_the_time(promise, told, coordinator):
    client = cast.signed_in(coordinator)
    home = f"/arbete/lyckeberga/loften/{promise.pk}/uppfoljning/"
    with time_machine.travel("2026-11-20T09:00:00+01:00"):
        page = client.get(home).content.decode()
        assert 'href="?till=2026-06-30"' in page
        assert "Halvtidsuppföljning" in page
        page = client.get(f"{home}?till=2026-06-30").content.decode()
        assert "Läget 2026-06-30" in page
        for bad in ("i-gar", "2027-01-01", "2020-01-01"):
            assert "Läget 2026-11-20" in client.get(f"{home}?till={bad}").content.decode()
        address = f"{home}fil.pdf?till=kommunfullmaktige&till=2026-06-30"
        file = client.post(address, {"receiver": "group"})
    assert "2026-06-30.pdf" in file["Content-Disposition"]
    words = " ".join(one.extract_text() for one in PdfReader(BytesIO(file.content)).pages)
    assert "Halvtidsuppföljning" in words
    assert "Redovisning till kommunfullmäktige" in words


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
    with django_assert_num_queries(15):
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
