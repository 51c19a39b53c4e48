"""While a new version is being written, what was signed is what holds, everywhere; and it can be
left again.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lofte.audit.actions import SYSTEM
from lofte.audit.refusals import Refused
from lofte.people.models import Party, User
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.promises.actions import change_promise
from lofte.promises.amending.actions import undo_amendment
from lofte.promises.amending.queries import coming_of, draft_of
from lofte.promises.apart import versions_apart
from lofte.promises.carrying import unjudged
from lofte.promises.commitments.actions import (
    add_indicator,
    carry_over,
    change_commitment,
    remove_commitment,
    remove_indicator,
)
from lofte.promises.commitments.models import Commitment, Indicator
from lofte.promises.exchange.writing import told
from lofte.promises.follow_up.actions import log_activity
from lofte.promises.in_force import points_in_force, points_touching
from lofte.promises.inputs import (
    ActivityFacts,
    CommitmentFacts,
    FocusLine,
    IndicatorFacts,
    MeasureFacts,
    PartyLine,
    PromiseFacts,
    Target,
)
from lofte.promises.measures.actions import add_measure
from lofte.promises.measures.promised import points_of_measures
from lofte.promises.measures.queries import promised_in
from lofte.promises.models import Promise
from lofte.promises.queries import results_of
from lofte.promises.reminding.queries import waiting
from lofte.promises.reports.content import report_of
from lofte.promises.signed import promised, signed_version
from lofte.promises.signing.actions import amend
from lofte.promises.signing.models import Version
from lofte.promises.states import State, WrongState
from lofte.promises.telling.actions import plan_announcements
from lofte.promises.telling.inputs import AnnouncementFacts
from lofte.promises.telling.queries import parties_to_tell, points_to_tell
from lofte.promises.until import promised_until
from lofte.publishing.promises.content import content_of
from lofte.situation.causes.actions import CauseFacts, add_cause
from lofte.situation.problems.actions import describe_problem
from lofte.situation.problems.inputs import ProblemFacts
from tests.promises.drafts import FOUR, YEAR, commit, draft, facts, sign
from tests.promises.test_views import text_of, url

DAY = date(2026, 5, 4)
SAID = CommitmentFacts(text="Vi går trygghetsvandringar vid Resecentrum", target=FOUR)


@pytest.fixture
def amended(kommun: Kommun, party: Party, police_party: Party) -> Promise:
    """Signed with two points; then one is changed, one is removed, one is added."""
    promise = draft(kommun, party, police_party)
    walks = commit(promise, police_party, due=date(2026, 5, 10), owner_role="områdespolis")
    lamps = commit(promise, party, text="Vi sätter upp lampor")
    sign(promise, party, police_party)
    amend(promise=promise, by=SYSTEM)
    said = CommitmentFacts(text="Vi går en gång", target=replace(FOUR, value=Decimal(1)))
    change_commitment(commitment=walks, facts=said, version=1, by=SYSTEM)
    remove_commitment(commitment=lamps, by=SYSTEM)
    commit(promise, party, text="Vi hälsar på")
    words = facts(party, title="Annat namn", area_text="Månen", last_day=date(2027, 12, 31))
    change_promise(promise=promise, facts=words, version=promise.version, by=SYSTEM)
    promise.refresh_from_db()
    return promise


def point(promise: Promise, text: str) -> Commitment:
    rows = Commitment.objects.unscoped("test").select_related("promise__kommun")
    return rows.get(promise=promise, text=text)


def version_of(promise: Promise) -> Version:
    version = signed_version(promise)
    assert version is not None
    return version


SIGNED = ["Vi går trygghetsvandringar vid Resecentrum", "Vi sätter upp lampor"]


def test_the_open_page_prints_what_was_signed(amended: Promise, kommun: Kommun) -> None:
    content = content_of(amended, version_of(amended), kommun, DAY)
    points = [one for group in content["lists"] for one in group["points"]]
    assert sorted(one["text"] for one in points) == SIGNED
    walks = next(one for one in points if one["text"] == SIGNED[0])
    assert (walks["target"], walks["owner_role"]) == ("minst 4 vandringar", "områdespolis")
    assert {group["color"] for group in content["lists"]} == {"accent", "police"}
    assert (content["title"], content["area"]) == ("Tryggare kvällar", "Lyckeberga")
    assert content["last_day"] == "2026-12-31"


def test_report_results_reminders_and_file_say_what_was_signed(
    amended: Promise, kommun: Kommun
) -> None:
    report = report_of(amended, today=DAY)
    told_points = [one["text"] for group in report["groups"] for one in group["points"]]
    assert (sorted(told_points), report["title"]) == (SIGNED, "Tryggare kvällar")
    assert report["last_day"] == "2026-12-31"
    came = results_of(amended, today=DAY)
    assert [one.commitment.promise.last_day for one in came] == [date(2026, 12, 31)] * 2
    (item,) = [one for one in waiting(DAY, kommun) if one.kind == "åtagande"]
    assert item.text == SIGNED[0]
    file = told(amended)
    assert [one["text"] for one in file["commitments"]] == SIGNED
    assert (file["title"], file["area"], len(file["parties"])) == (
        "Tryggare kvällar", "Lyckeberga", 2,
    )  # fmt: skip
    assert file["commitments"][0]["by"] == ["Polisen i Lyckeberga"]


def test_what_is_done_is_logged_on_what_was_signed(
    amended: Promise, kommun: Kommun, party: Party, police_party: Party
) -> None:
    assert [one.text for one in points_in_force(kommun, police_party, DAY, DAY)] == [SIGNED[0]]
    assert [one.text for one in points_touching(kommun, party, DAY, DAY)] == [SIGNED[1]]
    later = date(2027, 3, 1)
    assert points_in_force(kommun, police_party, later, later) == []
    done = ActivityFacts(party=police_party, done_on=DAY)
    with pytest.raises(WrongState, match="inte i någon undertecknad text"):
        log_activity(commitment=point(amended, "Vi hälsar på"), facts=done, by=SYSTEM)
    lamps = ActivityFacts(party=party, done_on=date(2026, 3, 1))
    log_activity(commitment=point(amended, SIGNED[1]), facts=lamps, by=SYSTEM)
    log_activity(
        commitment=point(amended, "Vi går en gång"),
        facts=replace(done, done_on=date(2026, 3, 1)),
        by=SYSTEM,
    )


def test_an_amendment_takes_nothing_from_what_is_judged(
    amended: Promise, kommun: Kommun, party: Party, police_party: Party
) -> None:
    new = draft(
        kommun, party, police_party, first_day=date(2027, 1, 1), last_day=date(2027, 12, 31)
    )
    assert sorted(one.text for one in unjudged(new)) == SIGNED


def test_the_new_version_is_shown_beside_and_can_be_left(
    amended: Promise, coordinator: User, as_: Any
) -> None:
    client = as_(coordinator)
    page = text_of(client.get(url("promise", amended.pk)))
    for said in ("Ny version på gång", "Vi hälsar på", "<ins>Annat namn</ins>", SIGNED[1]):
        assert said in page
    freezing = text_of(client.get(url("freeze", amended.pk)))
    assert "<del>Tryggare kvällar</del>" in freezing
    page = text_of(client.post(url("amendment-undo", amended.pk), follow=True))
    assert "Löftet gäller som det undertecknades" in page
    assert "Ny version på gång" not in page


def test_left_it_is_as_it_was_signed(amended: Promise) -> None:
    version = version_of(amended)
    undo_amendment(promise=amended, by=SYSTEM)
    assert amended.state == State.SIGNED
    assert draft_of(amended, version.document) == version.document
    assert coming_of(amended, version.document).differs == []
    with pytest.raises(WrongState, match="Ingen ny version"):
        undo_amendment(promise=amended, by=SYSTEM)
    amend(promise=amended, by=SYSTEM)
    assert len(coming_of(amended, version.document).points) == 2


def test_an_older_text_is_not_laid_back_by_itself(amended: Promise, arrange: Any) -> None:
    version = version_of(amended)
    with arrange():
        del version.document["keys"]
        version.save()
    with pytest.raises(WrongState, match="äldre utgåva"):
        undo_amendment(promise=amended, by=SYSTEM)


def test_what_is_told_serves_what_was_signed(
    amended: Promise, kommun: Kommun, coordinator: User, as_: Any
) -> None:
    row = point(amended, "Vi går en gång")
    facts_ = AnnouncementFacts(
        audience="Boende", channel="open_page", message="Nu går vi", due=DAY, commitment=row
    )
    plan_announcements(promise=amended, facts=facts_, by=SYSTEM)
    assert [one.text for one in points_to_tell(amended, coordinator)] == SIGNED
    assert len(parties_to_tell(amended)) == 2
    page = text_of(as_(coordinator).get(url("communication", amended.pk)))
    assert f"Räknas för: {SIGNED[0]}" in page
    assert "2026-12-31" in page
    late = replace(facts_, due=date(2028, 6, 1))
    with pytest.raises(Refused, match="Löftet gäller 2026-01-01 till 2026-12-31"):
        plan_announcements(promise=amended, facts=late, by=SYSTEM)


def test_measures_know_where_they_were_promised(
    kommun: Kommun, party: Party, police_party: Party, coordinator: User
) -> None:
    cause = add_cause(
        problem=problem_of(kommun),
        facts=CauseFacts(statement="Gamla lampor", perspective="situation", influence="yes"),
        by=SYSTEM,
    )
    told_ = MeasureFacts(text="Ny belysning", kind="situation", causes=(cause,), party=party)
    measure, other = (add_measure(kommun=kommun, facts=told_, by=SYSTEM) for _ in range(2))
    promise = draft(kommun, party, police_party)
    row = commit(promise, measure=measure)
    counted = IndicatorFacts(kind="output", name="Lampor", due=date(2026, 9, 1))
    first = add_indicator(commitment=row, facts=counted, by=SYSTEM)
    sign(promise, party, police_party)
    problems = [cause.problem_id]
    assert promised_until(problems) == {cause.problem_id: date(2026, 12, 31)}
    amend(promise=promise, by=SYSTEM)
    row.refresh_from_db()
    said = replace(SAID, measure=other)
    change_commitment(commitment=row, facts=said, version=row.version, by=SYSTEM)
    remove_indicator(indicator=first, by=SYSTEM)
    longer = facts(party, police_party, last_day=date(2029, 12, 31))
    promise.refresh_from_db()
    change_promise(promise=promise, facts=longer, version=promise.version, by=SYSTEM)
    assert [one.pk for one in promised_in(measure, coordinator)] == [row.pk]
    assert promised_in(other, coordinator) == []
    (held,) = points_of_measures([measure])
    assert held.measured_by == [first]
    assert promised_until(problems) == {cause.problem_id: date(2026, 12, 31)}
    remove_commitment(commitment=row, by=SYSTEM)
    assert promised_until(problems) == {cause.problem_id: date(2026, 12, 31)}


def test_what_is_carried_from_a_promise_being_changed_is_what_was_signed(
    amended: Promise, kommun: Kommun, party: Party, police_party: Party, arrange: Any
) -> None:
    new = draft(
        kommun, party, police_party, first_day=date(2027, 1, 1), last_day=date(2027, 12, 31)
    )
    row = point(amended, "Vi går en gång")
    with arrange():
        row.parties.clear()
        row.parties.add(party)
    held = promised(row)
    assert held is not None
    carried = carry_over(commitment=held, into=new, by=SYSTEM)
    assert carried.text == SIGNED[0]
    assert list(carried.parties.unscoped("test")) == [police_party]


def place(kommun: Kommun, name: str) -> NamedPlace:
    return NamedPlace.objects.unscoped("test").get(kommun=kommun, name=name)


def problem_of(kommun: Kommun) -> Any:
    return describe_problem(
        kommun=kommun, facts=ProblemFacts(title="Mörkt", kind="fear"), by=SYSTEM
    )


def of_promise(kommun: Kommun, party: Party) -> dict[str, dict[str, Any]]:
    """One other value for each field of a promise that is signed."""
    (area, *_) = Area.objects.unscoped("test").filter(kommun=kommun, kind=Area.Kind.OWN)
    return {
        "title": {"title": "Nytt namn"},
        "first_day": {"first_day": date(2026, 2, 1)},
        "last_day": {"last_day": date(2026, 11, 30)},
        "area_text": {"area_text": "Centrum"},
        "areas": {"areas": (area,)},
        "places": {"places": (place(kommun, "Resecentrum"),)},
        "intro": {"intro": "Vi vill"},
        "basis": {"basis": "41 boende"},
        "how_followed_up": {"how_followed_up": "Varje månad"},
        "contact": {"contact": "Kommunens växel"},
        "focuses": {"focuses": (FocusLine(text="Stationen"),)},
        "focus_problem": {"focuses": (FocusLine(text="Torget", problem=problem_of(kommun)),)},
        "parties": {"parties": (PartyLine(party=party),)},
        "printed": {"parties": _lines(party, printed="Staden")},
        "signs": {"parties": _lines(party, signs=False)},
        "signing_role": {"parties": _lines(party, signing_role="kommundirektör")},
    }


def _lines(party: Party, **given: Any) -> tuple[PartyLine, ...]:
    police = Party.objects.unscoped("test").get(kind=Party.Kind.POLICE)
    told = {"signing_role": "chef"} | given
    return PartyLine(party=party, **told), PartyLine(party=police, signing_role="chef")


def test_each_field_of_the_promise_shows_in_the_difference(
    kommun: Kommun, party: Party, police_party: Party
) -> None:
    focus = (FocusLine(text="Torget"),)
    promise = draft(kommun, party, police_party, focuses=focus)
    commit(promise, party)
    sign(promise, party, police_party)
    text = version_of(promise).document
    amend(promise=promise, by=SYSTEM)
    assert coming_of(promise, text).differs == []
    for name, other in of_promise(kommun, party).items():
        told: PromiseFacts = facts(party, police_party, **{"focuses": focus} | other)
        change_promise(promise=promise, facts=told, version=promise.version, by=SYSTEM)
        assert coming_of(promise, text).differs, name
        undo_amendment(promise=promise, by=SYSTEM)
        assert draft_of(promise, text) == text, name
        amend(promise=promise, by=SYSTEM)


def of_point(kommun: Kommun, police: Party) -> dict[str, dict[str, Any]]:
    """One other value for each field of a commitment that is signed."""
    cause = add_cause(
        problem=problem_of(kommun),
        facts=CauseFacts(statement="Gamla lampor", perspective="situation", influence="yes"),
        by=SYSTEM,
    )
    measure = add_measure(
        kommun=kommun,
        facts=MeasureFacts(text="Ny belysning", kind="situation", causes=(cause,), party=police),
        by=SYSTEM,
    )
    return {
        "text": {"text": "Vi går rundor"},
        "parties": {"parties": (police,)},
        "comparator": {"target": replace(FOUR, comparator="~")},
        "value": {"target": replace(FOUR, value=Decimal(8))},
        "unit": {"target": replace(FOUR, unit="rundor")},
        "per": {"target": Target(kind="rate", comparator=">=", value=Decimal(4), per="week")},
        "kind": {"target": Target(), "no_target_reason": "Går inte att räkna"},
        "places": {"places": (place(kommun, "Resecentrum"),)},
        "where": {"where": "Vid torget"},
        "owner_role": {"owner_role": "områdespolis"},
        "due": {"due": date(2026, 5, 1)},
        "no_target_reason": {"no_target_reason": "Prov"},
        "measure": {"measure": measure},
    }


def test_each_field_of_a_point_shows_in_the_difference(
    kommun: Kommun, party: Party, police_party: Party
) -> None:
    promise = draft(kommun, party, police_party)
    row = commit(promise, target=FOUR)
    sign(promise, party, police_party)
    text = version_of(promise).document
    amend(promise=promise, by=SYSTEM)
    for name, other in of_point(kommun, police_party).items():
        row.refresh_from_db()
        told = replace(SAID, **other)
        change_commitment(commitment=row, facts=told, version=row.version, by=SYSTEM)
        assert coming_of(promise, text).differs, name
        undo_amendment(promise=promise, by=SYSTEM)
        assert draft_of(promise, text) == text, name
        amend(promise=promise, by=SYSTEM)


WHOLE = {
    "kind": "effect", "name": "Oro på kvällen", "unit": "procent", "geography": "Centrum",
    "source": "Enkäten", "method": "Fråga 3", "baseline": 41.0, "baseline_period": "2025",
    "events": 200.0, "comparator": "<=", "target_value": 30.0, "due": date(2026, 12, 1),
}  # fmt: skip
OTHER: dict[str, Any] = {
    "kind": "output", "name": "Annat", "unit": "antal", "geography": "Norr", "source": "Loggen",
    "method": "Fråga 4", "baseline": 40.0, "baseline_period": "2024", "events": 40.0,
    "comparator": "<", "target_value": 31.0, "due": date(2026, 11, 1),
}  # fmt: skip


def test_each_field_of_an_indicator_shows_in_the_difference(
    kommun: Kommun, party: Party, police_party: Party
) -> None:
    promise = draft(kommun, party, police_party)
    row = commit(promise)
    first = add_indicator(commitment=row, facts=IndicatorFacts(**WHOLE), by=SYSTEM)
    sign(promise, party, police_party)
    text = version_of(promise).document
    for name, value in OTHER.items():
        amend(promise=promise, by=SYSTEM)
        remove_indicator(indicator=first, by=SYSTEM)
        other = IndicatorFacts(**WHOLE | {name: value})
        add_indicator(commitment=row, facts=other, by=SYSTEM)
        assert coming_of(promise, text).differs, name
        assert Indicator.objects.unscoped("test").filter(pk=first.pk).exists()
        (came,) = results_of(promise, today=DAY)
        assert came.commitment.measured_by == [first]
        undo_amendment(promise=promise, by=SYSTEM)
        assert draft_of(promise, text) == text, name


def test_each_field_of_a_planned_test_shows_in_the_difference(promise: Promise) -> None:
    plan = {
        "targets": ["Torget"], "comparisons": ["Parken"], "buffer": 400, "categories": ["Bråk"],
        "sources": ["Larm"], "before_first": "2024-01-01", "outlines": "a" * 64, "methods": "",
    }  # fmt: skip
    others = {
        "targets": ["Ån"], "comparisons": [], "buffer": 0, "categories": [], "sources": ["Annat"],
        "before_first": "2023-01-01", "outlines": "b" * 64,
    }  # fmt: skip
    commit(promise)
    base = draft_of(promise, {})
    test = {"indicator": "Bråk", "sentence": "Med 40 händelser ..."}
    before = base | {"tests": [test | {"plan": plan}]}
    for name, other in others.items():
        after = base | {"tests": [test | {"plan": plan | {name: other}}]}
        lines = versions_apart(before, after)
        assert any(one.kind != "same" for line in lines for one in line), name
    assert YEAR[0].isoformat() in str(base)
