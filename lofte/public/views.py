"""The open site: it reads editions on disk and nothing else."""

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from lofte.public import maps
from lofte.public.reading import FIVE_MINUTES, facts_of, shown_of
from lofte.publishing import editions

logger = logging.getLogger(__name__)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The kommun's page, or the choice between several."""
    kommuner = editions.kommuner(settings.EDITIONS_DIR)
    if len(kommuner) == 1:
        return redirect("public:kommun", kommuner[0]["slug"])
    return _page(request, "public/home.html", {"kommuner": kommuner})


@require_safe
def kommun(request: HttpRequest, slug: str) -> HttpResponse:
    facts = facts_of(slug)
    found = shown_of(slug)
    shown = editions.of_kind(found, editions.PICTURE)
    latest = editions.latest(shown)
    context = {
        "kommun": facts,
        "edition": latest,
        "editions": shown,
        "promised": editions.current_promises(found),
        "releases": editions.current_releases(found)[:5],
        "dialogues": editions.current_dialogues(found),
        "map": maps.description(facts, latest) if latest else None,
    }
    return _page(request, "public/kommun.html", context)


@require_safe
def edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    facts = facts_of(slug)
    try:
        found = _edition(slug, number)
    except editions.BadEdition as damaged:
        logger.error("%s: %s", slug, damaged)
        return _page(request, "public/damaged.html", {"kommun": facts}, status=503)
    if found.kind == editions.RELEASE:
        return redirect("public:release", slug, number)
    if found.kind == editions.DIALOGUE:
        return redirect("public:dialogue", slug, number)
    if found.kind == editions.PROMISE:
        return redirect("public:promise-edition", slug, found.content["code"], number)
    shown = shown_of(slug)
    context = {
        "kommun": facts,
        "edition": found,
        "map": maps.description(facts, found),
        "promises": [
            one
            for one in editions.current_promises(shown)
            if number in one.content.get("picture_edition", ())
        ],
    }
    return _page(request, "public/edition.html", context, status=200 if found.is_open else 410)


@require_safe
def promise(request: HttpRequest, slug: str, code: str, number: int | None = None) -> HttpResponse:
    """The latest edition of a promise, or an earlier one; all are listed with their days."""
    facts = facts_of(slug)
    shown = shown_of(slug)
    mine = editions.of_promise(shown, code)
    still_open = [one for one in mine if one.is_open]
    chosen = [one for one in mine if one.number == number] if number else still_open[:1] or mine[:1]
    if not chosen:
        raise Http404
    found = chosen[0]
    follows = found.content.get("follows") or {}
    context = _told(facts, found, mine) | {
        "dialogues": [
            one
            for one in editions.current_dialogues(shown)
            if one.content["dialogue"] in found.content.get("dialogues", ())
        ],
        "releases": [
            one for one in editions.current_releases(shown) if one.content["promise"] == code
        ],
        "before": bool(editions.of_promise(shown, follows.get("code", ""))),
        "after": [
            one
            for one in editions.current_promises(shown)
            if (one.content.get("follows") or {}).get("code") == code
        ],
    }
    return _page(request, "public/promise.html", context, status=200 if found.is_open else 410)


def _told(
    facts: Mapping[str, Any],
    found: editions.PublishedEdition,
    mine: Sequence[editions.PublishedEdition],
) -> dict[str, Any]:
    """An edition among those of the same thing, with the newest that is still open."""
    return {
        "kommun": facts,
        "edition": found,
        "content": found.content,
        "editions": mine,
        "newest": next((one for one in mine if one.is_open), None),
    }


def _edition(slug: str, number: int) -> editions.PublishedEdition:
    try:
        return editions.read(settings.EDITIONS_DIR, slug, number)
    except editions.NoEdition as missing:
        raise Http404 from missing


@require_safe
def dialogue(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What came out of a dialogue; earlier editions stand beside it."""
    facts, found = facts_of(slug), _of_kind(slug, number, editions.DIALOGUE)
    shown = shown_of(slug)
    mine = editions.of_dialogue(shown, found.content["dialogue"])
    context = _told(facts, found, mine) | {
        "promises": [
            one
            for one in editions.current_promises(shown)
            if found.content["dialogue"] in one.content.get("dialogues", ())
        ],
    }
    return _page(request, "public/dialogue.html", context, status=200 if found.is_open else 410)


@require_safe
def release(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A press release; its corrections stand beside it."""
    facts, found = facts_of(slug), _of_kind(slug, number, editions.RELEASE)
    shown = shown_of(slug)
    mine = editions.of_release(shown, found.content["release"])
    context = _told(facts, found, mine) | {
        "promise": bool(editions.of_promise(shown, found.content["promise"])),
    }
    return _page(request, "public/release.html", context, status=200 if found.is_open else 410)


@require_safe
def release_pdf(request: HttpRequest, slug: str, number: int) -> FileResponse:
    found = _of_kind(slug, number, editions.RELEASE)
    file = editions.pdf(settings.EDITIONS_DIR, slug, number)
    if not found.is_open or file is None:
        raise Http404
    response = FileResponse(file.open("rb"), content_type="application/pdf")
    name = f"pressmeddelande-{slug}-{found.content['published']}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    patch_cache_control(response, max_age=FIVE_MINUTES)
    return response


def _of_kind(slug: str, number: int, kind: str) -> editions.PublishedEdition:
    try:
        found = _edition(slug, number)
    except editions.BadEdition as damaged:
        raise Http404 from damaged
    if found.kind != kind:
        raise Http404
    return found


@require_safe
def areas(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The edition's areas for the map."""
    try:
        found = _edition(slug, number)
    except editions.BadEdition as damaged:
        raise Http404 from damaged
    if not found.is_open:
        raise Http404
    content = json.dumps(found.content["map"], ensure_ascii=False)
    return _cached(HttpResponse(content, content_type="application/geo+json"))


@require_safe
def basemap(request: HttpRequest, slug: str) -> FileResponse:
    file = editions.basemap(settings.EDITIONS_DIR, slug)
    if file is None:
        raise Http404
    response = FileResponse(file.open("rb"), content_type="application/geo+json")
    patch_cache_control(response, public=True, max_age=86_400)
    return response


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return _page(request, "public/accessibility.html", {})


def _page(
    request: HttpRequest, template: str, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    return _cached(render(request, template, context, status=status))


def _cached(response: HttpResponse) -> HttpResponse:
    """For a while; a signed-in person's page, with the name in its head, is kept by nobody else."""
    patch_cache_control(response, max_age=FIVE_MINUTES)
    return response
