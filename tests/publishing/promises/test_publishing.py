"""The open page of a promise: what was signed, what came of it, and nothing that is not open."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import override

from lofte.audit.actions import SYSTEM
from lofte.audit.refusals import Refused
from lofte.people.models import Party, User
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.actions import draft_promise
from lofte.promises.amending.actions import undo_amendment
from lofte.promises.commitments.actions import remove_commitment
from lofte.promises.commitments.models import Commitment
from lofte.promises.effects.struck import struck_from
from lofte.promises.follow_up.actions import judge, log_activity, tell_outcome
from lofte.promises.follow_up.models import FollowUp
from lofte.promises.inputs import ActivityFacts, FollowUpFacts, OutcomeFacts
from lofte.promises.models import Promise
from lofte.promises.reports.content import report_of
from lofte.promises.reports.pdf import pdf
from lofte.promises.signing.actions import amend, freeze, record_ceremony
from lofte.promises.signing.inputs import CeremonyFacts, Signer
from lofte.publishing import editions
from lofte.publishing.actions import withdraw
from lofte.publishing.models import Edition
from lofte.publishing.promises.actions import publish_promise
from lofte.publishing.promises.queries import standings
from tests import cast
from tests.promises.drafts import commit, draft, facts, sign

DAY = date(2026, 5, 20)


@pytest.fixture
def promise(kommun: Kommun, party: Party, police_party: Party) -> Promise:
    return draft_promise(
        kommun=kommun,
        facts=facts(party, police_party, intro="Till dig som bor här.", contact="Kommunpolisen"),
        by=SYSTEM,
    )


@pytest.fixture
def points(promise: Promise, party: Party, police_party: Party) -> list[Commitment]:
    made = [
        commit(promise, party, text="Vi byter lampor"),
        commit(promise, police_party, text="Vi patrullerar"),
        commit(promise, text="Vi berättar varje månad"),
    ]
    sign(promise, party, police_party)
    return [Commitment.objects.unscoped("test").get(pk=one.pk) for one in made]


def read(edition: Edition, root: Path) -> dict:
    return editions.read(root, edition.kommun.slug, edition.number).content


def page(path: str, status: int = 200) -> str:
    response = Client().get(path)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_only_what_is_signed_is_published(promise: Promise, communicator: User) -> None:
    with pytest.raises(Refused, match="inte undertecknat"):
        publish_promise(promise=promise, by=communicator, today=DAY)
    assert not Edition.objects.unscoped("test").exists()


def test_the_page_holds_the_lists_and_says_when_nothing_has_happened(
    points: list[Commitment],
    promise: Promise,
    party: Party,
    police_party: Party,
    communicator: User,
    editions_dir: Path,
) -> None:
    edition = publish_promise(promise=promise, by=communicator, today=DAY)
    content = read(edition, editions_dir)
    headings = [(one["heading"], len(one["points"])) for one in content["lists"]]
    assert headings == [(party.name, 1), (police_party.name, 1), ("", 1)]
    html = page(f"/lyckeberga/loften/{promise.code}/")
    for said in (
        "Polisen i Lyckeberga lovar",
        "Tillsammans lovar vi",
        "Vi byter lampor",
        "Kommunpolisen",
    ):
        assert said in html
    assert html.count("Ingen uppdatering sedan löftet började 2026-01-01.") == 3
    assert "U, " not in html  # who signed stands by party and role
    assert f'href="/lyckeberga/loften/{promise.code}/"' in page("/lyckeberga/")


def test_an_edition_is_in_swedish_whoever_publishes(
    points: list[Commitment], promise: Promise, communicator: User, editions_dir: Path
) -> None:
    swedish = read(publish_promise(promise=promise, by=communicator, today=DAY), editions_dir)
    with override("en"):
        english = read(publish_promise(promise=promise, by=communicator, today=DAY), editions_dir)
    assert english == swedish | {"number": swedish["number"] + 1}
    assert "not started" not in json.dumps(english)


def test_what_has_happened_since_is_told_with_its_day_and_source(
    points: list[Commitment],
    promise: Promise,
    police: User,
    police_party: Party,
    communicator: User,
) -> None:
    patrol = points[1]
    about = ActivityFacts(party=police_party, done_on=date(2026, 5, 3), count=80, comparator="~")
    log_activity(commitment=patrol, facts=about, by=police)
    told = FollowUpFacts(
        on=date(2026, 5, 4), verdict="partly", partly_rule="varannan kväll", party=police_party,
        effect="too_few", text="Färre kvällar än vi tänkte.", source="Passboken",
    )  # fmt: skip
    judge(commitment=patrol, facts=told, by=police)
    publish_promise(promise=promise, by=communicator, today=DAY)
    html = page(f"/lyckeberga/loften/{promise.code}/")
    assert "Gjort hittills: cirka 80." in html
    assert "delvis hållet (varannan kväll); för få händelser för att säga." in html
    assert "Källa: Passboken" in html
    assert "Senast uppdaterat 2026-05-04." in html


def test_the_three_views_are_told_apart(
    points: list[Commitment], promise: Promise, police_party: Party, communicator: User,
    editions_dir: Path, arrange: Any,
) -> None:  # fmt: skip
    """Whatever party a verdict of the residents was kept with, it is theirs on the open page."""
    for voice, verdict in (("promiser", "kept"), ("residents", "not_kept"), ("data", "not_kept")):
        told = FollowUpFacts(
            on=DAY, verdict=verdict, voice=voice, party=police_party, text="Så var det.",
            source="Dialogen",
        )  # fmt: skip
        judge(commitment=points[1], facts=told, by=SYSTEM)
    with arrange():
        FollowUp.objects.unscoped("test").update(party=police_party)
    edition = publish_promise(promise=promise, by=communicator, today=DAY)
    views = read(edition, editions_dir)["lists"][1]["points"][0]["views"]
    assert [one["who"] for one in views] == [police_party.name, "invånarna", "siffrorna"]
    told = " ".join(strip_tags(page(f"/lyckeberga/loften/{promise.code}/")).split())
    assert f"{police_party.name} 2026-05-20: hållet." in told
    assert "Invånarna 2026-05-20: inte hållet." in told
    assert "Siffrorna 2026-05-20: inte hållet." in told
    said = next(
        point["voices"]
        for group in report_of(promise, today=DAY)["groups"]
        for point in group["points"]
        if point["text"] == "Vi patrullerar"
    )
    assert [one["who"] == police_party.name for one in said] == [True, False, False]


def test_a_correction_is_told_with_what_stood_before(
    points: list[Commitment], promise: Promise, police: User, police_party: Party,
    communicator: User,
) -> None:  # fmt: skip
    told = FollowUpFacts(
        on=date(2026, 5, 4), verdict="kept", party=police_party, source="Passboken"
    )
    first = judge(commitment=points[1], facts=told, by=police)
    publish_promise(promise=promise, by=communicator, today=DAY)
    address = f"/lyckeberga/loften/{promise.code}/"
    assert "Rättat" not in page(address)
    right = replace(told, on=date(2026, 5, 6), verdict="not_kept", text="Passen ställdes in.")
    judge(commitment=points[1], facts=right, corrects=first, by=police)
    publish_promise(promise=promise, by=communicator, today=DAY)
    html = page(address)
    assert "inte hållet. Passen ställdes in." in html
    assert "Rättat. Tidigare stod 2026-05-04: hållet." in html
    assert html.count("Källa: Passboken") == 1, "what was corrected is not told as a view"


def test_small_figures_of_crimes_and_answers_are_not_told(
    points: list[Commitment], promise: Promise, communicator: User, editions_dir: Path
) -> None:
    for name, kind, value in (
        ("rån", "crime", 3),
        ("nöjda", "survey", 40),
        ("vakt", "activity", 2),
    ):
        tell_outcome(
            promise=promise,
            commitment=points[0],
            facts=OutcomeFacts(name=name, kind=kind, value=Decimal(value), source="Egen"),
            by=SYSTEM,
        )
    content = read(publish_promise(promise=promise, by=communicator, today=DAY), editions_dir)
    told = {one["name"]: one["said"] for one in content["lists"][0]["points"][0]["outcomes"]}
    assert told == {"rån": "färre än 5", "nöjda": "40", "vakt": "2"}


@pytest.mark.parametrize(
    ("text", "said"), [("", "färre"), ("klagomål än i fjol", "färre klagomål än i fjol")]
)
def test_an_outcome_without_a_number_is_told_in_its_word(
    points: list[Commitment], promise: Promise, communicator: User, text: str, said: str
) -> None:
    fewer = OutcomeFacts(name="klagomål", kind="yield", comparator="fewer", text=text)
    tell_outcome(promise=promise, commitment=points[0], facts=fewer, by=SYSTEM)
    publish_promise(promise=promise, by=communicator, today=DAY)
    assert f"<li> Klagomål: {said} </li>" in page(f"/lyckeberga/loften/{promise.code}/")


def test_a_place_of_the_groups_own_never_leaves(
    points: list[Commitment], promise: Promise, kommun: Kommun, communicator: User,
    editions_dir: Path, arrange,
) -> None:  # fmt: skip
    with arrange():
        hidden = NamedPlace.objects.unscoped("test").get(kommun=kommun, name="Resecentrum")
        points[0].places.add(hidden)
        NamedPlace.objects.unscoped("test").filter(pk=hidden.pk).update(group_only=True)
    edition = publish_promise(promise=promise, by=communicator, today=DAY)
    assert "Resecentrum" not in json.dumps(
        [one["points"][0]["where"] for one in read(edition, editions_dir)["lists"]]
    )


def test_a_new_edition_stands_beside_the_old_ones(
    points: list[Commitment], promise: Promise, police: User, police_party: Party,
    communicator: User,
) -> None:  # fmt: skip
    first = publish_promise(promise=promise, by=communicator, today=DAY)
    (standing,) = standings(promise.kommun, communicator, DAY)
    assert (standing.edition, standing.changed) == (first, False)
    log_activity(
        commitment=points[1], facts=ActivityFacts(party=police_party, done_on=DAY), by=police
    )
    (standing,) = standings(promise.kommun, communicator, DAY)
    assert standing.changed
    second = publish_promise(promise=promise, by=communicator, today=date(2026, 6, 1))
    address = f"/lyckeberga/loften/{promise.code}/"
    assert "Gjort hittills: 1." in page(address)
    earlier = page(f"{address}{first.number}/")
    assert "Så här såg sidan ut 2026-05-20." in earlier
    assert "Gjort hittills" not in earlier
    withdraw(edition=second, reason="Fel antal", by=communicator)
    assert "Gjort hittills" not in page(address)
    assert "Skäl: Fel antal" in page(f"{address}{second.number}/", 410)


def test_the_picture_and_the_promise_lead_to_each_other(
    points: list[Commitment], promise: Promise, published: Edition, communicator: User
) -> None:
    publish_promise(promise=promise, by=communicator, today=DAY)
    picture = f"/lyckeberga/lagesbild/{published.number}/"
    told = page(f"/lyckeberga/loften/{promise.code}/")
    assert f'href="{picture}"' in told
    assert "Öppen lägesbild, gjord efter att löftet började" in told, "it does not rest on it"
    assert f'href="/lyckeberga/loften/{promise.code}/"' in page(picture)


def test_last_years_promise_and_this_years_lead_to_each_other(
    points: list[Commitment], promise: Promise, kommun: Kommun, party: Party, police_party: Party,
    communicator: User,
) -> None:  # fmt: skip
    for point in points:
        told = FollowUpFacts(
            on=date(2026, 6, 30),
            verdict="kept",
            judgement="continue",
            judgement_reason="Det gick.",
            source="Loggen",
            party=party if point != points[1] else police_party,
        )
        judge(commitment=point, facts=told, by=SYSTEM)
    nxt = draft_promise(
        kommun=kommun,
        facts=facts(party, police_party, title="Ännu tryggare", follows=promise,
                    first_day=date(2026, 7, 1), last_day=date(2027, 6, 30)),
        by=SYSTEM,
    )  # fmt: skip
    commit(nxt, party, continues=points[0], text="Vi byter lampor fortare")
    sign(nxt, party, police_party, on=date(2026, 7, 2))
    for one in (promise, nxt):
        publish_promise(promise=one, by=communicator, today=date(2026, 8, 1))
    assert f"/loften/{nxt.code}/" in page(f"/lyckeberga/loften/{promise.code}/")
    later = page(f"/lyckeberga/loften/{nxt.code}/")
    assert f"/loften/{promise.code}/" in later
    assert "Fortsätter från förra löftet: Vi byter lampor" in later


def test_a_promise_that_nobody_published_has_no_page(
    points: list[Commitment], promise: Promise, published: Edition
) -> None:
    page(f"/lyckeberga/loften/{promise.code}/", 404)
    page(f"/lyckeberga/loften/{promise.code}/{published.number}/", 404)


def test_the_communicator_previews_and_publishes(
    points: list[Commitment], promise: Promise, communicator: User, leader: User
) -> None:
    client = cast.signed_in(communicator)
    shown = client.get("/arbete/lyckeberga/utgavor/")
    assert "är inte publicerat." in shown.content.decode()
    address = f"/arbete/lyckeberga/utgavor/loften/{promise.pk}/"
    assert "Vi patrullerar" in client.get(address).content.decode()
    done = client.post(f"{address}publicera/", follow=True)
    assert "Löftet är publicerat" in done.content.decode()
    assert cast.signed_in(leader).post(f"{address}publicera/").status_code == 403


def test_an_unsigned_promise_is_not_previewed(promise: Promise, communicator: User) -> None:
    client = cast.signed_in(communicator)
    address = f"/arbete/lyckeberga/utgavor/loften/{promise.pk}/"
    assert client.get(address).status_code == 404
    refused = client.post(f"{address}publicera/", follow=True)
    assert "inte undertecknat" in refused.content.decode()


def test_what_ended_long_ago_is_not_compared_at_every_visit(
    points: list[Commitment], promise: Promise, communicator: User, arrange: Any
) -> None:
    """What was published after its end stands; its own preview still tells what would change."""
    much_later = date(2028, 6, 1)
    (before,) = standings(promise.kommun, communicator, much_later)
    assert before.changed  # never published
    publish_promise(promise=promise, by=communicator, today=much_later)
    with arrange():
        Edition.objects.unscoped("test").update(published_at="2027-02-01T12:00Z")
    told = OutcomeFacts(name="lampor", kind="activity", value=Decimal(40))
    tell_outcome(promise=promise, commitment=points[0], facts=told, by=SYSTEM)
    (late,) = standings(promise.kommun, communicator, much_later)
    assert not late.changed
    (near,) = standings(promise.kommun, communicator, date(2027, 3, 1))
    assert near.changed


def test_each_kommun_that_shares_a_promise_lets_it_out_on_its_own_pages(
    kommun: Kommun, other_kommun: Kommun, party: Party, police_party: Party, communicator: User,
    outsider: User, arrange: Any,
) -> None:  # fmt: skip
    with arrange():
        third = cast.make_kommun(code="9903", name="Tredjeby")
    shared = draft(kommun, party, police_party, kommuner=(other_kommun,))
    commit(shared, text="Vi går tillsammans")
    sign(shared, party, police_party)
    first = publish_promise(promise=shared, by=communicator, today=DAY)
    (there,) = standings(other_kommun, outsider, DAY)
    assert there.edition is None
    second = publish_promise(promise=shared, by=outsider, today=DAY, kommun=other_kommun)
    assert (first.kommun, second.kommun) == (kommun, other_kommun)
    for one in (kommun, other_kommun):
        assert "Vi går tillsammans" in page(f"/{one.slug}/loften/{shared.code}/")
    (here,), (there,) = standings(kommun, communicator, DAY), standings(other_kommun, outsider, DAY)
    assert (here.edition, there.edition) == (first, second)
    assert not there.changed
    with pytest.raises(Refused, match="är inte med i löftet"):
        publish_promise(
            promise=shared,
            by=outsider,
            today=DAY,
            kommun=third,
        )


def test_two_promises_never_share_an_address(
    kommun: Kommun, other_kommun: Kommun, party: Party, police_party: Party, communicator: User,
    outsider: User,
) -> None:  # fmt: skip
    own = draft(other_kommun, outsider.party_in(other_kommun.pk), code="lofte-2026")
    commit(own, text="Vårt eget")
    sign(own, outsider.party_in(other_kommun.pk))
    publish_promise(promise=own, by=outsider, today=DAY)
    shared = draft(kommun, party, police_party, kommuner=(other_kommun,), code="lofte-2026")
    commit(shared, text="Vi går tillsammans")
    sign(shared, party, police_party)
    publish_promise(promise=shared, by=communicator, today=DAY)
    with pytest.raises(Refused, match="ett annat löfte med beteckningen"):
        publish_promise(promise=shared, by=outsider, today=DAY, kommun=other_kommun)


def test_the_list_asks_few_questions_for_each_promise(
    points: list[Commitment], promise: Promise, communicator: User, django_assert_num_queries
) -> None:
    publish_promise(promise=promise, by=communicator, today=DAY)
    with django_assert_num_queries(14):
        assert len(standings(promise.kommun, communicator, DAY)) == 1


def test_what_was_struck_is_told_with_the_day_and_why(
    points: list[Commitment], promise: Promise, communicator: User, party: Party,
    police_party: Party, editions_dir: Path,
) -> None:  # fmt: skip
    never = read(publish_promise(promise=promise, by=communicator, today=DAY), editions_dir)
    assert "struck" not in never
    amend(promise=promise, by=SYSTEM)
    remove_commitment(commitment=points[0], by=SYSTEM)
    while_writing = read(publish_promise(promise=promise, by=communicator, today=DAY), editions_dir)
    assert "struck" not in while_writing
    promise.refresh_from_db()
    version = freeze(
        promise=promise, version=promise.version, overruled={"V4": "Prov", "V7": "Prov"},
        why="Lamporna är redan bytta.", by=SYSTEM,
    )  # fmt: skip
    signers = tuple(Signer(party=one, name="U") for one in (party, police_party))
    record_ceremony(version=version, facts=CeremonyFacts(held_on=DAY, signers=signers), by=SYSTEM)
    promise.refresh_from_db()
    content = read(publish_promise(promise=promise, by=communicator, today=DAY), editions_dir)
    (struck,) = content["struck"]
    assert (struck["text"], struck["number"]) == ("Vi byter lampor", 2)
    html = page(f"/lyckeberga/loften/{promise.code}/")
    assert "Struket ur löftet" in html
    assert "Skäl: Lamporna är redan bytta." in html
    (told,) = report_of(promise, today=timezone.localdate())["struck"]
    assert told["by"] == [party.name]
    assert report_of(promise, today=DAY, until=DAY)["struck"] == []
    assert pdf(report_of(promise, today=timezone.localdate()), for_council=False)
    amend(promise=promise, by=SYSTEM)
    undo_amendment(promise=promise, by=SYSTEM)
    assert len(struck_from(promise)) == 1
