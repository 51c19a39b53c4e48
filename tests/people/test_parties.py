"""What parties promise: one name, one kind, several kommuner."""

import pytest

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.people.inputs import PartyInput
from lofte.people.models import Party, User
from lofte.people.parties.actions import add_party, close_party, import_parties, rename_party
from lofte.people.queries import parties_of
from lofte.people.refusals import BadParty, NotYourKommun
from lofte.places.models import Kommun

POLICE = PartyInput(name="Polisen, LPO Lyckeberga", kind="police")


def names(kommun: Kommun, viewer: User) -> set[str]:
    return {party.name for party in parties_of(kommun, viewer)}


def test_a_party_serves_several_kommuner(
    kommun: Kommun, other_kommun: Kommun, administrator: User, outsider: User
) -> None:
    first = add_party(kommun=kommun, party=POLICE, by=administrator)
    second = add_party(kommun=other_kommun, party=POLICE, by=outsider)
    assert first == second
    assert POLICE.name in names(kommun, administrator) & names(other_kommun, outsider)
    close_party(party=first, kommun=kommun, by=administrator)
    assert POLICE.name not in names(kommun, administrator)
    assert POLICE.name in names(other_kommun, outsider)


def test_a_party_is_added_once_and_stays_what_it_is(kommun: Kommun, administrator: User) -> None:
    add_party(kommun=kommun, party=POLICE, by=administrator)
    with pytest.raises(BadParty, match="redan part här"):
        add_party(kommun=kommun, party=POLICE, by=administrator)
    with pytest.raises(BadParty, match="finns redan som Polisen"):
        add_party(kommun=kommun, party=PartyInput(name=POLICE.name, kind="guard"), by=administrator)


@pytest.mark.parametrize(
    "bad", [PartyInput(name=" ", kind="police"), PartyInput(name="Maffian", kind="mafia")]
)
def test_a_party_that_cannot_be_is_refused(
    kommun: Kommun, administrator: User, bad: PartyInput
) -> None:
    with pytest.raises(BadParty, match="Ingenting ändrades"):
        add_party(kommun=kommun, party=bad, by=administrator)


def test_a_closed_party_can_come_back(kommun: Kommun, administrator: User) -> None:
    party = add_party(kommun=kommun, party=POLICE, by=administrator)
    close_party(party=party, kommun=kommun, by=administrator)
    assert party.closed_on
    with pytest.raises(BadParty, match="är inte part"):
        close_party(party=party, kommun=kommun, by=administrator)
    assert add_party(kommun=kommun, party=POLICE, by=administrator).closed_on is None


def test_a_party_with_people_is_not_closed(
    kommun: Kommun, reporter: User, housing_party: Party, administrator: User
) -> None:
    with pytest.raises(BadParty, match="1 uppdrag"):
        close_party(party=housing_party, kommun=kommun, by=administrator)


def test_a_party_changes_its_name_where_it_is_alone(
    kommun: Kommun, other_kommun: Kommun, administrator: User
) -> None:
    party = add_party(kommun=kommun, party=POLICE, by=administrator)
    rename_party(party=party, kommun=kommun, name="Polisen Lyckeberga", by=administrator)
    other = add_party(kommun=kommun, party=POLICE, by=administrator)
    with pytest.raises(BadParty, match="heter redan"):
        rename_party(party=other, kommun=kommun, name="Polisen Lyckeberga", by=administrator)
    add_party(kommun=other_kommun, party=POLICE, by=SYSTEM)
    with pytest.raises(BadParty, match="också i en annan kommun"):
        rename_party(party=other, kommun=kommun, name="Snuten", by=administrator)


def test_only_the_kommuns_own_administrator_touches_parties(
    kommun: Kommun, housing_party: Party, coordinator: User, outsider: User
) -> None:
    for by in (coordinator, outsider):
        for attempt in (
            lambda by=by: add_party(kommun=kommun, party=POLICE, by=by),
            lambda by=by: close_party(party=housing_party, kommun=kommun, by=by),
            lambda by=by: rename_party(party=housing_party, kommun=kommun, name="X", by=by),
            lambda by=by: import_parties(kommun=kommun, parties=[POLICE], by=by),
        ):
            with pytest.raises(NotYourKommun):
                attempt()


def test_a_file_of_parties_adds_the_new_ones(
    kommun: Kommun, housing_party: Party, administrator: User
) -> None:
    known = PartyInput(name=housing_party.name, kind="housing")
    plan = import_parties(kommun=kommun, parties=[known, POLICE], by=administrator)
    assert plan.counts == {"added": 1, "changed": 0, "ended": 0, "unchanged": 1}
    assert AuditEvent.objects.first().what == "kommun.parties_imported"


@pytest.mark.parametrize("kinds", [("police", "mafia"), ("police", "housing")])
def test_parties_are_imported_all_or_none(
    kommun: Kommun, housing_party: Party, administrator: User, kinds: tuple[str, str]
) -> None:
    bad = PartyInput(name=housing_party.name, kind="guard")
    parties = [PartyInput(name=f"P{i}", kind=kind) for i, kind in enumerate(kinds)] + [bad]
    with pytest.raises(BadParty):
        import_parties(kommun=kommun, parties=parties, by=administrator)
    assert names(kommun, administrator).isdisjoint({"P0", "P1"})
