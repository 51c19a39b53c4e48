"""Every write about which organisations take part."""

from collections.abc import Sequence

from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import swedish
from lofte.people.inputs import PartyInput
from lofte.people.models import Assignment, Invitation, Party
from lofte.people.queries import plan_parties, serves, serves_others
from lofte.people.refusals import NOTHING_CHANGED, BadParty
from lofte.people.rights import check_administers, locked_kommuner
from lofte.places.models import Kommun
from lofte.places.plans import Plan


@action
def add_party(*, kommun: Kommun, party: PartyInput, by: Actor) -> Party:
    """A new party, or one that already serves another kommun. Raises BadParty."""
    check_administers(by, kommun)
    party.check()
    row = Party.objects.unscoped("a name is one party").filter(name=party.name).first()
    if row is None:
        row = Party.objects.create(name=party.name, kind=party.kind)
    elif row.kind != party.kind:
        kind = swedish(Party.Kind(row.kind).label)
        raise BadParty(
            f"”{row.name}” finns redan som {kind}. {NOTHING_CHANGED} "
            "Välj samma slag, eller ett annat namn."
        )
    elif row.closed_on is None and serves(row, kommun):
        raise BadParty(f"”{row.name}” är redan part här. {NOTHING_CHANGED}")
    row.closed_on = None
    row.save(update_fields=["closed_on"])
    row.kommuner.add(kommun)
    record("party.added", row, by=by, kommun_code=kommun.code)
    return row


@action
def rename_party(*, party: Party, kommun: Kommun, name: str, by: Actor) -> Party:
    """Raises BadParty."""
    check_administers(by, kommun)
    PartyInput(name=name, kind=party.kind).check()
    rows = Party.objects.unscoped("a name is one party")
    if rows.filter(name=name).exclude(pk=party.pk).exists():
        raise BadParty(f"En annan part heter redan ”{name}”. {NOTHING_CHANGED}")
    if not serves(party, kommun) or serves_others(party, kommun):
        raise BadParty(
            f"”{party.name}” är part också i en annan kommun och byter inte namn härifrån. "
            f"{NOTHING_CHANGED}"
        )
    party.name = name
    party.save(update_fields=["name"])
    record("party.renamed", party, by=by, kommun_code=kommun.code)
    return party


@action
def close_party(*, party: Party, kommun: Kommun, by: Actor) -> Party:
    """The party takes part here no longer; elsewhere it goes on. Raises BadParty."""
    check_administers(by, kommun)
    locked_kommuner([kommun.pk])
    if party.closed_on or not serves(party, kommun):
        raise BadParty(f"”{party.name}” är inte part i {kommun.name}. {NOTHING_CHANGED}")
    people = Assignment.objects.unscoped("who is left").filter(
        party=party, kommun=kommun, until=None
    )
    if count := people.count():
        raise BadParty(
            f"{count} uppdrag för ”{party.name}” är öppna. {NOTHING_CHANGED} "
            "Avsluta eller lämna över dem först."
        )
    waiting = Invitation.objects.unscoped("keys to a party that has left")
    waiting.filter(party=party, kommun=kommun, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )
    if serves_others(party, kommun):
        party.kommuner.remove(kommun)
    else:
        party.closed_on = timezone.localdate()
        party.save(update_fields=["closed_on"])
    record("party.closed", party, by=by, kommun_code=kommun.code)
    return party


@action
def import_parties(
    *, kommun: Kommun, parties: Sequence[PartyInput], by: Actor
) -> Plan[Party, PartyInput]:
    """Add the parties of a file; those that it leaves out stay. Raises BadParty."""
    check_administers(by, kommun)
    plan: Plan[Party, PartyInput] = plan_parties(kommun, parties)
    for party in plan.added:
        add_party(kommun=kommun, party=party, by=by)
    record("kommun.parties_imported", kommun, by=by, kommun_code=kommun.code, **plan.counts)
    return plan
