"""The strategic council: seats by role, one chair, meetings with minutes."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lofte.audit.actions import SYSTEM
from lofte.audit.refusals import Refused
from lofte.duties.council.actions import (
    CouncilMeetingFacts,
    add_member,
    change_council_meeting,
    end_member,
    enter_council_meeting,
    name_chair,
)
from lofte.duties.council.models import CouncilMeeting, CouncilMember
from lofte.people.free_text import PersonalData
from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.promises.states import ChangedMeanwhile
from tests.duties.test_board import url
from tests.promises.test_views import text_of


def seated(kommun: Kommun, party: Party, **given: Any) -> CouncilMember:
    told: dict[str, Any] = {"role": "socialchef", "since": date(2025, 1, 1)}
    return add_member(kommun=kommun, party=party, by=SYSTEM, **told | given)


def chairs() -> list[str]:
    rows = CouncilMember.objects.unscoped("test").filter(chair=True, until=None)
    return [row.role for row in rows]


def test_there_is_one_chair(kommun: Kommun, party: Party, police_party: Party) -> None:
    first = seated(kommun, party, role="ordförande", chair=True)
    second = seated(kommun, party, role="vice ordförande")
    assert chairs() == ["ordförande"]
    name_chair(member=second, by=SYSTEM)
    assert chairs() == ["vice ordförande"]
    seated(kommun, police_party, role="chef", chair=True)
    assert chairs() == ["chef"]
    end_member(member=first, by=SYSTEM)
    assert first.until is not None
    for act in (name_chair, end_member):
        with pytest.raises(ChangedMeanwhile, match="redan avslutad"):
            act(member=first, by=SYSTEM)
    assert chairs() == ["chef"]


def test_a_seat_has_a_role_and_a_party_that_takes_part(
    kommun: Kommun, other_kommun: Kommun, party: Party, arrange: Any
) -> None:
    with pytest.raises(Refused, match="vilken roll"):
        seated(kommun, party, role=" ")
    with pytest.raises(PersonalData):
        seated(kommun, party, role="chef, 070-174 06 05")
    with arrange():
        stranger = Party.objects.create(name="Grannbo", kind=Party.Kind.HOUSING)
        stranger.kommuner.add(other_kommun)
    with pytest.raises(Refused, match="är inte part"):
        seated(kommun, stranger)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"summary": " "}, "vad rådet kom fram till"),
        ({"held_on": date(2100, 1, 1)}, "har inte varit än"),
        ({"file": b"ingen pdf"}, "är inte en PDF"),
    ],
)
def test_a_meeting_that_does_not_fit(kommun: Kommun, given: dict[str, Any], said: str) -> None:
    told = {"held_on": date(2026, 3, 1), "summary": "Prioriterade"}
    facts = CouncilMeetingFacts(**told | given)
    with pytest.raises(Refused, match=said):
        enter_council_meeting(kommun=kommun, facts=facts, by=SYSTEM)


def test_two_change_a_meeting_at_once(kommun: Kommun) -> None:
    facts = CouncilMeetingFacts(held_on=date(2026, 3, 1), summary="Ja", file=b"%PDF-1.7 a")
    row = enter_council_meeting(kommun=kommun, facts=facts, by=SYSTEM)
    kept = row.file
    more = CouncilMeetingFacts(held_on=date(2026, 3, 1), summary="Ja och nej")
    change_council_meeting(meeting=row, facts=more, version=1, by=SYSTEM)
    assert (row.summary, row.file) == ("Ja och nej", kept)
    with pytest.raises(ChangedMeanwhile):
        change_council_meeting(meeting=row, facts=more, version=1, by=SYSTEM)


def test_the_council_on_its_page(
    kommun: Kommun, party: Party, coordinator: User, leader: User, as_: Any
) -> None:
    client = as_(coordinator)
    assert "Inga ledamöter än" in text_of(client.get(url("council")))
    seat = {"party": str(party.pk), "role": "socialchef", "since": "2025-01-01", "chair": "on"}
    page = text_of(client.post(url("member-new"), seat, follow=True))
    assert "Ledamoten är med i rådet" in page
    assert "Socialchef" in page
    client.post(url("member-new"), seat | {"role": "skolchef", "chair": ""})
    other = CouncilMember.objects.unscoped("test").get(role="skolchef")
    page = text_of(client.post(url("member-chair", other.pk), follow=True))
    assert "Ny ordförande är utsedd" in page
    assert chairs() == ["skolchef"]
    page = text_of(client.post(url("member-end", other.pk), follow=True))
    assert "Platsen i rådet är avslutad" in page
    assert "Skolchef" not in page
    file = SimpleUploadedFile("p.pdf", b"%PDF-1.7 protokoll")
    met = {"held_on": "2026-03-01", "summary": "Prioriterade kvällarna", "file": file}
    page = text_of(client.post(url("meeting-new"), met, follow=True))
    assert "Prioriterade kvällarna" in page
    row = CouncilMeeting.objects.unscoped("test").get()
    form = client.get(url("meeting-change", row.pk)).context["form"]
    assert form["summary"].value() == "Prioriterade kvällarna"
    said = {"held_on": "2026-03-01", "summary": "Prioriterade skolan", "version": "1"}
    page = text_of(client.post(url("meeting-change", row.pk), said, follow=True))
    assert "Prioriterade skolan" in page
    seen = as_(leader)
    assert "inkommen handling" in text_of(seen.get(url("meeting-file", row.pk)))
    given = seen.post(url("meeting-file", row.pk), {"receiver": "group"})
    assert given.content == b"%PDF-1.7 protokoll"
    assert "Ny ledamot" not in text_of(seen.get(url("council")))
    assert seen.get(url("member-new")).status_code == 403
    assert seen.post(url("member-end", other.pk)).status_code == 403


def test_a_meeting_without_minutes_has_no_file(kommun: Kommun, leader: User, as_: Any) -> None:
    facts = CouncilMeetingFacts(held_on=date(2026, 3, 1), summary="Ja")
    row = enter_council_meeting(kommun=kommun, facts=facts, by=SYSTEM)
    assert as_(leader).get(url("meeting-file", row.pk)).status_code == 404


def test_the_council_costs_as_few_queries_as_ever(
    kommun: Kommun, party: Party, coordinator: User, as_: Any, django_assert_num_queries: Any
) -> None:
    for n in range(20):
        seated(kommun, party, role=f"chef {n}")
        facts = CouncilMeetingFacts(held_on=date(2026, 3, 1), summary="Ja")
        enter_council_meeting(kommun=kommun, facts=facts, by=SYSTEM)
    client = as_(coordinator)
    client.get(url("council"))
    with django_assert_num_queries(5):
        assert client.get(url("council")).status_code == 200
