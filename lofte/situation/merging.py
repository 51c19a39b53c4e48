"""What several methods see at one place and time is one finding, told once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from lofte.situation.document import FEWER, Finding
from lofte.situation.findings import GRADES, MARK, order
from lofte.situation.sentences import number

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
    """Each extra goes into the nearest finding of the same place, or that of its area (before one
    of a place in the area), or stands by itself.

    All are then ordered anew, each by the strongest that was seen there.
    """
    told = list(found)
    tails: list[list[Extra]] = [[] for _ in found]
    for extra in extras:
        same = (i for i, one in enumerate(told) if _same(one, extra))
        at = min(same, key=lambda i: _away(told[i], extra), default=None)
        if at is None:
            told.append(extra.finding)
            tails.append([])
        else:
            tails[at].append(extra)
    pairs = sorted(zip(told, tails, strict=True), key=lambda pair: order(pair[0], _best(*pair)))
    return [_with_tails(*pair) for pair in pairs]


def _best(one: Finding, tails: Sequence[Extra]) -> str:
    return min([one.strength, *(extra.finding.strength for extra in tails)], key=GRADES.index)


def _with_tails(one: Finding, tails: Sequence[Extra]) -> Finding:
    said = [extra.tail for extra in tails[:MOST_TAILS]]
    if left := len(tails) - len(said):
        said.append(f"{number(left)} till i tabellerna.")
    return replace(one, sentence=" ".join([one.sentence, *said]))


def _same(one: Finding, extra: Extra) -> bool:
    """Two of one method are two things: it has told them apart itself."""
    other = extra.finding
    if one.kind in (FEWER, other.kind):
        return False
    if extra.reach:
        return _away(one, extra) <= extra.reach
    return bool(one.area) and one.area == other.area


def _away(one: Finding, extra: Extra) -> float:
    """Metres from what is told; where it tells of a whole area, 0 for what has no place."""
    if not extra.reach:
        return 0.0 if one.x is None else 1.0
    if one.x is None or one.y is None:
        return np.inf
    return float(np.hypot(one.x - (extra.finding.x or 0), one.y - (extra.finding.y or 0)))


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
