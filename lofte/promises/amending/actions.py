"""Leave an amendment: the rows say again what was signed, and the promise is as it was."""

from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone

from lofte.audit.actions import Actor, action
from lofte.promises.commitments.models import Commitment, Indicator
from lofte.promises.ledger import note
from lofte.promises.models import Focus, Promise, PromiseParty
from lofte.promises.signed import Document, signed_version, words_of
from lofte.promises.states import State, WrongState, check_move

WHY = "laid back as signed"


@action
def undo_amendment(*, promise: Promise, by: Actor) -> Promise:
    """What was written of the new version is dropped; the log keeps that it was begun.

    Raises WrongState when no new version is being written.
    """
    rows = Promise.objects.unscoped("held while it is laid back").select_for_update()
    held = rows.get(pk=promise.pk)
    version = signed_version(held)
    if held.state != State.AMENDING or version is None:
        raise WrongState("Ingen ny version skrivs just nu. Inget ändrades. Läs in sidan igen.")
    check_move(held.state, State.SIGNED)
    text: Document = version.document
    if "keys" not in text:
        raise WrongState(
            "Den undertecknade texten är fastställd i en äldre utgåva av Löfte och kan inte läggas "
            "tillbaka av sig själv. Inget ändrades. Ändra tillbaka för hand; skillnaden visas."
        )
    _lay_back(held, text)
    _lay_back_points(held, text)
    promise.refresh_from_db()
    note("promise.amendment_undone", held, by=by, target=version, checksum=version.checksum)
    return promise


def _lay_back(promise: Promise, text: Document) -> None:
    keys = text["keys"]
    told: dict[str, Any] = {
        name: text[name] for name in ("title", "intro", "basis", "how_followed_up", "contact")
    }
    told |= {f"{name}_id": keys[name] for name in ("picture", "agreement", "follows")}
    told |= {
        "area_text": text["area"],
        "first_day": date.fromisoformat(text["first_day"]),
        "last_day": date.fromisoformat(text["last_day"]),
        "state": State.SIGNED,
    }
    rows = Promise.objects.unscoped(WHY).filter(pk=promise.pk)
    rows.update(**told, version=F("version") + 1)
    for name in ("kommuner", "areas", "places"):
        _relate(getattr(promise, name), keys[name])
    promise.promise_parties.unscoped(WHY).all().delete()
    PromiseParty.objects.bulk_create(
        PromiseParty(
            promise=promise,
            party_id=one["id"],
            printed=one["printed"],
            signs=one["signs"],
            signing_role=one["role"],
            order=order,
        )
        for order, one in enumerate(text["parties"])
    )
    promise.focuses.unscoped(WHY).all().delete()
    Focus.objects.bulk_create(
        Focus(
            promise=promise,
            text=one["text"],
            problem_id=one["problem"],
            place_id=one["place"],
            order=order,
        )
        for order, one in enumerate(keys["focuses"])
    )


def _relate(related: Any, keys: list[int]) -> None:
    related.clear()
    related.add(*keys)


def _lay_back_points(promise: Promise, text: Document) -> None:
    """What was added is taken out, what was taken out is put back, and all is worded as signed."""
    signed = {one["id"]: one for one in text["commitments"]}
    indicators = [key for one in signed.values() for key in one["keys"]["indicators"]]
    every = Commitment.objects.unscoped(WHY).filter(promise=promise)
    every.exclude(pk__in=signed).filter(removed_at=None).update(removed_at=timezone.now())
    measured = Indicator.objects.unscoped(WHY).filter(commitment__promise=promise)
    added = measured.exclude(pk__in=indicators).filter(removed_at=None)
    added.update(removed_at=timezone.now())
    measured.filter(pk__in=indicators).update(removed_at=None)
    every.filter(pk__in=signed).update(removed_at=timezone.now())  # no number is taken meanwhile
    for row in every.filter(pk__in=signed):
        one = signed[row.pk]
        keys = one["keys"]
        for name, value in words_of(one).items():
            setattr(row, name, value)
        row.measure_id, row.continues_id = keys["measure"], keys["continues"]
        row.removed_at, row.version = None, row.version + 1
        row.save()
        _relate(row.parties, keys["parties"])
        _relate(row.places, keys["places"])
