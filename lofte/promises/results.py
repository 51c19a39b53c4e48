"""What a commitment came to: its target against what was told or logged. Pure; nobody types it.

An outcome that is approximate or only bounded ("~80", ">=30") is an interval. The result is
certain only when the whole interval lies on one side of the target; else it is "can't be said".

Several numbers of different days are added. Of numbers whose days overlap, those count that make
the largest number; of those that are held against time, the ones that cover the most days.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from lofte.promises.inputs import Target
from lofte.promises.states import Comparator, Per, Result, TargetKind
from lofte.promises.totals import ABOUT, Part, greatest, interval, times, widest


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
    found = _told(kept, over) if kept.told else _logged(kept)
    if over:
        return found
    if kept.target.comparator in _CEILINGS and kept.target.kind not in _NOT_BY_COUNTING:
        return Result.UNDER_WAY if found == Result.MET else found  # what is left may still break it
    says_nothing = found == Result.NOT_MET or kept.target.kind in _NOT_BY_COUNTING
    return Result.UNDER_WAY if says_nothing and not kept.told else found


def _told(kept: Kept, over: bool) -> Result:
    if (total := _total(kept)) is not None:
        found = _compared(kept, total)
        more_days = kept.target.kind == TargetKind.COUNT and total.last_day < kept.last_day
        floor = kept.target.comparator not in _CEILINGS
        waits = found == Result.NOT_MET and floor and more_days and not over
        return Result.UNDER_WAY if waits else found
    told, order = kept.told, _BEST_FIRST
    if kept.target.kind == TargetKind.WITHIN:  # each has to hold
        told, order = [one for one in told if one.value is not None] or told, _BEST_FIRST[::-1]
    alone = [_one(kept, one) for one in told]
    return next(one for one in order if one in alone)


_BEST_FIRST = (Result.EXCEEDED, Result.MET, Result.UNCLEAR, Result.NOT_MET)
_CEILINGS = (Comparator.AT_MOST, Comparator.LESS_THAN)
_NOT_BY_COUNTING = (TargetKind.DEADLINE, TargetKind.WITHIN)


def _logged(kept: Kept) -> Result:
    """How many times it was done. That says neither when all was ready nor how fast it went."""
    if kept.target.kind in _NOT_BY_COUNTING:
        return Result.UNCLEAR
    told = Told(kept.logged_how or "=", Decimal(kept.logged), kept.first_day, kept.last_day)
    total = _total(replace(kept, told=[told]))
    return _one(kept, told) if total is None else _compared(kept, total)


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
        return Result.UNCLEAR  # no days, no answer
    wanted = Comparator.EXACTLY if kind == TargetKind.COVERAGE else kept.target.comparator
    return _against(wanted, kept.target.value, interval(told.comparator, told.value))


def _direction(target: Target, told: Told) -> Result:
    if told.comparator not in (Comparator.FEWER, Comparator.MORE):
        return Result.UNCLEAR
    return Result.MET if told.comparator == target.comparator else Result.NOT_MET


def _total(kept: Kept) -> Part | None:
    """The numbers that are held against a count or a rate, added; None when there are none."""
    target = kept.target
    if target.kind not in (TargetKind.COUNT, TargetKind.RATE) or target.value is None:
        return None
    found = [part for told in kept.told if (part := _part(kept, told)) is not None]
    if not found:
        return None
    return greatest(found) if target.kind == TargetKind.COUNT else widest(found)


def _part(kept: Kept, told: Told) -> Part | None:
    """A number without days is of the whole time; held against weeks or months it says nothing."""
    if told.value is None:
        return None
    first, last, units = told.first_day, told.last_day, Decimal(1)
    if kept.target.kind == TargetKind.COUNT or kept.target.per == Per.PERIOD:
        last = last or max(kept.last_day, first or kept.last_day)
        first = first or min(kept.first_day, last)
    if first is None or last is None:
        return None
    if kept.target.kind == TargetKind.RATE:
        found = times(kept.target.per, first, last, of=(kept.first_day, kept.last_day))
        if found is None:
            return None
        units = found
    low, high = interval(told.comparator, told.value)
    return Part(first, last, (last - first).days + 1, units, low, high)


def _compared(kept: Kept, total: Part) -> Result:
    target, held = kept.target, (total.low, total.high)
    if target.value is None or target.kind == TargetKind.COUNT:
        return _against(target.comparator, target.value or Decimal(0), held)
    share = (target.value * total.units).quantize(Decimal("0.000001"))
    if target.comparator in _CEILINGS:
        return _against(target.comparator, share.to_integral_value("ROUND_CEILING"), held)
    wanted = share.to_integral_value("ROUND_FLOOR")
    if wanted < 1 and not total.covers(kept.first_day, kept.last_day) and total.low < 1:
        return Result.UNCLEAR  # the days are too few to expect even one
    return _against(target.comparator, max(wanted, Decimal(1)), held)


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
