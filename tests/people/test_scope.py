"""An outsider sees nothing of a kommun; a colleague sees what is theirs."""

import pytest

from lofte.people.inputs import Invitee
from lofte.people.invitations.actions import invite
from lofte.people.models import Assignment, Invitation, Party, User
from lofte.people.states import Role
from lofte.places.models import Kommun, NamedPlace
from lofte.places.scope import Unscoped
from tests import cast


def test_an_outsider_sees_nobody_and_nothing(
    kommun: Kommun, party: Party, reviewer: User, administrator: User, outsider: User
) -> None:
    who = Invitee(email="n@x.example", name="N", party=party.name, role=Role.LEADER)
    invite(kommun=kommun, who=who, by=administrator)
    assert not User.directory.visible_to(outsider).filter(pk=reviewer.pk).exists()
    assert not Party.objects.visible_to(outsider).filter(pk=party.pk).exists()
    for model in (Assignment, Invitation):
        assert not model.objects.visible_to(outsider).filter(kommun=kommun).exists()
    assert not Kommun.objects.visible_to(outsider).filter(pk=kommun.pk).exists()


def test_a_colleague_is_seen_once_however_many_roles(
    kommun: Kommun, party: Party, reviewer: User, outsider: User, arrange: object
) -> None:
    with arrange():
        Assignment.objects.create(user=reviewer, kommun=kommun, party=party, role=Role.LEADER)
    assert [u.pk for u in User.directory.visible_to(reviewer)] == [reviewer.pk]


@pytest.mark.parametrize("manager", [User.directory, Party.objects, Invitation.objects])
def test_forgetting_who_looks_raises(db: None, manager: object) -> None:
    with pytest.raises(Unscoped):
        list(manager.all())


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("reporter", False),
        ("leader", False),
        ("communicator", False),
        ("administrator", False),
        ("reviewer", True),
        ("coordinator", True),
        ("police", True),
    ],
)
def test_the_groups_own_places_are_the_groups(
    request: pytest.FixtureRequest, kommun: Kommun, arrange: object, role: str, sees: bool
) -> None:
    with arrange():
        user = request.getfixturevalue(role)
    names = {place.name for place in NamedPlace.objects.visible_to(user)}
    assert (cast.GROUP_ONLY in names) == sees
    assert "Stortorget" in names
