"""Links that follow what a person may do, and that leave out pages which do not exist here."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lofte.people.states import Capability as C
from lofte.places.models import Kommun

register = template.Library()


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the signed-in frame; `only` keeps it to a capability, `also` adds another."""

    name: str
    label: str | Promise
    icon: str
    only: C | None = None
    also: C | None = None


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    label: str | Promise
    icon: str
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    label: str | Promise
    links: tuple[Link, ...]


MENU: tuple[tuple[str | Promise, tuple[Entry, ...]], ...] = (
    (
        _("Vardag"),
        (
            Entry("desk:start", _("Att göra i dag"), icon="list-todo"),
            Entry("incidents:report", _("Rapportera"), icon="message-square-plus", only=C.REPORT),
            Entry("desk:mine", _("Mina rapporter"), icon="files", only=C.REPORT),
            Entry("incidents:queue", _("Granska"), icon="clipboard-check", only=C.REVIEW),
            Entry("desk:search", _("Sök"), icon="search"),
        ),
    ),
    (
        _("Läget"),
        (
            Entry("situation:pictures", _("Lägesbilder"), icon="map", only=C.SEE_PICTURE),
            Entry("situation:trial", _("Träffar bilden?"), icon="target", only=C.SEE_PICTURE),
            Entry(
                "planning:dialogues",
                _("Dialoger"),
                icon="message-square-plus",
                only=C.SEE_GROUP,
                also=C.DIALOGUE,
            ),
            Entry("situation:fear", _("Otrygghet och händelser"), icon="map", only=C.SEE_GROUP),
            Entry("places:places", _("Platser"), icon="map-pin"),
            Entry("statistics:sources", _("Källor"), icon="database", only=C.IMPORT),
            Entry("statistics:news", _("Polisens händelser"), icon="rss", only=C.SEE_PICTURE),
            Entry("publishing:editions", _("Utgåvor"), icon="book-open", only=C.PUBLISH),
            Entry(
                "publishing:releases",
                _("Pressmeddelanden"),
                icon="file-text",
                only=C.SEE_PICTURE,
            ),
        ),
    ),
    (
        _("Samverkan"),
        (
            Entry("coordination:meetings", _("Möten"), icon="list-checks", only=C.SEE_GROUP),
            Entry("coordination:decisions", _("Beslut"), icon="gavel", only=C.SEE_GROUP),
            Entry(
                "patrol:stops", _("Patrullering"), icon="route", only=C.PATROL, also=C.COORDINATE
            ),
            Entry("patrol:places", _("Logga besök"), icon="footprints", only=C.LOG),
        ),
    ),
    (
        _("Löften"),
        (
            Entry("promises:promises", _("Löften"), icon="handshake", only=C.SEE_PICTURE),
            Entry("situation:problems", _("Problem"), icon="search", only=C.SEE_PICTURE),
            Entry("promises:measures", _("Åtgärder"), icon="hammer", only=C.SEE_PICTURE),
            Entry(
                "situation:statutory-list",
                _("Lagens lägesbild"),
                icon="scroll-text",
                only=C.SEE_PICTURE,
            ),
            Entry("promises:plans", _("Åtgärdsplan"), icon="table-2", only=C.SEE_PICTURE),
            Entry(
                "promises:agreements",
                _("Överenskommelser"),
                icon="file-text",
                only=C.SEE_PICTURE,
            ),
            Entry("duties:board", _("Lagens krav"), icon="square-check-big", only=C.SEE_PICTURE),
        ),
    ),
    (
        _("Ordning"),
        (
            Entry("people:people", _("Personer"), icon="users", only=C.SET_UP),
            Entry("places:setup", _("Inställningar"), icon="settings", only=C.SET_UP),
            Entry("people:log", _("Logg"), icon="scroll-text", only=C.SEE_AUDIT),
        ),
    ),
)


@register.simple_tag
def optional_url(name: str, *args: Any, **kwargs: Any) -> str:
    """The page's address, or nothing when no such page is installed or it needs something else."""
    try:
        return reverse(name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def can(context: Context, capability: str, kommun: Kommun | None = None) -> bool:
    """Whether the signed-in person may do this in the kommun (default: the page's own)."""
    request: HttpRequest | None = context.get("request")
    user = getattr(request, "user", None)
    kommun = kommun or current_kommun(context)
    if user is None or not user.is_authenticated or kommun is None:
        return False
    return user.can(C(capability), kommun.pk)


@register.simple_tag(takes_context=True)
def current_kommun(context: Context) -> Kommun | None:
    """The kommun of the page, else the first that the signed-in person serves."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return None
    if kommun := getattr(request, "kommun", None):
        return kommun
    return next(iter(own_kommuner(context)), None)


@register.simple_tag(takes_context=True)
def own_kommuner(context: Context) -> list[Kommun]:
    """The kommuner where the signed-in person has a role, once each, by name."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return []
    return list({row.kommun_id: row.kommun for row in user.active_assignments}.values())


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> list[Group]:
    """The menu of this person in this kommun: groups without a link are left out."""
    kommun = current_kommun(context)
    if kommun is None:
        return []
    request = context["request"]
    rights = request.user.capabilities(kommun.pk) if request.user.is_authenticated else frozenset()
    groups = (
        Group(label, tuple(_links(entries, rights, kommun.slug, request.path)))
        for label, entries in MENU
    )
    return [group for group in groups if group.links]


def _links(entries: tuple[Entry, ...], rights: frozenset[C], slug: str, path: str) -> list[Link]:
    links = []
    for entry in entries:
        if entry.only and not {entry.only, entry.also} & rights:
            continue
        url = optional_url(entry.name, slug=slug) or optional_url(entry.name)
        if url:
            links.append(Link(url, entry.label, entry.icon, current=path == url))
    return links
