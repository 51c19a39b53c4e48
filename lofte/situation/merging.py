"""What several methods see at one place and time is one finding, told once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from lofte.situation.document import MORE, Finding
from lofte.situation.findings import MARK

MOST_TAILS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Extra:
    """What a further method found.

    tail: the sentence to add where the place is told already. reach: metres within which it is the
    same place; 0 = the same area.
    """

    finding: Finding
    tail: str
    reach: float = 0.0


def merged(found: Sequence[Finding], extras: Sequence[Extra]) -> list[Finding]:
    """Each extra goes into the finding of the same place or area, or stands by itself."""
    told, tails, alone = list(found), [0] * len(found), []
    for extra in extras:
        at = next((i for i, one in enumerate(told) if _same(one, extra)), None)
        if at is None:
            alone.append(extra.finding)
        elif tails[at] < MOST_TAILS:
            told[at] = replace(told[at], sentence=f"{told[at].sentence} {extra.tail}")
            tails[at] += 1
    return told + alone


def _same(one: Finding, extra: Extra) -> bool:
    if one.kind != MORE:
        return False
    other = extra.finding
    if extra.reach and one.x is not None and one.y is not None:
        away = np.hypot(one.x - (other.x or 0), one.y - (other.y or 0))
        return bool(away <= extra.reach)
    return not extra.reach and bool(one.area) and one.area == other.area


def numbered(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """From 1, in the order they stand; a nameless place is called by its number on the map."""
    return tuple(
        replace(
            one,
            number=i,
            place=one.place.replace(MARK, str(i)),
            sentence=one.sentence.replace(MARK, str(i)),
        )
        for i, one in enumerate(found, start=1)
    )
