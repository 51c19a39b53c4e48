"""Measures as they are read: with the causes they are about, and what promises say of them."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from lofte.people.models import User
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.models import FollowUp
from lofte.promises.measures.models import Measure
from lofte.promises.measures.promised import points_of_measures
from lofte.promises.models import Promise
from lofte.situation.causes.models import Cause
from lofte.situation.problems.models import Problem

WHY = "of measures that the viewer may see"


def with_all(rows: QuerySet[Measure]) -> QuerySet[Measure]:
    """Causes with their problems, places and party, in a fixed number of queries."""
    causes = Cause.objects.unscoped(WHY).select_related("problem__merged_into")
    places = NamedPlace.objects.unscoped(WHY).filter(group_only=False)
    together: list[Any] = [Prefetch("causes", causes), Prefetch("places", places)]
    return rows.select_related("party").prefetch_related(*together)


def measures_of(kommun: Kommun, viewer: User, *, closed: bool = False) -> QuerySet[Measure]:
    rows = Measure.objects.visible_to(viewer).filter(kommun=kommun)
    return with_all(rows.filter(closed_at__isnull=not closed))


def measures_about(problem: Problem, viewer: User) -> QuerySet[Measure]:
    """What is done about the causes of a problem, closed measures last."""
    rows = Measure.objects.visible_to(viewer).filter(causes__problem=problem).distinct()
    return with_all(rows).order_by("closed_at", "text")


def promised_in(measure: Measure, viewer: User) -> list[Commitment]:
    """The commitments that belong to the measure, the latest promise first."""
    found = points_of_measures([measure])
    rows = Promise.objects.visible_to(viewer).filter(pk__in={row.promise_id for row in found})
    seen = set(rows.values_list("pk", flat=True))
    found = [row for row in found if row.promise_id in seen]
    return sorted(found, key=lambda row: (-row.promise.first_day.toordinal(), row.number))


def judged_of(measure: Measure, viewer: User) -> list[FollowUp]:
    """All judgements, the latest first; what was corrected stays, and says by which."""
    rows = FollowUp.objects.visible_to(viewer).filter(measure=measure)
    return list(rows.select_related("party", "corrected_by").order_by("-on", "-pk"))


def causes_to_choose(kommun: Kommun, viewer: User) -> list[Cause]:
    """The causes of open problems."""
    rows = Cause.objects.visible_to(viewer).filter(problem__kommun=kommun, withdrawn_at=None)
    rows = rows.filter(problem__closed_at=None).select_related("problem__merged_into")
    return list(rows.order_by("problem__title", "pk"))
