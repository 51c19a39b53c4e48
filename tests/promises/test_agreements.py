"""The register of agreements (the Act, section 9): signed ones, and attempts."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lofte.audit.actions import SYSTEM
from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.promises.agreements.actions import enter_agreement
from lofte.promises.agreements.models import Agreement
from lofte.promises.inputs import AgreementFacts
from tests.promises.drafts import draft
from tests.promises.test_views import promise_answers, text_of, url


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def answers(*parties: Party, **given: Any) -> dict[str, Any]:
    return {
        "title": "Samverkan 2026–2029",
        "parties": [str(one.pk) for one in parties],
        "purposes": "Färre brott",
        "areas": "Resecentrum",
        "first_day": "2026-01-01",
        "last_day": "2029-12-31",
        "signed_on": "2026-01-20",
    } | given


@pytest.fixture
def agreement(kommun: Kommun, party: Party, police_party: Party) -> Agreement:
    facts = AgreementFacts(
        title="Samverkan", purposes="Trygghet", areas="Centrum", parties=(party, police_party),
        attempts="Vi träffades två gånger.",
    )  # fmt: skip
    return enter_agreement(kommun=kommun, facts=facts, by=SYSTEM)


def test_from_an_empty_register_to_a_signed_text(
    kommun: Kommun, coordinator: User, party: Party, police_party: Party, as_: Any
) -> None:
    client = as_(coordinator)
    assert "Ingen överenskommelse än" in text_of(client.get(url("agreements")))
    file = SimpleUploadedFile("text.pdf", b"%PDF-1.7 papper")
    said = answers(party, police_party, registry="KS 2026/1", file=file)
    page = text_of(client.post(url("agreement-new"), said, follow=True))
    assert "Överenskommelsen är sparad" in page
    assert police_party.name in page
    assert "KS 2026/1" in page
    row = Agreement.objects.unscoped("test").get()
    assert "inkommen handling" in text_of(client.get(url("agreement-file", row.pk)))
    given = client.post(url("agreement-file", row.pk), {"receiver": "group"})
    assert given.content == b"%PDF-1.7 papper"
    assert "Gäller nu" in text_of(client.get(url("agreements")))


@pytest.mark.parametrize(
    ("given", "heading"),
    [
        ({"signed_on": "", "attempts": "Vi bjöd in bolaget i mars."}, "Försök"),
        ({"first_day": "2036-01-01", "last_day": ""}, "Kommande"),
        ({"first_day": "2016-01-01", "last_day": "2019-12-31"}, "Har gått ut"),
    ],
)
def test_the_register_says_what_each_is(
    kommun: Kommun,
    coordinator: User,
    police_party: Party,
    as_: Any,
    given: dict[str, str],
    heading: str,
) -> None:
    client = as_(coordinator)
    client.post(url("agreement-new"), answers(police_party, **given))
    assert heading in text_of(client.get(url("agreements")))
    row = Agreement.objects.unscoped("test").get()
    page = text_of(client.get(url("agreement", row.pk)))
    assert ("Inte undertecknad" in page) == (not given.get("signed_on", "x"))


def test_neither_signed_nor_tried_is_refused(
    kommun: Kommun, coordinator: User, police_party: Party, as_: Any
) -> None:
    page = as_(coordinator).post(url("agreement-new"), answers(police_party, signed_on=""))
    assert page.status_code == 422
    assert "vilka försök som har gjorts" in text_of(page)
    assert "Färre brott" in text_of(page)


def test_a_file_that_is_no_pdf_is_refused(
    kommun: Kommun, coordinator: User, police_party: Party, as_: Any
) -> None:
    file = SimpleUploadedFile("text.pdf", b"inget")
    page = as_(coordinator).post(url("agreement-new"), answers(police_party, file=file))
    assert "Filen är inte en PDF" in text_of(page)
    assert not Agreement.objects.unscoped("test").exists()


def test_two_change_it_at_once_and_a_closed_party_may_stay(
    agreement: Agreement,
    coordinator: User,
    party: Party,
    police_party: Party,
    shops: Party,
    as_: Any,
    arrange: Any,
) -> None:
    client, page = as_(coordinator), url("agreement-change", agreement.pk)
    form = client.get(page).context["form"]
    assert set(form["parties"].value()) == {str(party.pk), str(police_party.pk)}
    with arrange():
        rows = Party.objects.unscoped("test").filter(pk__in=[police_party.pk, shops.pk])
        rows.update(closed_on="2026-05-01")
    said = answers(party, police_party, version="1")
    assert "Överenskommelsen är ändrad" in text_of(client.post(page, said, follow=True))
    late = client.post(page, answers(party, version="1"))
    assert "Inget av ditt sparades" in text_of(late)
    new = client.post(page, answers(party, shops, version="2"))
    assert new.status_code == 422  # closed: it is not offered


def test_a_promise_names_its_agreement(
    agreement: Agreement, coordinator: User, party: Party, police_party: Party, as_: Any
) -> None:
    client, promise = as_(coordinator), draft(agreement.kommun, party, police_party)
    said = promise_answers(party, police_party, version="1", agreement=str(agreement.pk))
    page = text_of(client.post(url("change", promise.pk), said, follow=True))
    assert url("agreement", agreement.pk) in page
    assert promise.title in text_of(client.get(url("agreement", agreement.pk)))


def test_who_may_what(agreement: Agreement, leader: User, reporter: User, as_: Any) -> None:
    seen = as_(leader)
    page = text_of(seen.get(url("agreement", agreement.pk)))
    assert "Vi träffades två gånger" in page
    assert "Ändra" not in page
    assert seen.get(url("agreement-new")).status_code == 403
    assert seen.get(url("agreement-file", agreement.pk)).status_code == 404
    assert as_(reporter).get(url("agreements")).status_code == 403


def test_the_register_costs_as_few_queries_as_ever(
    agreement: Agreement, police_party: Party, coordinator: User, as_: Any,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    for n in range(30):
        facts = AgreementFacts(
            title=f"Nr {n}", purposes="p", areas="o", parties=(police_party,), attempts="Ja"
        )
        enter_agreement(kommun=agreement.kommun, facts=facts, by=SYSTEM)
    client = as_(coordinator)
    client.get(url("agreements"))
    with django_assert_num_queries(5):
        assert client.get(url("agreements")).status_code == 200
