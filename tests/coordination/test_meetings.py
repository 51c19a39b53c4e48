"""The agenda makes itself; notes are guarded; a closed meeting never changes."""

import json
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from lofte.audit.refusals import Refused
from lofte.coordination import queries
from lofte.coordination.actions import (
    add_priority,
    add_telling,
    close_meeting,
    plan_meeting,
    remove_priority,
    remove_telling,
    set_attendance,
    write_note,
)
from lofte.coordination.agenda import NO_PICTURE, TITLES, Line, agenda, points_of
from lofte.coordination.calendar import first_meeting, next_meeting
from lofte.coordination.decisions.actions import settle
from lofte.coordination.models import Meeting
from lofte.coordination.render.pdf import HIDDEN, pdf
from lofte.coordination.states import Audience, DecisionState, Light, WrongState
from lofte.patrol.actions import add_stop, propose_stop, suggest_stops
from lofte.patrol.hours import Window
from lofte.patrol.inputs import StopInput
from lofte.people.free_text import PersonalData
from lofte.people.states import Role
from lofte.situation.own.actions import add_sentence, hand_in, merge_pictures
from lofte.situation.own.inputs import Decided, SentenceFacts
from lofte.situation.own.queries import beside
from tests import cast
from tests.coordination.conftest import THURSDAY
from tests.incidents.reports import PHONE, place
from tests.situation.pictures import WEEK

pytestmark = pytest.mark.django_db


def points(meeting, viewer):
    return {point.number: point for point in agenda(meeting, viewer, THURSDAY)}


def test_the_eight_points_stand_in_their_order(meeting, coordinator):
    assert [point.title for point in agenda(meeting, coordinator, THURSDAY)] == list(TITLES)


def test_the_new_picture_with_top_places_against_normal(meeting, frozen, coordinator):
    said = [line.text for line in points(meeting, coordinator)[2].lines]
    assert any(line.startswith("Resecentrum: 30") and "normalt" in line for line in said)
    assert "Lägesbild v. 47" in points(meeting, coordinator)[2].lines[0].detail


def test_what_is_more_than_normal_may_be_chosen_until_the_group_has_chosen(
    meeting, frozen, coordinator
):
    """By name only: the sentences with their figures stand under the second point."""
    [shown] = points(meeting, coordinator)[4].lines
    assert shown == Line("Fler än normalt: Resecentrum", "Vad ska prioriteras?", back=2)
    add_priority(meeting=meeting, text="Belysningen", place=None, by=coordinator)
    assert [line.text for line in points(meeting, coordinator)[4].lines] == ["Belysningen"]


def test_without_a_picture_the_agenda_says_so(meeting, coordinator):
    assert points(meeting, coordinator)[2].lines[0].text == NO_PICTURE


def test_the_coordinators_words_are_on_the_agenda(meeting, draft, coordinator, arrange):
    with arrange():
        draft.summary = "Belysningen är på plats."
        draft.save()
    assert points(meeting, coordinator)[2].lines[-1].text == "Belysningen är på plats."


def test_a_newer_draft_is_shown_before_an_older_frozen_picture(meeting, frozen, coordinator):
    assert queries.picture_for(meeting, coordinator) == frozen


def test_patrol_wishes_with_the_answer_of_the_police(meeting, frozen, coordinator):
    stop = suggest_stops(picture=frozen, by=coordinator)[0]
    assert points(meeting, coordinator)[6].lines == ()
    propose_stop(stop=stop, version=1, activity="Gå dit.", by=coordinator)
    [line] = points(meeting, coordinator)[6].lines
    assert line.text.startswith("Resecentrum")
    assert "Föreslaget" in line.detail


def test_last_meetings_decisions_come_first_with_a_light_and_a_word(decided, meeting, coordinator):
    late = decided("Laga lampan.", due=THURSDAY)
    decided("Klipp buskarna.", due=date(2026, 12, 24))
    close_meeting(meeting=meeting, next_on=None, by=coordinator)
    following = queries.planned(meeting.kommun, coordinator)
    shown = agenda(following, coordinator, date(2026, 12, 3))[0].lines
    assert [(line.text, line.light, line.word) for line in shown] == [
        (late.text, Light.RED, "försenat"),
        ("Klipp buskarna.", Light.YELLOW, "pågår, i tid"),
    ]
    assert "Samira Samordnare, senast 2026-11-26" in shown[0].detail


def test_until_the_group_chooses_the_last_priorities_stand_there(meeting, kommun, coordinator):
    where = place(kommun)
    add_priority(meeting=meeting, text="Belysningen", place=where, by=coordinator)
    close_meeting(meeting=meeting, next_on=None, by=coordinator)
    following = queries.planned(kommun, coordinator)
    [line] = points(following, coordinator)[4].lines
    assert line.text == "Belysningen"
    assert line.detail == "Resecentrum. Prioriterades 2026-11-26. Gäller det än?"
    add_priority(meeting=following, text="Tunneln", place=None, by=coordinator)
    assert [line.text for line in points(following, coordinator)[4].lines] == ["Tunneln"]


