"""What was said followed forward: dialogue, finding, problem, promise, verdict."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from lofte.dialogue.models import Dialogue
from lofte.people.models import User
from lofte.promises.measures.models import Measure
from lofte.promises.models import Focus, Promise
from lofte.promises.queries import Came, came_of, points_that_hold, promises_of
from lofte.promises.signed import texts_beside
from lofte.situation.heard.queries import Heard, HeardOf, findings_of, heard_of
from lofte.situation.models import Finding
from lofte.situation.problems.models import Problem

WHY = "of promises that the viewer may see"


@dataclass(slots=True)
class Promised:
    """A promise that takes up a problem, and what came of its points about it."""

    promise: Promise
    came: list[Came] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Step:
    """A problem with what else it rests on and what is promised about it."""

    problem: Problem
    findings: list[Finding]
    promised: list[Promised]


@dataclass(frozen=True, slots=True)
class Followed:
    heard: Heard
    steps: list[Step]


@dataclass(frozen=True, slots=True)
class Onward:
    rows: list[Followed]
    whole: list[Step]
    few: int
    left_out: int


def onward(dialogue: Dialogue, viewer: User, today: date) -> Onward:
    """In a fixed number of reads, however much was said."""
    heard: HeardOf = heard_of(dialogue, viewer)
    problems = {p.pk: p for row in heard.rows for p in row.problems}
    problems |= {problem.pk: problem for problem in heard.whole}
    promised = _promised(dialogue, problems, viewer, today)

    def steps(of: list[Problem]) -> list[Step]:
        return [Step(one, findings_of(one), promised.get(one.pk, [])) for one in of]

    rows = [Followed(row, steps(row.problems)) for row in heard.rows]
    return Onward(rows, steps(heard.whole), heard.few, heard.left_out)


def _promised(
    dialogue: Dialogue, problems: dict[int, Problem], viewer: User, today: date
) -> dict[int, list[Promised]]:
    """By problem: through a point's measure against one of its causes, or as a promise's focus."""
    if not problems:
        return {}
    promises = {row.pk: row for row in promises_of(dialogue.kommun, viewer)}
    found: dict[int, dict[int, Promised]] = {}
    focuses = Focus.objects.unscoped(WHY).filter(
        problem__in=list(problems), promise__in=list(promises)
    )
    for problem, pk in focuses.values_list("problem", "promise"):
        found.setdefault(problem, {})[pk] = Promised(promises[pk])
    measures = Measure.objects.unscoped(WHY).filter(causes__problem__in=list(problems))
    named: dict[int | None, set[int]] = {}
    for pk, problem in measures.order_by().values_list("pk", "causes__problem"):
        named.setdefault(pk, set()).add(problem)
    texts = texts_beside(promises.values())
    wanted = Q(measure__in=list(named)) | Q(promise__in=list(texts))
    for point in points_that_hold(list(promises.values()), texts, wanted):
        for problem in named.get(point.measure_id, set()) & set(problems):
            under, about = found.setdefault(problem, {}), promises[point.promise_id]
            line = under.setdefault(about.pk, Promised(about))
            line.came.append(came_of(point, today=today))
    return {problem: list(under.values()) for problem, under in found.items()}
