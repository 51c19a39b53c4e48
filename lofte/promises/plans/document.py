"""An action plan as plain values: what is shown as a draft and kept when it is decided."""

from datetime import date
from typing import Any

from lofte.promises.measures.models import Measure
from lofte.promises.measures.queries import with_all
from lofte.promises.plans.models import ActionPlan
from lofte.situation.causes.models import Cause

SCHEMA = "lofte.action_plan/1"
WHY = "the plan at hand"
LAST = date.max


def measures_in(plan: ActionPlan) -> list[Measure]:
    """With causes, places, party and indicators."""
    rows = with_all(plan.measures.unscoped(WHY))
    return list(rows.order_by("text", "pk"))


def document_of(plan: ActionPlan) -> dict[str, Any]:
    measures = measures_in(plan)
    causes = _numbered(measures)
    ordered = sorted(measures, key=lambda row: _place_of(row, causes))
    picture = plan.picture
    return {
        "schema": SCHEMA,
        "title": plan.title,
        "kommun": plan.kommun.name,
        "first_day": plan.first_day.isoformat(),
        "last_day": plan.last_day.isoformat(),
        "intro": plan.intro,
        "picture": (
            {
                "title": picture.title,
                "number": picture.number,
                "last_day": picture.last_day.isoformat(),
                "checksum": picture.checksum,
            }
            if picture
            else None
        ),
        "measures": [_measure(at, row, causes) for at, row in enumerate(ordered, start=1)],
        "decision": {
            "organ": plan.organ,
            "on": plan.decided_on.isoformat() if plan.decided_on else "",
            "section": plan.section,
            "registry": plan.registry,
        },
        "overruled": plan.overruled,
    }


def _standing(measure: Measure) -> list[Cause]:
    return [cause for cause in measure.causes.all() if cause.withdrawn_at is None]


def _numbered(measures: list[Measure]) -> dict[int, int]:
    """Each cause's number in the plan: by problem, then in the order they were written."""
    causes = {cause.pk: cause for row in measures for cause in _standing(row)}
    ordered = sorted(causes.values(), key=lambda one: (one.problem.title, one.pk))
    return {cause.pk: number for number, cause in enumerate(ordered, start=1)}


def _place_of(row: Measure, causes: dict[int, int]) -> tuple[int, date, str, int]:
    first = min((causes[cause.pk] for cause in _standing(row)), default=len(causes) + 1)
    return first, row.first_day or row.last_day or LAST, row.text, row.pk


def _measure(number: int, row: Measure, causes: dict[int, int]) -> dict[str, Any]:
    about = sorted(_standing(row), key=lambda cause: causes[cause.pk])
    return {
        "id": row.pk,
        "number": number,
        "text": row.text,
        "kind": row.kind,
        "causes": [
            {
                "number": causes[cause.pk],
                "statement": cause.statement,
                "problem": cause.problem.title,
            }
            for cause in about
        ],
        "goal": row.operational_goal,
        "first_day": row.first_day.isoformat() if row.first_day else "",
        "last_day": row.last_day.isoformat() if row.last_day else "",
        "who": ", ".join(one for one in (str(row.party or ""), row.unit, row.contact_role) if one),
        "places": sorted(place.name for place in row.places.all()),
        "dose": row.dose,
        "cost": row.cost,
        "expected_short": row.expected_short,
        "expected_long": row.expected_long,
        "legal_ground": row.legal_ground,
        "next_follow_up": row.next_follow_up.isoformat() if row.next_follow_up else "",
    }
