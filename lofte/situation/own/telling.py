"""A sentence's facts in words: "cirka 80, mer än vanligt. Källa: egen bedömning". Pure."""

from lofte.audit.refusals import swedish
from lofte.situation.own.states import Course, Sureness
from lofte.situation.sentences import number

_SURE: dict[str, str] = {
    Sureness.EXACT: "",
    Sureness.ABOUT: "cirka ",
    Sureness.AT_LEAST: "minst ",
}


def facts(*, course: str, count: int | None, sureness: str, source: str) -> str:
    told = [] if count is None else [f"{_SURE[sureness]}{number(count)}"]
    if course != Course.UNKNOWN:
        told.append(swedish(Course(course).label))
    said = ", ".join(told)
    return ". ".join(part for part in (said, f"Källa: {source}" if source else "") if part)
