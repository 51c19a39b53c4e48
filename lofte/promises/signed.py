"""What all parties have signed, also while a new version of it is being written.

The rows of a promise are the text being written. While an amendment is in progress they say what
may come to hold; what holds is the signed document, and the functions here read that.
"""

import copy
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lofte.people.models import Party
from lofte.places.models import NamedPlace
from lofte.promises.commitments.models import Commitment, Indicator
from lofte.promises.measures.models import Measure
from lofte.promises.models import Promise, PromiseParty
from lofte.promises.signing.models import Version
from lofte.promises.states import MOVING, State, VersionState

WHY = "the text that holds"
EVER = (VersionState.SIGNED, VersionState.REPLACED)
Document = dict[str, Any]


def signed_ones(rows: QuerySet[Promise]) -> QuerySet[Promise]:
    """Those with a text in force."""
    texts = Version.objects.unscoped(WHY).filter(promise=OuterRef("pk"), state=VersionState.SIGNED)
    return rows.filter(Exists(texts))


def signed_version(promise: Promise) -> Version | None:
    rows = Version.objects.unscoped(WHY)
    return rows.filter(promise=promise, state=VersionState.SIGNED).first()


def texts_beside(promises: Iterable[Promise]) -> dict[int, Document]:
    """The signed text of each promise whose rows may say something else now."""
    moving = [row.pk for row in promises if row.state in MOVING]
    if not moving:
        return {}
    rows = Version.objects.unscoped(WHY).filter(promise__in=moving, state=VersionState.SIGNED)
    return dict(rows.values_list("promise", "document"))


def as_signed(promise: Promise, text: Document | None) -> Promise:
    """The promise with the words and days of the signed text; itself when there is none beside."""
    if text is None:
        return promise
    told = copy.copy(promise)
    for name in ("title", "intro", "basis", "how_followed_up", "contact"):
        setattr(told, name, text[name])
    told.area_text = text["area"]
    told.first_day = date.fromisoformat(text["first_day"])
    told.last_day = date.fromisoformat(text["last_day"])
    for name in ("picture", "agreement", "follows"):
        key = f"{name}_id"
        setattr(told, key, text.get("keys", {}).get(name, getattr(promise, key)))
    return told


def all_as_signed(promises: Iterable[Promise]) -> list[Promise]:
    rows = list(promises)
    texts = texts_beside(rows)
    return [as_signed(row, texts.get(row.pk)) for row in rows]


def lines_of_text(promise: Promise, text: Document) -> list[PromiseParty]:
    """The parties as they stood when they signed; rows that are never saved."""
    keys = [one["id"] for one in text["parties"]]
    parties = Party.objects.unscoped(WHY).in_bulk(keys)
    return [
        PromiseParty(
            promise=promise,
            party=parties[one["id"]],
            printed=one["printed"],
            signs=one["signs"],
            signing_role=one["role"],
            order=order,
        )
        for order, one in enumerate(text["parties"])
    ]


def lines_of(promise: Promise, text: Document | None) -> list[PromiseParty]:
    """Who is in it: as signed, else as the rows say."""
    if text is not None:
        return lines_of_text(promise, text)
    rows = PromiseParty.objects.unscoped(WHY).filter(promise=promise)
    return list(rows.select_related("party"))


def may_hold(texts: Mapping[int, Document]) -> Q:
    """Commitments that stand in the rows, or may stand in one of the texts."""
    return Q(removed_at=None) | Q(promise__in=list(texts))


def that_hold(rows: Iterable[Commitment], texts: Mapping[int, Document]) -> list[Commitment]:
    """Commitments as they hold: those of a promise with a text beside are as that text says.

    Such rows are to be read, with their signed words, parties, places and indicators.
    """
    found: list[Commitment] = []
    moving: dict[int, dict[int, Commitment]] = {}
    for row in rows:
        if row.promise_id in texts:
            moving.setdefault(row.promise_id, {})[row.pk] = row
        elif row.removed_at is None:
            found.append(row)
    for key, known in moving.items():
        found += _as_text(texts[key], known)
    return sorted(found, key=_in_order) if moving else found


def _in_order(row: Commitment) -> tuple[int, int]:
    return row.promise_id, row.number


def promised(commitment: Commitment) -> Commitment | None:
    """The commitment as it was signed and holds; None when it stands in no text that does."""
    promise = commitment.promise
    if promise.state == State.SIGNED:
        return commitment if commitment.removed_at is None else None
    texts = texts_beside([promise])
    if promise.pk not in texts:
        return None
    rows = Commitment.objects.unscoped(WHY).filter(pk=commitment.pk)
    return next(iter(that_hold(rows.select_related("promise__kommun", "measure"), texts)), None)


def _as_text(text: Document, known: Mapping[int, Commitment]) -> list[Commitment]:
    said = [one for one in text["commitments"] if one["id"] in known]
    around = _Around([one["keys"] for one in said if "keys" in one])
    return [_as_said(known[one["id"]], one, text, around) for one in said]


def _as_said(row: Commitment, one: Document, text: Document, around: "_Around") -> Commitment:
    for name, value in words_of(one).items():
        setattr(row, name, value)
    row.promise = as_signed(row.promise, text)
    if "keys" in one:
        around.put(row, one["keys"])
    return row


def words_of(one: Document) -> dict[str, Any]:
    """A commitment's own columns, as the document says them."""
    target = one["target"]
    value = target["value"]
    plain = ("number", "joint", "text", "where", "owner_role", "no_target_reason")
    return {name: one[name] for name in plain} | {
        "due": date.fromisoformat(one["due"]) if one["due"] else None,
        "target_kind": target["kind"],
        "comparator": target["comparator"],
        "target_value": None if value is None else Decimal(str(value)).quantize(Decimal("0.01")),
        "per": target["per"],
        "unit": target["unit"],
    }


class _Around:
    """What the commitments of a text hang together with, fetched once for all of them."""

    def __init__(self, keys: Sequence[Document]) -> None:
        rows = Commitment.objects.unscoped(WHY).select_related("promise")
        self._parties = _bulk(Party.objects.unscoped(WHY), _all(keys, "parties"))
        self._places = _bulk(NamedPlace.objects.unscoped(WHY), _all(keys, "places"))
        self._indicators = _bulk(Indicator.objects.unscoped(WHY), _all(keys, "indicators"))
        self._measures = _bulk(Measure.objects.unscoped(WHY), _each(keys, "measure"))
        self._continued = _bulk(rows, _each(keys, "continues"))

    def put(self, row: Commitment, keys: Document) -> None:
        """Where they stand on a row that was read with what is around it."""
        row.measure = self._measures.get(keys["measure"])
        row.continues = self._continued.get(keys["continues"])
        row.named_parties = _known(self._parties, keys["parties"])
        row.named_places = _known(self._places, keys["places"])
        row.measured_by = _known(self._indicators, keys["indicators"])


def _all(keys: Sequence[Document], name: str) -> set[int]:
    return {key for one in keys for key in one[name]}


def _each(keys: Sequence[Document], name: str) -> set[int]:
    return {one[name] for one in keys} - {None}


def _bulk(rows: QuerySet[Any], keys: set[int]) -> dict[int, Any]:
    return rows.in_bulk(sorted(keys)) if keys else {}


def _known(rows: Mapping[int, Any], keys: Iterable[int]) -> list[Any]:
    return [rows[key] for key in keys if key in rows]
