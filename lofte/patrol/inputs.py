"""What people hand to the actions, as plain values."""

import uuid
from dataclasses import dataclass, field
from datetime import date

from lofte.patrol.hours import Window
from lofte.patrol.models import Stop
from lofte.patrol.states import Exactness, Travel, VisitKind
from lofte.places.models import NamedPlace
from lofte.promises.commitments.models import Commitment


@dataclass(frozen=True, slots=True, kw_only=True)
class StopInput:
    """A stop that somebody wishes without a picture's finding."""

    place: NamedPlace
    window: Window
    first: date
    end: date
    why: str
    activity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the police accept: the hours and the activity, as proposed or as they change them."""

    window: Window
    activity: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyInput:
    day: date
    first_hour: int
    hours: int
    patrols: int
    minutes: int
    travel: Travel = Travel.FOOT


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitInput:
    """`hour`: by the clock; `band`: about when; neither: nobody noted. `client_id`: sent once.

    `serves`: the point of a promise it counts for; None: found from its kind and place. `alone`: it
    counts for no promise. `stop`: the accepted stop, when it has no named place of its own.
    """

    kind: VisitKind
    place: NamedPlace | None
    first_day: date
    last_day: date | None = None
    band: str = ""
    hour: int | None = None
    count: int = 1
    exactness: Exactness = Exactness.EXACT
    minutes: int | None = None
    note: str = ""
    serves: Commitment | None = None
    alone: bool = False
    stop: Stop | None = None
    client_id: uuid.UUID = field(default_factory=uuid.uuid4)
