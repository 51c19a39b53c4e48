"""Atom feeds, in Swedish, of what the kommun lets out: all of it, of one area, of one promise."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from lofte.public.reading import FIVE_MINUTES, facts_of, shown_of
from lofte.publishing import editions
from lofte.publishing.editions import PublishedEdition

MOST = 50
_PAGES = {
    editions.PICTURE: "public:edition",
    editions.RELEASE: "public:release",
    editions.DIALOGUE: "public:dialogue",
}


@require_safe
@override("sv")
def everything(request: HttpRequest, slug: str) -> HttpResponse:
    """Pictures, promises and press releases, latest first."""
    facts = facts_of(slug)
    title = _("Trygghet i %(name)s") % {"name": facts["name"]}
    return _feed(request, slug, title, shown_of(slug))


@require_safe
@override("sv")
def promise(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """What happens with one promise: every time its page is published anew, and news of it."""
    facts_of(slug)
    shown = shown_of(slug)
    mine = editions.of_promise(shown, code)
    if not mine:
        raise Http404
    told = [one for one in shown if code in (one.content.get("code"), one.content.get("promise"))]
    return _feed(request, slug, mine[0].content["title"], told)


@require_safe
@override("sv")
def area(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One area: what the pictures say of it, promises for it or for the whole kommun, news."""
    facts = facts_of(slug)
    shown = shown_of(slug)
    names = [row["name"] for one in shown if (row := _of_area(one, code))]
    if not names:
        raise Http404
    title = _("Trygghet i %(area)s, %(name)s") % {"area": names[0], "name": facts["name"]}
    about = [one for one in shown if _concerns(one, code)]
    return _feed(request, slug, title, about, code)


def _of_area(edition: PublishedEdition, code: str) -> dict[str, Any] | None:
    rows = edition.content.get("areas", ()) if edition.kind == editions.PICTURE else ()
    return next((row for row in rows if row["code"] == code), None)


def _concerns(edition: PublishedEdition, code: str) -> bool:
    if edition.kind == editions.PICTURE:
        return _of_area(edition, code) is not None
    codes = edition.content.get("area_codes", ())
    return not codes or code in codes


def _feed(
    request: HttpRequest, slug: str, title: str, shown: Iterable[PublishedEdition], code: str = ""
) -> HttpResponse:
    def absolute(path: str) -> str:
        return request.build_absolute_uri(path)

    home = absolute(reverse("public:kommun", args=[slug]))
    feed = Atom1Feed(
        title=title, link=home, description="", language="sv", feed_url=absolute(request.path)
    )
    for one in sorted(shown, key=lambda one: -one.number)[:MOST]:
        if one.is_open:
            feed.add_item(
                title=editions.title_of(one.content),
                link=absolute(_address(one)),
                description=_summary(one, code),
                unique_id=absolute(f"{home}#utgava-{one.number}"),
                updateddate=datetime.fromisoformat(one.content["published"]).replace(tzinfo=UTC),
            )
    response = HttpResponse(feed.writeString("utf-8"), content_type=f"{feed.content_type}")
    patch_cache_control(response, max_age=FIVE_MINUTES)
    return response


def _address(one: PublishedEdition) -> str:
    if one.kind == editions.PROMISE:
        return reverse("public:promise-edition", args=[one.slug, one.content["code"], one.number])
    return reverse(_PAGES[one.kind], args=[one.slug, one.number])


def _summary(one: PublishedEdition, code: str) -> str:
    if one.kind == editions.PICTURE:
        row = _of_area(one, code)
        if row is not None:
            return f"{row['name']}: {row['klass']}"
        return " ".join(one.content["summary"])
    if one.kind == editions.PROMISE:
        points = [point for group in one.content["lists"] for point in group["points"]]
        return "\n".join(f"{point['text']}: {point['result_label']}" for point in points)
    if one.kind == editions.DIALOGUE:
        return "\n".join(told["outcome"] for told in one.content["told"])
    return str(one.content["lead"])
