"""The writing helper beside a point: what it reads from the rows."""

from lofte.promises.commitments.models import Commitment
from lofte.promises.states import TargetKind
from lofte.promises.wording import Advice, Written, advise

DATED = {TargetKind.RATE, TargetKind.DEADLINE, TargetKind.WITHIN}


def advice_on(row: Commitment) -> list[Advice]:
    why = "the point at hand"
    measure = row.measure
    return advise(
        Written(
            text=row.text,
            has_place=bool(row.where) or row.places.unscoped(why).exists(),
            has_target=row.target_kind != TargetKind.NONE,
            has_owner=bool(row.owner_role),
            has_cause=measure is not None and measure.causes.unscoped(why).exists(),
            has_indicator=row.indicators.unscoped(why).filter(removed_at=None).exists(),
            has_date=row.due is not None or row.target_kind in DATED,
        )
    )
