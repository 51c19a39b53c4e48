"""What answers to a question can carry: an open survey speaks of those who answered, a sample of
all who live there, and then only as far as its interval reaches.
"""

from django.utils.translation import gettext as _

from lofte.promises.readings.models import Reading
from lofte.promises.states import Comparator

FLOORS = (Comparator.AT_LEAST, Comparator.MORE_THAN)
CEILINGS = (Comparator.AT_MOST, Comparator.LESS_THAN)


def said_met(
    comparator: Comparator | None, target: float | None, now: Reading, before: Reading | None
) -> bool | None:
    """Only a whole interval on one side meets or misses; never of an open survey."""
    if now.low is None or now.high is None:
        return None
    if comparator in (Comparator.FEWER, Comparator.MORE):
        way = _way(now, before)
        wanted = -1 if comparator == Comparator.FEWER else 1
        return None if way == 0 else way == wanted
    if target is None:
        return None
    if comparator in FLOORS:
        return True if now.low >= target else False if now.high < target else None
    if comparator in CEILINGS:
        return True if now.high <= target else False if now.low > target else None
    return None


def _way(now: Reading, before: Reading | None) -> int:
    """-1 when it has fallen, 1 when it has risen, 0 when the intervals meet or one is missing."""
    if before is None or now.low is None or now.high is None:
        return 0
    if before.low is not None and now.high < before.low:
        return -1
    return 1 if before.high is not None and now.low > before.high else 0


def caution(now: Reading | None, before: Reading | None) -> str:
    if now is None or now.base is None:
        return ""
    if now.low is None:
        alone = _("Det gäller dem som svarade, inte alla som bor här.")
        if before is None:
            return alone
        other = _("Andra kan ha svarat den här gången, så skillnaden kan bero på vilka de är.")
        return f"{alone} {other}"
    if before is None or before.low is None:
        return ""
    if _way(now, before) == 0:
        return _("Intervallen möts. Då säger vi inte att något har ändrats.")
    return _("Intervallen möts inte: skillnaden är större än osäkerheten.")
