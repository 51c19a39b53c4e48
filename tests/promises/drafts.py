"""A promise as the tests write it: short, through the same actions as a person."""

from datetime import date
from decimal import Decimal
from typing import Any

from lofte.audit.actions import SYSTEM
from lofte.people.models import Party
from lofte.places.models import Kommun
from lofte.promises.actions import draft_promise
from lofte.promises.commitments.actions import add_commitment
from lofte.promises.commitments.models import Commitment
from lofte.promises.inputs import CommitmentFacts, PartyLine, PromiseFacts, Target
from lofte.promises.models import Promise
from lofte.promises.signing.actions import amend, freeze, record_ceremony
from lofte.promises.signing.inputs import CeremonyFacts, Signer
from lofte.promises.signing.models import Version

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
REASONS = dict.fromkeys(("V1", "V2", "V3", "V4", "V7"), "Prov")  # what a short draft lacks
FOUR = Target(kind="count", comparator=">=", value=Decimal(4), unit="vandringar")


def facts(*parties: Party, **given: Any) -> PromiseFacts:
    lines = tuple(PartyLine(party=party, signing_role="chef") for party in parties)
    told = {
        "title": "Tryggare kvällar",
        "first_day": YEAR[0],
        "last_day": YEAR[1],
        "area_text": "Lyckeberga",
        "parties": lines,
    }
    return PromiseFacts(**told | given)


def draft(kommun: Kommun, *parties: Party, **given: Any) -> Promise:
    return draft_promise(kommun=kommun, facts=facts(*parties, **given), by=SYSTEM)


def commit(promise: Promise, *parties: Party, text: str = "", **given: Any) -> Commitment:
    words = text or "Vi går trygghetsvandringar vid Resecentrum"
    said = CommitmentFacts(text=words, parties=parties, **{"target": FOUR} | given)
    return add_commitment(promise=promise, facts=said, by=SYSTEM)


def sign(promise: Promise, *parties: Party, on: date = date(2026, 2, 4)) -> None:
    """Frozen and signed on paper by its parties: from now on it is in force."""
    promise.refresh_from_db()
    version = freeze(promise=promise, version=promise.version, overruled=REASONS, by=SYSTEM)
    signers = tuple(Signer(party=one, name="U") for one in parties)
    record_ceremony(version=version, facts=CeremonyFacts(held_on=on, signers=signers), by=SYSTEM)
    promise.refresh_from_db()


def waiting_amendment(promise: Promise) -> Version:
    """A new version with one more point, which nobody has signed yet."""
    amend(promise=promise, by=SYSTEM)
    commit(promise, text="Vi gör en sak till")
    promise.refresh_from_db()
    return freeze(
        promise=promise, version=promise.version, overruled=REASONS, why="En sak till", by=SYSTEM
    )
