"""Whether a party may promise something in these kommuner today."""

from collections.abc import Collection

from lofte.audit.refusals import Refused
from lofte.people.models import Party
from lofte.places.models import Kommun


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
