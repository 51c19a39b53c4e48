from dataclasses import dataclass
from datetime import date

from lofte.incidents.models import Incident
from lofte.people.models import Party, User
from lofte.places.models import NamedPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionInput:
    """What is decided. `owner`, or else a `role` of the `party`."""

    text: str
    due: date
    party: Party
    owner: User | None = None
    role: str = ""
    place: NamedPlace | None = None
    incidents: tuple[Incident, ...] = ()
    line_back: str = ""
