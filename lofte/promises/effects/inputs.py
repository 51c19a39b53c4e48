"""What a person chooses for the test of an effect."""

from dataclasses import dataclass
from datetime import date

from lofte.places.models import Area, NamedPlace

REPORTS = "reports"


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectPlanFacts:
    """targets: where it is done; comparisons: where it is not, named by the kommun itself.

    buffer: metres around the targets that are watched for what may have moved there, 0 for none.
    categories: the kinds that count, all when empty. sources: `REPORTS` or "register:" and its key.
    before_first: the first day that counts.
    """

    targets: tuple[Area | NamedPlace, ...]
    sources: tuple[str, ...]
    before_first: date
    comparisons: tuple[Area | NamedPlace, ...] = ()
    buffer: int = 0
    categories: tuple[str, ...] = ()
