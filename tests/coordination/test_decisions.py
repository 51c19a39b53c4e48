"""A decision has an owner and a day; lateness is computed; the owner is reminded and may settle."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lofte.audit.actions import SYSTEM
from lofte.audit.refusals import Refused
from lofte.coordination import queries
from lofte.coordination.actions import close_meeting
from lofte.coordination.decisions.actions import remind, remove_decision, settle
from lofte.coordination.models import Decision
from lofte.coordination.states import DecisionState, Light, WrongState, light
from lofte.management.due import run_due
from lofte.people.actions import close_account
from lofte.people.free_text import PersonalData, SecretPlace
from lofte.people.models import Letter
from lofte.people.states import Role
from tests import cast
from tests.coordination.conftest import NOW, THURSDAY
from tests.incidents.reports import PHONE, place

pytestmark = pytest.mark.django_db
D = DecisionState


def letters():
    return Letter.objects.unscoped("test").filter(kind="decision.reminder").order_by("pk")


@pytest.mark.parametrize(
    ("state", "days", "shown"),
    [
        (D.OPEN, 0, Light.YELLOW),
        (D.OPEN, 1, Light.RED),
        (D.DONE, 1, Light.GREEN),
        (D.NOT_DONE, -1, Light.RED),
    ],
)
def test_the_light_is_computed_from_state_and_day(state, days, shown):
    assert light(state, THURSDAY, THURSDAY + timedelta(days=days)) == shown


def test_a_role_may_own_a_decision(decided, police, police_party):
    made = decided(owner=None, party=police_party, role=Role.POLICE)
    assert made.owner_name == f"kommunpolis, {police_party}"


def test_it_is_about_a_place_and_reports(decided, kommun, confirmed):
    report = confirmed()
    made = decided(place=place(kommun), incidents=(report,))
    assert made.place.name == "Resecentrum"
    assert list(made.incidents.unscoped("test")) == [report]


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ({"owner": None}, "Välj vem"),
        ({"due": date(2026, 11, 1)}, "före mötet"),
    ],
)
def test_what_cannot_be_is_refused(decided, odd, said):
    with pytest.raises(Refused, match=said):
        decided(**odd)
    assert not Decision.objects.unscoped("test").exists()


def test_somebody_from_elsewhere_owns_nothing_here(decided, outsider, other_kommun):
    with pytest.raises(Refused, match="inget uppdrag"):
        decided(owner=outsider)
    with pytest.raises(Refused, match="hör inte till"):
        decided(party=outsider.party_in(other_kommun.pk))


def test_texts_are_read_by_the_guard(decided):
    with pytest.raises(PersonalData):
        decided(f"Ring {PHONE}")
    with pytest.raises(PersonalData):
        decided(line_back=f"Ring {PHONE}")
    with pytest.raises(SecretPlace):
        decided(line_back=f"Vi städar {cast.GROUP_ONLY}.")


@pytest.fixture
def outside(reporter, housing_party):
    """Owners who are not in the group: somebody in person, and a role."""
    by_role = {"owner": None, "party": housing_party, "role": Role.REPORTER}
    return [{"owner": reporter, "party": housing_party}, by_role]


def test_an_owner_outside_the_group_is_told_of_no_place_of_its_own(decided, kommun, outside):
    secret = place(kommun, cast.GROUP_ONLY)
    for owner in outside:
        with pytest.raises(Refused, match="Bara gruppen får se"):
            decided(place=secret, **owner)
        with pytest.raises(SecretPlace):
            decided(f"Städa {cast.GROUP_ONLY}.", **owner)
        assert decided(place=place(kommun), **owner).place.name == "Resecentrum"
    assert decided(f"Städa {cast.GROUP_ONLY}.", place=secret).place == secret


def test_nor_by_the_reason_when_the_group_settles_it(decided, outside, coordinator, reporter):
    words = {"to": D.NOT_DONE, "reason": f"Hinner inte {cast.GROUP_ONLY}.", "version": 1}
    for owner in outside:
        made = decided(**owner)
        with pytest.raises(SecretPlace):
            settle(decision=made, **words, by=coordinator)
        assert settle(decision=made, **words, by=reporter).state == D.NOT_DONE
    assert settle(decision=decided(), **words, by=coordinator).state == D.NOT_DONE


def test_done_not_done_and_open_again(decided, coordinator):
    made = decided()
    with pytest.raises(Refused, match="varför"):
        settle(decision=made, to=D.NOT_DONE, reason="", version=1, by=coordinator)
    made = settle(decision=made, to=D.NOT_DONE, reason="Pengar.", version=1, by=coordinator)
    assert (made.state, made.settled_by) == (D.NOT_DONE, coordinator)
    made = settle(decision=made, to=D.OPEN, reason="", version=2, by=coordinator)
    assert made.settled_at is None
    made = settle(decision=made, to=D.DONE, reason="", version=3, by=coordinator)
    with pytest.raises(WrongState, match="gjort"):
        settle(decision=made, to=D.NOT_DONE, reason="X", version=4, by=coordinator)


def test_two_at_once_never_overwrite_each_other(decided, coordinator):
    made = decided()
    stale = Decision.objects.unscoped("test").get(pk=made.pk)
    settle(decision=made, to=D.DONE, reason="", version=1, by=coordinator)
    with pytest.raises(WrongState, match="Någon annan"):
        settle(decision=stale, to=D.NOT_DONE, reason="X", version=1, by=coordinator)


def test_during_the_meeting_it_can_be_taken_back(decided, meeting, coordinator):
    remove_decision(decision=decided(), by=coordinator)
    assert not Decision.objects.unscoped("test").exists()
    kept = decided()
    close_meeting(meeting=meeting, next_on=None, by=coordinator)
    with pytest.raises(WrongState):
        remove_decision(decision=kept, by=coordinator)


def test_the_letter_says_when_and_where_but_not_what(decided, coordinator):
    made = decided("Städa tunneln.")
    assert remind(decision=made, day=THURSDAY, now=NOW, by=SYSTEM) == 1
    letter = letters().get()
    assert letter.to == coordinator.email
    assert "om 14 dagar" in letter.subject
    assert "Städa" not in letter.subject + letter.text
    assert f"/arbete/lyckeberga/beslut/{made.pk}/" in letter.text


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (THURSDAY, "i dag"),
        (THURSDAY + timedelta(days=1), "i morgon"),
        (THURSDAY + timedelta(days=7), "om 7 dagar"),
    ],
)
def test_the_subject_says_how_long_is_left(decided, due, said):
    remind(decision=decided(due=due), day=THURSDAY, now=NOW, by=SYSTEM)
    assert said in letters().get().subject


def test_who_wants_no_letters_gets_none_and_sees_it_at_the_start(
    decided, coordinator, arrange, as_
):
    with arrange():
        coordinator.reminder_letters = False
        coordinator.save()
    made = decided("Laga lampan.")
    assert remind(decision=made, day=THURSDAY, now=NOW, by=SYSTEM) == 0
    page = as_(coordinator).get("/arbete/lyckeberga/").content.decode()
    assert "Senast 2026-12-10: Laga lampan." in page


def test_everybody_with_the_role_is_reminded(decided, police, police_party):
    made = decided(owner=None, party=police_party, role=Role.POLICE)
    remind(decision=made, day=THURSDAY, now=NOW, by=SYSTEM)
    assert [letter.to for letter in letters()] == [police.email]


def test_a_role_that_nobody_has_is_given_no_decision(decided, police, police_party):
    with pytest.raises(Refused, match="Ingen är samordnare för"):
        decided(owner=None, party=police_party, role=Role.COORDINATOR)


def test_when_nobody_holds_it_any_more_the_coordinators_hear_of_it(
    decided, police, police_party, coordinator, administrator, as_
):
    by_role = decided("Gå dit.", owner=None, party=police_party, role=Role.POLICE)
    in_person = decided("Gå hem.", owner=police, party=police_party)
    close_account(user=police, by=administrator)
    assert list(queries.mine(by_role.kommun, coordinator)) == [by_role, in_person]
    for made in (by_role, in_person):
        made = Decision.objects.unscoped("test").get(pk=made.pk)
        assert remind(decision=made, day=THURSDAY, now=NOW, by=SYSTEM) == 1
    assert {letter.to for letter in letters()} == {coordinator.email}
    assert "har ingen som kan göra det längre" in letters()[0].text
    page = as_(coordinator).get("/arbete/lyckeberga/").content.decode()
    assert "Senast 2026-12-10: Gå dit." in page


def test_the_scheduler_reminds_once_a_day_however_often_it_runs(decided):
    decided(due=THURSDAY + timedelta(days=30))
    for hours in (0, 1, 30):
        list(run_due(NOW + timedelta(days=1, hours=hours)))
    assert letters().count() == 0
    for hours in (0, 1, 2):
        list(run_due(datetime(2026, 12, 19, 8 + hours, tzinfo=UTC)))
    assert letters().count() == 1


def test_over_half_a_year_the_letters_keep_their_cadence(decided):
    made = decided(due=date(2027, 1, 10))
    sent = []
    for day in range(140):
        now = NOW + timedelta(days=day)
        before = letters().count()
        list(run_due(now))
        if letters().count() > before:
            sent.append((now.date() - made.due).days)
    assert sent == [-30, -7, -1, 4, 9, 30, 60, 90]


def test_a_settled_decision_is_not_reminded_of_and_waiting_letters_stop(decided, coordinator):
    made = decided()
    remind(decision=made, day=THURSDAY, now=NOW, by=SYSTEM)
    settle(decision=made, to=D.DONE, reason="", version=1, by=coordinator)
    assert letters().get().state == Letter.State.RECALLED
    list(run_due(NOW + timedelta(days=60)))
    assert letters().count() == 1


def test_late_presses_on_the_start_page(decided, coordinator, as_, arrange):
    made = decided("Laga lampan.")
    with arrange():
        Decision.objects.unscoped("test").filter(pk=made.pk).update(due=date(2026, 11, 1))
    page = as_(coordinator).get("/arbete/lyckeberga/").content.decode()
    assert "Försenat sedan 2026-11-01: Laga lampan." in page


def test_an_owner_outside_the_group_sees_the_own_decision_only(decided, reporter, housing_party):
    own = decided("Byt lås.", owner=reporter, party=housing_party)
    by_role = decided("Märk upp.", owner=None, party=housing_party, role=Role.REPORTER)
    decided("Något annat.")
    seen = queries.decisions_of(own.kommun, reporter)
    assert set(seen) == {own, by_role}
    assert set(queries.mine(own.kommun, reporter)) == {own, by_role}


def test_the_line_back_waits_for_the_meeting_to_close(decided, meeting, coordinator, confirmed):
    report = confirmed()
    decided(incidents=(report,), line_back="Belysningen är felanmäld.")
    decided("Utan rad.", incidents=(report,))
    assert queries.lines_back([report]) == {}
    close_meeting(meeting=meeting, next_on=None, by=coordinator)
    [line] = queries.lines_back([report])[report.pk]
    assert (line.text, line.state) == ("Belysningen är felanmäld.", D.OPEN)
