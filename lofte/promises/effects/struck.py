"""What was signed and has been taken out by a later version: it is told, with what came of it."""

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils import timezone

from lofte.promises.commitments.models import Commitment
from lofte.promises.effects.queries import answers_by_point
from lofte.promises.models import Promise
from lofte.promises.signed import EVER, Document
from lofte.promises.signing.models import Version
from lofte.promises.states import IndicatorKind

WHY = "what the parties have signed of the promise at hand"


@dataclass(frozen=True, slots=True)
class Struck:
    """A commitment as it was last signed, and the version that took it out.

    planned: the names of the effects whose tests were planned and signed.
    """

    text: str
    target: str
    by: list[str]  # nobody: all together
    on: date
    number: int
    why: str
    planned: list[str]
    effects: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        names = ("text", "target", "by", "number", "why", "planned", "effects")
        return {name: getattr(self, name) for name in names} | {"on": self.on.isoformat()}


def struck_from(promise: Promise, until: date | None = None) -> list[Struck]:
    """In the order in which they were taken out; until: by versions signed on that day or before.

    One read where nothing was ever amended.
    """
    rows = Version.objects.unscoped(WHY).filter(promise=promise, state__in=EVER)
    rows = rows if until is None else rows.filter(signed_at__date__lte=until)
    versions = list(rows.order_by("number"))
    if len(versions) < 2:
        return []
    left: dict[int, Struck] = {}
    for before, after in pairwise(versions):
        stand = {one["id"] for one in after.document["commitments"]}
        for one in before.document["commitments"]:
            if one["id"] not in stand:
                left[one["id"]] = _struck(one, before.document, after)
        for key in stand & left.keys():  # taken in again
            del left[key]
    points = Commitment.objects.unscoped(WHY).filter(pk__in=list(left))
    effects = answers_by_point(list(points), until)
    return [replace(one, effects=effects.get(key, [])) for key, one in left.items()]


def _struck(one: Document, text: Document, after: Version) -> Struck:
    tests = [t for t in text.get("tests", []) if t["commitment"] == one["number"] and t["plan"]]
    planned = {test["indicator"] for test in tests}
    effects = [row["name"] for row in one["indicators"] if row["kind"] == IndicatorKind.EFFECT]
    signed = after.signed_at or after.frozen_at
    return Struck(
        text=one["text"],
        target=one["target"]["words"],
        by=[] if one["joint"] else one["parties"],
        on=timezone.localdate(signed),
        number=after.number,
        why=after.why,
        planned=[name for name in effects if name in planned],
    )