def test_how_many_reporters_hear_of_it(meeting, decided, confirmed, coordinator):
    assert points(meeting, coordinator)[7].lines == ()
    reports = (confirmed(text="ett"), confirmed(text="två"))
    decided(line_back="Felanmäld.", incidents=reports)
    [line] = points(meeting, coordinator)[7].lines
    assert line.text == "1 rapportör får besked om vad gruppen beslutade."


def test_a_planned_meeting_that_was_never_held_hides_no_decision(decided, meeting, coordinator):
    done = decided("Laga lampan.")
    close_meeting(meeting=meeting, next_on=date(2026, 12, 3), by=coordinator)
    settle(decision=done, to=DecisionState.DONE, reason="", version=1, by=coordinator)
    later = plan_meeting(kommun=meeting.kommun, held_on=date(2026, 12, 10), by=coordinator)
    assert queries.before(later) == meeting
    assert [line.text for line in points(later, coordinator)[1].lines] == ["Laga lampan."]


def test_the_agenda_is_swedish_whoever_looks(meeting, decided, coordinator, police, police_party):
    from django.utils import translation

    decided(owner=None, party=police_party, role=Role.POLICE)
    with translation.override("en"):
        [line] = points(meeting, coordinator)[5].lines
    assert "kommunpolis" in line.detail


def test_one_meeting_a_day(meeting, kommun, coordinator):
    with pytest.raises(Refused, match="redan ett möte"):
        plan_meeting(kommun=kommun, held_on=THURSDAY, by=coordinator)


@pytest.mark.parametrize(
    ("rhythm", "weekday", "expected"),
    [
        ("week", 4, date(2026, 12, 3)),
        ("week", 1, date(2026, 11, 30)),
        ("two_weeks", 4, date(2026, 12, 10)),
        ("month", 2, date(2026, 12, 1)),
    ],
)
def test_the_next_meeting_follows_the_kommuns_rhythm_and_weekday(kommun, rhythm, weekday, expected):
    kommun.rhythm, kommun.meeting_weekday = rhythm, weekday
    assert next_meeting(kommun, THURSDAY) == expected


def test_over_a_year_with_week_53_no_meeting_is_lost(kommun):
    day, found = date(2026, 12, 17), []
    for _ in range(4):
        day = next_meeting(kommun, day)
        found.append(day.isocalendar()[:2])
    assert found == [(2026, 52), (2026, 53), (2027, 1), (2027, 2)]


def test_the_first_meeting_is_the_next_meeting_day(kommun):
    assert first_meeting(kommun, date(2026, 11, 24)) == THURSDAY
    assert first_meeting(kommun, THURSDAY) == THURSDAY


def test_a_note_is_kept_and_changed_by_one_at_a_time(meeting, coordinator):
    note = write_note(meeting=meeting, point=3, text="Skolan:", version=0, by=coordinator)
    write_note(meeting=meeting, point=3, text="Skolan: lugnt.", version=1, by=coordinator)
    for stale in (0, 1):
        with pytest.raises(WrongState, match="Din text finns kvar"):
            write_note(meeting=meeting, point=3, text="X", version=stale, by=coordinator)
    note.refresh_from_db()
    assert note.text == "Skolan: lugnt."


def test_a_note_with_personal_data_is_not_kept(meeting, coordinator):
    with pytest.raises(PersonalData):
        write_note(meeting=meeting, point=3, text=f"Ring {PHONE}", version=0, by=coordinator)
    assert points(meeting, coordinator)[3].note == ""


def test_a_point_outside_the_agenda_is_refused(meeting, coordinator):
    with pytest.raises(Refused, match="Punkten"):
        write_note(meeting=meeting, point=9, text="X", version=0, by=coordinator)


def test_priorities_and_what_to_tell_come_and_go(meeting, coordinator, kommun):
    first = add_priority(meeting=meeting, text="Kvällar.", place=place(kommun), by=coordinator)
    second = add_priority(meeting=meeting, text="Klotter.", place=None, by=coordinator)
    told = add_telling(
        meeting=meeting, audience=Audience.STAFF, text="Ny belysning.", by=coordinator
    )
    assert (first.number, second.number) == (1, 2)
    shown = points(meeting, coordinator)
    assert [line.text for line in shown[4].lines] == ["Kvällar.", "Klotter."]
    assert shown[7].lines[0].detail == "Till personalen"
    remove_priority(priority=first, by=coordinator)
    remove_telling(telling=told, by=coordinator)
    shown = points(meeting, coordinator)
    assert [line.text for line in shown[4].lines] == ["Klotter."]
    assert shown[7].lines == ()


def test_parties_and_roles_attend_and_nobody_is_named(
    meeting, coordinator, party, police_party, police
):
    set_attendance(meeting=meeting, present=[(party, Role.COORDINATOR)], by=coordinator)
    set_attendance(meeting=meeting, present=[(police_party, Role.POLICE)], by=coordinator)
    closed = close_meeting(meeting=meeting, next_on=None, by=coordinator)
    assert closed.document["present"] == [f"kommunpolis, {police_party}"]
    assert police.name not in json.dumps(closed.document, ensure_ascii=False)


