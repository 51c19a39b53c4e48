"""Journeys: a person's way through the product in a real browser, on a phone and at a desk."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db.models import Model
from django.shortcuts import resolve_url
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from lofte.coordination.models import Decision, Meeting
from lofte.demo.signins import HOST, PASSWORD, codes
from lofte.dialogue.models import Dialogue
from lofte.dialogue.walks.models import WalkPoint
from lofte.duties.council.models import CouncilMeeting
from lofte.duties.models import DutyRecord
from lofte.duties.reports.models import AssemblyReport
from lofte.incidents.models import Category, Incident
from lofte.patrol.models import Plan, Stop
from lofte.people.models import Party, User
from lofte.places.models import NamedPlace
from lofte.promises.agreements.models import Agreement
from lofte.promises.commitments.models import Commitment, Indicator
from lofte.promises.follow_up.models import FollowUp
from lofte.promises.measures.models import Measure
from lofte.promises.models import Promise
from lofte.promises.plans.models import ActionPlan
from lofte.promises.telling.models import Announcement
from lofte.publishing.models import Edition
from lofte.publishing.releases.models import Release
from lofte.situation.causes.models import Cause
from lofte.situation.models import Picture
from lofte.situation.problems.models import Problem
from lofte.situation.statutory.models import StatutoryPicture
from lofte.statistics.models import Source
from tests import cast
from tests.journeys.browser import (
    SCREENSHOTS,
    SIZES,
    Watch,
    arguments,
    axe_findings,
    find,
    launch,
)
from tests.journeys.lyckeberga import FOLDERS, NOW, Snapshot, take_snapshot
from tests.journeys.wire import Wire

NewPage = Callable[..., Page]
SignedIn = Callable[..., Page]
Open = Callable[[], BrowserContext]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite in a file, as in real life: every request has a connection of its own."""
    database = django_settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("db") / "lofte")


