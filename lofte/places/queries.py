"""Looking things up: which area, which place, which street, which address."""

import math
from collections.abc import Collection, Sequence
from datetime import date

import numpy as np
import shapely
from django.db.models import Q, QuerySet
from django.utils import timezone
from numpy.typing import ArrayLike

from lofte.analysis.grid import Grid
from lofte.places.inputs import AddressInput, AreaInput, PlaceInput, StreetInput
from lofte.places.lookup import FoundArea, Ints, area_index, street_index
from lofte.places.models import Address, Area, Basemap, Kommun, NamedPlace, Street
from lofte.places.plans import Plan, checked, compare
from lofte.places.refusals import NOTHING_SAVED, BadAddress, BadArea, BadPlace, BadStreet
from lofte.places.scope import Viewer
from lofte.places.swedish import folded, swedish_key

CELL = 100.0
OWN_KINDS = (Area.Kind.OWN, Area.Kind.SUB)


def areas_of(
    x: ArrayLike,
    y: ArrayLike,
    *,
    kommun: Kommun,
    kinds: Sequence[str],
    on: date | None = None,
    revision: str = "",
) -> Ints:
    """int64[n]: id of the smallest area of the kinds over each point on the day; -1 = none.

    `revision`: of the map, from whoever read it just now; otherwise it is asked for.
    """
    index = area_index(kommun, tuple(kinds), revision)
    places = index.at(np.asarray(x, float), np.asarray(y, float), on or timezone.localdate())
    ids = np.array([area.pk for area in index.areas] + [-1], dtype=np.int64)
    found: Ints = ids[places]
    return found


def area_of(
    x: float, y: float, *, kommun: Kommun, kind: str, on: date | None = None
) -> FoundArea | None:
    """The area of a kind over a point, valid on the day (today)."""
    return _smallest(x, y, kommun, (kind,), on)


def smallest_own_area(
    x: float, y: float, *, kommun: Kommun, on: date | None = None
) -> FoundArea | None:
    """The smallest of the kommun's own areas and sub-areas over a point."""
    return _smallest(x, y, kommun, OWN_KINDS, on)


def _smallest(
    x: float, y: float, kommun: Kommun, kinds: Sequence[str], on: date | None
) -> FoundArea | None:
    index = area_index(kommun, tuple(kinds))
    place = int(index.at(np.array([x]), np.array([y]), on or timezone.localdate())[0])
    return None if place < 0 else index.areas[place]


def is_inside(kommun: Kommun, x: float, y: float) -> bool:
    """Whether a point lies in the kommun; a kommun without a border takes every point."""
    borders = Area.objects.unscoped("has it a border?").filter(kommun=kommun, kind=Area.Kind.KOMMUN)
    if area_of(x, y, kommun=kommun, kind=Area.Kind.KOMMUN) is not None:
        return True
    return not borders.exists()


def areas_in_force(
    kommun: Kommun, viewer: Viewer, *, kind: str = "", on: date | None = None
) -> list[Area]:
    """The kommun's areas on a day, in Swedish order; without polygons."""
    day = on or timezone.localdate()
    rows = Area.objects.visible_to(viewer).filter(_valid_on(day), kommun=kommun).defer("polygon")
    rows = rows.filter(kind=kind) if kind else rows
    return sorted(rows, key=lambda row: (row.kind, swedish_key(row.name)))


def own_area_names(kommun: Kommun) -> list[str]:
    """What people call the parts of the kommun today."""
    rows = Area.objects.unscoped("names that everybody may read").filter(
        _valid_on(timezone.localdate()), kommun=kommun, kind=Area.Kind.OWN
    )
    return list(rows.order_by("name").values_list("name", flat=True))


def _valid_on(day: date) -> Q:
    begun = Q(valid_from=None) | Q(valid_from__lte=day)
    return begun & (Q(valid_to=None) | Q(valid_to__gte=day))


def cell_of(x: float | None, y: float | None, size: float = CELL) -> str:
    """The name of the square that a point lies in; '' without a point."""
    if x is None or y is None or not (math.isfinite(x) and math.isfinite(y)):
        return ""
    return Grid.covering([x], [y], size).cell_id(0)


def nearest_place(
    x: float, y: float, *, kommun: Kommun, viewer: Viewer | None = None
) -> NamedPlace | None:
    """The nearest open place whose own radius reaches the point. Without a viewer: of all."""
    rows = (
        NamedPlace.objects.visible_to(viewer)
        if viewer
        else NamedPlace.objects.unscoped("the product places a report, nobody is shown it")
    )
    near = [
        (math.hypot(row.x - x, row.y - y), row.pk, row)
        for row in rows.filter(kommun=kommun, closed_on=None)
    ]
    reached = [item for item in near if item[0] <= item[2].radius]
    return min(reached)[2] if reached else None


def nearest_street(x: float, y: float, *, kommun: Kommun, within: float = 150.0) -> str:
    """The name of the nearest street, '' when none is within that many metres."""
    return street_index(kommun).nearest(x, y, within)


def street_lines(kommun: Kommun) -> list[shapely.Geometry]:
    """The lines of all streets, in metres, for the way between two points."""
    return list(street_index(kommun).tree.geometries)


def find_addresses(kommun: Kommun, text: str, limit: int = 12) -> list[Address]:
    """Addresses that begin as typed: 'åker', 'ÅKERVÄGEN 1', 'allen 2b'."""
    street, number = _split_address(text)
    if not street:
        return []
    rows = Address.objects.unscoped("addresses for look-up are not secret").filter(
        kommun=kommun, street_key__startswith=street
    )
    if number:
        rows = rows.filter(number__istartswith=number)
    streets = rows.order_by().values_list("street", flat=True).distinct()
    first = sorted(streets, key=swedish_key)[:limit]
    near = sorted(
        rows.filter(street__in=first),
        key=lambda row: (swedish_key(row.street), swedish_key(row.number)),
    )
    return near[:limit]


