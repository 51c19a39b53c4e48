"""Two promises side by side: what is new, sharpened, unchanged, dropped."""

from dataclasses import dataclass
from decimal import Decimal

from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.models import FollowUp
from lofte.promises.states import Comparator, Per, TargetKind

LESS, SAME, OTHER, MORE = "less", "same", "other", "more"
_FLOORS = (Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.EXACTLY, Comparator.ABOUT)
_CEILINGS = (Comparator.AT_MOST, Comparator.LESS_THAN)
_DAYS = {
    Per.HOUR: Decimal(1) / 24, Per.DAY: Decimal(1), Per.WEEK: Decimal(7),
    Per.MONTH: Decimal("30.4375"),
    Per.TERTIAL: Decimal("121.75"), Per.YEAR: Decimal("365.25"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """A commitment of the earlier promise beside the one that continues it."""

    earlier: Commitment | None
    later: Commitment | None
    judgement: FollowUp | None
    kind: str  # new, sharpened, changed, same, dropped


def side_by_side(
    earlier: list[Commitment], later: list[Commitment], judged: dict[int, FollowUp]
) -> list[Pair]:
    """Earlier commitments in their order, each beside what continues it; then what is new."""
    pairs: list[Pair] = []
    for old in earlier:
        found = [new for new in later if new.continues_id == old.pk]
        verdict = judged.get(old.pk)
        if not found:
            pairs.append(Pair(old, None, verdict, "dropped"))
        pairs += [Pair(old, new, verdict, _kind(old, new)) for new in found]
    known = {old.pk for old in earlier}
    pairs += [Pair(None, new, None, "new") for new in later if new.continues_id not in known]
    return pairs


def _kind(old: Commitment, new: Commitment) -> str:
    """Sharpened: something is promised more exactly or more of it, and nothing less so."""
    steps = [
        _target(old, new),
        _day(old, new),
        _words(old.owner_role, new.owner_role),
        _words(old.where, new.where),
        _places(old, new),
    ]
    if old.text == new.text and all(step == SAME for step in steps):
        return "same"
    if LESS in steps or MORE not in steps:
        return "changed"
    return "sharpened"


def _said(old: bool, new: bool) -> str | None:
    """What is only said on one side; None when it is said on both."""
    if not old and not new:
        return SAME
    if not old:
        return MORE
    return LESS if not new else None


def _words(old: str, new: str) -> str:
    return _said(bool(old), bool(new)) or (SAME if old == new else OTHER)


def _places(old: Commitment, new: Commitment) -> str:
    was = {row.pk for row in old.named_places}
    now = {row.pk for row in new.named_places}
    one_side = _said(bool(was), bool(now))
    if one_side or was == now:
        return one_side or SAME
    if was < now:
        return MORE
    return LESS if now < was else OTHER


def _day(old: Commitment, new: Commitment) -> str:
    """Sooner in its period is more."""
    one_side = _said(old.due is not None, new.due is not None)
    if one_side or old.due is None or new.due is None:
        return one_side or SAME
    was, now = old.due - old.promise.first_day, new.due - new.promise.first_day
    days = (now - was).days
    if abs(days) <= 1:  # a leap year
        return SAME
    return MORE if days < 0 else LESS


def _target(old: Commitment, new: Commitment) -> str:
    """More is a number where there was none, a higher floor, a lower ceiling, or as much of it in
    a shorter time. What is counted in another unit, or said in another way, is another target.
    """
    none = TargetKind.NONE
    one_side = _said(old.target_kind != none, new.target_kind != none)
    if one_side:
        return one_side
    if (old.target_kind, old.unit.casefold()) != (new.target_kind, new.unit.casefold()):
        return OTHER
    exact = _comparator(old.comparator, new.comparator)
    amount = _amount(old, new)
    found = {exact, amount} - {SAME}
    if not found:
        return SAME
    return found.pop() if len(found) == 1 else LESS if LESS in found else OTHER


def _comparator(old: str, new: str) -> str:
    if old == new:
        return SAME
    if old in _CEILINGS and new in _CEILINGS:
        return MORE if new == Comparator.LESS_THAN else LESS
    loose = (Comparator.ABOUT, Comparator.SOME)
    if old in loose and new in (*_FLOORS, Comparator.ALL):
        return MORE
    if new in loose and old in (*_FLOORS, Comparator.ALL):
        return LESS
    return OTHER


def _amount(old: Commitment, new: Commitment) -> str:
    was, now = _each_day(old), _each_day(new)
    if was is None or now is None:
        return _said(was is not None, now is not None) or SAME
    if was == now:
        return SAME
    higher = now > was
    floors = old.comparator in _FLOORS and new.comparator in _FLOORS
    if not floors and not (old.comparator in _CEILINGS and new.comparator in _CEILINGS):
        return OTHER
    return MORE if higher == floors else LESS


def _each_day(row: Commitment) -> Decimal | None:
    """The number; of a rate, a day; of "within", in days."""
    if row.target_value is None:
        return None
    days = _DAYS.get(Per(row.per), Decimal(1)) if row.per else Decimal(1)
    within = row.target_kind == TargetKind.WITHIN
    return row.target_value * days if within else row.target_value / days
