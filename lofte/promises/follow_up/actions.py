"""What was done, what came of it, and what is thought of it: log, tell, judge, correct."""

from datetime import date
from typing import Any, cast

from django.db import IntegrityError, transaction
from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused, swedish
from lofte.people.free_text import checked, named
from lofte.people.letters.actions import recall_about
from lofte.people.models import Party, User
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.models import Activity, FollowUp, Outcome
from lofte.promises.follow_up.queries import promisers_of
from lofte.promises.inputs import ActivityFacts, FollowUpFacts, OutcomeFacts
from lofte.promises.ledger import note
from lofte.promises.measures.models import Measure
from lofte.promises.models import Promise
from lofte.promises.signed import Document, lines_of, promised, signed_version, texts_beside
from lofte.promises.states import (
    FINAL_VERDICTS,
    Comparator,
    Effect,
    Judgement,
    Light,
    NotYourParty,
    OutcomeKind,
    Verdict,
    Voice,
    WrongState,
)
from lofte.promises.texts import columns

MOST = 10_000
SURE = ("", Comparator.ABOUT, Comparator.AT_LEAST)


def _kommuner(promise: Promise) -> list[Kommun]:
    return list(promise.kommuner.unscoped("where it holds"))


def _kommuner_of(commitment: Commitment | None, measure: Measure | None) -> list[Kommun]:
    if commitment is not None:
        return _kommuner(commitment.promise)
    return [cast("Measure", measure).kommun]  # one of the two: the database holds it


def _speaks_for(by: Actor, party: Party, kommuner: list[Kommun]) -> bool:
    """A person speaks for the own party; a coordinator for all but the police."""
    if not isinstance(by, User):
        return True
    for row in by.active_assignments:
        if row.kommun not in kommuner:
            continue
        if row.party_id == party.pk:
            return True
        coordinates = by.can(Capability.COORDINATE, row.kommun_id)
        if coordinates and party.kind != Party.Kind.POLICE:
            return True
    return False


def _check_speaks_for(by: Actor, party: Party, kommuner: list[Kommun]) -> None:
    if not _speaks_for(by, party, kommuner):
        raise NotYourParty(
            f"Du kan inte svara för {party}. Ingenting sparades. Be någon därifrån att göra det."
        )


def _promisers(commitment: Commitment | None, measure: Measure | None) -> list[Party]:
    """Who promised it; every party of the promise when all did it together."""
    if commitment is not None:
        return promisers_of(commitment)
    party = cast("Measure", measure).party
    return [] if party is None else [party]


def _check_promiser(
    by: Actor, party: Party | None, promisers: list[Party], kommuner: list[Kommun]
) -> None:
    """What "the one who promised" says is said by one of them: nobody judges for the police."""
    if party is not None and party in (promisers or [party]):
        return _check_speaks_for(by, party, kommuner)
    if party is None and (not promisers or any(_speaks_for(by, p, kommuner) for p in promisers)):
        return None
    names = ", ".join(one.name for one in promisers)
    raise NotYourParty(
        f"Det var {names} som lovade. Bedömningen görs av någon därifrån. Ingenting sparades. "
        "Gäller den vad invånarna eller siffrorna säger: välj det under ”Vems bedömning”."
    )


@action
def log_activity(*, commitment: Commitment, facts: ActivityFacts, by: Actor) -> Activity:
    """Something was done for a commitment. The same `facts.key` again gives the first row back.

    Raises Refused when the promise is not signed, the day is outside it, or the text is not fit.
    """
    commitment = _promised(commitment)
    promise, party, day = commitment.promise, facts.party, facts.done_on
    _check_day(promise, day)
    if not 1 <= facts.count <= MOST:
        raise Refused(f"Skriv ett antal mellan 1 och {MOST}. Ingenting sparades.")
    if facts.comparator not in SURE:
        raise Refused(f"”{facts.comparator}” är inget jämförelseord. Ingenting sparades.")
    if party.closed_on is not None and party.closed_on <= day:
        raise Refused(
            f"{party} var stängd den {day}. Ingenting sparades. Välj den part som tog över."
        )
    _check_speaks_for(by, party, _kommuner(promise))
    told = columns(facts, promise.kommun, leave=("key",))  # its digits may look like a number
    try:
        with transaction.atomic():
            row = Activity.objects.create(commitment=commitment, key=facts.key, **told)
    except IntegrityError:
        row = Activity.objects.unscoped("written before").get(key=facts.key)
        note("activity.logged_again", promise, by=by, target=row)
        return row
    note("activity.logged", promise, by=by, target=row, count=row.count)
    return row


def _promised(commitment: Commitment) -> Commitment:
    """As it was signed, whatever an amendment in progress says. Raises WrongState."""
    commitment.promise.refresh_from_db(fields=["state"])
    found = promised(commitment)
    if found is None:
        raise WrongState(
            f"”{commitment}” står inte i någon undertecknad text som gäller, så det går inte att "
            "följa upp än. Ingenting sparades. Låt parterna skriva under först."
        )
    return found


