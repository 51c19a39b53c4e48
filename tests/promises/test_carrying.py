"""What came before: found though it is called something else, and judged by who promised it."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from lofte.audit.actions import SYSTEM
from lofte.people.models import Party, User
from lofte.places.models import Area, Kommun
from lofte.promises.carrying import before, unjudged, waiting_for_judgement
from lofte.promises.commitments.actions import carry_over
from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.actions import judge
from lofte.promises.inputs import FollowUpFacts
from lofte.promises.models import Promise
from lofte.promises.signing.actions import freeze, record_ceremony
from lofte.promises.signing.inputs import CeremonyFacts, Signer
from lofte.promises.states import RuleBroken
from tests.promises.drafts import REASONS, commit, draft, sign, waiting_amendment

LAST_YEAR = {"first_day": date(2025, 1, 1), "last_day": date(2025, 12, 31)}


def earlier_of(kommun: Kommun, *parties: Party, **given: Any) -> tuple[Promise, Commitment]:
    made = draft(kommun, *parties, **LAST_YEAR | {"title": "Förra året"} | given)
    point = commit(made)
    sign(made, *parties, on=date(2025, 1, 2))
    return made, point


@pytest.fixture
def areas(kommun: Kommun) -> list[Area]:
    return list(Area.objects.unscoped("test").filter(kommun=kommun, kind=Area.Kind.OWN))


@pytest.fixture
def old(kommun: Kommun, party: Party, police_party: Party) -> Promise:
    return earlier_of(kommun, party, police_party)[0]


def test_an_area_in_other_words_is_still_the_same_promise(
    old: Promise, kommun: Kommun, party: Party, police_party: Party
) -> None:
    new = draft(kommun, party, police_party, area_text="Lyckeberga med omnejd")
    assert before(new) == [old]
    assert len(unjudged(new)) == 1


def test_other_parties_of_another_kommun_have_another_promise(
    old: Promise, other_kommun: Kommun, stranger: Party
) -> None:
    assert before(draft(other_kommun, stranger)) == []


def test_two_parts_of_the_kommun_are_two_promises(
    kommun: Kommun, party: Party, areas: list[Area]
) -> None:
    north, south = areas
    made, _ = earlier_of(kommun, party, area_text="Norr", areas=(north,))
    other = draft(kommun, party, area_text="Söder", areas=(south,))
    assert before(other) == []
    both = draft(kommun, party, area_text="Hela staden", areas=(north, south))
    assert before(both) == [made]
    everywhere = draft(kommun, party, area_text="Överallt")
    assert before(everywhere) == [made]


def test_an_amendment_that_waits_for_signatures_hides_nothing(
    old: Promise, kommun: Kommun, party: Party, police_party: Party
) -> None:
    waiting_amendment(old)
    assert before(draft(kommun, party, police_party)) == [old]


def test_a_promise_whose_amendment_waits_can_be_followed(
    old: Promise, kommun: Kommun, coordinator: User, as_: Any
) -> None:
    waiting_amendment(old)
    page = as_(coordinator).get(reverse("promises:new", args=[kommun.slug]))
    assert [row.pk for row in page.context["form"].around.earlier] == [old.pk]


def test_a_promise_whose_point_is_continued_came_before(
    kommun: Kommun, party: Party, shops: Party, areas: list[Area]
) -> None:
    north, south = areas
    made, point = earlier_of(kommun, shops, area_text="Norr", areas=(north,))
    new = draft(kommun, party, area_text="Söder", areas=(south,))
    assert before(new) == []
    carry_over(commitment=point, into=new, by=SYSTEM)
    assert before(new) == [made]


def test_only_the_one_who_promised_judges_for_the_next(
    old: Promise, kommun: Kommun, party: Party, police_party: Party
) -> None:
    new = draft(kommun, party, police_party)
    (point,) = unjudged(new)
    told = {"on": date(2026, 1, 10), "verdict": "kept", "judgement": "stop"}
    why: dict[str, Any] = {"judgement_reason": "Det räcker.", "source": "Prov"}
    judge(commitment=point, facts=FollowUpFacts(voice="residents", **told, **why), by=SYSTEM)
    assert unjudged(new) == [point]
    judge(commitment=point, facts=FollowUpFacts(**told, **why), by=SYSTEM)
    assert unjudged(new) == []


ANOTHER = "Det gällde skolorna. Det här gäller torget."


def test_what_only_looks_like_the_last_period_is_set_aside_with_a_reason(
    old: Promise, kommun: Kommun, party: Party, police_party: Party
) -> None:
    new = draft(kommun, party, police_party, area_text="Stortorget")
    commit(new)
    (left,) = waiting_for_judgement(new)
    assert not left.certain
    new.refresh_from_db()
    with pytest.raises(RuleBroken, match="V5"):
        freeze(promise=new, version=new.version, overruled=REASONS, by=SYSTEM)
    version = freeze(
        promise=new, version=new.version, overruled=REASONS | {"V5": ANOTHER}, by=SYSTEM
    )
    assert version.document["overruled"]["V5"]["reason"] == ANOTHER
    both = tuple(Signer(party=one, name="U") for one in (party, police_party))
    signed = CeremonyFacts(held_on=date(2026, 2, 4), signers=both)
    record_ceremony(version=version, facts=signed, by=SYSTEM)
    assert unjudged(new) == [left.point]


def test_a_promise_that_came_afterwards_is_not_in_the_reason(
    old: Promise, kommun: Kommun, party: Party, police_party: Party
) -> None:
    new = draft(kommun, party, police_party, area_text="Stortorget")
    commit(new)
    new.refresh_from_db()
    version = freeze(
        promise=new, version=new.version, overruled=REASONS | {"V5": ANOTHER}, by=SYSTEM
    )
    earlier_of(kommun, party, title="Ett till", area_text="Parken")
    signed = CeremonyFacts(held_on=date(2026, 2, 4), signers=(Signer(party=party, name="U"),))
    with pytest.raises(RuleBroken, match="är inte bedömt"):
        record_ceremony(version=version, facts=signed, by=SYSTEM)


@pytest.mark.parametrize("how", ["follows", "same area"])
def test_the_last_period_itself_is_never_set_aside(
    old: Promise, kommun: Kommun, party: Party, police_party: Party, how: str
) -> None:
    given: dict[str, Any] = {"follows": old, "area_text": "Torget"} if how == "follows" else {}
    new = draft(kommun, party, police_party, **given)
    commit(new)
    new.refresh_from_db()
    assert [one.certain for one in waiting_for_judgement(new)] == [True]
    with pytest.raises(RuleBroken, match="V5 bara när"):
        freeze(promise=new, version=new.version, overruled=REASONS | {"V5": ANOTHER}, by=SYSTEM)


def test_the_page_asks_for_the_reason_and_says_which_cannot_be_set_aside(
    old: Promise, kommun: Kommun, party: Party, police_party: Party, coordinator: User, as_: Any
) -> None:
    new = draft(kommun, party, police_party, area_text="Stortorget")
    commit(new)
    address = reverse("promises:freeze", args=[kommun.slug, new.pk])
    page = as_(coordinator).get(address).content.decode()
    assert 'name="rule_V5"' in page
    assert "skriv varför det här inte kommer efter det" in page
    sure = draft(kommun, party, police_party)
    commit(sure)
    address = reverse("promises:freeze", args=[kommun.slug, sure.pk])
    assert 'name="rule_V5"' not in as_(coordinator).get(address).content.decode()
