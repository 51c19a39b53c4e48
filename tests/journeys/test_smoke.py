"""The first page that a person who works here meets."""

from django.conf import settings
from django.shortcuts import resolve_url
from playwright.sync_api import expect


def test_the_sign_in_page_can_be_used_by_everybody(page, axe):
    page.goto(resolve_url(settings.LOGIN_URL))
    expect(page.locator("input[name=login]")).to_be_visible()
    expect(page.locator("input[name=password]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"
    axe(page)


def test_a_person_signs_in_with_password_and_code(desktop, sign_in):
    sign_in(desktop, "granskare")
    assert "/konto/" not in desktop.url


def test_the_sign_in_page_works_without_scripts(new_page, sign_in):
    page = new_page("phone", java_script_enabled=False)
    sign_in(page, "granskare")
    assert "/konto/" not in page.url