def _check_signed(promise: Promise) -> None:
    """Of an old promise perhaps only what came of it is known: one without points."""
    points = Commitment.objects.unscoped("is there anything to sign?").filter(promise=promise)
    if signed_version(promise) is None and points.exists():
        raise WrongState(
            f"”{promise}” är inte undertecknat än, så inget går att följa upp. Ingenting sparades."
        )


def _check_day(promise: Promise, done_on: date) -> None:
    if not promise.first_day <= done_on <= promise.last_day:
        raise Refused(
            f"Löftet gäller {promise.first_day} till {promise.last_day}. Den {done_on} ligger "
            "utanför. Ingenting sparades."
        )
    if done_on > timezone.localdate():
        raise Refused(f"{done_on} har inte varit än. Ingenting sparades.")


@action
def undo_activity(*, activity: Activity, by: Actor) -> Activity:
    """Logged by mistake: it is no longer counted, and the log keeps both. A second time is fine."""
    commitment = activity.commitment
    kommuner = _kommuner_of(commitment, activity.measure)
    _check_speaks_for(by, activity.party, kommuner)
    activity.undone_at = activity.undone_at or timezone.now()
    activity.save(update_fields=["undone_at"])
    record("activity.undone", activity, by=by, kommun_code=kommuner[0].code)
    return activity


@action
def tell_outcome(
    *, promise: Promise, facts: OutcomeFacts, by: Actor, commitment: Commitment | None = None
) -> Outcome:
    """A figure or a sentence of what came of it; without a commitment, something not promised."""
    if commitment is not None and commitment.promise_id != promise.pk:
        raise Refused("Åtagandet hör till ett annat löfte. Ingenting sparades.")
    _check_teller(promise, commitment, facts.kind, by)
    told = columns(facts, promise.kommun)
    if not told["name"] or told["kind"] not in OutcomeKind.values:
        raise Refused("Skriv vad utfallet gäller och välj ett slag. Ingenting sparades.")
    if told["comparator"] not in ("", *Comparator.values):
        raise Refused(f"”{told['comparator']}” är inget jämförelseord. Ingenting sparades.")
    if facts.value is None and not told["text"] and not told["comparator"]:
        raise Refused("Skriv ett tal eller en mening. Ingenting sparades.")
    if facts.value is not None and facts.value < 0:
        raise Refused("Ett utfall kan inte vara under noll. Ingenting sparades.")
    first, last = facts.first_day, facts.last_day
    if first is not None and last is not None and last < first:
        raise Refused("Utfallets sista dag ligger före den första. Ingenting sparades.")
    row = Outcome.objects.create(promise=promise, commitment=commitment, **told)
    _stop_reminders(commitment, by)
    note("outcome.told", promise, by=by, target=row, kind=row.kind)
    return row


def _check_teller(promise: Promise, commitment: Commitment | None, kind: str, by: Actor) -> None:
    """What was done is told by those who promised it; figures of crimes and answers, and what
    nobody had promised, by any party of the promise. Raises WrongState, NotYourParty.
    """
    if commitment is None:
        _check_signed(promise)
        tellers = [line.party for line in lines_of(promise, _text(promise))]
    else:
        point = _promised(commitment)
        mine = kind in (OutcomeKind.CRIME, OutcomeKind.SURVEY)
        lines = lines_of(promise, _text(promise)) if mine else []
        tellers = [line.party for line in lines] or promisers_of(point)
    _check_promiser(by, None, tellers, _kommuner(promise))


def _text(promise: Promise) -> Document | None:
    return texts_beside([promise]).get(promise.pk)


def _stop_reminders(commitment: Commitment | None, by: Actor) -> None:
    """What was asked for has been answered: a letter that has not left stays."""
    if commitment is not None and commitment.reminded_on is not None:
        recall_about(about=commitment, by=by)


@action
def withdraw_outcome(*, outcome: Outcome, by: Actor) -> Outcome:
    """A wrong figure is no longer shown or compared; the log keeps that it was told."""
    _check_teller(outcome.promise, outcome.commitment, outcome.kind, by)
    outcome.withdrawn_at = timezone.now()
    outcome.save(update_fields=["withdrawn_at"])
    note("outcome.withdrawn", outcome.promise, by=by, target=outcome)
    return outcome


