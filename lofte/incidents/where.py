"""From what a reporter wrote to a point on a street: never to a home."""

import re
import unicodedata
from dataclasses import dataclass

import shapely

from lofte.places.models import Kommun, Street
from lofte.places.queries import find_addresses, street_names
from lofte.places.swedish import folded

NUMBER = re.compile(r"\s*(\d+(?:\s*[-–/]\s*\d+)?(?:\s?[a-z](?![a-zåäö]))?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OnStreet:
    """A point on a street, metres SWEREF 99 TM, and what the reporter wrote without the number."""

    text: str
    x: float
    y: float


def on_street(kommun: Kommun, text: str) -> OnStreet | None:
    """A point on the street that the text begins with, nearest the address if one is given.

    The number is dropped: a report says "Björkgatan, vid tunneln", never whose door it was.
    """
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    name = _street_named(kommun, text)
    if not name:
        return None
    rest = text[len(name) :]
    number = NUMBER.match(rest)
    x, y = _point(kommun, name, number[1] if number else "")
    return OnStreet(name + (rest[number.end() :] if number else rest), x, y)


def _street_named(kommun: Kommun, text: str) -> str:
    """The longest street name that the text begins with, as whole words."""
    wanted = folded(text)
    names = [n for n in street_names(kommun) if re.match(re.escape(folded(n)) + r"(?!\w)", wanted)]
    return max(names, key=len, default="")


def _point(kommun: Kommun, name: str, number: str) -> tuple[float, float]:
    street = Street.objects.unscoped("streets are not secret").get(kommun=kommun, name=name)
    line = shapely.from_wkb(bytes(street.line))
    door = _door(kommun, name, number)
    if door is not None:
        at = shapely.line_interpolate_point(line, shapely.line_locate_point(line, door))
    else:
        at = shapely.line_interpolate_point(line, 0.5, normalized=True)
    return float(at.x), float(at.y)


def _door(kommun: Kommun, name: str, number: str) -> shapely.Point | None:
    """Where "12 B" is, or else "12"."""
    for wanted in (number, *re.findall(r"^\d+", number)) if number else ():
        found = find_addresses(kommun, f"{name} {wanted}", limit=1)
        if found and found[0].street == name:
            return shapely.Point(found[0].x, found[0].y)
    return None