def the_address(kommun: Kommun, text: str) -> Address | None:
    """The one address that is written just so: 'Åkervägen 1'; None for anything more or less."""
    street, number = _split_address(text)
    if not street or not number:
        return None
    rows = Address.objects.unscoped("addresses for look-up are not secret").filter(
        kommun=kommun, street_key=street, number__iexact=number
    )
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


def the_place(kommun: Kommun, text: str) -> NamedPlace | None:
    """The one open place that is called just so."""
    wanted = folded(text)
    found = [row for row in open_places(kommun) if folded(row.name) == wanted]
    return found[0] if wanted and len(found) == 1 else None


def _split_address(text: str) -> tuple[str, str]:
    words = folded(text).split(" ")
    cut = next((i for i, word in enumerate(words) if i and word[:1].isdecimal()), len(words))
    return " ".join(words[:cut]), "".join(words[cut:])


def places_in(kommun: Kommun, viewer: Viewer, *, kind: str = "") -> list[NamedPlace]:
    """The open places that a person may see, in Swedish order."""
    rows = NamedPlace.objects.visible_to(viewer).filter(kommun=kommun, closed_on=None)
    return _listed(rows, kind)


def open_places(kommun: Kommun) -> QuerySet[NamedPlace]:
    """The places that anybody may choose from on an open page."""
    rows = NamedPlace.objects.unscoped("open places are named to everybody")
    return rows.filter(kommun=kommun, closed_on=None, group_only=False)


def places_to_set_up(kommun: Kommun, *, kind: str = "") -> list[NamedPlace]:
    """Every place, the closed and the group's own too, for whoever sets up the kommun."""
    rows = NamedPlace.objects.unscoped("set-up sees the group's places, not what happened there")
    return _listed(rows.filter(kommun=kommun), kind)


def place_to_set_up(kommun: Kommun, pk: int) -> NamedPlace | None:
    rows = NamedPlace.objects.unscoped("set-up sees the group's places, not what happened there")
    return rows.filter(kommun=kommun, pk=pk).first()


def _listed(rows: QuerySet[NamedPlace], kind: str) -> list[NamedPlace]:
    rows = rows.select_related("area")
    rows = rows.filter(kind=kind) if kind else rows
    return sorted(rows, key=lambda row: swedish_key(row.name))


def places_for_form(
    kommun: Kommun, viewer: Viewer, favourites: Collection[int] = ()
) -> list[NamedPlace]:
    """Open places for a choice: the person's own first, then the rest, both in Swedish order."""
    rows = places_in(kommun, viewer)
    return [r for r in rows if r.pk in favourites] + [r for r in rows if r.pk not in favourites]


def place_in(kommun: Kommun, viewer: Viewer, pk: int) -> NamedPlace | None:
    rows = NamedPlace.objects.visible_to(viewer).filter(kommun=kommun, pk=pk)
    return rows.select_related("area").first()


def street_names(kommun: Kommun) -> list[str]:
    rows = Street.objects.unscoped("streets are not secret").filter(kommun=kommun)
    return sorted(rows.values_list("name", flat=True), key=swedish_key)


def basemap_of(slug: str) -> Basemap | None:
    rows = Basemap.objects.unscoped("the background map is open to all")
    return rows.filter(kommun__slug=slug).select_related("kommun").first()


def plan_areas(kommun: Kommun, areas: Sequence[AreaInput], version: str) -> Plan[Area, AreaInput]:
    """What importing the areas as this version would do. Raises BadArea."""
    checked(areas, BadArea, "inga områden")
    rows = list(
        Area.objects.unscoped("what the import would change").filter(
            kommun=kommun, kind__in={area.kind for area in areas}
        )
    )
    same = {(row.kind, row.code): row for row in rows if row.version == version}
    if same and all(row.valid_to for row in same.values()):
        raise BadArea(
            f"Områdenas version ”{version}” har ersatts av en nyare. {NOTHING_SAVED} "
            "Ge den nya filen ett eget versionsnamn."
        )
    ended = [row for row in rows if row.version != version and row.valid_to is None]
    return compare(areas, same, ended=ended)


def plan_places(kommun: Kommun, places: Sequence[PlaceInput]) -> Plan[NamedPlace, PlaceInput]:
    """What importing would do; a place that the file leaves out stays. Raises BadPlace."""
    checked(places, BadPlace, "inga platser")
    rows = NamedPlace.objects.unscoped("what the import would change").filter(kommun=kommun)
    return compare(places, {(row.name,): row for row in rows})


def plan_streets(kommun: Kommun, streets: Sequence[StreetInput]) -> Plan[Street, StreetInput]:
    """What replacing the streets would do. Raises BadStreet."""
    checked(streets, BadStreet, "inga gator")
    rows: QuerySet[Street] = Street.objects.unscoped("what the import would change")
    existing = {(row.name,): row for row in rows.filter(kommun=kommun)}
    kept = {street.key for street in streets}
    return compare(streets, existing, ended=[r for k, r in existing.items() if k not in kept])


def plan_addresses(
    kommun: Kommun, addresses: Sequence[AddressInput]
) -> Plan[Address, AddressInput]:
    """What replacing the addresses would do. Raises BadAddress."""
    checked(addresses, BadAddress, "inga adresser")
    rows: QuerySet[Address] = Address.objects.unscoped("what the import would change")
    existing = {(row.street, row.number): row for row in rows.filter(kommun=kommun)}
    kept = {address.key for address in addresses}
    return compare(addresses, existing, ended=[r for k, r in existing.items() if k not in kept])
