"""What a commitment came to: its target against what was told or logged. Pure; nobody types it.

An outcome that is approximate or only bounded ("~80", ">=30") is an interval. The result is
certain only when the whole interval lies on one side of the target; else it is "can't be said".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from lofte.promises.inputs import Target
from lofte.promises.states import Comparator, Per, Result, TargetKind

ABOUT = Decimal("0.1")  # "about" is read as within ten percent
_DAYS = {Per.DAY: 1, Per.WEEK: 7}
_MONTHS = {Per.MONTH: 1, Per.TERTIAL: 4, Per.YEAR: 12}
_INFINITE = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Told:
    """An outcome that is compared with the target."""

    comparator: str = ""
    value: Decimal | None = None
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """All that a result is computed from."""

    target: Target
    told: Sequence[Told]
    logged: int
    first_day: date
    last_day: date
    due: date | None
    reason: str
    logged_how: str = ""  # "~" or ">=" when not all of it was counted
    not_kept: bool = False  # a standing verdict says so, where the figures cannot


def result(kept: Kept, *, today: date) -> Result:
    """`today` decides only whether the period is over."""
    found = _computed(kept, today)
    if kept.not_kept and found in (Result.NOT_STATED, Result.NO_TARGET, Result.UNCLEAR):
        found = Result.NOT_MET
    return Result.NOT_MET_WHY if found == Result.NOT_MET and kept.reason else found


def _computed(kept: Kept, today: date) -> Result:
    over = kept.last_day < today
    if not kept.told and not kept.logged:
        return Result.NOT_STATED if over else Result.UNDER_WAY
    if kept.target.kind == TargetKind.NONE:
        return Result.NO_TARGET
    found = [_one(kept, told) for told in kept.told] or [_logged(kept)]
    best = next(one for one in _BEST_FIRST if one in found)
    if over:
        return best
    if kept.target.comparator in _CEILINGS and kept.target.kind not in _NOT_BY_COUNTING:
        return Result.UNDER_WAY if best == Result.MET else best  # what is left may still break it
    says_nothing = best == Result.NOT_MET or kept.target.kind in _NOT_BY_COUNTING
    return Result.UNDER_WAY if says_nothing and not kept.told else best


_BEST_FIRST = (Result.EXCEEDED, Result.MET, Result.UNCLEAR, Result.NOT_MET)


_CEILINGS = (Comparator.AT_MOST, Comparator.LESS_THAN)
_NOT_BY_COUNTING = (TargetKind.DEADLINE, TargetKind.WITHIN)


def _logged(kept: Kept) -> Result:
    """How many times it was done. That says neither when all was ready nor how fast it went."""
    if kept.target.kind in _NOT_BY_COUNTING:
        return Result.UNCLEAR
    how, number = kept.logged_how or "=", Decimal(kept.logged)
    return _one(kept, Told(how, number, kept.first_day, kept.last_day))


def _one(kept: Kept, told: Told) -> Result:
    kind = kept.target.kind
    if kind == TargetKind.DEADLINE:
        if told.last_day is None or kept.due is None:
            return Result.UNCLEAR
        return Result.MET if told.last_day <= kept.due else Result.NOT_MET
    if kind == TargetKind.DIRECTION:
        return _direction(kept.target, told)
    if kind == TargetKind.COVERAGE and told.comparator == Comparator.ALL:
        return Result.MET
    if kept.target.comparator == Comparator.SOME:
        return Result.MET if (told.value or 0) > 0 or told.comparator == "some" else Result.UNCLEAR
    if kind == TargetKind.COVERAGE and told.comparator == Comparator.SOME:
        return Result.NOT_MET
    if told.value is None or kept.target.value is None:
        return Result.UNCLEAR
    if kind == TargetKind.RATE:
        return _rate(kept.target, kept.target.value, told, told.value)
    wanted = Comparator.EXACTLY if kind == TargetKind.COVERAGE else kept.target.comparator
    return _against(wanted, kept.target.value, _interval(told.comparator, told.value))


def _direction(target: Target, told: Told) -> Result:
    if told.comparator not in (Comparator.FEWER, Comparator.MORE):
        return Result.UNCLEAR
    return Result.MET if told.comparator == target.comparator else Result.NOT_MET


def _rate(target: Target, each: Decimal, told: Told, number: Decimal) -> Result:
    """The whole number over the days that it was counted in; no days, no answer."""
    if told.first_day is None or told.last_day is None:
        return Result.UNCLEAR
    times = _times(target.per, told.first_day, told.last_day)
    if times is None:
        return Result.UNCLEAR
    wanted = (each * times).quantize(Decimal(1), rounding="ROUND_FLOOR")
    return _against(target.comparator, wanted, _interval(told.comparator, number))


def _times(per: str, first: date, last: date) -> Decimal | None:
    """How many of the unit lie in the days, both counted: a calendar year is twelve months."""
    end = last + timedelta(days=1)
    if per in _DAYS:
        return Decimal((end - first).days) / _DAYS[Per(per)]
    if per not in _MONTHS:
        return None
    months = (end.year - first.year) * 12 + end.month - first.month
    return (months + Decimal(end.day - first.day) / 31) / _MONTHS[Per(per)]


def _interval(comparator: str, value: Decimal) -> tuple[Decimal, Decimal]:
    if comparator == Comparator.ABOUT:
        return value * (1 - ABOUT), value * (1 + ABOUT)
    if comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN):
        return value, _INFINITE
    if comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
        return Decimal(0), value
    return value, value


def _against(comparator: str, wanted: Decimal, interval: tuple[Decimal, Decimal]) -> Result:
    low, high = interval
    if comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
        strict = comparator == Comparator.LESS_THAN
        if high < wanted or (high == wanted and not strict):
            return Result.MET
        return Result.NOT_MET if low > wanted or (strict and low == wanted) else Result.UNCLEAR
    floor = wanted * (1 - ABOUT) if comparator == Comparator.ABOUT else wanted
    strict = comparator == Comparator.MORE_THAN
    if low > wanted:
        return Result.EXCEEDED
    if low >= floor and not (strict and low == wanted):
        return Result.MET
    return Result.NOT_MET if high < floor or (strict and high <= wanted) else Result.UNCLEAR
