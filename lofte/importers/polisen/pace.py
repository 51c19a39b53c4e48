"""How often the police's API may be asked: at least 10 s apart, 60 an hour, 1,440 a day.

Source: polisen.se, "Regler för användning av polisens API".
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

APART = timedelta(seconds=10)
LIMITS = ((60, timedelta(hours=1)), (1440, timedelta(days=1)))


def earliest(calls: Iterable[datetime], now: datetime) -> datetime:
    """The first moment, not before `now`, when one more call keeps every limit.

    `calls` are the moments of earlier calls in any order; a call that lies ahead of `now` (a clock
    set back) counts as made now.
    """
    past = sorted(min(call, now) for call in calls)
    moments = [now]
    if past:
        moments.append(past[-1] + APART)
    moments += [past[-most] + span for most, span in LIMITS if len(past) >= most]
    return max(moments)


def recent(calls: Iterable[datetime], now: datetime) -> tuple[datetime, ...]:
    """The calls that still matter for a limit, oldest first."""
    longest = max(span for _, span in LIMITS)
    return tuple(sorted(call for call in calls if call > now - longest))
