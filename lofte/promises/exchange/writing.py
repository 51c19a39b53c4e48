"""Promises as an exchange file: what import reads back without loss."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import yaml
from django.db.models import Prefetch

from lofte.places.models import Kommun
from lofte.promises.commitments.models import (
    Commitment,
    Indicator,
    with_indicators,
    with_parties,
    with_places,
)
from lofte.promises.exchange.reading import Loader, canonical
from lofte.promises.follow_up.models import FollowUp, Outcome
from lofte.promises.models import Promise, PromiseParty
from lofte.promises.signed import (
    Document,
    as_signed,
    lines_of,
    may_hold,
    texts_beside,
    that_hold,
)
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
    texts = texts_beside([promise])
    text = texts.get(promise.pk)
    lines, others = lines_of(promise, text), _others(promise, text)
    focus, places = _focus_and_places(promise, text)
    rows, promise = promise, as_signed(promise, text)
    follows = promise.follows
    told: dict[str, Any] = canonical(
        {
            "code": promise.code,
            "title": promise.title,
            "kommuner": [promise.kommun.code, *others],
            "area": promise.area_text,
            "places": places,
            "period": {"from": _day(promise.first_day), "to": _day(promise.last_day)},
            "parties": [
                {
                    "name": row.party.name,
                    "printed": row.printed if row.printed != row.party.name else "",
                    "signs": row.signs,
                    "role": row.signing_role,
                }
                for row in lines
            ],
            "intro": promise.intro,
            "basis": promise.basis,
            "focus": focus,
            "how_followed_up": promise.how_followed_up,
            "contact": promise.contact,
            "note": promise.note,
            "follows": follows.code if follows else "",
            "commitments": [_commitment(row, lines) for row in _points(rows, texts)],
            "outcomes": [
                _outcome(row)
                for row in promise.outcomes.unscoped(WHY).filter(commitment=None, withdrawn_at=None)
            ],
            "signed": _signed(promise, lines),
        }
    )
    return told


def _others(promise: Promise, text: Document | None) -> list[str]:
    rows = promise.kommuner.unscoped(WHY)
    if text is not None and "keys" in text:
        rows = Kommun.objects.unscoped(WHY).filter(pk__in=text["keys"]["kommuner"])
    return list(rows.exclude(pk=promise.kommun_id).values_list("code", flat=True))


def _focus_and_places(promise: Promise, text: Document | None) -> tuple[list[str], list[str]]:
    if text is not None:
        return text["focuses"], text["places"]
    return (
        [row.text for row in promise.focuses.unscoped(WHY).all()],
        [row.name for row in promise.places.unscoped(WHY).all()],
    )


def _points(promise: Promise, texts: dict[int, Document]) -> list[Commitment]:
    rows = Commitment.objects.unscoped(WHY).filter(may_hold(texts), promise=promise)
    together: list[Any] = [
        with_parties(WHY),
        with_places(WHY),
        with_indicators(WHY),
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
    return that_hold(related.select_related("promise").order_by("number"), texts)


def _in_their_order(row: Commitment, lines: Sequence[PromiseParty]) -> list[str]:
    """Parties as the promise lists them; any that has left its list comes last."""
    place = {line.party_id: line.order for line in lines}
    parties = sorted(row.named_parties, key=lambda one: (place.get(one.pk, len(place)), one.pk))
    return [party.name for party in parties]


def _commitment(row: Commitment, lines: Sequence[PromiseParty]) -> dict[str, Any]:
    earlier = row.continues
    return {
        "text": row.text,
        "by": "together" if row.joint else _in_their_order(row, lines),
        "places": [place.name for place in row.named_places],
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
        "indicators": [_indicator(one) for one in row.measured_by],
        "outcomes": [_outcome(one) for one in row.outcomes.all()],
        "follow_ups": [_follow_up(one) for one in row.follow_ups.all()],
    }


def _position(earlier: Commitment) -> int:
    """Where it stands in its own file: removed points are not written."""
    text = texts_beside([earlier.promise]).get(earlier.promise_id)
    if text is not None:
        return sum(one["number"] <= earlier.number for one in text["commitments"])
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


def _signed(promise: Promise, lines: Sequence[PromiseParty]) -> dict[str, Any]:
    version = Version.objects.unscoped(WHY).filter(promise=promise, state=VersionState.SIGNED)
    found = version.first()
    if found is None:
        return {}
    rows = Signature.objects.unscoped(WHY).filter(version=found).select_related("party")
    signatures = list(rows)
    ceremony = Ceremony.objects.unscoped(WHY).filter(version=found).first()
    usual = {line.party_id: line.signing_role for line in lines}
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
