"""The people of the demo: a small cast that signs in, and every reporter of the generated town."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from lofte.audit.actions import SYSTEM
from lofte.demo.actions import give_second_factor, open_account
from lofte.demo.signins import CAST, HOST, PASSWORD, SignIn
from lofte.demo.town import Town
from lofte.people.inputs import Invitee, PartyInput
from lofte.people.models import Party, User
from lofte.people.parties.actions import add_party
from lofte.people.states import Role
from lofte.places.models import Kommun

SAFETY_UNIT = ("SAK", "Trygghetsenheten", "kommun")


@dataclass(frozen=True, slots=True)
class Cast:
    """`parties` by the town's index, `reporters` by the town's reporter number, `senders` one
    reporter by the party's code."""

    parties: dict[int, Party]
    reporters: dict[int, User]
    senders: dict[str, User]
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
    def police(self) -> User:
        return self.people[Role.POLICE]

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
    password = make_password(PASSWORD)
    people = {one.role: _person(kommun, one, parties[one.party], password) for one in CAST}
    by_index = {i: parties[party.code] for i, party in enumerate(town.parties)}
    reporters = _reporters(town, kommun, by_index)
    first = next(r.number for r in town.reporters if town.parties[r.party].code == "FRITID")
    senders = {town.parties[r.party].code: reporters[r.number] for r in town.reporters}
    return Cast(by_index, {**reporters, first: people[Role.REPORTER]}, senders, people)


def _person(kommun: Kommun, one: SignIn, party: Party, password: str) -> User:
    who = Invitee(email=one.email, name=one.name, party=party.name, role=one.role)
    user = open_account(kommun=kommun, party=party, who=who, password=password, by=SYSTEM)
    return give_second_factor(user=user, by=SYSTEM)


def _reporters(town: Town, kommun: Kommun, parties: dict[int, Party]) -> dict[int, User]:
    """People who report but never sign in here: no password opens their accounts."""
    found = {}
    for reporter in town.reporters:
        party = parties[reporter.party]
        who = Invitee(
            email=f"r{reporter.number}@{HOST}",
            name=f"Rapportör {reporter.number}",
            party=party.name,
            role=Role.REPORTER,
        )
        closed = make_password(None)
        user = open_account(kommun=kommun, party=party, who=who, password=closed, by=SYSTEM)
        found[reporter.number] = user
    return found
