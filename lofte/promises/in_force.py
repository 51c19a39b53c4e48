"""Which points a party is working on: of promises that were signed and hold on the days."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from lofte.people.models import Party
from lofte.places.models import Kommun
from lofte.promises.commitments.models import Commitment, with_places
from lofte.promises.models import Promise, PromiseParty
from lofte.promises.signed import Document, signed_ones, texts_beside, that_hold
from lofte.promises.states import MOVING

WHY = "what something done may count for"


def points_in_force(kommun: Kommun, party: Party, first: date, last: date) -> list[Commitment]:
    """The party's own points first, then what several promise together; each with its places."""
    return _points(kommun, party, first=last, last=first)


def points_touching(kommun: Kommun, party: Party, first: date, last: date) -> list[Commitment]:
    """Those that hold on some of the days."""
    return _points(kommun, party, first=first, last=last)


def _points(kommun: Kommun, party: Party, *, first: date, last: date) -> list[Commitment]:
    """Promises that begin no later than `last` and end no earlier than `first`."""
    taking_part = PromiseParty.objects.unscoped(WHY).filter(party=party).values("promise")
    as_rows = Q(
        Q(parties=party) | Q(joint=True, promise__in=taking_part),
        promise__first_day__lte=last,
        promise__last_day__gte=first,
        removed_at=None,
    )
    signed = signed_ones(Promise.objects.unscoped(WHY).filter(kommuner=kommun))
    rows = Commitment.objects.unscoped(WHY).filter(
        as_rows | Q(promise__state__in=MOVING), promise__in=signed.values("pk")
    )
    found = list(rows.select_related("promise").prefetch_related(with_places(WHY)).distinct())
    texts = texts_beside({row.promise_id: row.promise for row in found}.values())
    wanted = [
        row
        for row in that_hold(found, texts)
        if row.promise_id not in texts or _is_wanted(row, party, texts, first, last)
    ]
    wanted.sort(key=lambda row: (-row.promise.first_day.toordinal(), row.promise_id, row.number))
    return sorted(wanted, key=lambda row: row.joint)


def _is_wanted(
    row: Commitment, party: Party, texts: Mapping[int, Document], first: date, last: date
) -> bool:
    """The same, of what was signed of a promise whose rows are being changed."""
    promise = row.promise
    if promise.first_day > last or promise.last_day < first:
        return False
    lines = {one["id"] for one in texts[row.promise_id]["parties"]}
    return party in row.named_parties or (row.joint and party.pk in lines)
