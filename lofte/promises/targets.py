"""A target as it was said: what belongs to each kind, and how it reads. Pure."""

from datetime import date

from lofte.audit.refusals import Refused, swedish
from lofte.promises.counting import figure
from lofte.promises.inputs import Target
from lofte.promises.states import Comparator, Per, TargetKind

NUMERIC = frozenset(
    {
        Comparator.EXACTLY,
        Comparator.ABOUT,
        Comparator.AT_LEAST,
        Comparator.MORE_THAN,
        Comparator.AT_MOST,
        Comparator.LESS_THAN,
    }
)
_NOTHING: frozenset[str] = frozenset({""})
# kind: comparators, number (must, may, never), per
SHAPES: dict[str, tuple[frozenset[str], str, bool]] = {
    TargetKind.NONE: (_NOTHING, "never", False),
    TargetKind.COUNT: (NUMERIC | {Comparator.SOME}, "must", False),
    TargetKind.RATE: (NUMERIC, "must", True),
    TargetKind.WITHIN: (frozenset({Comparator.AT_MOST, Comparator.LESS_THAN}), "must", True),
    TargetKind.DEADLINE: (_NOTHING, "never", False),
    TargetKind.COVERAGE: (frozenset({Comparator.ALL}), "may", False),
    TargetKind.DIRECTION: (frozenset({Comparator.FEWER, Comparator.MORE}), "never", False),
}
_PLURAL = {
    Per.HOUR: "timmar",
    Per.DAY: "dagar",
    Per.WEEK: "veckor",
    Per.MONTH: "månader",
    Per.TERTIAL: "tertial",
    Per.YEAR: "år",
}


class BadTarget(Refused):
    """The parts of a target do not make sense together."""


def check_target(target: Target, *, due: date | None) -> None:
    """Raises BadTarget with what is missing or too much."""
    if target.kind not in SHAPES:
        raise BadTarget(f"”{target.kind}” är inget slag av mål. Ingenting sparades.")
    comparators, number, timed = SHAPES[target.kind]
    named = swedish(TargetKind(target.kind).label)
    if target.comparator not in comparators:
        told = ", ".join(sorted(comparators)) or "inget"
        raise BadTarget(
            f"Målet ({named}) kan inte ha jämförelsen ”{target.comparator}”, bara: {told}. "
            "Ingenting sparades."
        )
    _check_number(target, "never" if target.comparator == Comparator.SOME else number, named)
    if timed != bool(target.per) or (target.per and target.per not in Per.values):
        told = "en tid (per dag, vecka ...)" if timed else "ingen tid"
        raise BadTarget(f"Målet ({named}) ska ha {told}. Ingenting sparades.")
    if target.kind == TargetKind.DEADLINE and due is None:
        raise BadTarget("Ett mål med en sista dag behöver dagen. Ingenting sparades.")


def _check_number(target: Target, number: str, named: str) -> None:
    if target.value is None:
        if number == "must":
            raise BadTarget(f"Målet ({named}) behöver ett tal. Ingenting sparades.")
    elif number == "never":
        raise BadTarget(f"Målet ({named}) har inget tal. Ingenting sparades.")
    elif target.value <= 0:
        raise BadTarget("Ett mål är större än noll. Ingenting sparades.")


def words(target: Target, due: date | None = None) -> str:
    """The target in words: "minst 4", "minst 1 per vecka", "inom 24 timmar"; "" for none."""
    unit = f" {target.unit}" if target.unit else ""
    if target.kind == TargetKind.NONE:
        return ""
    if target.kind == TargetKind.DEADLINE:
        return f"senast {due}"
    said = "" if target.comparator in ("", "=") else swedish(Comparator(target.comparator).label)
    if target.kind == TargetKind.WITHIN and target.value is not None:
        before = "inom" if target.comparator == Comparator.AT_MOST else "på mindre än"
        return f"{before} {figure(target.value)} {_PLURAL.get(Per(target.per), target.per)}{unit}"
    number = "" if target.value is None else f" {figure(target.value)}"
    rate = f" per {swedish(Per(target.per).label)}" if target.per else ""
    return f"{said}{number}{unit}{rate}".strip()
