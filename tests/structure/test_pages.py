"""No page forgets to ask who is there: every address is walked."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

SAMPLES = {
    "int": 1,
    "slug": "prov",
    "str": "prov",
    "path": "prov",
    "uuid": "0" * 8 + "-0000" * 3 + "-" + "0" * 12,
}
WORK = "arbete/"

# Pages that anyone may open, by namespace or by full name, with the reason.
OPEN_ROOMS = {
    "answering": "whoever has the short address may answer; nobody is asked who it is",
    "following": "an address follows without an account; the signed key in a letter is the proof",
    "contacts": "an address is left without an account; the signed key in a letter is the proof",
    "public": "the open site",
    "basemap": "the background map holds no reports, and the open pages are drawn on it",
}
OPEN_PAGES = {
    "people:accept": "an invited person has no account yet; the key in the address is the proof",
    "people:standing": "a phone that was signed out; the signed key in the address is the proof",
    "phone:worker": "a program without anybody's data; browsers fetch it without cookies",
    "people:language": "the choice of language",
    "checking:check": "anyone may ask what a signed file is; nothing is stored",
    "demo:sign_ins": "exists in the demo only, where everything is made up",
}
OWN_PAGES = {
    "people:letters": "the person's own choice of letters",
    "desk:home": "sends a signed-in person on to the own kommun",
}


GROUP = re.compile(r"\(\?P<\w+>(?P<body>[^()]*)\)")


def sample(body: str) -> str:
    """Something that a group of a regular expression takes."""
    tried = ["1", "prov", body.split("|")[0]]
    return next(value for value in tried if re.fullmatch(body, value))


class Page:
    """An address with sample values in it, its full name and its view."""

    def __init__(self, route: str, name: str, view: Callable[..., Any], converters: dict) -> None:
        self.route, self.name, self.view, self.converters = route, name, view, converters

    def __repr__(self) -> str:
        return self.name or self.route

    @property
    def is_work(self) -> bool:
        return self.route.startswith(WORK)

    def address(self, slug: str) -> str:
        filled = self.route
        for name, converter in self.converters.items():
            kind = type(converter).__name__.removesuffix("Converter").lower()
            kind = "str" if kind == "string" else kind
            value = slug if name == "slug" else SAMPLES[kind]
            filled = filled.replace(f"<{kind}:{name}>", str(value)).replace(f"<{name}>", str(value))
        filled = GROUP.sub(lambda group: sample(group["body"]), filled)
        assert "<" not in filled, f"{self.route}: add a sample value for its converter"
        return "/" + re.sub(r"[\^$]|\\(?=[.-])", "", filled)


def pages(
    resolver: URLResolver, route: str = "", rooms: tuple[str, ...] = (), converters: Any = None
) -> Iterator[Page]:
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        known = {**(converters or {}), **entry.pattern.converters}
        if isinstance(entry, URLPattern):
            yield Page(here, ":".join([*rooms, entry.name or ""]), entry.callback, known)
        else:
            within = (*rooms, entry.namespace) if entry.namespace else rooms
            yield from pages(entry, here, within, known)


def ours() -> list[Page]:
    """Every page whose view we wrote: allauth's guard themselves."""
    return [p for p in pages(get_resolver()) if p.view.__module__.startswith("lofte.")]


OURS = ours()
WORK_PAGES = [page for page in OURS if page.is_work and page.name not in OWN_PAGES]


@pytest.mark.parametrize("page", OURS, ids=repr)
def test_a_page_asks_who_is_there_or_is_said_to_be_open(page):
    guarded = hasattr(page.view, "__capabilities__")
    is_open = page.name in OPEN_PAGES or page.name.split(":")[0] in OPEN_ROOMS
    assert guarded != (is_open or page.name in OWN_PAGES)
    assert guarded or not page.is_work or page.name in OWN_PAGES


@pytest.mark.parametrize("page", OURS, ids=repr)
def test_a_page_has_a_name_in_its_room(page):
    assert ":" in page.name
    assert page.name.split(":")[-1]


def answer(client: Client, address: str) -> Any:
    response = client.get(address)
    return client.post(address) if response.status_code == 405 else response


@pytest.mark.parametrize("page", [p for p in OURS if p.is_work], ids=repr)
def test_a_stranger_is_asked_to_sign_in(client, kommun, page):
    response = answer(client, page.address(kommun.slug))
    assert response.status_code == 302
    assert response.url.startswith(resolve_url(settings.LOGIN_URL))


@pytest.mark.parametrize("page", WORK_PAGES, ids=repr)
def test_a_kommun_does_not_exist_for_who_works_elsewhere(as_, kommun, outsider, page):
    response = answer(as_(outsider), page.address(kommun.slug))
    assert response.status_code == 404


@pytest.mark.parametrize("page", [p for p in OURS if p.is_work], ids=repr)
def test_without_a_second_factor_nothing_opens(client, kommun, coordinator, arrange, page):
    with arrange():
        coordinator.authenticator_set.all().delete()
    client.force_login(coordinator, backend=settings.AUTHENTICATION_BACKENDS[0])
    response = answer(client, page.address(kommun.slug))
    assert response.status_code == 302
    assert response.url.startswith(resolve_url("mfa_index"))