@pytest.fixture(scope="session")
def snapshot(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Snapshot:
    files = tmp_path_factory.mktemp("lyckeberga")
    for_demo = {name: files / name for name in FOLDERS} | {"DEMO": True}
    with django_db_blocker.unblock(), override_settings(**for_demo):
        return take_snapshot(files)


@pytest.fixture(autouse=True)
def _lyckeberga(live_server, snapshot: Snapshot, settings, tmp_path: Path) -> Iterator[None]:
    """Monday 23 November 2026, nine o'clock: for the server, the codes and the pages alike."""
    with time_machine.travel(NOW, tick=True):
        snapshot.restore(settings, tmp_path)
        yield


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield playwright
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = launch(playwright)
    yield browser
    browser.close()


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
def person() -> Callable[[str], User]:
    """`person("granskare")`: one of the demo's cast."""
    return lambda box: User.objects.get(email=f"{box}@{HOST}")


@pytest.fixture
def sign_in() -> Callable[[Page, str], None]:
    """Through the real page, with password and one-time code."""

    def act(page: Page, box: str) -> None:
        cache.clear()  # a one-time code works once, and this may be the person's second sign-in
        email = f"{box}@{HOST}"
        page.goto(resolve_url(django_settings.LOGIN_URL))
        page.locator("input[name=login]").fill(email)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
        field = page.locator("input[name=code]")
        field.fill(next(one.code for one in codes(time.time()) if one.email == email))
        field.press("Enter")
        page.wait_for_url(lambda url: "/login/" not in url and "/authenticate/" not in url)

    return act


@pytest.fixture
def signed_in(new_page: NewPage, person: Callable[[str], User], live_server) -> SignedIn:
    """`signed_in("granskare", "phone")`: a page of somebody who has signed in already."""

    def make(box: str, size: str = "desktop", **options: object) -> Page:
        page = new_page(size, **options)
        session = cast.signed_in(person(box)).cookies[django_settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [
                {
                    "name": django_settings.SESSION_COOKIE_NAME,
                    "value": session,
                    "url": live_server.url,
                }
            ]
        )
        return page

    return make


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """No serious and no critical finding."""

    def check(page: Page) -> None:
        found = axe_findings(page)
        assert not found, f"{page.url}\n" + "\n".join(found)

    return check


@pytest.fixture
def screenshot() -> Callable[..., None]:
    """Writes docs/screenshots/NAME.png, only when LOFTE_SCREENSHOTS=1."""

    def take(page: Page, name: str, height: int = 0) -> None:
        if os.environ.get("LOFTE_SCREENSHOTS") != "1":
            return
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        width = page.viewport_size["width"]
        clip = {"x": 0, "y": 0, "width": width, "height": height} if height else None
        path = SCREENSHOTS / f"{name}.png"
        page.screenshot(path=path, animations="disabled", full_page=bool(height), clip=clip)

    return take


@pytest.fixture
def numbers(_lyckeberga: None) -> dict[str, int | str]:
    """The numbers in the addresses of some pages, by what the page is about."""

    def of(model: type[Model], **wanted: object) -> int:
        rows = getattr(model.objects, "unscoped", lambda _: model.objects)("a page to look at")
        return rows.filter(**wanted).order_by("pk").last().pk

    rapportor = User.objects.get(email=f"rapportor@{HOST}")
    return {
        "report": of(Incident, reporter=rapportor),
        "waiting": of(Incident, state="received"),
        "place": of(NamedPlace, name="Resecentrum"),
        "picture": of(Picture, state="frozen"),
        "preview": of(Picture, state="frozen"),
        "source": of(Source, name="Anmälda brott per månad"),
        "person": rapportor.pk,
        "party": of(Party, name="Gata och park"),
        "promise": of(Promise),
        "point": of(Commitment),
        "tunnel": of(Promise, title="Ljusare gångtunnel"),
        "row": of(Announcement, done_on=None),
        "followed": of(Indicator, series__isnull=False),
        "measured": of(Indicator, commitment__promise__title="Ljusare gångtunnel"),
        "problem": of(Problem),
        "measure": of(Measure),
        "action_plan": of(ActionPlan),
        "kf_report": of(AssemblyReport),
        "agreement": of(Agreement),
        "survey": of(Dialogue, mode="sample", state="ended"),
        "drawing": of(Dialogue, mode="sample", state="draft"),
        "dialogue": of(Dialogue, state="open", format="web"),
        "walk": of(Dialogue, format="walk"),
        "walked": of(WalkPoint, state="waiting"),
        "draft": of(Dialogue, state="draft", format="staff"),
        "statutory": of(StatutoryPicture),
        "meeting": of(Meeting, state="planned"),
        "held": of(Meeting, state="closed"),
        "decision": of(Decision, state="open"),
        "stop": of(Stop, state="proposed"),
        "plan": of(Plan),
        "verdict": of(FollowUp, commitment__isnull=False, corrected_by=None),
        "light": of(FollowUp, measure__isnull=False, corrected_by=None),
        "duty": of(DutyRecord),
        "council": of(CouncilMeeting),
        "cause": of(Cause),
        "of_cause": Cause.objects.unscoped("a page to look at").order_by("pk").last().problem_id,
        "kind": of(Category),
        "link": Dialogue.objects.unscoped("a page to look at").get(state="open", format="web").link,
        "promise_edition": Edition.objects.unscoped("a page to look at")
        .filter(promise=of(Promise))
        .latest("number")
        .number,
        "edition": Edition.objects.unscoped("a page to look at")
        .filter(kind="picture")
        .order_by("number")
        .last()
        .number,
        "release": of(Release),
        "edition_pk": of(Edition, kind="promise"),
        "answers": Edition.objects.unscoped("a page to look at").get(kind="dialogue").number,
        "news": Edition.objects.unscoped("a page to look at").get(kind="release").number,
        "code": Promise.objects.unscoped("a page to look at").order_by("pk").last().code,
    }


@pytest.fixture
def wire(live_server) -> Iterator[Wire]:
    address = urlsplit(live_server.url)
    wire = Wire(address.hostname or "localhost", address.port or 80)
    yield wire
    wire.close()


@pytest.fixture
def handset(playwright, wire: Wire, tmp_path: Path) -> Iterator[Open]:
    """`handset()`: the browser of one and the same phone, which keeps what it had."""
    opened = []

    def start() -> BrowserContext:
        width, height = SIZES["phone"]
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "handset",
            executable_path=find(),
            args=arguments(),
            base_url=wire.url,
            viewport={"width": width, "height": height},
            has_touch=True,
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        return context

    yield start
    for context in opened:
        context.close()


@pytest.fixture
def give(wire: Wire, person) -> Callable[[BrowserContext, str], User]:
    """`give(context, "rapportor")`: the person is signed in on that phone."""

    def act(context: BrowserContext, box: str) -> User:
        user = person(box)
        session = cast.signed_in(user).cookies[django_settings.SESSION_COOKIE_NAME].value
        cookie = {"name": django_settings.SESSION_COOKIE_NAME, "value": session, "url": wire.url}
        context.add_cookies([cookie | {"expires": 2_000_000_000}])
        return user

    return act
