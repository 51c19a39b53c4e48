"""The period against the same time last year, in all and for each kind of event."""

from datetime import date, timedelta

import numpy as np

from lofte.analysis.counting import count, slots
from lofte.analysis.periods import Period, PeriodKind
from lofte.analysis.trend import RateRatio, rate_ratio
from lofte.situation.comparisons import Compared, rounded
from lofte.situation.deeper import Silent, Told
from lofte.situation.document import Method, Section
from lofte.situation.results import Results
from lofte.situation.sentences import change, events, interval

PLACE = 10
FEWEST = 10
_YEAR = timedelta(days=364)  # whole weeks, so that weekends meet weekends


def tell(results: Results, source: str) -> Told | Silent:
    """Silent where the register did not cover the same time last year."""
    when = results.when
    here = when.reached
    then = same_time_last_year(here)
    if then.start < when.first_day:
        return Silent("samma tid förra året", f"underlaget börjar {when.first_day.isoformat()}")
    names = results.points.categories
    slot = slots(results.points.start, (then, here))
    kinds = count(results.points.category, slot, units=len(names), slots=2)
    both = (then, here)
    before, now = kinds.sum(axis=0).tolist()
    total = _ratio(before, now, both, results.total)
    rows = [("Alla", *_row(before, now, total))]
    if len(names) > 1:
        rows += [
            (name, *_row(b, n, _ratio(b, n, both, results.kinds)))
            for name, (b, n) in sorted(zip(names, kinds.tolist(), strict=True), key=_largest)
        ]
    sentence = _sentence(before, now, total)
    section = Section(
        ident="forra-aret",
        title=sentence,
        sentences=(f"Förra året: {then.label}.", *_reporters(results)),
        caption="Mot samma tid förra året",
        columns=("Kategori", "Nu", "Förra året", "Ändring", "Säkert mellan"),
        rows=tuple(rows),
        numbers=1,
        wide=True,
    )
    parameters = total.parameters | {"days_back": (here.start - then.start).days}
    told = {key: rounded(value) for key, value in parameters.items()}
    used = Method("mot förra året", total.method, total.version, len(rows), 0, told)
    return Told(section, (used,))


def _reporters(results: Results) -> tuple[str, ...]:
    """Reports follow those who report, and how many they were a year ago is not in the points."""
    if not results.around.live:
        return ()
    return (
        "Antalet följer också hur många som rapporterar. Hur många de var för ett år sedan är inte "
        "med i jämförelsen.",
    )


def same_time_last_year(period: Period) -> Period:
    """The same month or tertial a year before; for weeks and days, the same weekdays."""
    if period.kind in (PeriodKind.MONTH, PeriodKind.TERTIAL, PeriodKind.YEAR):
        start = _year_before(period.start)
        return Period(period.kind, start, _year_before(period.end))
    kind = period.kind if period.kind == PeriodKind.WEEK else PeriodKind.CUSTOM
    return Period(kind, period.start - _YEAR, period.end - _YEAR)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1)


def _largest(named: tuple[str, list[int]]) -> tuple[int, str]:
    return -named[1][1], named[0]


def _ratio(before: int, now: int, periods: tuple[Period, Period], family: Compared) -> RateRatio:
    """As uncertain as the counts are jumpy: the family's own dispersion widens the interval."""
    jumps = family.normal.dispersion if family.normal is not None else 1.0
    then, here = periods
    return rate_ratio(
        now,
        before,
        exposure_now=here.days,
        exposure_before=then.days,
        dispersion=max(jumps, 1.0) if np.isfinite(jumps) else 1.0,
    )


def _row(before: int, now: int, found: RateRatio) -> tuple[int | str | None, ...]:
    if found.ratio is None or now + before < FEWEST:
        return now, before, None, "för få händelser"
    return now, before, change(found.ratio), interval(found.low, found.high)


def _sentence(before: int, now: int, found: RateRatio) -> str:
    told = f"{events(now).capitalize()}, samma tid förra året {events(before)}"
    if found.ratio is None or now + before < FEWEST:
        return f"{told}. Det är för få för att säga om det har ändrats."
    if found.low <= 1 <= found.high:
        return f"{told}. Skillnaden kan vara en slump ({interval(found.low, found.high)})."
    return f"{told}: {change(found.ratio)} ({interval(found.low, found.high)})."