def test_closing_freezes_the_minutes_and_plans_the_next(meeting, frozen, decided, coordinator):
    decided("Laga lampan.")
    closed = close_meeting(meeting=meeting, next_on=None, by=coordinator)
    assert closed.next_on == date(2026, 12, 3)
    assert closed.document["picture_checksum"] == frozen.checksum
    following = queries.planned(meeting.kommun, coordinator)
    assert following.held_on == date(2026, 12, 3)
    assert points_of(closed, coordinator, THURSDAY)[4].lines[0].text == "Laga lampan."


def test_the_next_meeting_may_be_another_day_but_not_before(meeting, coordinator):
    with pytest.raises(Refused, match="efter det här"):
        close_meeting(meeting=meeting, next_on=THURSDAY, by=coordinator)
    closed = close_meeting(meeting=meeting, next_on=date(2026, 12, 8), by=coordinator)
    assert closed.next_on == date(2026, 12, 8)


def test_a_next_meeting_that_is_there_is_not_made_twice(meeting, kommun, coordinator):
    plan_meeting(kommun=kommun, held_on=date(2026, 12, 3), by=coordinator)
    close_meeting(meeting=meeting, next_on=None, by=coordinator)
    assert Meeting.objects.unscoped("test").count() == 2


def test_a_closed_meeting_never_changes(meeting, coordinator, decided, party):
    close_meeting(meeting=meeting, next_on=None, by=coordinator)
    acts = [
        lambda: write_note(meeting=meeting, point=1, text="X", version=0, by=coordinator),
        lambda: add_priority(meeting=meeting, text="X", place=None, by=coordinator),
        lambda: add_telling(meeting=meeting, audience=Audience.STAFF, text="X", by=coordinator),
        lambda: set_attendance(meeting=meeting, present=[], by=coordinator),
        lambda: close_meeting(meeting=meeting, next_on=None, by=coordinator),
        lambda: decided("Sent."),
    ]
    for act in acts:
        with pytest.raises(WrongState, match="avslutat"):
            act()


def test_the_minutes_are_a_tagged_pdf(meeting, frozen, decided, coordinator):
    decided("Laga lampan vid resecentrum.")
    closed = close_meeting(meeting=meeting, next_on=None, by=coordinator)
    content = pdf(closed, secrets=True)
    assert content == pdf(closed, secrets=True)
    reader = PdfReader(BytesIO(content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = "".join(page.extract_text() for page in reader.pages)
    assert "Laga lampan vid resecentrum." in text
    assert "Förra periodens beslut" in text


def test_secret_places_stay_out_of_minutes_for_others(meeting, decided, coordinator):
    decided(f"Städa {cast.GROUP_ONLY}.")
    write_note(
        meeting=meeting, point=3, text=f"Det gällde {cast.GROUP_ONLY}.", version=0, by=coordinator
    )
    closed = close_meeting(meeting=meeting, next_on=None, by=coordinator)
    words = lambda content: "".join(  # noqa: E731
        page.extract_text() for page in PdfReader(BytesIO(content)).pages
    )
    inside, outside = words(pdf(closed, secrets=True)), words(pdf(closed, secrets=False))
    assert inside.count("källargångar") == 2
    assert "källargångar" not in outside
    assert outside.count(HIDDEN) == 2


def test_only_the_group_sees_a_meeting(meeting, coordinator, reporter, leader, outsider):
    assert queries.meetings_of(meeting.kommun, coordinator).exists()
    for other in (reporter, leader, outsider):
        assert not queries.meetings_of(meeting.kommun, other).exists()


def test_the_new_picture_tells_what_the_parties_agreed_on(
    meeting, frozen, kommun, police, coordinator
):
    facts = SentenceFacts(sentence="Färre bråk.", place=place(kommun))
    own = add_sentence(kommun=kommun, period=WEEK, facts=facts, by=police).picture
    hand_in(own=own, shown=True, by=police)
    told = beside(kommun, WEEK, coordinator)
    decided = {row.key: Decided(text="Vi följer platsen.") for row in told.rows}
    merge_pictures(
        kommun=kommun, period=WEEK, seen=told.fingerprint, decided=decided, by=coordinator
    )
    lines = [line.text for line in points_of(meeting, coordinator, THURSDAY)[1].lines]
    assert "Resecentrum: Vi följer platsen." in lines


def test_a_wish_without_a_picture_is_on_the_agenda_too(meeting, kommun, coordinator):
    wish = StopInput(
        place=place(kommun),
        window=Window(4, 5, 20, 22),
        first=THURSDAY,
        end=date(2026, 12, 3),
        why="Skolan ber om vuxna.",
        activity="Synlig fotpatrull.",
    )
    add_stop(kommun=kommun, wish=wish, by=coordinator)
    (line,) = points_of(meeting, coordinator, THURSDAY)[5].lines
    assert line.text == "Resecentrum, fredag–lördag 20–22"
    assert line.detail == "Skolan ber om vuxna. Föreslaget."
