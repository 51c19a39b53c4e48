"""The line back: each reporter reads what became of each report, on the page and by e-mail."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from lofte.audit.actions import SYSTEM
from lofte.desk.letters import tell_reporters
from lofte.desk.outcomes import outcomes, tellers, told
from lofte.incidents.models import Category, Incident
from lofte.incidents.review.actions import confirm, merge, reject, reopen, return_to_reporter
from lofte.management.due import run_due
from lofte.people.actions import choose_letters
from lofte.people.models import Letter, User
from lofte.places.clock import local_midnight
from lofte.places.models import Kommun
from lofte.situation.actions import compile_picture, freeze
from lofte.situation.models import Picture
from tests.incidents.reports import category, kept
from tests.situation.pictures import WEEK

Send = Callable[..., Incident]
MINE = "/arbete/lyckeberga/mina-rapporter/"


def sentences(kommun: Kommun, *rows: Incident) -> list[str]:
    found = outcomes(kommun, [kept(row) for row in rows])
    return [outcome.text for row in rows for outcome in found[row.pk]]


def in_week(days: int = 1) -> Any:
    return timezone.make_aware(
        datetime.combine(WEEK.start + timedelta(days=days), datetime.min.time())
    ) + timedelta(hours=12)


def letters() -> list[Letter]:
    return list(Letter.objects.unscoped("the test reads the post").order_by("pk"))


def test_every_source_is_found_by_its_name() -> None:
    assert {teller.__module__.rpartition(".")[2] for teller in tellers()} >= {
        "faults",
        "pictures",
        "review",
    }


def test_nothing_is_asked_of_the_database_without_reports(
    kommun: Kommun, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert not outcomes(kommun, [])


def test_each_state_has_its_sentence(
    kommun: Kommun, send: Send, confirmed: Send, reviewer: User
) -> None:
    waiting, asked, rejected, merged = (send(text=f"nr {n}") for n in range(4))
    return_to_reporter(incident=asked, version=1, question="Vilken lampa?", by=reviewer)
    reject(incident=rejected, version=1, reason="Hör till grannkommunen", by=reviewer)
    into = confirmed()
    merge(incident=merged, into=into, version=1, by=reviewer)
    assert sentences(kommun, waiting) == ["Väntar på granskning."]
    assert sentences(kommun, asked) == ["Granskaren undrar: Vilken lampa?"]
    assert sentences(kommun, rejected) == ["Ingår inte i lägesbilden. Skäl: Hör till grannkommunen"]
    assert f"(rapport {into.pk})" in sentences(kommun, merged)[0]
    assert sentences(kommun, into)[0] == "Granskad och bekräftad."


def test_a_calm_report_says_that_somebody_looked(kommun: Kommun, send: Send) -> None:
    assert sentences(kommun, send(nothing=True, categories=())) == [
        "Räknas som att någon har tittat."
    ]


def test_what_the_reporter_said_of_it_is_told_again(kommun: Kommun, send: Send) -> None:
    told_of = send(fault_reported=True, police_reported=True)
    assert sentences(kommun, told_of)[1:] == ["Felanmäld.", "Polisanmäld."]


def test_what_the_reviewer_reported_to_be_mended_is_told_and_taken_back(
    kommun: Kommun, send: Send, reviewer: User, as_: Any
) -> None:
    row, client = send(), as_(reviewer)
    page = f"/arbete/{kommun.slug}/granska/{row.pk}/"
    assert "Jag har felanmält det" in client.get(page).content.decode()
    answer = client.post(f"{page}felanmald/", {"version": 1}, follow=True).content.decode()
    assert "Rapportören ser det" in answer
    assert "Felanmäld." in sentences(kommun, Incident.objects.unscoped("test").get(pk=row.pk))
    late = client.post(f"{page}inte-felanmald/", {"version": 1}).content.decode()
    assert "hann ändra" in late
    client.post(f"{page}inte-felanmald/", {"version": 2})
    again = Incident.objects.unscoped("test").get(pk=row.pk)
    assert (again.state, again.fault_reported) == ("received", False)
    assert "Felanmäld." not in sentences(kommun, again)


@pytest.fixture
def in_time(arrange: Any) -> Callable[[Incident], Incident]:
    """The report came in when its week was open still."""

    def came(row: Incident) -> Incident:
        rows = Incident.objects.unscoped("test").filter(pk=row.pk)
        with arrange():
            rows.update(received_at=row.started_at, confirmed_at=row.started_at)
        return rows.get()

    return came


def test_the_coming_picture_is_named_until_it_is_there(
    kommun: Kommun, confirmed: Send, in_time: Any
) -> None:
    row = in_time(confirmed(started_at=in_week()))
    assert sentences(kommun, row)[1] == (
        f"Räknas i lägesbilden för {WEEK.label} när den blir klar."
    )


@pytest.fixture
def early(town: Kommun, confirmed: Send, send: Send, reviewer: User, in_time: Any) -> Incident:
    """Told before the picture was made, beside one that was rejected."""
    away = send(started_at=in_week(2), text="Nr två")
    reject(incident=away, version=1, reason="Hör till grannkommunen", by=reviewer)
    return in_time(confirmed(started_at=in_week(), text="En hemlig mening", near="Björkgatan"))


def test_a_report_in_a_frozen_picture_is_told_which(early: Incident, frozen: Picture) -> None:
    assert sentences(frozen.kommun, early)[1] == f"Ingår i lägesbilden för {frozen.period_label}."


def test_a_report_that_was_confirmed_after_the_picture_is_told_so(
    town: Kommun, frozen: Picture, send: Send, reviewer: User, in_time: Any
) -> None:
    row = confirm(incident=in_time(send(started_at=in_week())), version=1, by=reviewer)
    assert "Blev klar efter lägesbilden" in sentences(town, row)[1]


def test_a_report_that_came_when_the_period_had_closed_is_in_no_picture_of_it(
    town: Kommun, coordinator: User, police: User, confirmed: Send, arrange: Any
) -> None:
    closed = local_midnight(town.closes(WEEK))
    last, late = (confirmed(started_at=in_week()) for _ in range(2))
    with arrange():
        rows = Incident.objects.unscoped("test")
        rows.filter(pk=late.pk).update(received_at=closed)
        rows.filter(pk=last.pk).update(received_at=closed - timedelta(minutes=1))
    before = sentences(town, last)[1], sentences(town, late)[1]
    made = compile_picture(kommun=town, period=WEEK, by=coordinator)
    freeze(picture=made, version=1, by=police)
    after = sentences(town, last)[1], sentences(town, late)[1]
    assert "när den blir klar" in before[0]
    assert "Ingår i lägesbilden" in after[0]
    assert before[1] == after[1] == (
        f"Kom in när lägesbilden för {WEEK.label} hade stängt. "
        "Den finns med i jämförelser framåt."
    )  # fmt: skip


def test_a_kind_that_no_picture_counts_is_not_said_to_be_in_it(
    town: Kommun, confirmed: Send, frozen: Picture, arrange: Any
) -> None:
    good, damage = category(town, "traffic"), category(town)
    with arrange():
        Category.objects.unscoped("test").filter(pk=good.pk).update(in_picture=False)
    alone = confirmed(started_at=in_week(), categories=(good,))
    assert sentences(town, alone)[1] == "Räknas inte i lägesbilden, men är sparad."
    both = confirmed(started_at=in_week(), categories=(good, damage))
    assert WEEK.label in sentences(town, both)[1]


def test_a_merged_report_follows_the_one_that_is_counted(
    town: Kommun, send: Send, reviewer: User, in_time: Any
) -> None:
    week_after = in_week(8)
    first, second, third = (send(started_at=when) for when in (in_week(), in_week(), week_after))
    merge(incident=first, into=second, version=1, by=reviewer)
    assert sentences(town, first)[1] == f"Rapport {second.pk} väntar på granskning."
    merge(incident=second, into=third, version=1, by=reviewer)
    assert sentences(town, first)[1] == f"Rapport {third.pk} väntar på granskning."
    third = in_time(confirm(incident=third, version=1, by=reviewer))
    assert town.period_of(week_after.date()).label in sentences(town, first)[1]
    third = reopen(incident=third, version=2, by=reviewer)
    reject(incident=third, version=3, reason="Samma som i går", by=reviewer)
    assert sentences(town, first)[1] == f"Rapport {third.pk} ingår inte i lägesbilden."


def test_the_pages_tell_it_and_lead_to_the_choice_of_letters(
    as_: Any, kommun: Kommun, confirmed: Send, reporter: User
) -> None:
    row = confirmed(fault_reported=True)
    client = as_(reporter)
    for address in (MINE, f"{MINE}{row.pk}/", "/arbete/lyckeberga/"):
        page = client.get(address).content.decode()
        assert "Granskad och bekräftad." in page
        assert "Felanmäld." in page
    assert "/konto/brev/" in client.get(MINE).content.decode()


# --- letters --------------------------------------------------------------------------------------


@pytest.fixture
def wants_letters(reporter: User) -> User:
    return choose_letters(user=reporter, outcome=True, reminders=True, by=reporter)


def test_one_letter_a_period_tells_of_all_reports_and_of_nobodys_words(
    early: Incident, frozen: Picture, wants_letters: User
) -> None:
    now = timezone.now()
    assert tell_reporters(frozen, now, by=SYSTEM) == 1
    assert tell_reporters(frozen, now, by=SYSTEM) == 1
    (letter,) = letters()
    assert letter.to == wants_letters.email
    assert frozen.period_label in letter.subject
    assert f"Ingår i lägesbilden för {frozen.period_label}." in letter.text
    assert "Skälet står under Mina rapporter" in letter.text
    for word in ("hemlig", "grannkommunen", "Björkgatan", "Nr två"):
        assert word not in letter.text
    assert "/konto/brev/" in letter.text


def test_nobody_is_written_to_who_has_not_asked_or_has_left(
    town: Kommun, frozen: Picture, reporter: User, confirmed: Send, arrange: Any
) -> None:
    confirmed(started_at=in_week())
    assert tell_reporters(frozen, timezone.now(), by=SYSTEM) == 0
    choose_letters(user=reporter, outcome=True, reminders=False, by=reporter)
    with arrange():
        User.objects.filter(pk=reporter.pk).update(is_active=False)
    assert tell_reporters(frozen, timezone.now(), by=SYSTEM) == 0


def test_the_scheduler_tells_each_period_once(
    town: Kommun, frozen: Picture, wants_letters: User, confirmed: Send
) -> None:
    confirmed(started_at=in_week())
    done = [list(run_due(timezone.now())) for _ in range(2)]
    assert any("besked till rapportörer" in line for line in done[0])
    assert not any("besked till rapportörer" in line for line in done[1])
    assert [letter.kind for letter in letters()].count("outcome") == 1


@pytest.fixture
def week_after(frozen: Picture, arrange: Any) -> Picture:
    made = Picture.objects.unscoped("test").get(pk=frozen.pk)
    made.pk, made.period_key, made.period_label = None, "2026-v48", "vecka 48"
    made.period_start, made.period_end = frozen.period_end, frozen.period_end + timedelta(days=7)
    made.frozen_at = timezone.now() + timedelta(minutes=1)
    made._state.adding = True
    with arrange():
        made.save()
    return made


def test_the_next_letter_tells_what_became_of_a_report_that_waited(
    early: Incident, send: Send, in_time: Any, frozen: Picture, week_after: Picture,
    wants_letters: User, reviewer: User
) -> None:  # fmt: skip
    waiting, merged = (in_time(send(started_at=in_week())) for _ in range(2))
    tell_reporters(frozen, timezone.now(), by=SYSTEM)
    assert letters()[0].text.count("Väntar på granskning.") == 2
    assert tell_reporters(week_after, timezone.now(), by=SYSTEM) == 0
    merge(incident=merged, into=waiting, version=1, by=reviewer)
    reject(incident=waiting, version=1, reason="Hör till grannkommunen", by=reviewer)
    assert tell_reporters(week_after, timezone.now(), by=SYSTEM) == 1
    letter = letters()[1].text
    assert "vecka 48" in letters()[1].subject
    assert "Skälet står under Mina rapporter" in letter
    assert f"Rapport {waiting.pk} ingår inte i lägesbilden." in letter
    assert letter.count("\n- ") == 2


def test_a_report_that_came_after_the_freeze_is_told_of_in_the_next_letter(
    frozen: Picture, week_after: Picture, send: Send, wants_letters: User
) -> None:
    assert tell_reporters(week_after, timezone.now(), by=SYSTEM) == 0
    send(started_at=in_week())
    assert tell_reporters(week_after, timezone.now(), by=SYSTEM) == 1
    assert "Väntar på granskning." in letters()[0].text


def test_letters_are_in_the_readers_language(
    town: Kommun, frozen: Picture, wants_letters: User, confirmed: Send, arrange: Any
) -> None:
    with arrange():
        User.objects.filter(pk=wants_letters.pk).update(language="en")
    confirmed(started_at=in_week())
    tell_reporters(frozen, timezone.now(), by=SYSTEM)
    assert "What became of your reports" in letters()[0].subject


def test_letters_are_the_persons_own_choice(as_: Any, reporter: User) -> None:
    client = as_(reporter)
    assert "Vad som blev av mina rapporter" in client.get("/konto/brev/").content.decode()
    client.post("/konto/brev/", {"outcome": "on"})
    now = User.objects.get(pk=reporter.pk)
    assert (now.outcome_letters, now.reminder_letters) == (True, False)


def test_reports_are_told_in_a_fixed_number_of_queries(
    kommun: Kommun, confirmed: Send, reporter: User, django_assert_num_queries: Any
) -> None:
    from lofte.incidents.queries import mine

    for rows in (2, 6):
        for number in range(rows):
            confirmed(text=f"nr {number} av {rows}")
        with django_assert_num_queries(5):
            assert told(kommun, mine(kommun, reporter))
