"""Journeys: a person's way through the product in a real browser, on a phone and at a desk."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.shortcuts import resolve_url
from playwright.sync_api import Browser, Page, sync_playwright

from lofte.people.models import User
from tests import cast
from tests.journeys.browser import SCREENSHOTS, SIZES, Watch, axe_findings, launch

NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def watch(live_server) -> Iterator[Watch]:
    """Fails the journey on an error in the console, refused content or a call to another host."""
    watch = Watch(host=live_server.url.removeprefix("http://"))
    yield watch
    assert not watch.seen, "\n".join(watch.seen)


@pytest.fixture
def new_page(browser: Browser, live_server, watch: Watch) -> Iterator[NewPage]:
    """`new_page("phone", java_script_enabled=False)`: a page in a browser profile of its own."""
    contexts = []

    def make(size: str = "desktop", **options: object) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            has_touch=size == "phone",
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            **options,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        watch.follow(page)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(params=list(SIZES))
def page(request: pytest.FixtureRequest, new_page: NewPage) -> Page:
    """The journey runs twice: on a phone and at a desk."""
    return new_page(request.param)


@pytest.fixture
def phone(new_page: NewPage) -> Page:
    return new_page("phone")


@pytest.fixture
def desktop(new_page: NewPage) -> Page:
    return new_page("desktop")


@pytest.fixture
def sign_in() -> Callable[[Page, User], None]:
    """Through the real page, with password and one-time code."""

    def act(page: Page, user: User) -> None:
        cache.clear()  # a one-time code works once, and this may be the person's second sign-in
        page.goto(resolve_url(django_settings.LOGIN_URL))
        page.locator("input[name=login]").fill(user.email)
        page.locator("input[name=password]").fill(cast.PASSWORD)
        page.locator("input[name=password]").press("Enter")
        code = page.locator("input[name=code]")
        code.fill(cast.one_time_code())
        code.press("Enter")
        page.wait_for_url(lambda url: "/login/" not in url and "/authenticate/" not in url)

    return act


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """No serious and no critical finding."""

    def check(page: Page) -> None:
        found = axe_findings(page)
        assert not found, f"{page.url}\n" + "\n".join(found)

    return check


@pytest.fixture
def screenshot() -> Callable[[Page, str], None]:
    """Writes docs/screenshots/NAME.png, only when LOFTE_SCREENSHOTS=1."""

    def take(page: Page, name: str) -> None:
        if os.environ.get("LOFTE_SCREENSHOTS") == "1":
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")

    return take
