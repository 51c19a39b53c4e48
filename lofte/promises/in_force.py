"""Which points a party is working on: of promises that were signed and hold on the days."""

from datetime import date

from django.db.models import Prefetch, Q

from lofte.people.models import Party
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.commitments.models import Commitment
from lofte.promises.models import PromiseParty
from lofte.promises.signing.models import Version
from lofte.promises.states import VersionState

WHY = "what something done may count for"


def points_in_force(kommun: Kommun, party: Party, first: date, last: date) -> list[Commitment]:
    """The party's own points first, then what several promise together; each with its places."""
    return _points(kommun, party, Q(promise__first_day__lte=first, promise__last_day__gte=last))


def points_touching(kommun: Kommun, party: Party, first: date, last: date) -> list[Commitment]:
    """Those that hold on some of the days."""
    return _points(kommun, party, Q(promise__first_day__lte=last, promise__last_day__gte=first))


def _points(kommun: Kommun, party: Party, when: Q) -> list[Commitment]:
    signed = Version.objects.unscoped(WHY).filter(
        state__in=[VersionState.SIGNED, VersionState.REPLACED]
    )
    taking_part = PromiseParty.objects.unscoped(WHY).filter(party=party)
    rows = Commitment.objects.unscoped(WHY).filter(
        when,
        Q(parties=party) | Q(joint=True, promise__in=taking_part.values("promise")),
        removed_at=None,
        promise__kommuner=kommun,
        promise__in=signed.values("promise"),
    )
    with_places = rows.select_related("promise").prefetch_related(
        Prefetch("places", NamedPlace.objects.unscoped(WHY))
    )
    found = with_places.distinct().order_by("-promise__first_day", "promise", "number")
    return sorted(found, key=lambda row: row.joint)
