"""Problems as they are read: the list, the matrix, one problem with what it rests on."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from lofte.dialogue.models import Dialogue
from lofte.dialogue.results.queries import with_results
from lofte.people.models import User
from lofte.places.models import Kommun, NamedPlace
from lofte.situation.causes.models import Cause
from lofte.situation.models import Finding
from lofte.situation.priorities.models import Criterion, Score
from lofte.situation.problems.models import Evidence, Problem
from lofte.situation.states import State
from lofte.statistics.models import WHOLE, Figure, Series

WHY = "of problems that the viewer may see"


def problems_of(kommun: Kommun, viewer: User, *, closed: bool = False) -> QuerySet[Problem]:
    rows = Problem.objects.visible_to(viewer).filter(kommun=kommun)
    rows = rows.filter(closed_at__isnull=not closed)
    together: list[Any] = [
        Prefetch("evidence", Evidence.objects.unscoped(WHY)),
        Prefetch("scores", Score.objects.unscoped(WHY)),
        Prefetch("places", NamedPlace.objects.unscoped(WHY).filter(group_only=False)),
    ]
    return rows.select_related("owner", "merged_into").prefetch_related(*together)


def criteria_of(kommun: Kommun, viewer: User) -> list[Criterion]:
    rows = Criterion.objects.visible_to(viewer).filter(kommun=kommun, closed_at=None)
    return list(rows)


@dataclass(frozen=True, slots=True)
class Row:
    """A problem in the matrix. The sum is shown and decides nothing."""

    problem: Problem
    values: list[int | None]

    @property
    def total(self) -> int | None:
        known = [value for value in self.values if value is not None]
        return sum(known) if known else None

    @property
    def unanswered(self) -> int:
        return sum(value is None for value in self.values)


def matrix(kommun: Kommun, viewer: User) -> tuple[list[Criterion], list[Row]]:
    """In the problems' own order: the matrix ranks nothing."""
    criteria = criteria_of(kommun, viewer)
    rows = []
    for problem in problems_of(kommun, viewer):
        known = {score.criterion_id: score.value for score in problem.scores.all()}
        rows.append(Row(problem, [known.get(one.pk) for one in criteria]))
    return criteria, rows


@dataclass(slots=True)
class Branch:
    """A cause with the causes under it."""

    cause: Cause
    under: list["Branch"] = field(default_factory=list)


def tree(problem: Problem, viewer: User) -> list[Branch]:
    rows = Cause.objects.visible_to(viewer).filter(problem=problem, withdrawn_at=None)
    branches = {row.pk: Branch(row) for row in rows}
    top: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.cause.parent_id or 0)
        (above.under if above else top).append(branch)
    return top


def findings_to_add(problem: Problem, viewer: User, limit: int = 12) -> list[Finding]:
    """Findings of the latest frozen pictures that the problem does not rest on yet."""
    known = problem.evidence.unscoped(WHY).exclude(finding=None).values("finding")
    rows = Finding.objects.visible_to(viewer).filter(
        picture__kommun=problem.kommun_id, picture__state=State.FROZEN
    )
    latest = rows.exclude(pk__in=known).select_related("picture")
    return list(latest.order_by("-picture__period_end", "number")[:limit])


def figures_to_add(problem: Problem, viewer: User, limit: int = 20) -> list[Figure]:
    """The latest figure of the kommun itself in each series that the problem does not rest on."""
    known = problem.evidence.unscoped(WHY).exclude(figure=None).values("figure__series")
    series = Series.objects.visible_to(viewer).filter(source__kommun=problem.kommun_id)
    own = Figure.objects.unscoped(WHY).filter(
        series=OuterRef("pk"), geography_code=problem.kommun.code, group__in=WHOLE
    )
    newest = series.exclude(pk__in=known).annotate(
        figure=Subquery(own.order_by("-period_end").values("pk")[:1])
    )
    chosen = list(newest.exclude(figure=None).order_by("name").values_list("figure", flat=True))
    rows = Figure.objects.visible_to(viewer).filter(pk__in=chosen[:limit])
    return list(rows.select_related("series__source").order_by("series__name"))


def dialogues_to_add(problem: Problem, viewer: User, limit: int = 8) -> list[Dialogue]:
    """The latest dialogues that the problem does not rest on yet."""
    rows = problem.evidence.unscoped(WHY).filter(theme="")
    known = rows.exclude(dialogue=None).values("dialogue")
    return list(with_results(problem.kommun, viewer).exclude(pk__in=known)[:limit])
