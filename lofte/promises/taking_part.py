"""Whether a party may promise something in these kommuner today, and who promises still."""

from collections.abc import Collection

from lofte.audit.refusals import Refused
from lofte.people.models import Party
from lofte.places.models import Kommun
from lofte.places.scope import ScopedQuerySet
from lofte.promises.commitments.models import Commitment, with_parties
from lofte.promises.models import Promise, PromiseParty


def check_takes_part(parties: Collection[Party], kommuner: Collection[Kommun]) -> None:
    """Each party is open and serves one of the kommuner. Raises Refused."""
    ids = [kommun.pk for kommun in kommuner]
    for party in parties:
        if party.closed_on is not None:
            raise Refused(
                f"{party} är stängd sedan {party.closed_on} och kan inte lova något nytt. "
                "Ingenting sparades. Välj den part som har tagit över, eller ta bort den."
            )
        if not party.kommuner.unscoped("does it take part?").filter(pk__in=ids).exists():
            raise Refused(f"{party} är inte part i kommunen. Ingenting sparades.")


def stranded(promise: Promise) -> ScopedQuerySet[Party]:
    """Parties of the promise that closed, or left its kommuner, after they were written in it."""
    why = "who can no longer take part"
    kommuner = Promise.objects.unscoped(why).filter(pk=promise.pk).values("kommuner")
    here = Party.objects.unscoped(why).filter(kommuner__in=kommuner, closed_on=None)
    lines = PromiseParty.objects.unscoped(why).filter(promise=promise)
    rows = Party.objects.unscoped(why).filter(pk__in=lines.values("party"))
    return rows.exclude(pk__in=here.values("pk"))


def check_promising(promise: Promise, parties: Collection[Party], nothing: str) -> None:
    """No point names a party that is not in the promise: it would be read as everybody's. Raises
    Refused, with `nothing` for what did not happen.
    """
    rows = Commitment.objects.unscoped("who promises what").filter(promise=promise, removed_at=None)
    for point in rows.prefetch_related(with_parties("who promises what")).order_by("number"):
        for party in point.named_parties:
            if party not in parties:
                raise Refused(
                    f"{party} lovar fortfarande åtagande {point.number} och kan inte lämna löftet. "
                    f"{nothing} Ändra vem som lovar åtagandet, eller ta bort det, först."
                )