@action
def judge(
    *,
    facts: FollowUpFacts,
    by: Actor,
    commitment: Commitment | None = None,
    measure: Measure | None = None,
    corrects: FollowUp | None = None,
) -> FollowUp:
    """A verdict, and perhaps what shall become of it (continue, change, stop, with a reason).

    A judgement is never edited: `corrects` points at the one that it replaces, and both show.
    """
    commitment = _promised(commitment) if commitment is not None else None
    kommuner = _kommuner_of(commitment, measure)
    kommun = commitment.promise.kommun if commitment else kommuner[0]
    known = commitment.not_met_reason if commitment is not None else ""
    told = _judged(facts, kommun, known)
    if facts.on > timezone.localdate():
        raise Refused(f"{facts.on} har inte varit än. Ingenting sparades.")
    promisers = _promisers(commitment, measure)
    if facts.voice == Voice.PROMISER:
        _check_promiser(by, facts.party, promisers, kommuner)
    if corrects is not None:
        _check_same_judge(corrects, facts, promisers)
        _check_corrects(corrects, commitment, measure)
    row = FollowUp.objects.create(
        commitment=commitment,
        measure=measure,
        corrects=corrects,
        told_by=named(facts.told_by) or by.identity().printed,
        **told,
    )
    if commitment is not None:
        if facts.not_met_reason:
            explain(commitment=commitment, reason=facts.not_met_reason, by=by)
        _stop_reminders(commitment, by)
        note("follow_up.judged", commitment.promise, by=by, target=row, verdict=row.verdict)
    else:
        record("follow_up.judged", row, by=by, kommun_code=kommun.code, verdict=row.verdict)
    return row


def _check_same_judge(corrects: FollowUp, facts: FollowUpFacts, promisers: list[Party]) -> None:
    """Nobody named, where one party promised, is that party."""
    only = promisers[0] if len(promisers) == 1 else None
    party = facts.party if facts.voice == Voice.PROMISER else corrects.party
    if corrects.voice != facts.voice or (corrects.party or only) != (party or only):
        raise Refused(
            "En bedömning rättas av den som gjorde den: välj samma under ”Vems bedömning” och "
            "”Part”. Ingenting sparades. Tycker ni något annat gör ni en egen bedömning."
        )


def _check_corrects(
    corrects: FollowUp, commitment: Commitment | None, measure: Measure | None
) -> None:
    if (corrects.commitment, corrects.measure) != (commitment, measure):
        raise Refused("Rättelsen gäller en uppföljning av något annat. Ingenting sparades.")
    rows = FollowUp.objects.unscoped("corrected before?")
    if rows.filter(corrects=corrects).exists():
        raise Refused("Någon annan hann rätta uppföljningen. Ingenting sparades. Rätta den nya.")


NEEDS_REASON = frozenset({Verdict.NOT_STARTED, Verdict.UNDER_WAY, Verdict.NOT_KEPT})


def _judged(facts: FollowUpFacts, kommun: Kommun, known: str) -> dict[str, Any]:
    """known: the reason that the commitment bears already."""
    told = columns(facts, kommun, leave=("not_met_reason", "told_by"))
    if facts.voice != Voice.PROMISER:
        told["party"] = None  # the residents and the data are no party
    words = (
        (facts.verdict, Verdict.values),
        (facts.voice, Voice.values),
        (facts.effect, Effect.values),
        (facts.light, Light.values),
        (facts.judgement, Judgement.values),
    )
    for given, choices in words:
        if given not in choices:
            raise Refused(f"”{given}” finns inte att välja. Ingenting sparades.")
    if facts.verdict == Verdict.PARTLY and not told["partly_rule"]:
        raise Refused("Skriv regeln: när räknas det som delvis hållet? Ingenting sparades.")
    if not told["source"]:
        raise Refused(
            "Skriv källan: varifrån vet ni det? Ett möte, en logg, en enkät. Ingenting sparades."
        )
    if facts.verdict in NEEDS_REASON and not (told["text"] or facts.not_met_reason or known):
        raise Refused(
            f"Skriv skälet till ”{swedish(Verdict(facts.verdict).label)}”: vad har hänt? "
            "Ingenting sparades."
        )
    if facts.verdict == Verdict.STALLED and not told["text"]:
        raise Refused(
            "Skriv varför det har stannat av. En status utan skäl hjälper ingen vidare. "
            "Ingenting sparades."
        )
    if facts.judgement and not told["judgement_reason"]:
        raise Refused(
            "Skriv varför ni fortsätter, ändrar eller slutar. Det är skälet som nästa löfte "
            "bygger på. Ingenting sparades."
        )
    if facts.judgement and facts.verdict not in FINAL_VERDICTS:
        raise Refused(
            "Säg först om löftet hölls, delvis hölls eller inte hölls. Sedan går det att "
            "bestämma om det ska fortsätta. Ingenting sparades."
        )
    return told


@action
def explain(*, commitment: Commitment, reason: str, by: Actor) -> Commitment:
    """Why the commitment was not met, in public words."""
    point = _promised(commitment)
    _check_promiser(by, None, promisers_of(point), _kommuner(point.promise))
    commitment.not_met_reason = checked(reason)
    commitment.save(update_fields=["not_met_reason"])
    note("commitment.explained", commitment.promise, by=by, target=commitment)
    return commitment
