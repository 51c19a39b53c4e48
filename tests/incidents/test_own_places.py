"""A reporter's own places: chosen on the place's page, first in the form."""

import pytest
from django.urls import reverse

from lofte.people.queries import favourite_place_ids
from tests.incidents.reports import place

pytestmark = pytest.mark.django_db


def test_a_reporter_puts_a_place_first_and_takes_it_away_again(as_, kommun, reporter):
    browser, shown = as_(reporter), place(kommun)
    page = reverse("desk:place", args=[kommun.slug, shown.pk])
    act = reverse("incidents:own-place", args=[kommun.slug, shown.pk])
    assert "Lägg till i mina platser" in browser.get(page).content.decode()
    assert browser.post(act, {"own": "ja"}).status_code == 302
    assert favourite_place_ids(reporter, kommun) == {shown.pk}
    assert "Ta bort från mina platser" in browser.get(page).content.decode()
    browser.post(act, {"own": "nej"})
    assert favourite_place_ids(reporter, kommun) == set()


def test_a_place_of_another_kommun_is_not_there(as_, kommun, other_kommun, reporter):
    act = reverse("incidents:own-place", args=[kommun.slug, place(other_kommun).pk])
    assert as_(reporter).post(act, {"own": "ja"}).status_code == 404
