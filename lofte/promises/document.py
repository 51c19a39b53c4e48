"""A promise as the document that is frozen and signed: plain values, the same bytes every time."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from lofte.promises.commitments.models import (
    Commitment,
    Indicator,
    with_indicators,
    with_parties,
    with_places,
)
from lofte.promises.commitments.reading import target_of
from lofte.promises.measures.models import Measure
from lofte.promises.models import Promise
from lofte.promises.targets import words
from lofte.situation.causes.models import Cause

SCHEMA = "lofte.promise/1"


def document_of(promise: Promise) -> dict[str, Any]:
    """All that the parties put their names to."""
    return {
        "schema": SCHEMA,
        "code": promise.code,
        "title": promise.title,
        "kommuner": sorted(promise.kommuner.unscoped("printed").values_list("name", flat=True)),
        "area": promise.area_text,
        "areas": sorted(_names(promise.areas.unscoped("printed").all())),
        "places": _names(promise.places.unscoped("printed").all()),
        "first_day": promise.first_day.isoformat(),
        "last_day": promise.last_day.isoformat(),
        "parties": [
            {
                "id": row.party_id,
                "party": row.party.name,
                "kind": row.party.kind,
                "printed": row.printed,
                "signs": row.signs,
                "role": row.signing_role,
            }
            for row in promise.promise_parties.unscoped("printed").select_related("party")
        ],
        "intro": promise.intro,
        "basis": promise.basis,
        "focuses": _names(promise.focuses.unscoped("printed").all()),
        "commitments": [_commitment(row) for row in points_of(promise)],
        "how_followed_up": promise.how_followed_up,
        "contact": promise.contact,
        "picture": str(promise.picture) if promise.picture else "",
        "agreement": str(promise.agreement) if promise.agreement else "",
        "follows": str(promise.follows) if promise.follows else "",
        "keys": _keys(promise),
    }


def _keys(promise: Promise) -> dict[str, Any]:
    """Which rows the words are about, so that the text can be followed and laid back."""
    focuses = promise.focuses.unscoped("printed").select_related("problem", "place")
    return {
        "kommuner": _numbers(promise.kommuner.unscoped("printed")),
        "areas": _numbers(promise.areas.unscoped("printed")),
        "places": _numbers(promise.places.unscoped("printed")),
        "picture": promise.picture_id,
        "agreement": promise.agreement_id,
        "follows": promise.follows_id,
        "focuses": [
            {
                "text": row.text,
                "problem": row.problem_id,
                "place": row.place_id,
                "about": ", ".join(_names(one for one in (row.problem, row.place) if one)),
            }
            for row in focuses
        ],
    }


def _numbers(rows: QuerySet[Any]) -> list[int]:
    return sorted(rows.values_list("pk", flat=True))


def points_of(promise: Promise) -> list[Commitment]:
    """The points that stand in the text now, each with all it hangs together with."""
    why = "the promise at hand"
    rows = Commitment.objects.unscoped(why).filter(promise=promise, removed_at=None)
    causes = Cause.objects.unscoped(why).select_related("problem__merged_into")
    together: list[Any] = [
        with_parties(why),
        with_places(why),
        with_indicators(why, "effect_plan", "series"),
        Prefetch("measure__causes", causes),
    ]
    related = rows.select_related("measure__party", "continues__promise", "promise")
    return list(related.prefetch_related(*together).order_by("number"))


def lists_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    """ "X lovar" with the points of each party, then "Tillsammans lovar vi"."""
    left, lists = list(document["commitments"]), []
    for party in document["parties"]:
        own = [one for one in left if not one["joint"] and one["parties"] == [party["party"]]]
        left = [one for one in left if one not in own]
        if own:
            lists.append({"heading": f"{party['printed']} lovar", "points": own})
    return [*lists, {"heading": "Tillsammans lovar vi", "points": left}] if left else lists


def _names(rows: Iterable[object]) -> list[str]:
    return [str(row) for row in rows]


def _commitment(row: Commitment) -> dict[str, Any]:
    earlier = row.continues
    return {
        "id": row.pk,
        "number": row.number,
        "joint": row.joint,
        "parties": sorted(_names(row.named_parties)),
        "text": row.text,
        "where": row.where,
        "places": sorted(_names(row.named_places)),
        "owner_role": row.owner_role,
        "due": row.due.isoformat() if row.due else "",
        "target": {
            "kind": row.target_kind,
            "comparator": row.comparator,
            "value": None if row.target_value is None else float(row.target_value),
            "per": row.per,
            "unit": row.unit,
            "words": words(target_of(row), row.due),
        },
        "no_target_reason": row.no_target_reason,
        "measure": _measure(row.measure),
        "continues": ({"promise": earlier.promise.code, "text": earlier.text} if earlier else None),
        "indicators": [_indicator(one) for one in row.measured_by],
        "keys": {
            "parties": sorted(one.pk for one in row.named_parties),
            "places": sorted(one.pk for one in row.named_places),
            "measure": row.measure_id,
            "continues": row.continues_id,
            "indicators": [one.pk for one in row.measured_by],
        },
    }


def _measure(measure: Measure | None) -> dict[str, Any] | None:
    if measure is None:
        return None
    causes = list(measure.causes.all())
    return {
        "text": measure.text,
        "party": str(measure.party or ""),
        "causes": _names(causes),
        "problems": sorted({cause.problem.title for cause in causes}),
        "expected_short": measure.expected_short,
        "expected_long": measure.expected_long,
    }


def _indicator(row: Indicator) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "name": row.name,
        "unit": row.unit,
        "geography": row.geography,
        "source": row.source,
        "series": str(row.series or ""),
        "method": row.method,
        "baseline": row.baseline,
        "baseline_period": row.baseline_period,
        "events": row.events,
        "comparator": row.comparator,
        "target": row.target_value,
        "due": row.due.isoformat() if row.due else "",
    }
