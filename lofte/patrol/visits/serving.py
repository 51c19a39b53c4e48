"""Which point of a promise a visit counts for, read from its words and places. Pure.

It is the usual answer and always shown; whoever logs may choose another, or none.
"""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from lofte.patrol.states import VisitKind

WORDS: dict[VisitKind, tuple[str, ...]] = {
    VisitKind.FOOT: ("patrull",),
    VisitKind.PRESENCE: ("närvaro", "synlig", "patrull"),
    VisitKind.SCHOOL: ("skolbesök", "fritidsgård", "besök"),
    VisitKind.CHECK: ("tillsyn", "krogkontroll"),
    VisitKind.WALK: ("trygghetsvandring", "tätortsvandring"),
    VisitKind.NIGHT: ("nattvandr",),
    VisitKind.OTHER: (),
}


class Point(Protocol):
    @property
    def text(self) -> str: ...


P = TypeVar("P", bound=Point)


def serves(
    kind: VisitKind, place: int | None, points: Iterable[tuple[P, frozenset[int]]]
) -> P | None:
    """The first point that speaks of the kind, one that names the place before one that does not.

    points: each with the places it holds for, none = anywhere; in the order they are preferred.
    """
    told = [(point, places) for point, places in points if not places or place in places]
    for word in WORDS[kind]:
        found = [(point, places) for point, places in told if word in point.text.lower()]
        if found:
            return min(found, key=lambda one: not one[1])[0]
    return None
