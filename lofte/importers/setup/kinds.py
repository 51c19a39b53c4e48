"""The kinds of file that set up a kommun: how each is read, compared and stored.

The pages and the commands both walk this table, so they promise the same.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lofte.audit.actions import Actor
from lofte.importers.setup import readers
from lofte.incidents.categories.actions import import_categories
from lofte.incidents.categories.queries import plan_categories
from lofte.people.invitations.actions import import_people
from lofte.people.parties.actions import import_parties
from lofte.people.queries import plan_invitations, plan_parties
from lofte.places.actions import (
    import_addresses,
    import_areas,
    import_places,
    import_streets,
    set_basemap,
)
from lofte.places.basemaps import examine
from lofte.places.models import Kommun
from lofte.places.plans import Plan
from lofte.places.queries import plan_addresses, plan_areas, plan_places, plan_streets

Options = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """`read` gives what the file holds, `plan` what would happen, `act` makes it happen."""

    title: str | Promise
    holds: str | Promise
    example: str | Promise
    read: Callable[[Path, Kommun, Options], Any]
    plan: Callable[[Kommun, Any, Options], Plan[Any, Any] | None]
    act: Callable[[Kommun, Any, Options, Actor], Any]


def _areas(kommun: Kommun, found: Sequence[Any], options: Options) -> Plan[Any, Any]:
    return plan_areas(kommun, found, options["version"])


def _basemap(path: Path, kommun: Kommun, options: Options) -> Path:
    examine(path, options["attribution"])
    return path


KINDS: dict[str, Kind] = {
    "omraden": Kind(
        title=_("Områden"),
        holds=_("Ytor: hela kommunen, DeSO, tätorter eller era egna områden."),
        example=_("GeoJSON, GeoPackage, shapefil (zip) eller KML. Kolumner: kod, namn."),
        read=lambda path, kommun, o: readers.read_areas(
            path, kind=o["kind"], kommun_code=kommun.code, valid_from=o.get("valid_from")
        ),
        plan=_areas,
        act=lambda kommun, found, o, by: import_areas(
            kommun=kommun, areas=found, version=o["version"], by=by
        ),
    ),
    "platser": Kind(
        title=_("Platser"),
        holds=_("Platser som människor har namn på: torg, stationer, skolor, parker."),
        example=_("CSV, XLSX eller GeoJSON. Kolumner: namn, slag, öst, nord, radie, gruppen."),
        read=lambda path, kommun, o: readers.read_places(path),
        plan=lambda kommun, found, o: plan_places(kommun, found),
        act=lambda kommun, found, o, by: import_places(kommun=kommun, places=found, by=by),
    ),
    "gator": Kind(
        title=_("Gator"),
        holds=_("Gatornas linjer, så att en rapport kan säga vilken gata den gäller."),
        example=_("GeoJSON, GeoPackage eller shapefil (zip). Kolumn: gatunamn."),
        read=lambda path, kommun, o: readers.read_streets(path),
        plan=lambda kommun, found, o: plan_streets(kommun, found),
        act=lambda kommun, found, o, by: import_streets(kommun=kommun, streets=found, by=by),
    ),
    "adresser": Kind(
        title=_("Adresser"),
        holds=_("Adresser för att slå upp en plats. De sparas aldrig i en rapport."),
        example=_("CSV, XLSX eller GeoJSON. Kolumner: gatunamn, nummer, öst, nord."),
        read=lambda path, kommun, o: readers.read_addresses(path),
        plan=lambda kommun, found, o: plan_addresses(kommun, found),
        act=lambda kommun, found, o, by: import_addresses(kommun=kommun, addresses=found, by=by),
    ),
    "bakgrundskarta": Kind(
        title=_("Bakgrundskarta"),
        holds=_("Kartan under allt annat. Den visas också öppet."),
        example=_("PMTiles, eller en liten karta som GeoJSON i WGS84."),
        read=_basemap,
        plan=lambda kommun, found, o: None,
        act=lambda kommun, found, o, by: set_basemap(
            kommun=kommun, source=found, attribution=o["attribution"], by=by
        ),
    ),
    "parter": Kind(
        title=_("Parter"),
        holds=_("Organisationerna som arbetar tillsammans."),
        example=_("CSV eller XLSX. Kolumner: part, slag."),
        read=lambda path, kommun, o: readers.read_parties(path),
        plan=lambda kommun, found, o: plan_parties(kommun, found),
        act=lambda kommun, found, o, by: import_parties(kommun=kommun, parties=found, by=by),
    ),
    "personer": Kind(
        title=_("Personer"),
        holds=_("De som ska bjudas in. Var och en får ett brev med en egen länk."),
        example=_("CSV eller XLSX. Kolumner: e-post, namn, part, roll."),
        read=lambda path, kommun, o: readers.read_people(path),
        plan=lambda kommun, found, o: plan_invitations(kommun, found),
        act=lambda kommun, found, o, by: import_people(kommun=kommun, people=found, by=by),
    ),
    "kategorier": Kind(
        title=_("Kategorier"),
        holds=_("Det som går att rapportera, i två nivåer."),
        example=_("CSV eller XLSX. Kolumner: kod, namn, engelska, under, räknas (ja eller nej)."),
        read=lambda path, kommun, o: readers.read_categories(path),
        plan=lambda kommun, found, o: plan_categories(kommun, found),
        act=lambda kommun, found, o, by: import_categories(kommun=kommun, categories=found, by=by),
    ),
}
