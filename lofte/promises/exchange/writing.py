"""Promises as an exchange file: what import reads back without loss."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import yaml
from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery

from lofte.people.models import Party
from lofte.places.models import NamedPlace
from lofte.promises.commitments.models import Commitment, Indicator
from lofte.promises.exchange.reading import Loader, canonical
from lofte.promises.follow_up.models import FollowUp, Outcome
from lofte.promises.models import Promise
from lofte.promises.signing.models import Ceremony, Signature, Version
from lofte.promises.states import HowSigned, TargetKind, VersionState

WHY = "exported whole"
NOT_CARRIED = "Kedjan till åtgärd, orsak och lägesbild följer inte med utbytesfilen."


def to_text(promises: Iterable[Promise], *, as_json: bool = False) -> str:
    data = {"lofte-loften": 1, "promises": [told(promise) for promise in promises]}
    if as_json:
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return text


class _Dumper(yaml.SafeDumper):
    """What the reader takes as text needs no quotation marks."""


_Dumper.yaml_implicit_resolvers = Loader.yaml_implicit_resolvers


def told(promise: Promise) -> dict[str, Any]:
    """One promise, in the order of the format's documentation."""
    others = promise.kommuner.unscoped(WHY).exclude(pk=promise.kommun_id)
    follows = promise.follows
    told: dict[str, Any] = canonical(
        {
            "code": promise.code,
            "title": promise.title,
            "kommuner": [promise.kommun.code, *others.values_list("code", flat=True)],
            "area": promise.area_text,
            "places": [row.name for row in promise.places.unscoped(WHY).all()],
            "period": {"from": _day(promise.first_day), "to": _day(promise.last_day)},
            "parties": [
                {
                    "name": row.party.name,
                    "printed": row.printed if row.printed != row.party.name else "",
                    "signs": row.signs,
                    "role": row.signing_role,
                }
                for row in promise.promise_parties.unscoped(WHY).select_related("party")
            ],
            "intro": promise.intro,
            "basis": promise.basis,
            "focus": [row.text for row in promise.focuses.unscoped(WHY).all()],
            "how_followed_up": promise.how_followed_up,
            "contact": promise.contact,
            "note": promise.note,
            "follows": follows.code if follows else "",
            "commitments": [_commitment(row) for row in _points(promise)],
            "outcomes": [
                _outcome(row)
                for row in promise.outcomes.unscoped(WHY).filter(commitment=None, withdrawn_at=None)
            ],
            "signed": _signed(promise),
        }
    )
    return told


def _points(promise: Promise) -> list[Commitment]:
    rows = Commitment.objects.unscoped(WHY).filter(promise=promise, removed_at=None)
    together: list[Any] = [
        Prefetch("parties", _in_their_order(promise)),
        Prefetch("places", NamedPlace.objects.unscoped(WHY)),
        Prefetch("indicators", Indicator.objects.unscoped(WHY)),
        Prefetch("outcomes", Outcome.objects.unscoped(WHY).filter(withdrawn_at=None)),
        Prefetch(
            "follow_ups",
            FollowUp.objects.unscoped(WHY)
            .filter(corrected_by=None)
            .select_related("party")
            .order_by("on", "pk"),
        ),
    ]
    related = rows.select_related("continues__promise").prefetch_related(*together)
    return list(related.order_by("number"))


def _in_their_order(promise: Promise) -> QuerySet[Party]:
    """Parties as the promise lists them; any that has left its list comes last."""
    rows = promise.promise_parties.unscoped(WHY).filter(party=OuterRef("pk"))
    place = Subquery(rows.values("order")[:1])
    return (
        Party.objects.unscoped(WHY).annotate(place=place).order_by(F("place").asc(nulls_last=True))
    )


def _commitment(row: Commitment) -> dict[str, Any]:
    earlier = row.continues
    return {
        "text": row.text,
        "by": "together" if row.joint else [party.name for party in row.parties.all()],
        "places": [place.name for place in row.places.all()],
        "where": row.where,
        "owner": row.owner_role,
        "due": _day(row.due),
        "target": {}
        if row.target_kind == TargetKind.NONE
        else {
            "kind": row.target_kind,
            "comparator": row.comparator,
            "value": _number(row.target_value),
            "per": row.per,
            "unit": row.unit,
        },
        "no_target_reason": row.no_target_reason,
        "not_met_reason": row.not_met_reason,
        "continues": {"promise": earlier.promise.code, "number": _position(earlier)}
        if earlier
        else {},
        "indicators": [_indicator(one) for one in row.indicators.all()],
        "outcomes": [_outcome(one) for one in row.outcomes.all()],
        "follow_ups": [_follow_up(one) for one in row.follow_ups.all()],
    }


def _position(earlier: Commitment) -> int:
    """Where it stands in its own file: removed points are not written."""
    rows = Commitment.objects.unscoped(WHY).filter(promise=earlier.promise, removed_at=None)
    return rows.filter(number__lte=earlier.number).count()


def _indicator(row: Indicator) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "name": row.name,
        "unit": row.unit,
        "geography": row.geography,
        "source": row.source,
        "method": row.method,
        "baseline": row.baseline,
        "baseline_period": row.baseline_period,
        "events": row.events,
        "comparator": row.comparator,
        "target": row.target_value,
        "due": _day(row.due),
    }


def _outcome(row: Outcome) -> dict[str, Any]:
    return {
        "name": row.name,
        "kind": row.kind,
        "comparator": row.comparator,
        "value": _number(row.value),
        "text": row.text,
        "from": _day(row.first_day),
        "to": _day(row.last_day),
        "source": row.source,
        "counts": row.counts,
    }


def _follow_up(row: FollowUp) -> dict[str, Any]:
    return {
        "on": _day(row.on),
        "verdict": row.verdict,
        "voice": row.voice,
        "party": row.party.name if row.party else "",
        "partly_rule": row.partly_rule,
        "effect": row.effect,
        "light": row.light,
        "text": row.text,
        "source": row.source,
        "judgement": row.judgement,
        "judgement_reason": row.judgement_reason,
        "told_by": row.told_by,
    }


def _signed(promise: Promise) -> dict[str, Any]:
    version = Version.objects.unscoped(WHY).filter(promise=promise, state=VersionState.SIGNED)
    found = version.first()
    if found is None:
        return {}
    rows = Signature.objects.unscoped(WHY).filter(version=found).select_related("party")
    signatures = list(rows)
    ceremony = Ceremony.objects.unscoped(WHY).filter(version=found).first()
    lines = promise.promise_parties.unscoped(WHY)
    usual = dict(lines.values_list("party", "signing_role"))
    here = any(one.how == HowSigned.HERE for one in signatures)
    reasons = dict.fromkeys(("V4", "V7"), NOT_CARRIED)
    reasons |= {rule: one["reason"] for rule, one in found.overruled.items()}
    return {
        "how": "here" if here else "paper",
        "on": _day(ceremony.held_on if ceremony else signatures[-1].signed_on),
        "place": ceremony.place if ceremony else "",
        "note": ceremony.note if ceremony else "",
        "by": [
            {
                "party": one.party.name,
                "name": one.name if one.name != one.party.name else "",
                "role": one.role if one.role != usual.get(one.party_id) else "",
            }
            for one in signatures
        ],
        "overruled": dict(sorted(reasons.items())),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _number(value: Decimal | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
