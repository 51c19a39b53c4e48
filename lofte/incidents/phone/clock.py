"""When a report that waited in a phone was made, by the server's clock. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

WRONG = timedelta(minutes=5)  # a phone that keeps time by its network is seconds off
SOON = timedelta(minutes=10)  # so short a wait that no clock could mislead
LONGEST = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Told:
    """What the phone says, by its own clock, milliseconds since 1970.

    `elapsed`: what its steady clock measured at least. `offset`: how far the server was ahead
    of the phone when they last met before the report was made.
    """

    made: float
    sent: float
    elapsed: float | None = None
    offset: float | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """`wrong`: how far ahead the phone's clock is, if it is wrong. `doubt`: ask the reporter."""

    at: datetime
    wrong: timedelta = timedelta()
    doubt: bool = False


def told(posted: Mapping[str, str]) -> Told | None:
    """What was posted, or nothing when it cannot be read: then the report was made just now."""
    try:
        numbers = {name: float(posted[name]) for name in ("made", "sent")}
        known = {name: float(posted[name]) for name in ("elapsed", "offset") if posted.get(name)}
    except (KeyError, ValueError):
        return None
    values = [*numbers.values(), *known.values()]
    return Told(**numbers, **known) if all(abs(value) < 1e14 for value in values) else None


def made(told: Told | None, now: datetime) -> Made:
    """A steady wrong clock tells the wait right; a clock that was set meanwhile does not."""
    if told is None:
        return Made(now)
    ahead = _ms(told.sent - now.timestamp() * 1000)
    wrong = ahead if abs(ahead) > WRONG else timedelta()
    waited, was_set = _wait(told, ahead)
    if not -WRONG <= waited <= LONGEST:
        return Made(now, wrong, doubt=True)
    return Made(
        now - max(waited, timedelta()), wrong, doubt=waited > SOON and (was_set or bool(wrong))
    )


def _wait(told: Told, ahead: timedelta) -> tuple[timedelta, bool]:
    """How long the report waited, and whether the phone's clock was set while it did."""
    waited = _ms(told.sent - told.made)
    if told.offset is not None:
        moved = _ms(told.offset) + ahead  # the server ahead then, the phone ahead now
        if abs(moved) > WRONG:
            return waited - moved, True
    least = waited if told.elapsed is None else _ms(told.elapsed)
    return max(waited, least), waited < least - WRONG


def _ms(number: float) -> timedelta:
    return timedelta(milliseconds=number)
