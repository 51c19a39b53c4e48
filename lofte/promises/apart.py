"""Two versions of a promise side by side: every line of the later, what differs marked."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from lofte.promises.states import IndicatorKind, TargetKind


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
