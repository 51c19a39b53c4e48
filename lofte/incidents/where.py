"""From what a reporter wrote to a point on a street: never to a home."""

import shapely

from lofte.places.models import Area, Kommun, Street
from lofte.places.queries import area_of, find_addresses, street_names
from lofte.places.swedish import folded


def is_inside(kommun: Kommun, x: float, y: float) -> bool:
    """Whether a point lies in the kommun; a kommun without a border takes every point."""
    borders = Area.objects.unscoped("has it a border?").filter(kommun=kommun, kind=Area.Kind.KOMMUN)
    if area_of(x, y, kommun=kommun, kind=Area.Kind.KOMMUN) is not None:
        return True
    return not borders.exists()


def on_street(kommun: Kommun, text: str) -> tuple[str, float, float] | None:
    """The street that the text begins with and a point on it, nearest the address if one is given.

    The number is dropped: a report says "Björkgatan", never whose door it was.
    """
    found = find_addresses(kommun, text, limit=1)
    name = found[0].street if found else _street_named(kommun, text)
    if not name:
        return None
    street = Street.objects.unscoped("streets are not secret").filter(kommun=kommun, name=name)
    row = street.first()
    if row is None:
        return None
    line = shapely.from_wkb(bytes(row.line))
    if found and any(c.isdigit() for c in text):
        at = shapely.line_interpolate_point(
            line, shapely.line_locate_point(line, shapely.Point(found[0].x, found[0].y))
        )
    else:
        at = shapely.line_interpolate_point(line, 0.5, normalized=True)
    return name, float(at.x), float(at.y)


def _street_named(kommun: Kommun, text: str) -> str:
    wanted = folded(text)
    return next((n for n in street_names(kommun) if wanted.startswith(folded(n))), "")
