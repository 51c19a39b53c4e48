"""Files for setting up a kommun, read into the plain values that the actions take."""

import re
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import shapely
from django.utils.functional import Promise

from lofte.audit.refusals import swedish
from lofte.importers.registers.areas import read_areas as read_polygons
from lofte.importers.registers.columns import no_rows
from lofte.importers.registers.opening import checked_size
from lofte.importers.setup.shapes import features
from lofte.importers.setup.tables import LIMITS, BadFile, open_table
from lofte.incidents.categories.inputs import CategoryInput
from lofte.people.inputs import Invitee, PartyInput
from lofte.people.models import Party
from lofte.people.states import Role
from lofte.places.crs import SWEREF99_TM
from lofte.places.inputs import AddressInput, AreaInput, PlaceInput, StreetInput
from lofte.places.models import Area, NamedPlace
from lofte.places.refusals import NOTHING_SAVED
from lofte.places.swedish import folded

_NAME = ("namn", "name", "plats", "platsnamn", "benämning")
_KIND = ("slag", "typ", "kind", "type", "kategori")
_STREET = ("gatunamn", "gata", "street", "streetname", "vägnamn", "väg", "adressområde", *_NAME)
_NUMBER = ("nummer", "number", "husnummer", "gatunummer", "nr", "adressplats", "adressnummer")
_ADDRESS = ("adress", "address", "gatuadress", "beteckning")
_YES = {"ja", "j", "yes", "true", "1", "x", "sant"}
_DOOR = re.compile(r"(?P<street>.*\D)\s*(?P<number>\d+\s*\w?)", re.DOTALL)


def read_areas(
    path: Path, *, kind: str, kommun_code: str, valid_from: date | None = None
) -> list[AreaInput]:
    """Polygons of one kind. For the whole kommun, the one with its code out of many.

    Raises ImportRefused or BadFile.
    """
    found = read_polygons(path, kind=kind, limits=LIMITS)
    if found.crs != SWEREF99_TM:
        raise BadFile(
            f"Områdena ligger utanför Sverige. Kontrollera koordinatsystemet. {NOTHING_SAVED}"
        )
    areas = list(found.areas)
    if kind == Area.Kind.KOMMUN:
        own = [area for area in areas if area.code == kommun_code]
        if not own and len(areas) > 1:
            raise BadFile(f"Ingen av ytorna har koden {kommun_code}. {NOTHING_SAVED}")
        areas = own or areas
    return [
        AreaInput(
            kind=kind,
            code=kommun_code if kind == Area.Kind.KOMMUN else area.code,
            name=area.name,
            polygon=area.polygon,
            valid_from=valid_from,
        )
        for area in areas
    ]


def read_places(path: Path) -> list[PlaceInput]:
    """Raises ImportRefused or BadFile."""
    table = open_table(path)
    names = table.needed(_NAME, "platsens namn")
    kinds = table.column(_KIND) or [""] * len(names)
    radii = table.column(("radie", "radius")) or [""] * len(names)
    hidden = table.column(("gruppen", "group", "dold")) or [""] * len(names)
    x, y = table.points()
    return [
        PlaceInput(
            name=name,
            x=float(east),
            y=float(north),
            kind=_choice(kind, NamedPlace.Kind.choices) or NamedPlace.Kind.OTHER,
            radius=_whole(radius, 150),
            group_only=folded(group) in _YES,
        )
        for name, east, north, kind, radius, group in zip(
            names, x, y, kinds, radii, hidden, strict=True
        )
    ]


