"""The people of the demo: a small cast that signs in, and every reporter of the generated town."""

import secrets
from dataclasses import dataclass

from lofte.audit.actions import SYSTEM
from lofte.demo.actions import give_second_factor
from lofte.demo.signins import CAST, HOST, PASSWORD, SignIn
from lofte.demo.town import Town
from lofte.people.inputs import Invitee, PartyInput
from lofte.people.invitations.actions import accept_invitation, invite
from lofte.people.models import Party, User
from lofte.people.parties.actions import add_party
from lofte.people.states import Role
from lofte.places.models import Kommun

SAFETY_UNIT = ("SAK", "Trygghetsenheten", "kommun")


@dataclass(frozen=True, slots=True)
class Cast:
    """`parties` by the town's index, `reporters` by the town's reporter number."""

    parties: dict[int, Party]
    reporters: dict[int, User]
    people: dict[Role, User]

    @property
    def coordinator(self) -> User:
        return self.people[Role.COORDINATOR]

    @property
    def reviewer(self) -> User:
        return self.people[Role.REVIEWER]

    @property
    def reporter(self) -> User:
        return self.people[Role.REPORTER]

    @property
    def communicator(self) -> User:
        return self.people[Role.COMMUNICATOR]


def make_cast(town: Town, kommun: Kommun) -> Cast:
    """Parties, the cast with their second factors, and the reporters as the town has them."""
    listed = [SAFETY_UNIT, *((p.code, p.name, p.kind) for p in town.parties)]
    parties = {
        code: add_party(kommun=kommun, party=PartyInput(name=name, kind=kind), by=SYSTEM)
        for code, name, kind in listed
    }
    people = {one.role: _person(kommun, one, parties[one.party]) for one in CAST}
    by_index = {i: parties[party.code] for i, party in enumerate(town.parties)}
    reporters = _reporters(town, kommun, by_index)
    first = next(r.number for r in town.reporters if town.parties[r.party].code == "FRITID")
    return Cast(by_index, {**reporters, first: people[Role.REPORTER]}, people)


def _person(kommun: Kommun, one: SignIn, party: Party) -> User:
    who = Invitee(email=one.email, name=one.name, party=party.name, role=one.role)
    key = invite(kommun=kommun, who=who, by=SYSTEM).key
    user = accept_invitation(key=key, name=one.name, password=PASSWORD)
    return give_second_factor(user=user, by=SYSTEM)


def _reporters(town: Town, kommun: Kommun, parties: dict[int, Party]) -> dict[int, User]:
    """People who report but never sign in here: nobody knows their passwords."""
    found = {}
    for reporter in town.reporters:
        who = Invitee(
            email=f"r{reporter.number}@{HOST}",
            name=f"Rapportör {reporter.number}",
            party=parties[reporter.party].name,
            role=Role.REPORTER,
        )
        key = invite(kommun=kommun, who=who, by=SYSTEM).key
        password = secrets.token_urlsafe(24)
        found[reporter.number] = accept_invitation(key=key, name=who.name, password=password)
    return found
