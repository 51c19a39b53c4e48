"""More answers at once than people send: counted by the minute and the hour, never by who sends.

No address is kept, so five hundred phones behind one address are as welcome as five hundred
addresses. In a rush nothing is refused: an answer with the code of the poster counts as always, the
others are kept and marked, and results are shown with and without them.
"""

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from django.core.cache import caches

from lofte.dialogue.models import Dialogue

MINUTE, HOUR = 60, 3_600
# A full stage sends three hundred in a minute; a town that has got a letter a thousand in an hour.
MOST = {MINUTE: 600, HOUR: 3_000}


@dataclass(frozen=True, slots=True)
class Window:
    """How many answers a dialogue has had since the minute or the hour began."""

    dialogue: int
    seconds: int
    number: int

    @property
    def key(self) -> str:
        """One a dialogue and length: the next minute takes the place of this one."""
        return f"answers-{self.dialogue}-{self.seconds}"

    @property
    def count(self) -> int:
        number, count = caches["floods"].get(self.key, (self.number, 0))
        return count if number == self.number else 0

    def add(self) -> None:
        caches["floods"].set(self.key, (self.number, self.count + 1), self.seconds * 2)


def _windows(dialogue: Dialogue, now: datetime) -> list[Window]:
    return [Window(dialogue.pk, span, int(now.timestamp()) // span) for span in MOST]


def came(dialogue: Dialogue, now: datetime) -> None:
    """One more answer. Two at the same instant may count as one: a flood is seen all the same."""
    for window in _windows(dialogue, now):
        window.add()


def is_rush(dialogue: Dialogue, now: datetime) -> bool:
    return any(window.count >= MOST[window.seconds] for window in _windows(dialogue, now))


def knows_poster(dialogue: Dialogue, code: str) -> bool:
    """The code that stands on the poster, or that the desk says."""
    return compare_digest(code.strip().lower().encode(), dialogue.poster_code.encode())
