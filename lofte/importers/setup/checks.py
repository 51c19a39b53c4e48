"""What a kommun still needs before it can work, and what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lofte.incidents.models import Category
from lofte.people.models import Assignment, Party
from lofte.people.states import Role
from lofte.places.basemaps import path_of
from lofte.places.models import Address, Area, Basemap, Kommun, NamedPlace, Street

_WHY = "what the check page counts"


@dataclass(frozen=True, slots=True)
class Check:
    what: str | Promise
    done: bool
    state: str
    why: str | Promise
    url: str
    needed: bool = True  # False = the work can start without it


def checks_of(kommun: Kommun) -> list[Check]:
    """In the order in which a newcomer does them."""
    return [make(kommun) for make in _CHECKS]


def _file(kommun: Kommun, kind: str) -> str:
    return _url("places:file", kommun.slug, kind)


def _url(name: str, *arguments: object) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def _border(kommun: Kommun) -> Check:
    found = _areas(kommun, Area.Kind.KOMMUN)
    return Check(
        gettext_lazy("Kommunens gräns"),
        found > 0,
        _("finns") if found else _("saknas"),
        gettext_lazy("Punkter utanför kommunen upptäcks, och bilden vet var den slutar."),
        _file(kommun, "omraden"),
    )


def _own_areas(kommun: Kommun) -> Check:
    found = _areas(kommun, Area.Kind.OWN, Area.Kind.SUB, Area.Kind.DESO, Area.Kind.REGSO)
    return Check(
        gettext_lazy("Områden"),
        found > 0,
        _("%(n)d områden") % {"n": found} if found else _("saknas"),
        gettext_lazy("Den öppna lägesbilden visas per område, aldrig som punkter."),
        _file(kommun, "omraden"),
    )


def _areas(kommun: Kommun, *kinds: str) -> int:
    rows = Area.objects.unscoped(_WHY).filter(kommun=kommun, valid_to=None)
    return rows.filter(kind__in=kinds).count()


def _places(kommun: Kommun) -> Check:
    found = NamedPlace.objects.unscoped(_WHY).filter(kommun=kommun, closed_on=None).count()
    return Check(
        gettext_lazy("Platser"),
        found > 0,
        _("%(n)d platser") % {"n": found} if found else _("saknas"),
        gettext_lazy("Den som rapporterar väljer plats i en lista, också utan karta."),
        _file(kommun, "platser"),
    )


def _streets(kommun: Kommun) -> Check:
    found = Street.objects.unscoped(_WHY).filter(kommun=kommun).count()
    return Check(
        gettext_lazy("Gator"),
        found > 0,
        _("%(n)d gator") % {"n": found} if found else _("saknas"),
        gettext_lazy("En rapport utan plats får gatans namn."),
        _file(kommun, "gator"),
        needed=False,
    )


def _addresses(kommun: Kommun) -> Check:
    found = Address.objects.unscoped(_WHY).filter(kommun=kommun).count()
    return Check(
        gettext_lazy("Adresser"),
        found > 0,
        _("%(n)d adresser") % {"n": found} if found else _("saknas"),
        gettext_lazy("Den som rapporterar kan skriva en adress i stället för att peka."),
        _file(kommun, "adresser"),
        needed=False,
    )


def _basemap(kommun: Kommun) -> Check:
    row = Basemap.objects.unscoped(_WHY).filter(kommun=kommun).select_related("kommun").first()
    whole = row is not None and path_of(row).is_file()
    lost = _("filen är borta: läs in den igen") if row else _("saknas")
    return Check(
        gettext_lazy("Bakgrundskarta"),
        whole,
        _("finns") if whole else lost,
        gettext_lazy("Utan den är kartorna tomma under områdena."),
        _file(kommun, "bakgrundskarta"),
        needed=False,
    )


def _parties(kommun: Kommun) -> Check:
    rows = Party.objects.unscoped(_WHY).filter(kommuner=kommun, closed_on=None)
    kinds = set(rows.values_list("kind", flat=True))
    missing = [
        str(Party.Kind(kind).label)
        for kind in (Party.Kind.KOMMUN, Party.Kind.POLICE)
        if kind not in kinds
    ]
    return Check(
        gettext_lazy("Parter"),
        not missing,
        _("saknas: %(kinds)s") % {"kinds": ", ".join(missing)} if missing else _("finns"),
        gettext_lazy("Kommunen och Polisen gör lägesbilden tillsammans."),
        _file(kommun, "parter"),
    )


def _roles(kommun: Kommun) -> Check:
    rows = Assignment.objects.unscoped(_WHY).filter(kommun=kommun, until=None)
    held = set(rows.filter(user__is_active=True).values_list("role", flat=True))
    wanted = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.REPORTER, Role.POLICE)
    missing = [str(role.label) for role in wanted if role not in held]
    return Check(
        gettext_lazy("Personer"),
        not missing,
        _("saknas: %(roles)s") % {"roles": ", ".join(missing)} if missing else _("finns"),
        gettext_lazy("Någon rapporterar, någon samordnar, och Polisen läser."),
        _url("people:people", kommun.slug),
    )


def _second_person(kommun: Kommun) -> Check:
    rows = Assignment.objects.unscoped(_WHY).filter(kommun=kommun, until=None, user__is_active=True)
    freezers = rows.filter(role__in=[Role.REVIEWER, Role.COORDINATOR, Role.POLICE])
    enough = freezers.values("user").distinct().count() > 1
    return Check(
        gettext_lazy("En andra person"),
        enough or not kommun.four_eyes,
        _("finns") if enough else _("saknas") if kommun.four_eyes else _("avstängt"),
        gettext_lazy("Två personer fryser bilden. Är ni bara en kan ni stänga av det."),
        _url("places:settings", kommun.slug),
    )


def _categories(kommun: Kommun) -> Check:
    found = Category.objects.unscoped(_WHY).filter(kommun=kommun, active_to=None).count()
    return Check(
        gettext_lazy("Kategorier"),
        found > 0,
        _("%(n)d kategorier") % {"n": found} if found else _("saknas"),
        gettext_lazy("Den som rapporterar väljer vad som hände i listan."),
        _url("incidents:categories", kommun.slug),
    )


def _contact(kommun: Kommun) -> Check:
    return Check(
        gettext_lazy("Kontakt som visas öppet"),
        bool(kommun.contact),
        kommun.contact or _("saknas"),
        gettext_lazy("Den som läser löftet ska veta vem som svarar."),
        _url("places:settings", kommun.slug),
        needed=False,
    )


def _mail(kommun: Kommun) -> Check:
    chosen = settings.DEFAULT_FROM_EMAIL != "lofte@localhost"
    return Check(
        gettext_lazy("E-post"),
        chosen,
        settings.DEFAULT_FROM_EMAIL if chosen else _("saknar avsändare"),
        gettext_lazy("Inbjudningar går som brev. Den som driver servern ställer in det."),
        "",
    )


_CHECKS: tuple[Callable[[Kommun], Check], ...] = (
    _border,
    _own_areas,
    _places,
    _streets,
    _addresses,
    _basemap,
    _parties,
    _roles,
    _second_person,
    _categories,
    _contact,
    _mail,
)
