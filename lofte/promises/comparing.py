"""Two promises side by side: what is new, sharpened, unchanged, dropped. And two versions."""

from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.models import FollowUp
from lofte.promises.states import Comparator, IndicatorKind, Per, TargetKind


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


LESS, SAME, OTHER, MORE = "less", "same", "other", "more"
_FLOORS = (Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.EXACTLY, Comparator.ABOUT)
_CEILINGS = (Comparator.AT_MOST, Comparator.LESS_THAN)
_DAYS = {
    Per.HOUR: Decimal(1) / 24, Per.DAY: Decimal(1), Per.WEEK: Decimal(7),
    Per.MONTH: Decimal("30.4375"),
    Per.TERTIAL: Decimal("121.75"), Per.YEAR: Decimal("365.25"),
}  # fmt: skip


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
    was = {row.pk for row in old.places.all()}
    now = {row.pk for row in new.places.all()}
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


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of text that stayed, came or went."""

    kind: str  # same, in, out
    text: str


def difference(before: str, after: str) -> list[Change]:
    """Word by word, in reading order."""
    old, new = before.split(), after.split()
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Change("same", " ".join(old[a:b])))
            continue
        if b > a:
            found.append(Change("out", " ".join(old[a:b])))
        if d > c:
            found.append(Change("in", " ".join(new[c:d])))
    return found


def lines_of(document: dict[str, Any]) -> list[str]:
    """A frozen document as the lines that a reader compares: all of it, a thing on each line."""
    keys = document.get("keys", {})
    about = [one["about"] for one in keys.get("focuses", [])]
    focuses = [f"I fokus: {text}{_about(about, at)}" for at, text in enumerate(document["focuses"])]
    lines = [
        document["title"],
        f"{document['area']}, {document['first_day']}–{document['last_day']}",
        _line("Kommuner", document["kommuner"]),
        _line("Delar av kommunen", document.get("areas", [])),
        _line("Platser", document["places"]),
        *(_party(one) for one in document["parties"]),
        document["intro"],
        document["basis"],
        *focuses,
    ]
    for one in document["commitments"]:
        lines += _point(one)
    lines += [
        document["how_followed_up"],
        document["contact"],
        _line("Lägesbild", [document["picture"]]),
        _line("Överenskommelse", [document["agreement"]]),
        _line("Följer på", [document["follows"]]),
    ]
    for test in document.get("tests", []):
        lines += _test(test)
    for rule, one in sorted(document.get("overruled", {}).items()):
        lines.append(f"{rule} gäller inte här: {one['reason']}")
    return [line for line in lines if line]


def _line(name: str, words: list[str]) -> str:
    told = ", ".join(word for word in words if word)
    return f"{name}: {told}" if told else ""


def _about(about: list[str], at: int) -> str:
    return f" ({about[at]})" if at < len(about) and about[at] else ""


def _party(one: dict[str, Any]) -> str:
    name = one["printed"]
    called = f" ({one['party']})" if one["party"] != name else ""
    role = f", {one['role']}" if one["role"] else ""
    return (
        f"Part: {name}{called}, {'skriver under' if one['signs'] else 'skriver inte under'}{role}"
    )


def _point(one: dict[str, Any]) -> list[str]:
    who = "Tillsammans" if one["joint"] else ", ".join(one["parties"])
    target = one["target"]
    said = f" ({target['words']})" if target["words"] else ""
    measure, earlier = one["measure"] or {}, one["continues"] or {}
    expected = [measure.get("expected_short", ""), measure.get("expected_long", "")]
    return [
        f"{one['number']}. {who}: {one['text']}{said}",
        _line("Var", [*one["places"], one["where"]]),
        _line("Håller i det", [one["owner_role"]]),
        _line("Senast", [one["due"]]),
        _line(
            "Slag av mål",
            ["" if target["kind"] == "none" else str(TargetKind(target["kind"]).label)],
        ),
        _line("Inget mål i siffror, för", [one["no_target_reason"]]),
        _line("Åtgärd", [measure.get("text", ""), measure.get("party", "")]),
        _line("Orsaker", measure.get("causes", [])),
        _line("Problem", measure.get("problems", [])),
        _line("Väntas leda till", expected),
        _line("Fortsätter", [earlier.get("text", ""), earlier.get("promise", "")]),
        *(_indicator(row) for row in one["indicators"]),
    ]


def _indicator(row: dict[str, Any]) -> str:
    """Everything of it on one line: it is never changed, only taken out and written anew."""
    target = "" if row["target"] is None else f"{row['target']:g}"
    told = [
        row["name"],
        IndicatorKind(row["kind"]).label,
        row["unit"],
        row["geography"],
        row["source"],
        row.get("series", ""),
        row["method"],
        _line("nollmätning", [_number(row["baseline"]), row["baseline_period"]]),
        _line("händelser", [_number(row["events"])]),
        _line("mål", [f"{row['comparator']} {target}".strip()]),
        _line("mäts senast", [row["due"]]),
    ]
    return _line("Mått", [str(one) for one in told])


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _test(test: dict[str, Any]) -> list[str]:
    """What was planned before the signature: where, against what, of what, from when."""
    plan = test.get("plan") or {}
    buffer = plan.get("buffer", 0)
    return [
        f"{test['indicator']}: {test['sentence']}",
        _line("Räknas där", plan.get("targets", [])),
        _line("Jämförs med", plan.get("comparisons", [])),
        _line("Meter runt om", [str(buffer) if buffer else ""]),
        _line("Händelser", plan.get("categories", [])),
        _line("Källor", plan.get("sources", [])),
        _line("Räknas från", [plan.get("before_first", "")]),
        _line("Platsernas gränser", [plan.get("outlines", "")[:16]]),
    ]


def versions_apart(before: dict[str, Any] | None, after: dict[str, Any]) -> list[list[Change]]:
    """The later document line by line, with what differs from the earlier one marked."""
    if before is None:
        return [[Change("same", line)] for line in lines_of(after)]
    old, new = lines_of(before), lines_of(after)
    found: list[list[Change]] = []
    for tag, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [[Change("same", line)] for line in new[c:d]]
            continue
        for at in range(max(b - a, d - c)):
            was = old[a + at] if a + at < b else ""
            now = new[c + at] if c + at < d else ""
            found.append(difference(was, now))
    return found