def read_streets(path: Path) -> list[StreetInput]:
    """Lines by name; the pieces of one street become one. Raises ImportRefused or BadFile."""
    checked_size(path, LIMITS)
    with tempfile.TemporaryDirectory(prefix="lofte-") as folder:
        lines, cells = features(path, Path(folder), _STREET)
    pieces: dict[str, list[shapely.LineString]] = defaultdict(list)
    for line, name in zip(lines, cells, strict=True):
        if name.strip() and isinstance(line, shapely.LineString | shapely.MultiLineString):
            pieces[" ".join(name.split())].extend(getattr(line, "geoms", [line]))
    if not pieces:
        raise no_rows()
    return [
        StreetInput(name=name, line=parts[0] if len(parts) == 1 else shapely.MultiLineString(parts))
        for name, parts in pieces.items()
    ]


def read_addresses(path: Path) -> list[AddressInput]:
    """Street and number in two columns or in one; the same address twice keeps the first point.

    Raises ImportRefused or BadFile.
    """
    table = open_table(path)
    numbers = table.column(_NUMBER)
    if numbers is not None:
        streets = table.needed(_STREET, "gatans namn")
        pairs = list(zip(streets, numbers, strict=True))
    else:
        pairs = [_door(cell) for cell in table.needed(_ADDRESS, "adressen")]
    x, y = table.points()
    found: dict[tuple[str, ...], AddressInput] = {}
    for (street, number), east, north in zip(pairs, x, y, strict=True):
        address = AddressInput(
            street=" ".join(street.split()),
            number=" ".join(number.split()),
            x=float(east),
            y=float(north),
        )
        found.setdefault(address.key, address)
    return list(found.values())


def _door(text: str) -> tuple[str, str]:
    match = _DOOR.fullmatch(text)
    return (match["street"].strip(), match["number"].strip()) if match else (text, "")


def read_parties(path: Path) -> list[PartyInput]:
    """Raises ImportRefused or BadFile."""
    table = open_table(path)
    names = table.needed(("part", "namn", "name", "organisation"), "partens namn")
    kinds = table.needed(_KIND, "slag av part")
    return [
        PartyInput(name=name, kind=_choice(kind, Party.Kind.choices) or kind)
        for name, kind in zip(names, kinds, strict=True)
    ]


def read_people(path: Path) -> list[Invitee]:
    """Raises ImportRefused or BadFile."""
    table = open_table(path)
    columns = (
        table.needed(("e-post", "epost", "post", "email", "mail", "mejl"), "e-post"),
        table.needed(("namn", "name"), "namn"),
        table.needed(("part", "organisation", "party"), "part"),
        table.needed(("roll", "role"), "roll"),
    )
    return [
        Invitee(email=email, name=name, party=party, role=_choice(role, Role.choices) or role)
        for email, name, party, role in zip(*columns, strict=True)
    ]


def _choice(text: str, choices: Sequence[tuple[str, str | Promise]]) -> str:
    """The code of a choice that is written as its code, its Swedish words or one of them."""
    wanted = folded(text)
    words = {code: folded(swedish(label)) for code, label in choices}
    for code, label in words.items():
        if wanted in {folded(code), label}:
            return code
    near = [code for code, label in words.items() if wanted in label.split()]
    return near[0] if len(near) == 1 else ""


def _whole(text: str, otherwise: int) -> int:
    if not text:
        return otherwise
    return int(text) if text.isdecimal() else 0


def read_categories(path: Path) -> list[CategoryInput]:
    """Raises ImportRefused or BadFile."""
    table = open_table(path)
    codes = table.needed(("kod", "code"), "kategorins kod")
    labels = table.needed(("namn", "kategori", "name", "label"), "kategorins namn")
    none = [""] * len(codes)
    english = table.column(("engelska", "english", "namn_en", "label_en")) or none
    parents = table.column(("under", "parent", "överkategori")) or none
    counted = table.column(("räknas", "in_picture", "lägesbild")) or none
    return [
        CategoryInput(
            code=code,
            label_sv=label,
            label_en=other,
            parent_code=parent,
            in_picture=folded(said) not in {"nej", "no", "0", "false"},
        )
        for code, label, other, parent, said in zip(
            codes, labels, english, parents, counted, strict=True
        )
    ]
