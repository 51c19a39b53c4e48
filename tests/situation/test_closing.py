"""A period closes after its meeting; what comes later is counted in the next picture and said."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from lofte.analysis.periods import PeriodKind, containing, parse
from lofte.incidents import queries as incidents
from lofte.incidents.models import Incident
from lofte.management.due import run_due
from lofte.places.models import Kommun
from lofte.situation.extract import extract
from lofte.situation.models import Picture
from tests.incidents.conftest import Send, send
from tests.incidents.reports import FRIDAY
from tests.write_guard import arrange

WEEK = parse("2026-W47")
__all__ = ["send"]


def confirmed_at(send: Send, received: str, **changed: object) -> Incident:
    incident = send(**changed)
    with arrange():
        Incident.objects.unscoped("test").filter(pk=incident.pk).update(
            state="confirmed", received_at=datetime.fromisoformat(received)
        )
    return incident


def counted(kommun: Kommun, period: str) -> int:
    wanted = parse(period)
    points = extract(kommun, wanted).points
    return int(sum(day >= wanted.start for day in points.start.astype("datetime64[D]").tolist()))


def notes(kommun: Kommun, period: str) -> str:
    return " ".join(extract(kommun, parse(period)).source.notes)


@pytest.mark.parametrize(
    ("rhythm", "weekday", "day", "closes"),
    [
        ("week", 4, "2026-11-20", "2026-11-27"),
        ("week", 1, "2026-11-20", "2026-11-24"),
        ("week", 4, "2026-12-30", "2027-01-08"),  # week 53, across the year
        ("two_weeks", 4, "2026-11-20", "2026-11-27"),
        ("six_weeks", 3, "2026-11-20", "2026-12-24"),
        ("month", 4, "2026-12-31", "2027-01-08"),
    ],
)
def test_a_period_closes_the_day_after_the_meeting_that_follows_it(
    kommun: Kommun, rhythm: str, weekday: int, day: str, closes: str
) -> None:
    kommun.rhythm, kommun.meeting_weekday = rhythm, weekday
    period = kommun.period_of(date.fromisoformat(day))
    assert kommun.closes(period) == date.fromisoformat(closes)


def test_six_weeks_and_two_weeks_tile_the_calendar_across_week_53() -> None:
    for kind, weeks in ((PeriodKind.SIX_WEEKS, 6), (PeriodKind.TWO_WEEKS, 2)):
        period = containing(kind, date(2026, 12, 31))
        assert period.days == 7 * weeks
        assert period.next().start == period.end
        assert parse(period.key) == period
        assert containing(kind, period.last_day) == period
        assert containing(kind, period.end) == period.next()


def test_a_report_that_comes_after_the_closing_waits_for_the_next_picture(
    send: Send, kommun: Kommun
) -> None:
    confirmed_at(send, "2026-11-20T22:00+01:00")
    confirmed_at(send, "2026-11-26T23:00+01:00")  # the evening of the meeting
    confirmed_at(send, "2026-11-27T01:00+01:00")
    assert counted(kommun, "2026-W47") == 2
    assert notes(kommun, "2026-W47").count("stängdes") == 0
    said = notes(kommun, "2026-W48")
    assert "1\u00a0händelse från v. 47 2026 (16–22 nov) kom in efter att" in said
    assert "stängdes 2026-11-26" in said
    assert incidents.occurrences(kommun, WEEK.start, WEEK.end).x.size == 3


def test_periods_close_by_themselves(send: Send, kommun: Kommun) -> None:
    """The draft of Monday is made a last time after the meeting, with what came in between."""
    confirmed_at(send, "2026-11-20T22:00+01:00")
    with time_machine.travel(datetime(2026, 11, 23, 6, tzinfo=UTC)):
        assert any("lägesbild" in said for said in run_due(datetime(2026, 11, 23, 6, tzinfo=UTC)))
    confirmed_at(send, "2026-11-24T08:00+01:00", started_at=FRIDAY)
    with time_machine.travel(datetime(2026, 11, 27, 6, tzinfo=UTC)):
        now = datetime(2026, 11, 27, 6, tzinfo=UTC)
        assert f"period stängd {kommun.code} 2026-W47" in list(run_due(now))
        assert not [said for said in run_due(now) if "stängd" in said]
    drafts = Picture.objects.unscoped("test").filter(period_key="2026-W47", state="draft")
    assert [picture.document["source"]["rows"] for picture in drafts] == [2]
