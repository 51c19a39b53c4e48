"""A commitment's rows as the facts they were written from."""

from lofte.people.models import Party
from lofte.places.models import NamedPlace
from lofte.promises.commitments.models import Commitment
from lofte.promises.inputs import CommitmentFacts, Target
from lofte.promises.models import Promise


def target_of(commitment: Commitment) -> Target:
    return Target(
        kind=commitment.target_kind,
        comparator=commitment.comparator,
        value=commitment.target_value,
        per=commitment.per,
        unit=commitment.unit,
    )


def parties_of(commitment: Commitment) -> list[Party]:
    """Who is named in it, as it was read: what was signed, where that is what holds."""
    said = getattr(commitment, "named_parties", None)
    return list(commitment.parties.unscoped("who promised it")) if said is None else list(said)


def places_of(commitment: Commitment) -> list[NamedPlace]:
    said = getattr(commitment, "named_places", None)
    return list(commitment.places.unscoped("where it is promised")) if said is None else list(said)


def facts_of(commitment: Commitment, into: Promise) -> CommitmentFacts:
    """What is carried into a later promise: the words and the target, not a passed date. A party
    that is closed or does not take part there is left out.
    """
    rows = into.promise_parties.unscoped("who takes part there").select_related("party")
    taking_part = {row.party_id for row in rows if row.party.closed_on is None}
    return CommitmentFacts(
        text=commitment.text,
        parties=tuple(party for party in parties_of(commitment) if party.pk in taking_part),
        target=Target() if commitment.target_kind == "deadline" else target_of(commitment),
        places=tuple(places_of(commitment)),
        where=commitment.where,
        owner_role=commitment.owner_role,
        no_target_reason=commitment.no_target_reason,
        measure=commitment.measure,
        continues=commitment,
    )
