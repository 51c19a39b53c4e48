"""The action plan of the Act: written, decided by a political body, frozen, followed up whole."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.people.free_text import PersonalData
from lofte.people.models import Party, User
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.follow_up.actions import judge
from lofte.promises.follow_up.models import FollowUp
from lofte.promises.inputs import FollowUpFacts, MeasureFacts
from lofte.promises.measures.actions import add_measure, change_measure, close_measure
from lofte.promises.measures.models import Measure
from lofte.promises.plans.actions import (
    PlanFacts,
    PoliticalDecision,
    begin_plan,
    decide_plan,
    discard_plan,
    follow_up_plan,
    write_plan,
)
from lofte.promises.plans.clock import months_after
from lofte.promises.plans.models import ActionPlan, PlanFollowUp
from lofte.promises.plans.pdf import follow_up_pdf, pdf
from lofte.promises.plans.rules import broken
from lofte.promises.plans.states import PlanState, can_move
from lofte.promises.states import ChangedMeanwhile, RuleBroken, WrongState
from lofte.situation.causes.actions import CauseFacts, add_cause
from lofte.situation.causes.models import Cause
from lofte.situation.numbered import checksum
from lofte.situation.problems.actions import describe_problem, take_position
from lofte.situation.problems.inputs import ProblemFacts
from lofte.situation.problems.models import Problem
from lofte.situation.states import SecondPersonNeeded
from lofte.situation.statutory.actions import PictureFacts, begin_picture, freeze_picture
from lofte.situation.statutory.models import StatutoryPicture
from tests import cast
from tests.promises.test_views import text_of, url

DECIDED = PoliticalDecision(
    organ="Kommunstyrelsen", on=date(2025, 2, 12), section="§ 45", registry="KS 2025/17"
)
PERIOD = {"first_day": date(2025, 3, 1), "last_day": date(2027, 2, 28)}


@pytest.fixture
def problem(kommun: Kommun) -> Problem:
    facts = ProblemFacts(title="Bråk", kind="disorder", extent="14 i veckan", fear="Många")
    made = describe_problem(kommun=kommun, facts=facts, by=SYSTEM)
    return take_position(
        problem=made, version=made.version, need="yes", reason="Många drabbas.", by=SYSTEM
    )


@pytest.fixture
def cause(problem: Problem) -> Cause:
    facts = CauseFacts(statement="Mörkt", perspective="situation", influence="yes")
    return add_cause(problem=problem, facts=facts, by=SYSTEM)


@pytest.fixture
def picture(kommun: Kommun, reviewer: User, problem: Problem) -> StatutoryPicture:
    told = {
        "title": "Lägesbild",
        "first_day": date(2024, 1, 1),
        "last_day": date(2024, 12, 31),
        "mapping": "Samlad",
        "other_information": "Skolan",
        "analysis": "Kvällar",
    }
    facts = PictureFacts(problems=(problem,), **told)
    draft = begin_picture(kommun=kommun, facts=facts, by=SYSTEM)
    return freeze_picture(picture=draft, version=1, reasons={"V1": "Prov"}, by=reviewer)


def light(kommun: Kommun, cause: Cause, party: Party | None, **given: Any) -> Measure:
    told = {
        "text": "Ny belysning",
        "kind": "situation",
        "causes": (cause,),
        "party": party,
        "contact_role": "gatuchef",
        "first_day": date(2025, 3, 1),
        "operational_goal": "Belysningen är på plats",
        "no_indicator_reason": "Ett bygge",
    }
    return add_measure(kommun=kommun, facts=MeasureFacts(**told | given), by=SYSTEM)


@pytest.fixture
def measure(kommun: Kommun, cause: Cause, party: Party) -> Measure:
    return light(kommun, cause, party)


def facts(picture: StatutoryPicture | None, *measures: Measure, **given: Any) -> PlanFacts:
    told = {"title": "Åtgärdsplan 2025–2027", "picture": picture, "measures": measures, **PERIOD}
    return PlanFacts(**told | given)


@pytest.fixture
def plan(
    kommun: Kommun, picture: StatutoryPicture, measure: Measure, coordinator: User
) -> ActionPlan:
    return begin_plan(kommun=kommun, facts=facts(picture, measure), by=coordinator)


def decide(plan: ActionPlan, by: User, **given: Any) -> ActionPlan:
    told = {"version": plan.version, "decision": DECIDED, "reasons": {}}
    return decide_plan(plan=plan, by=by, **told | given)


@pytest.fixture
def decided(plan: ActionPlan, reviewer: User) -> ActionPlan:
    return decide(plan, reviewer)


def judged(measure: Measure, on: date = date(2026, 3, 1), **given: Any) -> FollowUp:
    told = {
        "on": on,
        "verdict": "kept",
        "effect": "better",
        "light": "green",
        "text": "Klart",
        "source": "Gatukontoret",
    }
    return judge(measure=measure, facts=FollowUpFacts(**told | given), by=SYSTEM)


def words(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_draft_moves_to_a_decision_or_away_and_then_nowhere() -> None:
    assert can_move("draft", PlanState.DECIDED)
    assert can_move("draft", PlanState.DISCARDED)
    assert not can_move("decided", PlanState.DISCARDED)
    assert not can_move("discarded", PlanState.DECIDED)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2025, 2, 12), 24, date(2027, 2, 12)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2025, 8, 31), 18, date(2027, 2, 28)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
    ],
)
def test_the_clock_knows_short_months(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


def test_a_second_person_enters_the_decision_and_the_text_stands(
    plan: ActionPlan, measure: Measure, coordinator: User, reviewer: User, outsider: User
) -> None:
    assert not broken(plan)
    with pytest.raises(SecondPersonNeeded):
        decide(plan, coordinator)
    done = decide(plan, reviewer)
    assert (done.state, done.number, done.one_person) == (PlanState.DECIDED, 1, False)
    assert done.checksum == checksum(done.document)
    (row,) = done.document["measures"]
    assert row["causes"] == [{"number": 1, "statement": "Mörkt", "problem": "Bråk"}]
    assert row["who"].endswith("gatuchef")
    assert done.document["decision"]["section"] == "§ 45"
    assert done.document["picture"]["number"] == 1
    assert AuditEvent.objects.filter(what="action_plan.decided").exists()
    assert not ActionPlan.objects.visible_to(outsider).exists()
    before = pdf(done)
    changed = MeasureFacts(text="Något annat", kind="social")
    change_measure(measure=measure, facts=changed, version=1, by=SYSTEM)
    done.refresh_from_db()
    assert pdf(done) == before
    assert "Ny belysning" in words(before)
    with pytest.raises(WrongState):
        decide(done, reviewer)
    with pytest.raises(WrongState):
        discard_plan(plan=done, by=coordinator)
    with pytest.raises(ChangedMeanwhile):
        write_plan(plan=done, facts=facts(None), version=done.version, by=coordinator)


def test_the_file_is_for_the_archive_and_for_a_screen_reader(decided: ActionPlan) -> None:
    content = pdf(decided)
    told = words(content)
    for said in ("Nummer 1", "Kommunstyrelsen 2025-02-12, § 45", "KS 2025/17", "1. Mörkt (Bråk)"):
        assert said in told
    meta = PdfReader(BytesIO(content)).xmp_metadata
    assert meta is not None
    raw = content.decode("latin-1")
    assert "pdfaid:part" in raw
    assert "pdfuaid:part" in raw


def test_a_draft_is_printed_as_a_draft(plan: ActionPlan) -> None:
    assert "Utkast. Inte beslutad." in words(pdf(plan))


def test_what_is_missing_is_said(
    kommun: Kommun,
    cause: Cause,
    picture: StatutoryPicture,
    party: Party,
    coordinator: User,
    reviewer: User,
    arrange: Any,
) -> None:
    empty = begin_plan(kommun=kommun, facts=facts(None), by=coordinator)
    assert {one.rule for one in broken(empty)} == {"P1", "V7"}
    with pytest.raises(RuleBroken, match="P1: Planen har ingen åtgärd"):
        decide(empty, reviewer, reasons={"P1": "Ändå", "V7": "Ändå"})
    loose = add_measure(kommun=kommun, facts=MeasureFacts(text="Verka", kind="social"), by=SYSTEM)
    other = begin_plan(kommun=kommun, facts=facts(picture, loose), by=coordinator)
    said = " ".join(f"{one.rule} {one.sentence}" for one in broken(other))
    for words_ in (
        "V2 Åtgärden ”Verka” rör ingen orsak",
        "V3 Åtgärden ”Verka” har ingen ansvarig",
        "V3 Åtgärden ”Verka” har ingen tid",
        "inget mått",
        "S5 ”Bråk” behöver åtgärd",
    ):
        assert words_ in said
    with pytest.raises(RuleBroken, match="S5"):
        decide(other, reviewer, reasons={"V2": "Ja", "V3": "Ja"})
    done = decide(other, reviewer, reasons=dict.fromkeys(("V2", "V3", "S5"), "Nämnden vill det."))
    assert done.overruled["S5"]["reason"] == "Nämnden vill det."
    assert "Nämnden vill det." in words(pdf(done))
    secret = NamedPlace.objects.unscoped("test").get(kommun=kommun, name=cast.GROUP_ONLY)
    hidden = light(kommun, cause, party, places=(secret,))
    close_measure(measure=hidden, by=SYSTEM)
    with arrange():
        Measure.objects.unscoped("test").filter(pk=hidden.pk).update(text="Ring 070-174 06 05")
        Party.objects.unscoped("test").filter(pk=party.pk).update(closed_on="2025-01-01")
    third = begin_plan(
        kommun=kommun,
        facts=facts(picture, hidden, first_day=date(2027, 2, 1), last_day=date(2028, 1, 1)),
        by=coordinator,
    )
    found = {one.rule: one.sentence for one in broken(third)}
    assert "äldre än två år" in found["V7"]
    assert "personuppgift" in found["V9"]
    assert cast.GROUP_ONLY in found["V10"]
    said = " ".join(one.sentence for one in broken(third))
    assert "är avslutad" in said
    assert "är stängd" in said


def test_a_picture_that_is_not_frozen_is_no_ground(
    kommun: Kommun, measure: Measure, coordinator: User
) -> None:
    told = {"title": "U", "first_day": date(2024, 1, 1), "last_day": date(2024, 12, 31)}
    draft = begin_picture(kommun=kommun, facts=PictureFacts(**told), by=SYSTEM)
    plan = begin_plan(kommun=kommun, facts=facts(draft, measure), by=coordinator)
    assert "är inte fryst" in next(o.sentence for o in broken(plan) if o.rule == "V7")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"organ": ""}, "vilket organ"),
        ({"section": " "}, "paragrafen"),
        ({"on": date(2100, 1, 1)}, "har inte varit än"),
    ],
)
def test_a_decision_is_whole(
    plan: ActionPlan, reviewer: User, given: dict[str, Any], said: str
) -> None:
    told = {"organ": "KS", "on": date(2025, 2, 12), "section": "§ 1", "registry": "KS 1"}
    with pytest.raises(Refused, match=said):
        decide(plan, reviewer, decision=PoliticalDecision(**told | given))
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT


@pytest.mark.parametrize(
    ("given", "said"),
    [({"title": " "}, "en rubrik"), ({"last_day": date(2020, 1, 1)}, "före den första")],
)
def test_a_plan_that_does_not_fit(kommun: Kommun, given: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        begin_plan(kommun=kommun, facts=facts(None, **given), by=SYSTEM)
    with pytest.raises(PersonalData):
        begin_plan(kommun=kommun, facts=facts(None, intro="Ring 070-174 06 05"), by=SYSTEM)


def test_two_write_or_decide_at_once(
    plan: ActionPlan, picture: StatutoryPicture, measure: Measure, reviewer: User, arrange: Any
) -> None:
    write_plan(plan=plan, facts=facts(picture, measure), version=1, by=SYSTEM)
    with pytest.raises(ChangedMeanwhile):
        write_plan(plan=plan, facts=facts(None), version=1, by=SYSTEM)
    with pytest.raises(ChangedMeanwhile):
        decide(plan, reviewer, version=1)
    stale = ActionPlan.objects.unscoped("test").get(pk=plan.pk)
    discard_plan(plan=plan, by=SYSTEM)
    with pytest.raises(ChangedMeanwhile):
        discard_plan(plan=stale, by=SYSTEM)


def test_one_person_may_decide_where_the_kommun_allows_it(
    plan: ActionPlan, coordinator: User, arrange: Any
) -> None:
    with arrange():
        plan.kommun.four_eyes = False
        plan.kommun.save()
    done = decide(plan, coordinator)
    assert done.one_person
    assert "En person har skrivit planen" in words(pdf(done))


def test_the_whole_plan_is_followed_up_when_each_measure_is(
    decided: ActionPlan, measure: Measure, coordinator: User
) -> None:
    def whole(on: date = date(2026, 3, 2), text: str = "Det mesta gjort.") -> PlanFollowUp:
        version = decided.version
        return follow_up_plan(plan=decided, on=on, text=text, version=version, by=coordinator)

    with pytest.raises(Refused, match="Kvar är ”Ny belysning”"):
        whole()
    wrong = judged(measure, light="red", verdict="stalled", effect="")
    facts_ = FollowUpFacts(
        on=date(2026, 3, 1), verdict="partly", partly_rule="Halva sträckan", effect="too_few",
        light="yellow", text="Halva klar", source="Gatukontoret",
    )  # fmt: skip
    judge(measure=measure, facts=facts_, corrects=wrong, by=SYSTEM)
    for on, text, said in (
        (date(2025, 1, 1), "x", "Dagen ligger före beslutet"),
        (date(2100, 1, 1), "x", "har inte varit än"),
        (date(2026, 3, 2), " ", "en sammanfattning"),
    ):
        with pytest.raises(Refused, match=said):
            whole(on, text)
    done = whole()
    (kept,) = done.document["measures"]
    assert kept["follow_up"]["light"] == "yellow"
    assert kept["follow_up"]["done"] == "delvis hållet"
    assert done.checksum == checksum(done.document)
    content = follow_up_pdf(done)
    for said in ("Gult", "delvis hållet", "för få händelser", "Halva klar", "Det mesta gjort."):
        assert said in words(content)
    judged(measure, date(2026, 4, 1), light="red")
    assert follow_up_pdf(PlanFollowUp.objects.unscoped("test").get()) == content
    with pytest.raises(ChangedMeanwhile):
        follow_up_plan(plan=decided, on=date(2026, 5, 1), text="Sent", version=1, by=coordinator)
    assert whole(date(2026, 5, 1)).on == date(2026, 5, 1)  # judged again since the last time


def test_many_unjudged_measures_are_counted(
    kommun: Kommun, cause: Cause, party: Party, picture: StatutoryPicture, reviewer: User
) -> None:
    rows = [light(kommun, cause, party, text=f"Åtgärd {n}") for n in range(5)]
    plan = begin_plan(kommun=kommun, facts=facts(picture, *rows), by=SYSTEM)
    done = decide(plan, reviewer)
    with pytest.raises(Refused, match="och 2 till"):
        follow_up_plan(plan=done, on=date(2026, 1, 1), text="x", version=done.version, by=SYSTEM)


def test_a_draft_is_not_followed_up(plan: ActionPlan) -> None:
    with pytest.raises(WrongState, match="Bara en beslutad"):
        follow_up_plan(plan=plan, on=date(2026, 1, 1), text="x", version=1, by=SYSTEM)


def test_from_a_draft_to_a_decision_on_the_pages(
    kommun: Kommun,
    picture: StatutoryPicture,
    measure: Measure,
    coordinator: User,
    reviewer: User,
    leader: User,
    as_: Any,
) -> None:
    client = as_(coordinator)
    assert "Ingen åtgärdsplan än" in text_of(client.get(url("plans")))
    answers = {
        "title": "Plan", "first_day": "2025-03-01", "last_day": "2027-02-28",
        "picture": str(picture.pk), "measures": str(measure.pk),
    }  # fmt: skip
    page = text_of(client.post(url("plan-new"), answers, follow=True))
    assert "Utkastet är sparat" in page
    assert "1. Mörkt" in page
    row = ActionPlan.objects.unscoped("test").get()
    more = answers | {"version": "1", "title": "Åtgärdsplan"}
    assert "Åtgärdsplan" in text_of(client.post(url("plan-write", row.pk), more, follow=True))
    late = client.post(url("plan-write", row.pk), more)
    assert "hann ändra åtgärdsplanen" in text_of(late)
    assert as_(leader).get(url("plan", row.pk)).status_code == 404  # a draft
    said = {
        "version": "2", "organ": "Kommunstyrelsen", "decided_on": "2025-02-12",
        "section": "§ 45", "registry": "KS 2025/17",
    }  # fmt: skip
    page = text_of(client.post(url("plan-decide", row.pk), said))
    assert "En annan person behöver" in page
    second = as_(reviewer)
    assert second.get(url("plan-decide", row.pk)).status_code == 200
    page = text_of(second.post(url("plan-decide", row.pk), said, follow=True))
    assert "Planen ska följas upp senast 2027-02-12" in page
    seen = as_(leader)
    assert "Kommunstyrelsen 2025-02-12, § 45" in text_of(seen.get(url("plan", row.pk)))
    assert "inkommen handling" in text_of(seen.get(url("plan-pdf", row.pk)))
    given = seen.post(url("plan-pdf", row.pk), {"receiver": "group"})
    assert given.content.startswith(b"%PDF")
    assert seen.get(url("plan-new")).status_code == 403
    assert seen.post(url("plan-decide", row.pk)).status_code == 403
    again = client.get(f"{url('plan-new')}?fran={row.pk}").context["form"]
    assert again["measures"].value() == [str(measure.pk)]


def test_a_measure_is_followed_up_and_corrected_on_the_pages(
    decided: ActionPlan, measure: Measure, coordinator: User, as_: Any
) -> None:
    client = as_(coordinator)
    judge_at = f"{url('measure-judge', measure.pk)}?plan={decided.pk}"
    form = client.get(judge_at).context["form"]
    assert "not_met_reason" not in form.fields
    said = {
        "on": "2026-03-01", "light": "red", "verdict": "stalled", "voice": "promiser",
        "source": "Gatukontoret",
        "party": form["party"].value(), "text": "Inget hände", "effect": "",
    }  # fmt: skip
    assert "Skriv vad som har hänt" in text_of(client.post(judge_at, said | {"text": " "}))
    page = text_of(client.post(judge_at, said, follow=True))
    assert "Rött" in page
    assert "Inget hände" in page
    row = FollowUp.objects.unscoped("test").get()
    assert client.get(url("correct", row.pk)).context["form"]["text"].value() == "Inget hände"
    better = said | {"light": "green", "verdict": "kept", "text": "Det gjordes", "effect": "better"}
    page = text_of(client.post(url("correct", row.pk), better, follow=True))
    assert "Rättad" in page
    assert "Inget hände" in page
    assert "Det gjordes" in page
    twice = client.post(url("correct", row.pk), better)
    assert "hann rätta" in text_of(twice)
    whole = {"version": str(decided.version), "on": "2026-03-02", "text": "Klart"}
    page = text_of(client.post(url("plan-follow-up", decided.pk), whole, follow=True))
    assert "Planen är uppföljd" in page
    assert "senast 2028-03-02" in page
    done = PlanFollowUp.objects.unscoped("test").get()
    file = client.post(url("plan-follow-up-pdf", decided.pk, done.pk), {"receiver": "group"})
    assert file.content == follow_up_pdf(done)


def test_a_measure_is_measured(measure: Measure, coordinator: User, as_: Any) -> None:
    said = {"kind": "output", "name": "Lampor på plats"}
    page = as_(coordinator).post(url("measure-indicator", measure.pk), said, follow=True)
    assert "Lampor på plats" in text_of(page)


def test_a_draft_is_discarded_on_the_page(plan: ActionPlan, coordinator: User, as_: Any) -> None:
    client = as_(coordinator)
    assert "Utkastet är kasserat" in text_of(client.post(url("plan-discard", plan.pk), follow=True))
    assert client.get(url("plan", plan.pk)).status_code == 404


def test_a_late_plan_says_so(decided: ActionPlan, leader: User, as_: Any, arrange: Any) -> None:
    with arrange():
        ActionPlan.objects.unscoped("test").update(decided_on=date(2024, 1, 1))
    assert "skulle ha följts upp senast 2026-01-01" in text_of(
        as_(leader).get(url("plan", decided.pk))
    )


def test_the_plan_costs_as_few_queries_as_ever(
    kommun: Kommun, cause: Cause, party: Party, picture: StatutoryPicture, reviewer: User,
    coordinator: User, as_: Any, django_assert_num_queries: Any,
) -> None:  # fmt: skip
    rows = [light(kommun, cause, party, text=f"Åtgärd {n}") for n in range(30)]
    draft = begin_plan(kommun=kommun, facts=facts(picture, *rows), by=SYSTEM)
    done = decide(draft, reviewer)
    for row in rows:
        judged(row)
    client = as_(coordinator)
    for address, queries in ((url("plans"), 4), (url("plan", done.pk), 6)):
        client.get(address)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
