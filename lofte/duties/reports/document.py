"""What a report to kommunfullmäktige holds, as plain values in Swedish: what came of the promises,
how the plan goes, where the kommun stands with the Act, what the council met about.
"""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import translation

from lofte.audit.refusals import swedish
from lofte.duties.board import Duty, board_of
from lofte.duties.council.models import CouncilMeeting
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.promises.models import Promise
from lofte.promises.plans.models import ActionPlan
from lofte.promises.plans.queries import Row, decided_for, last_follow_up, rows_of
from lofte.promises.queries import Came, results_of
from lofte.promises.signed import all_as_signed, signed_ones
from lofte.promises.states import MOVING, Effect, Verdict

SCHEMA = "lofte.assembly_report/1"


def document_of(
    kommun: Kommun, viewer: User, *, first: date, last: date, today: date
) -> dict[str, Any]:
    """Everything but the summary, the day and the registry number. `last` is at most `today`."""
    with translation.override("sv"):
        return {
            "schema": SCHEMA,
            "kommun": kommun.name,
            "first_day": first.isoformat(),
            "last_day": last.isoformat(),
            "promises": _promises(kommun, viewer, first, last, today),
            "plan": _plan(decided_for(kommun)),
            "council": _council(kommun, viewer, first, last),
            "duties": [_duty(one) for one in board_of(kommun, viewer, today)],
        }


def _promises(
    kommun: Kommun, viewer: User, first: date, last: date, today: date
) -> list[dict[str, Any]]:
    rows = signed_ones(Promise.objects.visible_to(viewer).filter(kommuner=kommun))
    rows = rows.filter(Q(first_day__lte=last, last_day__gte=first) | Q(state__in=MOVING))
    kept = list(rows)
    told = zip(kept, all_as_signed(kept), strict=True)
    found = [pair for pair in told if pair[1].first_day <= last and pair[1].last_day >= first]
    found.sort(key=lambda pair: (pair[1].first_day, pair[1].title))
    return [
        {
            "title": signed.title,
            "first_day": signed.first_day.isoformat(),
            "last_day": signed.last_day.isoformat(),
            "commitments": [_came(one) for one in _results(row, signed, last, today)],
        }
        for row, signed in found
    ]


def _results(row: Promise, signed: Promise, last: date, today: date) -> list[Came]:
    """Of a promise that goes on after the period: as it stood when the period ended. Of one that
    was over by then also how it was judged afterwards, as it has to be.
    """
    if signed.last_day <= last or last >= today:
        return results_of(row, today=today)
    return results_of(row, today=last, until=last)


def _came(one: Came) -> dict[str, Any]:
    standing = one.standing
    return {
        "text": one.commitment.text,
        "target": one.target,
        "logged": one.logged_said if one.logged else "",
        "result": swedish(one.result.label),
        "verdict": swedish(Verdict(standing.verdict).label) if standing else "",
        "reason": one.commitment.not_met_reason,
    }


def _plan(plan: ActionPlan | None) -> dict[str, Any] | None:
    if plan is None or plan.document is None:
        return None
    rows = rows_of(plan, plan.document, last_follow_up(plan))
    return {
        "title": str(plan),
        "decision": plan.document["decision"],
        "checksum": plan.checksum,
        "measures": [_measure(row) for row in rows],
    }


def _measure(row: Row) -> dict[str, Any]:
    judged = row.standing
    return {
        "number": row.said["number"],
        "text": row.said["text"],
        "who": row.said["who"],
        "light": judged.light if judged else "",
        "done": swedish(Verdict(judged.verdict).label) if judged else "",
        "effect": swedish(Effect(judged.effect).label) if judged else "",
        "text_of": judged.text if judged else "",
        "on": judged.on.isoformat() if judged else "",
    }


def _council(kommun: Kommun, viewer: User, first: date, last: date) -> list[dict[str, str]]:
    rows = CouncilMeeting.objects.visible_to(viewer).filter(kommun=kommun)
    met = rows.filter(held_on__gte=first, held_on__lte=last).order_by("held_on", "pk")
    return [{"on": row.held_on.isoformat(), "summary": row.summary} for row in met]


def _duty(one: Duty) -> dict[str, Any]:
    standing = one.standing
    return {
        "number": one.paragraph.number,
        "name": str(one.paragraph.name),
        "status": str(standing.status),
        "status_said": swedish(standing.status.label),
        "sentence": standing.sentence,
        "last": standing.last.isoformat() if standing.last else "",
        "due": standing.due.isoformat() if standing.due else "",
    }
