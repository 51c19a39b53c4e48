"""What of a plan stands in the signed text, and whether the plan at hand is what was signed."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from lofte.promises.commitments.models import Indicator
from lofte.promises.effects.models import EffectPlan
from lofte.promises.effects.spots import COMPARISON, TARGET
from lofte.promises.models import Promise
from lofte.promises.signing.models import Signature, Version
from lofte.promises.states import VersionState

METHODS = (
    "Före och efter vecka för vecka med trend och årstid borträknade, mot jämförelseplatserna, "
    "och om något flyttade till kanten runt om."
)
NOT_SIGNED = (
    "Planen står inte i någon undertecknad version av löftet, så effekten räknas inte. Ett test "
    "som väljs efteråt säger det man vill höra."
)


def planned(indicator: Indicator) -> dict[str, Any] | None:
    """The plan as plain values; the outlines by one checksum."""
    plan = getattr(indicator, "effect_plan", None)
    return told(plan) if plan is not None else None


def told(plan: EffectPlan) -> dict[str, Any]:
    outlines = json.dumps([row["checksum"] for row in plan.spots])
    return {
        "targets": names(plan, TARGET),
        "comparisons": names(plan, COMPARISON),
        "buffer": plan.buffer,
        "categories": list(plan.categories),
        "sources": [row["name"] for row in plan.sources],
        "before_first": plan.before_first.isoformat(),
        "outlines": hashlib.sha256(outlines.encode()).hexdigest(),
        "methods": METHODS,
    }


def names(plan: EffectPlan, role: str) -> list[str]:
    return [f"{row['name']} ({row['how']})" for row in plan.spots if row["role"] == role]


@dataclass(frozen=True, slots=True)
class Signed:
    """on: the day that the last signature bears. recorded: the day on which that was entered."""

    on: date
    recorded: date


def signed_on(plan: EffectPlan) -> Signed | None:
    """When all had signed a text that holds this very plan; None when they never did."""
    commitment = plan.indicator.commitment
    if commitment is None:
        return None
    rows = Version.objects.unscoped("is it in a signed text?").filter(
        promise=commitment.promise_id, state__in=[VersionState.SIGNED, VersionState.REPLACED]
    )
    now = told(plan)
    for version in rows.order_by("number"):
        for test in version.document.get("tests", []):
            same = test.get("indicator_id") == plan.indicator_id
            if same and test.get("plan") == now and version.signed_at is not None:
                return _days(version, timezone.localdate(version.signed_at))
    return None


def _days(version: Version, recorded: date) -> Signed:
    rows = Signature.objects.unscoped("the days they bear").filter(version=version)
    days = [day for day in rows.values_list("signed_on", flat=True) if day]
    return Signed(max(days, default=recorded), recorded)


def afterwards(signed: Signed) -> str:
    return (
        f"Planen undertecknades {signed.on}, när löftets tid redan var slut. Effekten räknas inte: "
        "ett test som väljs efteråt säger det man vill höra."
    )


def not_over(promise: Promise) -> str:
    return f"Löftet gäller till och med {promise.last_day}. Effekten räknas när tiden är slut."
