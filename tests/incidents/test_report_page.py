"""The form as the reporter's hand meets it: own places, exact kinds, a draft that is kept."""

from typing import Any

from lofte.incidents.models import Category, Incident
from lofte.people.actions import add_favourite
from lofte.people.models import User
from lofte.places.models import Kommun
from tests.incidents.reports import category, place
from tests.incidents.test_views import BASE, answers
from tests.write_guard import arrange

URL = f"{BASE}/rapportera/"


def exact_kind(kommun: Kommun) -> Category:
    with arrange():
        return Category.objects.create(
            kommun=kommun, code="K", label_sv="Klotter", parent=category(kommun), icon="spray-can"
        )


def sent(reporter: User) -> Incident:
    return Incident.objects.visible_to(reporter).get()


def test_an_own_place_is_one_press(as_: Any, reporter: User, kommun: Kommun) -> None:
    own = place(kommun)
    add_favourite(user=reporter, place=own, by=reporter)
    client = as_(reporter)
    assert f'name="own" value="{own.pk}"' in " ".join(client.get(URL).content.decode().split())
    client.post(URL, answers(kommun, place="", own=own.pk))
    assert sent(reporter).place == own


def test_another_place_than_the_own_ones_is_still_chosen(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    as_(reporter).post(URL, answers(kommun, own=""))
    assert sent(reporter).place == place(kommun)


def test_the_more_exact_kind_is_told_instead_of_its_parent(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    exact = exact_kind(kommun)
    as_(reporter).post(URL, answers(kommun, categories=[category(kommun).pk, exact.pk]))
    told = [kind.category for kind in sent(reporter).kinds.all()]
    assert told == [exact]


def test_exact_kinds_stand_under_their_own_and_never_get_lost(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    exact = exact_kind(kommun)
    client = as_(reporter)
    choices = client.get(URL).context["form"].kinds()
    under = {
        option.choice_label: [part.choice_label for part in parts] for option, parts in choices
    }
    assert under[str(exact.parent)] == ["Klotter"]
    with arrange():
        parents = Category.objects.unscoped("the list").filter(pk=exact.parent_id)
        parents.update(active_to="2020-01-01")
    labels = [option.choice_label for option, _ in client.get(URL).context["form"].kinds()]
    assert "Klotter" in labels, "its parent is closed"


def test_a_draft_is_forgotten_when_the_report_is_received_and_not_before(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    client, mark = as_(reporter), f'data-forget-draft="report-{kommun.slug}"'
    page = client.get(URL)
    assert f'data-keep-draft="report-{kommun.slug}"' in page.content.decode()
    calm = client.post(f"{URL}inget/", {"client_id": page.context["nothing_id"]}, follow=True)
    assert mark not in calm.content.decode(), "what was typed beside it is not sent"
    received = client.post(URL, answers(kommun), follow=True)
    assert mark in received.content.decode()


def test_the_form_says_what_it_is_not(as_: Any, reporter: User) -> None:
    page = " ".join(as_(reporter).get("/arbete/lyckeberga/rapportera/").content.decode().split())
    assert 'Ring <a href="tel:112">112</a>' in page
    assert 'ingen polisanmälan. Den gör du på <a href="tel:11414">114 14</a>' in page
    assert "Inga namn och inga personer" in page
