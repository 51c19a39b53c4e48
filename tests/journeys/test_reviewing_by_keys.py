"""Two hundred reports, one reviewer, no mouse: a key for every decision, one to take it back."""

import re
from datetime import timedelta
from typing import Any

from playwright.sync_api import Page, expect

from lofte.incidents.actions import Report, receive
from lofte.incidents.models import Category, Incident
from lofte.people.models import User
from lofte.places.models import Kommun, NamedPlace
from tests.journeys.lyckeberga import NOW

QUEUE = "/arbete/lyckeberga/granska/"
MANY = 200
PHONE = "070-174 06 05"


def fill_the_queue(reporter: User) -> None:
    """So many that two hundred wait; every ninth with a number in it, every tenth sent twice."""
    kommun = Kommun.objects.unscoped("journey").get(slug="lyckeberga")
    places = list(NamedPlace.objects.unscoped("journey").filter(kommun=kommun).order_by("pk")[:40])
    kind = Category.objects.unscoped("journey").filter(kommun=kommun).order_by("order").first()
    waiting = Incident.objects.unscoped("journey").waiting().filter(kommun=kommun).count()
    for number in range(MANY - waiting):
        if number % 10 != 9:
            report: dict[str, Any] = {
                "place": places[number % len(places)],
                "started_at": NOW - timedelta(days=number % 7, hours=number % 24),
            }
        text = f"Ring {PHONE}." if number % 9 == 0 else "Klotter på väggen."
        given = Report(categories=(kind,), text=text, **report)
        receive(kommun=kommun, party=reporter.party_in(kommun.pk), report=given, by=reporter)


def press(page: Page, key: str) -> None:
    """A key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def write(page: Page, key: str, words: str) -> None:
    """Open a field with its key, write and send."""
    page.keyboard.press(key)
    page.keyboard.type(words)
    press(page, "Enter")


def decide(page: Page, number: int) -> str:
    """As a person would: mask first, merge what is the same, ask and reject now and then."""
    if page.locator('[data-key="m"]').count():
        press(page, "m")
        expect(page.get_by_role("main")).not_to_contain_text(PHONE)
    if number % 25 == 24:
        write(page, "a", "Hör inte till kommunen")
        return "rejected"
    if number % 25 == 12:
        write(page, "f", "Var det inne eller ute?")
        return "returned"
    if number % 10 == 5 and page.locator('[data-key="1"]').count():
        press(page, "1")
        return "merged"
    press(page, "b")
    return "confirmed"


def test_a_page_of_two_hundred_reports_without_a_mouse(signed_in, person, screenshot) -> None:
    fill_the_queue(person("rapportor"))
    page = signed_in("granskare")
    page.goto(QUEUE)
    assert page.locator("tbody tr").count() == MANY
    screenshot(page, "granska-kon")
    press(page, "n")
    done: list[str] = []
    while re.search(r"/granska/\d+/", page.url):
        done.append(decide(page, len(done)))
        assert len(done) <= MANY
    expect(page.get_by_role("main")).to_contain_text("Allt är granskat")
    assert len(done) == MANY
    assert {"confirmed", "returned", "rejected", "merged"} <= set(done)
    kept = Incident.objects.unscoped("journey")
    assert not kept.filter(text__contains=PHONE, state__in=["confirmed", "merged"]).exists()

    press(page, "z")  # the last one comes back, and is the only one that waits
    expect(page.get_by_role("link", name="1 väntar")).to_be_visible()
    press(page, "b")
    expect(page.get_by_role("main")).to_contain_text("Allt är granskat")


def test_words_that_no_rule_saw_are_marked_by_keyboard_and_keys_can_rest(signed_in, person) -> None:
    fill_the_queue(person("rapportor"))
    page = signed_in("granskare")
    page.goto(QUEUE)
    with page.expect_navigation():
        page.get_by_role("row").filter(has_text="Klotter").last.get_by_role("link").press("Enter")
    page.keyboard.press("o")
    page.keyboard.press("Space")
    expect(page.locator(".word input").first).to_be_checked()
    with page.expect_navigation():
        page.get_by_role("button", name="Maskera de valda orden").press("Enter")
    expect(page.locator(".report-sheet__text")).to_contain_text("[personuppgift]")

    page.keyboard.press("?")
    off = page.get_by_label("Använd snabbtangenter på den här datorn")
    off.press("Space")
    expect(off).not_to_be_checked()
    address = page.url
    page.keyboard.press("b")
    page.keyboard.press("f")
    expect(page.get_by_label("Vad vill du veta?")).to_be_hidden()
    assert page.url == address
