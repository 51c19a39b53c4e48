"""What indicators showed: before, now, against their target, and whether they are late."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from lofte.places.models import Kommun
from lofte.promises.commitments.models import Indicator
from lofte.promises.readings.models import Reading
from lofte.promises.readings.said import caution, said_met
from lofte.promises.states import MOVING, Comparator
from lofte.statistics.models import WHOLE, Figure

WHY = "of indicators that the viewer may see"
SHORTEST_YEAR = 360


def kommun_of(indicator: Indicator) -> Kommun:
    if indicator.commitment is not None:
        return indicator.commitment.promise.kommun
    assert indicator.measure is not None  # noqa: S101 - one of the two: the database holds it
    return indicator.measure.kommun


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator with its readings, newest first. before: the latest that ended before the time.

    now: the latest of the time itself. met: None when it cannot be said.
    """

    indicator: Indicator
    readings: list[Reading]
    before: Reading | None
    now: Reading | None
    met: bool | None
    late: bool

    @property
    def caution(self) -> str:
        """What the answers to a question can carry; "" for any other indicator."""
        return caution(self.now, self.before)


def current(indicators: Iterable[Indicator]) -> dict[int, list[Reading]]:
    """The readings that stand, newest first, in one question."""
    keys = [row.pk for row in indicators]
    found: dict[int, list[Reading]] = defaultdict(list)
    if keys:
        rows = Reading.objects.unscoped(WHY).filter(indicator__in=keys, replaced_at=None)
        for row in rows:
            found[row.indicator_id].append(row)
    return found


def measured(
    indicators: Sequence[Indicator],
    first_day: date | None,
    *,
    today: date,
    until: date | None = None,
) -> list[Measured]:
    """first_day: of the promise or measure; readings that ended before it do not count as now.

    until: readings of a period that ended later are left out.
    """
    readings = current(indicators)
    return [
        one(row, _ended(readings.get(row.pk, []), until), first_day, today=today)
        for row in indicators
    ]


def _ended(readings: list[Reading], until: date | None) -> list[Reading]:
    return readings if until is None else [r for r in readings if r.period_end <= until]


def one(
    row: Indicator, readings: list[Reading], first_day: date | None, *, today: date
) -> Measured:
    within = [r for r in readings if first_day is None or r.period_end >= first_day]
    earlier = [r for r in readings if r not in within]
    told = next((r for r in within if r.value is not None), within[0] if within else None)
    before = next((r for r in earlier if r.value is not None), None)
    settled = any(r.settles for r in within)
    return Measured(
        indicator=row,
        readings=readings,
        before=before,
        now=told,
        met=_met(row, told, before),
        late=row.due is not None and row.due < today and not settled,
    )


def _met(row: Indicator, now: Reading | None, before: Reading | None) -> bool | None:
    """Fewer or more is against the baseline that somebody stated, or else year against year: one
    month against another is chance, and what the planned test is for."""
    if now is None or now.value is None:
        return None
    value, target = now.value, row.target_value
    if now.base is not None:
        return said_met(Comparator(row.comparator) if row.comparator else None, target, now, before)
    if row.comparator in (Comparator.FEWER, Comparator.MORE):
        years = before is not None and _a_year(before) and _a_year(now)
        earlier = before.value if before is not None and years else None
        base = row.baseline if row.baseline is not None else earlier
        if base is None:
            return None
        return value < base if row.comparator == Comparator.FEWER else value > base
    if target is None:
        return None
    tests = {
        Comparator.EXACTLY: value == target,
        Comparator.ABOUT: abs(value - target) <= abs(target) / 10,
        Comparator.AT_LEAST: value >= target,
        Comparator.MORE_THAN: value > target,
        Comparator.AT_MOST: value <= target,
        Comparator.LESS_THAN: value < target,
    }
    return tests.get(Comparator(row.comparator)) if row.comparator else None


def _a_year(reading: Reading) -> bool:
    return (reading.period_end - reading.period_start).days >= SHORTEST_YEAR


def behind() -> Iterator[tuple[Indicator, list[Figure]]]:
    """Indicators whose series says something that they do not know yet, with what it says."""
    rows = Indicator.objects.unscoped("the scheduler serves every kommun")
    following = rows.filter(
        Q(commitment__removed_at=None, removed_at=None) | Q(commitment__promise__state__in=MOVING),
        series__isnull=False,
    ).select_related("commitment__promise__kommun", "measure__kommun")
    yield from news_for(list(following.order_by("pk")))


def news_for(indicators: Sequence[Indicator]) -> Iterator[tuple[Indicator, list[Figure]]]:
    series = {row.series_id for row in indicators}
    areas = {row.series_area for row in indicators}
    figures: dict[tuple[int, str], list[Figure]] = defaultdict(list)
    told = Figure.objects.unscoped("what the followed series say").filter(
        series__in=series, geography_code__in=areas, group__in=WHOLE
    )
    for figure in told.select_related("series__source", "delivery").order_by("period_start"):
        figures[figure.series_id, figure.geography_code].append(figure)
    known = current(indicators)
    for row in indicators:
        has = {(r.period_start, r.period_end): (r.value, r.flag) for r in known.get(row.pk, [])}
        new = [
            figure
            for figure in figures.get((row.series_id or 0, row.series_area), [])
            if has.get((figure.period_start, figure.period_end)) != (figure.value, figure.flag)
        ]
        if new:
            yield row, new
