from dataclasses import dataclass

from lofte.places.models import NamedPlace
from lofte.situation.own.states import Course, Sureness


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceFacts:
    """What a party says; a place, or where in words."""

    sentence: str
    place: NamedPlace | None = None
    where: str = ""
    course: Course = Course.UNKNOWN
    count: int | None = None
    sureness: Sureness = Sureness.EXACT
    source: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What the joint picture says of a row, or why it says nothing."""

    text: str = ""
    reason: str = ""
