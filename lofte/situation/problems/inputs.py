"""What a person says of a problem and of what it rests on, before anything is kept."""

from dataclasses import dataclass

from lofte.people.models import Party
from lofte.places.models import Area, NamedPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemFacts:
    title: str
    kind: str
    crime_group: str = ""
    places: tuple[NamedPlace, ...] = ()
    areas: tuple[Area, ...] = ()
    where: str = ""
    season: str = ""
    weekdays: str = ""
    hours: str = ""
    exposed: str = ""
    acting: str = ""
    extent: str = ""
    trend: str = ""
    harm: str = ""
    cost: str = ""
    fear: str = ""
    perceived: int | None = None
    reported: int | None = None
    owner: Party | None = None
    owner_role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFacts:
    kind: str
    sentence: str
    source: str
    period: str
    strength: str
    reference: str = ""
