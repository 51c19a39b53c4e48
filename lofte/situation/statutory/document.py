"""The Act's picture as plain values: what is shown as a draft and kept when it is frozen."""

from typing import Any

from lofte.situation.causes.models import Cause
from lofte.situation.problems.models import Problem
from lofte.situation.statutory.models import StatutoryPicture

SCHEMA = "lofte.statutory/1"
WHY = "of the picture at hand"


def document_of(picture: StatutoryPicture) -> dict[str, Any]:
    rows = picture.problems.unscoped(WHY).select_related("owner")
    return {
        "schema": SCHEMA,
        "title": picture.title,
        "kommun": picture.kommun.name,
        "first_day": picture.first_day.isoformat(),
        "last_day": picture.last_day.isoformat(),
        "mapping": picture.mapping,
        "other_information": picture.other_information,
        "analysis": picture.analysis,
        "problems": [_problem(row) for row in rows.order_by("title", "pk")],
        "overruled": picture.overruled,
    }


def _problem(row: Problem) -> dict[str, Any]:
    places = row.places.unscoped(WHY).filter(group_only=False)
    causes = Cause.objects.unscoped(WHY).filter(problem=row, withdrawn_at=None)
    when = ", ".join(part for part in (row.season, row.weekdays, row.hours) if part)
    areas = row.areas.unscoped(WHY)
    names = [*places.values_list("name", flat=True), *areas.values_list("name", flat=True)]
    where = [*names, *([row.where] if row.where else [])]
    owner = " ".join(part for part in (row.owner_role, row.owner.name if row.owner else "") if part)
    return {
        "title": row.title,
        "kind": str(row.get_kind_display()),
        "where": ", ".join(where),
        "when": when,
        "crime_group": row.crime_group,
        "owner": owner,
        "exposed": row.exposed,
        "acting": row.acting,
        "extent": row.extent,
        "trend": str(row.get_trend_display()),
        "harm": row.harm,
        "cost": row.cost,
        "fear": row.fear,
        "mismatch": row.mismatch,
        "need": row.need,
        "need_reason": row.need_reason,
        "decision": row.decision,
        "evidence": [
            {
                "sentence": one.sentence,
                "source": one.source,
                "period": one.period,
                "reference": one.reference,
                "strength": str(one.get_strength_display()),
            }
            for one in row.evidence.unscoped(WHY).all()
        ],
        "causes": [
            {"statement": cause.statement, "confidence": str(cause.get_confidence_display())}
            for cause in causes
        ],
    }
