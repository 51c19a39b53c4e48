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

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
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
