"""What is given when a promise is signed: a fresh second factor, or a ceremony on paper."""

from dataclasses import dataclass
from datetime import date, datetime

from lofte.people.models import Party


@dataclass(frozen=True, slots=True)
class Factor:
    """The second factor that the person gave, and when."""

    kind: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who put their name on the paper for a party."""

    party: Party
    name: str
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CeremonyFacts:
    """`held_on` is None only when nobody knows the day, and then `note` says so."""

    held_on: date | None
    signers: tuple[Signer, ...]
    place: str = ""
    note: str = ""
    file: bytes = b""
    photo: bytes = b""
