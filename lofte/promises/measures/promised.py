"""Which commitments belong to measures: as signed while a new version is being written."""

from collections.abc import Collection

from django.db.models import Q

from lofte.promises.commitments.models import Commitment, with_indicators
from lofte.promises.measures.models import Measure
from lofte.promises.signed import texts_beside, that_hold
from lofte.promises.states import MOVING, State

WHY = "what is promised of a measure"


def points_of_measures(measures: Collection[Measure]) -> list[Commitment]:
    """Also those of drafts, which may come to be signed; never those of a discarded one."""
    keys = {row.pk for row in measures}
    kommuner = {row.kommun_id for row in measures}
    moving = Q(promise__state__in=MOVING, promise__kommuner__in=kommuner)
    rows = Commitment.objects.unscoped(WHY).filter(Q(measure__in=keys, removed_at=None) | moving)
    rows = rows.exclude(promise__state=State.DISCARDED).select_related("promise").distinct()
    found = list(rows.prefetch_related(with_indicators(WHY)))
    texts = texts_beside({row.promise_id: row.promise for row in found}.values())
    return [row for row in that_hold(found, texts) if row.measure_id in keys]
