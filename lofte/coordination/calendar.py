"""When the group meets: the kommun's weekday, once a period of its rhythm."""

from datetime import date, timedelta

from lofte.places.models import Kommun


def first_meeting(kommun: Kommun, today: date) -> date:
    """The first meeting day from today on."""
    return _on_or_after(kommun, today)


def next_meeting(kommun: Kommun, held_on: date) -> date:
    """The first meeting day after the period in which a meeting was held."""
    return _on_or_after(kommun, kommun.period_of(held_on).end)


def _on_or_after(kommun: Kommun, day: date) -> date:
    return day + timedelta(days=(kommun.meeting_weekday - day.isoweekday()) % 7)
