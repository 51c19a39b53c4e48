"""Two promises side by side: what is new, sharpened, unchanged, dropped. And two versions."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.models import FollowUp
from lofte.promises.states import IndicatorKind, TargetKind


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
    """Sharpened: what could not be counted or dated before can be now, or the number is higher."""
    before, now = _exactness(old), _exactness(new)
    if now > before:
        return "sharpened"
    higher = (
        old.target_value is not None
        and new.target_value is not None
        and (old.target_kind, old.per) == (new.target_kind, new.per)
        and old.comparator == new.comparator == ">="
        and new.target_value > old.target_value
    )
    if higher:
        return "sharpened"
    same = (old.text, old.target_kind, old.target_value, old.per, old.due) == (
        new.text,
        new.target_kind,
        new.target_value,
        new.per,
        new.due,
    )
    return "same" if same else "changed"


def _exactness(row: Commitment) -> int:
    return (row.target_kind != "none") + (row.due is not None) + bool(row.owner_role)


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
        _said("Kommuner", document["kommuner"]),
        _said("Delar av kommunen", document.get("areas", [])),
        _said("Platser", document["places"]),
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
        _said("Lägesbild", [document["picture"]]),
        _said("Överenskommelse", [document["agreement"]]),
        _said("Följer på", [document["follows"]]),
    ]
    for test in document.get("tests", []):
        lines += _test(test)
    for rule, one in sorted(document.get("overruled", {}).items()):
        lines.append(f"{rule} gäller inte här: {one['reason']}")
    return [line for line in lines if line]


def _said(name: str, words: list[str]) -> str:
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
        _said("Var", [*one["places"], one["where"]]),
        _said("Håller i det", [one["owner_role"]]),
        _said("Senast", [one["due"]]),
        _said(
            "Slag av mål",
            ["" if target["kind"] == "none" else str(TargetKind(target["kind"]).label)],
        ),
        _said("Inget mål i siffror, för", [one["no_target_reason"]]),
        _said("Åtgärd", [measure.get("text", ""), measure.get("party", "")]),
        _said("Orsaker", measure.get("causes", [])),
        _said("Problem", measure.get("problems", [])),
        _said("Väntas leda till", expected),
        _said("Fortsätter", [earlier.get("text", ""), earlier.get("promise", "")]),
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
        _said("nollmätning", [_number(row["baseline"]), row["baseline_period"]]),
        _said("händelser", [_number(row["events"])]),
        _said("mål", [f"{row['comparator']} {target}".strip()]),
        _said("mäts senast", [row["due"]]),
    ]
    return _said("Mått", [str(one) for one in told])


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _test(test: dict[str, Any]) -> list[str]:
    """What was planned before the signature: where, against what, of what, from when."""
    plan = test.get("plan") or {}
    buffer = plan.get("buffer", 0)
    return [
        f"{test['indicator']}: {test['sentence']}",
        _said("Räknas där", plan.get("targets", [])),
        _said("Jämförs med", plan.get("comparisons", [])),
        _said("Meter runt om", [str(buffer) if buffer else ""]),
        _said("Händelser", plan.get("categories", [])),
        _said("Källor", plan.get("sources", [])),
        _said("Räknas från", [plan.get("before_first", "")]),
        _said("Platsernas gränser", [plan.get("outlines", "")[:16]]),
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
