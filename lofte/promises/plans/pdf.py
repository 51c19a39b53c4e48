"""An action plan, and its follow-up, as PDF/A-2a and PDF/UA-1: for the archive and a reader."""

from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Any

from lofte.people.leaving.typeset import typeset
from lofte.promises.plans.document import document_of
from lofte.promises.plans.models import ActionPlan, PlanFollowUp


def pdf(plan: ActionPlan) -> bytes:
    """A decided plan gives the same bytes every time."""
    made: datetime = plan.frozen_at or plan.made_at
    return _typeset(_told(plan), made)


def follow_up_pdf(follow_up: PlanFollowUp) -> bytes:
    """The decided plan with what was judged of each measure; the same bytes every time."""
    kept = follow_up.document
    judged = {one["id"]: one["follow_up"] for one in kept["measures"]}
    told = _told(follow_up.plan)
    told["measures"] = [one | {"follow_up": judged.get(one["id"])} for one in told["measures"]]
    told |= {"followed_up": kept["on"], "summary": kept["text"], "checksum": follow_up.checksum}
    return _typeset(told, datetime.combine(follow_up.on, time(12), tzinfo=UTC))


def _told(plan: ActionPlan) -> dict[str, Any]:
    document = plan.document or document_of(plan)
    measures = [one | {"follow_up": None} for one in document["measures"]]
    return {
        "number": 0,
        "one_person": plan.one_person,
        "followed_up": "",
        "summary": "",
        **document,
        "checksum": plan.checksum,
        "measures": measures,
    }


def _typeset(told: dict[str, Any], made: datetime) -> bytes:
    return typeset(
        files(__package__).joinpath("plan.typ"),
        told,
        made=made.astimezone(UTC).replace(microsecond=0),
        archive=True,
    )
