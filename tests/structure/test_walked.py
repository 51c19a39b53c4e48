"""Every page is looked at in a browser by axe, or the reason why it is not stands here."""

import inspect
import re
from collections.abc import Iterator

import pytest
from django.urls import Resolver404, resolve

from lofte.templatetags import navigation
from tests.journeys.test_every_page import ACCOUNT, BESIDE, OPEN, SIGNED_OUT, WORK
from tests.structure.test_pages import OURS

FILE = "a file"
ASKED = "the same question as before every file that leaves; the journey of the meeting answers it"
ELSEWHERE = {
    "desk:home": "leads on to the own kommun",
    "situation:beside-latest": "leads on to the latest period",
    "incidents:waiting": "the phone's program asks, nobody reads it",
    "incidents:manifest": "the phone's program asks, nobody reads it",
    "phone:worker": "a program",
    "basemap:file": "a map's data",
    "basemap:about": "a map's data",
    "situation:map": "a map's data",
    "public:areas": "a map's data",
    "public:basemap": "a map's data",
    "incidents:photo": FILE,
    "public:feed": "for a program that reads feeds",
    "public:promise-feed": "for a program that reads feeds",
    "public:area-feed": "for a program that reads feeds",
    "importers:mapping": FILE,
    "importers:rejects": FILE,
    "xlsform:hand_out": FILE,
    "printing:poster": FILE,
    "printing:blank": FILE,
    "results:sheet": FILE,
    "patrol:plan_saved": "the page of the plan, kept as one file",
    "public:release-pdf": FILE,
    "situation:statutory-pdf": ASKED,
    "situation:pdf": ASKED,
    "situation:data": ASKED,
    "promises:export": ASKED,
    "promises:report-pdf": ASKED,
    "promises:sheet": ASKED,
    "promises:pdf": ASKED,
    "promises:agreement-file": ASKED,
    "promises:plan-pdf": ASKED,
    "promises:plan-follow-up-pdf": ASKED,
    "duties:report-pdf": ASKED,
    "duties:meeting-file": ASKED,
    "incidents:photo-cover": "looked at in the journey of the photos",
    "promises:sign": "looked at in the journey of the seed",
    "patrol:log_stop": "the page of a visit, which is walked for a named place",
    "importers:preview": "looked at in the journey of the sources",
    "importers:progress": "there while a file is read, tested without a browser",
    "situation:joint": "looked at in the journey of the picture",
    "people:accept": "looked at when the kommun is set up",
    "people:standing": "one sentence to a phone that was signed out, tested without a browser",
    "contacts:confirm": "one sentence and a button, tested without a browser",
    "contacts:leave": "one sentence and a button, tested without a browser",
    "following:confirm": "one sentence and a button, tested without a browser",
    "following:leave": "one sentence and a button, tested without a browser",
    "demo:sign_ins": "exists in the demo only",
}


def addresses() -> Iterator[str]:
    yield from (WORK + one for boxes in BESIDE.values() for one in boxes)
    yield from (*OPEN, *ACCOUNT, *SIGNED_OUT)


def entries() -> Iterator[str]:
    """The names of the menu's own pages."""
    yield from re.findall(r"\"([a-z]+:[a-z_-]+)\"", inspect.getsource(navigation))


def name_of(address: str) -> str:
    plain = re.sub(r"\{\w+\}", "1", address).split("?")[0]
    try:
        return resolve(plain).view_name
    except Resolver404:
        pytest.fail(f"{address} leads nowhere")


def is_read(view: object) -> bool:
    """Does it answer a GET?"""
    decorators = inspect.getsource(inspect.unwrap(view)).split("def ")[0]
    return "require_POST" not in decorators


def test_every_page_is_walked_or_said_why_not() -> None:
    walked = {name_of(address) for address in addresses()} | set(entries())
    read = {page.name for page in OURS if is_read(page.view)}
    assert read - walked - ELSEWHERE.keys() == set()
    assert ELSEWHERE.keys() <= read, "a page that is no more"
    assert not ELSEWHERE.keys() & walked, "it is walked: say nothing here"
