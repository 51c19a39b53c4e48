"""When somebody is reminded: 30, 7 and 1 days before; 1, 7, then every 30 days after. Pure.

Never within five days of the last: a reminder that falls due then waits until they have passed.
"""

from datetime import date, timedelta

BEFORE = (30, 7, 1)
AFTER = (1, 7)
EVERY = 30
APART = timedelta(days=5)


def reminder_on(due: date, decided: date, last: date | None, today: date) -> date | None:
    """The day whose reminder is due today, or None. Days before it was decided are not made up."""
    day = _latest(due, today)
    if day is None or day <= decided or (last is not None and day <= last):
        return None
    return day if last is None or today - last >= APART else None


def _latest(due: date, today: date) -> date | None:
    """The last day up to today on which a reminder falls."""
    days = [due - timedelta(days=n) for n in BEFORE] + [due + timedelta(days=n) for n in AFTER]
    late = (today - due).days
    if late >= EVERY:
        days.append(due + timedelta(days=late // EVERY * EVERY))
    return max((day for day in days if day <= today), default=None)
