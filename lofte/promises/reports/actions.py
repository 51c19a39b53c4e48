"""Take in a filled-in sheet: every change through the same acts as a person's, all or none."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from lofte.audit.actions import action, record
from lofte.audit.refusals import Refused
from lofte.people.models import Party, User
from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.actions import explain, judge, tell_outcome, withdraw_outcome
from lofte.promises.follow_up.queries import promisers_of
from lofte.promises.inputs import FollowUpFacts, OutcomeFacts
from lofte.promises.models import Promise
from lofte.promises.queries import results_of
from lofte.promises.reports.differences import Difference, differences
from lofte.promises.reports.sheet import JUDGED, OUTCOME, BadSheet, Filled, Row, compared
from lofte.promises.states import OutcomeKind

LONGEST_SOURCE = 200


@action
def take_in(*, promise: Promise, filled: Sequence[Filled], by: User, today: date) -> int:
    """How many commitments were changed. Raises BadSheet when one has changed meanwhile."""
    found = differences(results_of(promise, today=today), filled)
    if stale := next((one for one in found if one.stale), None):
        raise BadSheet(
            f"”{stale.came.commitment.text}” har ändrats sedan bladet hämtades. Ingenting lästes "
            "in. Hämta bladet på nytt och för över det du skrev."
        )
    for one in found:
        _take_in(promise, one, by, today)
    record("follow_up.sheet_taken_in", promise, by=by, count=len(found))
    return len(found)


def _take_in(promise: Promise, one: Difference, by: User, today: date) -> None:
    """What is refused is told with its row: a sheet has many. Raises BadSheet."""
    point = one.came.commitment
    try:
        if one.names & set(OUTCOME):
            _tell(promise, one, by)
        if one.names & set(JUDGED) or _source_alone(one):
            _judge(one, by, today)
        if "reason" in one.names:
            explain(commitment=point, reason=one.values["reason"], by=by)
    except BadSheet:
        raise
    except Refused as refusal:
        raise BadSheet(f"”{point.text}”: {refusal}") from refusal


def _says_what(values: Row) -> bool:
    return any(values[name] for name in ("value", "comparator", "outcome"))


def _source_alone(one: Difference) -> bool:
    """Written beside no figure, it is where the judgement comes from."""
    return "source" in one.names and bool(one.values["source"]) and not _says_what(one.values)


def _tell(promise: Promise, one: Difference, by: User) -> None:
    """A new figure stands beside the log's memory of the old one."""
    values, point, before = one.values, one.came.commitment, compared(one.came)
    if before is not None:
        withdraw_outcome(outcome=before, by=by)
    if not _says_what(values):
        return _check_no_days(one)
    facts = OutcomeFacts(
        name=before.name if before is not None else point.text[:200],
        kind=OutcomeKind.ACTIVITY,
        comparator=values["comparator"],
        value=Decimal(values["value"].replace(",", ".")) if values["value"] else None,
        text=values["outcome"],
        first_day=_day(values["first_day"]),
        last_day=_day(values["last_day"]),
        source=values["source"],
    )
    tell_outcome(promise=promise, commitment=point, facts=facts, by=by)


def _check_no_days(one: Difference) -> None:
    if one.values["first_day"] or one.values["last_day"]:
        raise BadSheet(
            f"”{one.came.commitment.text}”: dagarna står utan utfall. Skriv ett tal eller en "
            "mening, eller ta bort dagarna. Ingenting lästes in."
        )


def _judge(one: Difference, by: User, today: date) -> None:
    """A judgement is never edited: the new one corrects the one that stood."""
    values, standing = one.values, one.came.standing
    if not values["verdict"]:
        raise BadSheet(
            f"”{one.came.commitment.text}”: välj vad som gäller under ”Gjordes det?”. En bedömning "
            "tas inte bort, den rättas. Ingenting lästes in."
        )
    party = (standing.party if standing else None) or _party_of(by, one.came.commitment)
    facts = FollowUpFacts(
        on=today,
        verdict=values["verdict"],
        party=party,
        partly_rule=values["partly_rule"],
        effect=values["effect"],
        text=values["told"],
        source=_source(one, by, today),
        judgement=standing.judgement if standing else "",
        judgement_reason=standing.judgement_reason if standing else "",
    )
    judge(facts=facts, commitment=one.came.commitment, corrects=standing, by=by)


def _party_of(by: User, point: Commitment) -> Party | None:
    """The person's own, wherever the promise holds: one that promised the point before another."""
    kommuner = set(point.promise.kommuner.unscoped("where it holds").values_list("pk", flat=True))
    own = [row.party for row in by.active_assignments if row.kommun_id in kommuner]
    promisers = promisers_of(point)
    return next((party for party in own if party in promisers), own[0] if own else None)


def _source(one: Difference, by: User, today: date) -> str:
    """The same verdict rests on what it rested on, until somebody writes another source."""
    written, standing = one.values["source"], one.came.standing
    if standing is not None and "verdict" not in one.names:
        return written if written and "source" in one.names else standing.source
    return written or _sheet(by, today)


def _sheet(by: User, today: date) -> str:
    """Which party read in the sheet, and when: what nobody gave a source of their own rests on
    that. Who it was stands beside the judgement; a source is told openly."""
    return f"Uppföljningsbladet, inläst {today} av {by.identity().party}"[:LONGEST_SOURCE]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
