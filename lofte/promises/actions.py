"""Draft a promise: whose, where, when, about what. Until it is frozen everything may change."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.text import slugify

from lofte.audit.actions import Actor, action
from lofte.audit.refusals import Refused
from lofte.people.free_text import checked, named, without_secrets
from lofte.places.models import Kommun
from lofte.promises.inputs import FocusLine, PartyLine, PromiseFacts
from lofte.promises.ledger import note
from lofte.promises.models import Focus, Promise, PromiseParty
from lofte.promises.states import ChangedMeanwhile, State, check_move, check_writable
from lofte.promises.taking_part import check_promising, check_takes_part, stranded
from lofte.promises.texts import columns

CHANGED = (
    "Någon annan hann ändra löftet. Inget av ditt sparades, men det du skrev finns kvar i "
    "formuläret. Läs det nya och försök igen."
)
_APART = ("parties", "kommuner", "focuses", "areas", "places")


@action
def draft_promise(*, kommun: Kommun, facts: PromiseFacts, by: Actor) -> Promise:
    """A new promise. Raises Refused."""
    told = _columns(facts, kommun)
    told["code"] = told["code"] or _free_code(kommun, facts)
    try:
        with transaction.atomic():
            promise = Promise.objects.create(kommun=kommun, **told)
    except IntegrityError as error:
        raise Refused(
            f"Beteckningen ”{told['code']}” är upptagen i {kommun}. Ingenting sparades."
        ) from error
    _relate(promise, facts)
    note("promise.drafted", promise, by=by)
    return promise


@action
def change_promise(*, promise: Promise, facts: PromiseFacts, version: int, by: Actor) -> Promise:
    """Raises WrongState, ChangedMeanwhile, Refused."""
    check_writable(promise.state)
    told = _columns(facts, promise.kommun)
    told["code"] = told["code"] or promise.code
    rows = Promise.objects.unscoped("the promise at hand").filter(
        pk=promise.pk, version=version, state=promise.state
    )
    if not rows.update(**told, version=F("version") + 1):
        raise ChangedMeanwhile(CHANGED)
    promise.refresh_from_db()
    _relate(promise, facts)
    note("promise.changed", promise, by=by)
    return promise


def _columns(facts: PromiseFacts, kommun: Kommun) -> dict[str, Any]:
    told = columns(facts, kommun, leave=_APART)
    if not told["title"] or not told["area_text"]:
        raise Refused("Skriv en rubrik och vilket område löftet gäller. Ingenting sparades.")
    if facts.last_day < facts.first_day:
        raise Refused("Löftets sista dag ligger före den första. Ingenting sparades.")
    if facts.follows is not None and facts.follows.first_day >= facts.first_day:
        raise Refused("Löftet kan bara följa på ett tidigare löfte. Ingenting sparades.")
    return told


def _free_code(kommun: Kommun, facts: PromiseFacts) -> str:
    base = slugify(f"{kommun.name} {facts.first_day.year} {facts.title}")[:70].strip("-")
    rows = Promise.objects.unscoped("codes in use").filter(kommun=kommun, code__startswith=base)
    taken = set(rows.values_list("code", flat=True))
    numbered = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
    return next(code for code in numbered if code not in taken)


def _relate(promise: Promise, facts: PromiseFacts) -> None:
    kommuner, gone = {promise.kommun, *facts.kommuner}, set(stranded(promise))
    promise.kommuner.clear()
    promise.kommuner.add(*kommuner)
    promise.areas.clear()
    promise.areas.add(*facts.areas)
    promise.places.clear()
    promise.places.add(*facts.places)
    check_takes_part([one.party for one in facts.parties if one.party not in gone], kommuner)
    _set_parties(promise, facts.parties)
    _set_focuses(promise, facts.focuses)


def _set_parties(promise: Promise, lines: tuple[PartyLine, ...]) -> None:
    parties = [line.party for line in lines]
    if len(set(parties)) < len(parties):
        raise Refused("En part står två gånger. Ingenting sparades.")
    check_promising(promise, parties, "Ingenting sparades.")
    promise.promise_parties.unscoped("written anew").all().delete()
    PromiseParty.objects.bulk_create(
        PromiseParty(
            promise=promise,
            party=line.party,
            printed=named(line.printed) or line.party.name,
            signs=line.signs,
            signing_role=checked(line.signing_role),
            order=order,
        )
        for order, line in enumerate(lines)
    )


def _set_focuses(promise: Promise, lines: tuple[FocusLine, ...]) -> None:
    """A problem that was merged afterwards stays until somebody takes it out; V1 tells of it."""
    rows = promise.focuses.unscoped("written anew")
    stood = set(rows.values_list("problem", flat=True))
    rows.all().delete()
    for order, line in enumerate(lines):
        merged = line.problem is not None and line.problem.merged_into is not None
        if line.problem is not None and merged and line.problem.pk not in stood:
            raise Refused(
                f"”{line.problem}” är sammanslaget med ”{line.problem.merged_into}”. Ingenting "
                "sparades. Välj det problem som gäller nu."
            )
        text = without_secrets(checked(line.text), promise.kommun)
        Focus.objects.create(
            promise=promise, text=text, problem=line.problem, place=line.place, order=order
        )


@action
def discard_promise(*, promise: Promise, by: Actor) -> Promise:
    """A draft that is not used; it can be seen in the log."""
    check_move(promise.state, State.DISCARDED)
    rows = Promise.objects.unscoped("the promise at hand")
    if not rows.filter(pk=promise.pk, state=State.DRAFT).update(state=State.DISCARDED):
        raise ChangedMeanwhile(CHANGED)
    promise.refresh_from_db()
    note("promise.discarded", promise, by=by)
    return promise
