"""A register with a known truth: so many events a week at the target, around it, and far away."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np

from lofte.audit.actions import SYSTEM
from lofte.people.models import Party
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.promises.commitments.actions import add_indicator
from lofte.promises.commitments.models import Indicator
from lofte.promises.effects.actions import plan_effect
from lofte.promises.effects.inputs import EffectPlanFacts
from lofte.promises.effects.models import EffectPlan
from lofte.promises.inputs import IndicatorFacts
from lofte.promises.models import Promise
from lofte.statistics.models import Delivery, RegisterRow, Source
from tests.cast import OX, OY
from tests.promises.drafts import commit, draft

FIRST, START, LAST = date(2023, 1, 2), date(2025, 1, 1), date(2025, 12, 31)
BEFORE_SIGNING, AFTER = date(2024, 12, 1), date(2026, 2, 1)
STATION, RING, EAST = (OX + 1_050, OY + 2_050), (OX + 1_050, OY + 2_350), (OX + 3_000, OY + 2_000)


def register(
    kommun: Kommun,
    *,
    target: float,
    after: float,
    elsewhere: float = 12.0,
    around: float = 4.0,
    gap: tuple[date, date] | None = None,
    name: str = "Larm",
    seed: int = 7,
) -> Source:
    """Poisson counts a week: `target` before the promise and `after` from its first day."""
    source = Source.objects.create(kommun=kommun, name=name, kind=Source.Kind.REGISTER)
    delivery = Delivery.objects.create(source=source, file_name="x", checksum="x")
    rng = np.random.default_rng(seed)
    rows, day = [], FIRST
    while day <= LAST:
        here = target if day < START else after
        for (x, y), rate in ((STATION, here), (RING, around), (EAST, elsewhere)):
            for _ in range(int(rng.poisson(rate))):
                on = day + timedelta(days=int(rng.integers(7)))
                if on <= LAST and not (gap and gap[0] <= on <= gap[1]):
                    rows.append(_row(source, delivery, len(rows), x, y, on))
        day += timedelta(days=7)
    RegisterRow.objects.bulk_create(rows)
    return source


def _row(source: Source, delivery: Delivery, n: int, x: float, y: float, on: date) -> RegisterRow:
    return RegisterRow(
        source=source, key_hash=str(n), x=x, y=y, category="Ordningsstörning",
        started_at=datetime(on.year, on.month, on.day, 12, tzinfo=UTC),
        first_delivery=delivery, last_delivery=delivery,
    )  # fmt: skip


def station(kommun: Kommun) -> NamedPlace:
    return NamedPlace.objects.unscoped("test").get(kommun=kommun, name="Resecentrum")


def area(kommun: Kommun, code: str) -> Area:
    return Area.objects.unscoped("test").get(kommun=kommun, code=code, kind=Area.Kind.OWN)


def indicator_of(kommun: Kommun, *parties: Party) -> Indicator:
    promise = draft(kommun, *parties, first_day=START, last_day=LAST)
    point = commit(promise, *parties[:1])
    facts = IndicatorFacts(kind="effect", name="Bråk vid Resecentrum", events=200.0)
    return add_indicator(commitment=point, facts=facts, by=SYSTEM)


def facts_of(kommun: Kommun, source: Source, **given: Any) -> EffectPlanFacts:
    told = {
        "targets": (station(kommun),),
        "comparisons": (area(kommun, "O"),),
        "buffer": 400,
        "sources": (f"register:{source.pk}",),
        "before_first": FIRST,
    }
    return EffectPlanFacts(**told | given)


def planned(indicator: Indicator, source: Source, **given: Any) -> EffectPlan:
    facts = facts_of(source.kommun, source, **given)
    return plan_effect(indicator=indicator, facts=facts, by=SYSTEM, today=BEFORE_SIGNING)


def promise_of(indicator: Indicator) -> Promise:
    assert indicator.commitment is not None
    return indicator.commitment.promise
