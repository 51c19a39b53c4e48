"""The kommun's own list of kinds: from a page, from a file, closed but never reused."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.incidents.categories.actions import (
    add_category,
    close_category,
    import_categories,
    open_category,
)
from lofte.incidents.categories.inputs import BadCategory, CategoryInput
from lofte.incidents.models import Category
from lofte.incidents.queries import active_categories

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.django_db


def given(code="SNÖ", label="Snö och is", **more):
    return CategoryInput(code=code, label_sv=label, **more)


def codes(kommun):
    rows = Category.objects.unscoped("the test's own").filter(kommun=kommun)
    return set(rows.values_list("code", flat=True))


def test_a_new_kind_can_be_reported(kommun, administrator):
    made = add_category(kommun=kommun, category=given(), by=administrator)
    assert made in active_categories(kommun, TODAY)
    assert AuditEvent.objects.filter(what="category.added", target_id=str(made.pk)).exists()


def test_a_code_never_gets_a_new_meaning(kommun, administrator):
    made = add_category(kommun=kommun, category=given(), by=administrator)
    close_category(category=made, today=TODAY, by=administrator)
    with pytest.raises(BadCategory, match="aldrig en ny betydelse"):
        add_category(kommun=kommun, category=given(label="Något annat"), by=administrator)


def test_a_closed_kind_leaves_the_form_and_may_come_back(kommun, administrator):
    made = add_category(kommun=kommun, category=given(), by=administrator)
    close_category(category=made, today=TODAY, by=administrator)
    assert made not in active_categories(kommun, TODAY)
    open_category(category=made, by=administrator)
    assert made in active_categories(kommun, TODAY)


def test_a_list_adds_and_corrects_and_leaves_the_rest(kommun, administrator):
    before = codes(kommun)
    add_category(kommun=kommun, category=given(), by=administrator)
    plan = import_categories(
        kommun=kommun,
        categories=[given(label="Halka"), given("SNÖ-T", "Takras", parent_code="SNÖ")],
        by=administrator,
    )
    assert (len(plan.added), len(plan.changed)) == (1, 1)
    assert codes(kommun) == before | {"SNÖ", "SNÖ-T"}
    part = Category.objects.unscoped("the test's own").get(kommun=kommun, code="SNÖ-T")
    assert part.parent.label_sv == "Halka"
    import_categories(kommun=kommun, categories=[given("SNÖ-T", "Takras")], by=administrator)
    part.refresh_from_db()
    assert part.parent is None


@pytest.mark.parametrize(
    "bad",
    [
        given(code=""),
        given(code="ALLDELESFÖRLÅNG"),
        given(label=" "),
        given(parent_code="SNÖ"),
        given(parent_code="FINNS-EJ"),
    ],
)
def test_a_list_that_does_not_hold_changes_nothing(kommun, administrator, bad):
    before = codes(kommun)
    with pytest.raises(BadCategory, match="Ingenting sparades"):
        import_categories(kommun=kommun, categories=[given("OK", "Bra"), bad], by=administrator)
    assert codes(kommun) == before


def test_the_list_has_two_levels(kommun, administrator):
    levels = [
        given("A", "Ett"),
        given("B", "Två", parent_code="A"),
        given("C", "Tre", parent_code="B"),
    ]
    with pytest.raises(Refused, match="två nivåer"):
        import_categories(kommun=kommun, categories=levels, by=administrator)


def test_the_page_adds_changes_and_closes(as_, kommun, administrator):
    browser = as_(administrator)
    page = reverse("incidents:categories", args=[kommun.slug])
    assert (
        browser.post(page, {"code": "SNÖ", "label_sv": "Snö", "in_picture": "on"}).status_code
        == 302
    )
    row = Category.objects.unscoped("the test's own").get(kommun=kommun, code="SNÖ")
    one = reverse("incidents:category", args=[kommun.slug, row.pk])
    assert browser.get(one).status_code == 200
    assert browser.post(one, {"label_sv": "Halka"}).status_code == 302
    row.refresh_from_db()
    assert (row.code, row.label_sv, row.in_picture) == ("SNÖ", "Halka", False)
    browser.post(reverse("incidents:category-close", args=[kommun.slug, row.pk]))
    assert "stängd" in browser.get(page).content.decode()
    browser.post(reverse("incidents:category-open", args=[kommun.slug, row.pk]))
    row.refresh_from_db()
    assert row.active_to is None


def test_the_page_says_why_not(as_, kommun, administrator):
    browser = as_(administrator)
    page = reverse("incidents:categories", args=[kommun.slug])
    browser.post(page, {"code": "SNÖ", "label_sv": "Snö"})
    answer = browser.post(page, {"code": "SNÖ", "label_sv": "Is"})
    assert answer.status_code == 422
    assert "aldrig en ny betydelse" in answer.content.decode()
    row = Category.objects.unscoped("the test's own").get(kommun=kommun, code="SNÖ")
    answer = browser.post(
        reverse("incidents:category", args=[kommun.slug, row.pk]), {"label_sv": ""}
    )
    assert answer.status_code == 422


def test_a_part_cannot_be_put_under_a_part_on_the_page(as_, kommun, administrator):
    browser = as_(administrator)
    levels = [given("A", "Ett"), given("B", "Två", parent_code="A"), given("C", "Tre")]
    import_categories(kommun=kommun, categories=levels, by=administrator)
    whole = Category.objects.unscoped("the test's own").get(kommun=kommun, code="C")
    answer = browser.post(
        reverse("incidents:category", args=[kommun.slug, whole.pk]),
        {"label_sv": "Tre", "parent_code": "B"},
    )
    assert answer.status_code == 422


def test_the_list_that_comes_along_is_one_press_away(as_, kommun, administrator):
    as_(administrator).post(reverse("incidents:seed", args=[kommun.slug]))
    assert {"SKAD", "SAML", "ÖVR"} <= codes(kommun)


def test_only_administrators_change_the_list(as_, kommun, coordinator, outsider):
    page = reverse("incidents:categories", args=[kommun.slug])
    assert as_(coordinator).get(page).status_code == 403
    assert as_(outsider).get(page).status_code == 404


def test_the_command_reads_a_file_or_lays_in_the_list(kommun, tmp_path, capsys):
    file = tmp_path / "kategorier.csv"
    file.write_text("kod;namn;under;räknas\nSNÖ;Snö;;ja\nSNÖ-T;Takras;SNÖ;nej\n", encoding="utf-8")
    call_command("categories", str(file), kommun=kommun.code)
    rows = Category.objects.unscoped("the test's own").filter(kommun=kommun)
    assert rows.get(code="SNÖ-T").parent.code == "SNÖ"
    assert not rows.get(code="SNÖ-T").in_picture
    call_command("categories", kommun=kommun.code)
    assert "kategorier är inlagda" in capsys.readouterr().out
