from dataclasses import dataclass
from datetime import date

from lofte.people.models import Party
from lofte.promises.commitments.models import Commitment


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementFacts:
    """every: "" once, else again each month, quarter or half-year until the promise is over.

    commitment: what is counted when it is done; party: None for all together.
    """

    audience: str
    channel: str
    message: str
    due: date
    every: str = ""
    commitment: Commitment | None = None
    party: Party | None = None
    owner_role: str = ""
