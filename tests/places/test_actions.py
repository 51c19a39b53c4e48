"""What setting up the map promises."""

from datetime import date

import numpy as np
import pytest
import shapely

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.people.models import User
from lofte.places.actions import (
    Settings,
    add_place,
    change_place,
    change_settings,
    close_place,
    create_kommun,
    import_addresses,
    import_areas,
    import_places,
    import_streets,
    open_place,
)
from lofte.places.inputs import AddressInput, AreaInput, PlaceInput, StreetInput
from lofte.places.models import Address, Area, Kommun, NamedPlace, Street
from lofte.places.queries import area_of, smallest_own_area
from lofte.places.refusals import (
    BadAddress,
    BadArea,
    BadKommun,
    BadPlace,
    BadSettings,
    BadStreet,
)
from tests.cast import OX, OY, SIDE

OWN = Area.Kind.OWN


def square(west: float = 0, south: float = 0, side: float = 1000) -> shapely.Polygon:
    return shapely.box(OX + west, OY + south, OX + west + side, OY + south + side)


def area(code: str = "A", **changes: object) -> AreaInput:
    given = {"kind": OWN, "code": code, "name": f"Område {code}", "polygon": square()}
    return AreaInput(**{**given, **changes})


def place(name: str = "Ån", **changes: object) -> PlaceInput:
    return PlaceInput(**{"name": name, "x": OX + 500.0, "y": OY + 500.0, **changes})


def all_of(model: type, kommun: Kommun) -> list:
    return list(model.objects.unscoped("test").filter(kommun=kommun).order_by("pk"))


def last_event() -> AuditEvent:
    return AuditEvent.objects.first()


# --- the kommun ------------------------------------------------------------------------------


def test_a_kommun_is_created_with_its_settings(db: None) -> None:
    kommun = create_kommun(
        code="1495", name="Skara", slug="skara", by=SYSTEM, settings=Settings(rhythm="month")
    )
    assert (kommun.code, kommun.rhythm) == ("1495", "month")
    assert last_event().what == "kommun.created"
    assert last_event().kommun_code == "1495"


@pytest.mark.parametrize(
    ("code", "name", "slug"),
    [
        ("149", "Skara", "skara"),
        ("14955", "Skara", "skara"),
        ("abcd", "Skara", "skara"),
        ("١٤٩٥", "Skara", "skara"),
        ("1495", " ", "skara"),
        ("1495", "S" * 101, "skara"),
        ("1495", "Skara", "arbete"),
        ("1495", "Skara", "Skara"),
        ("1495", "Skara", "åre"),
        ("1495", "Skara", "sk ara"),
        ("1495", "Skara", ""),
        ("1495", "Skara", "-skara"),
    ],
)
def test_a_kommun_with_a_bad_code_name_or_address_is_refused(
    db: None, code: str, name: str, slug: str
) -> None:
    with pytest.raises(BadKommun, match="Ingenting sparades"):
        create_kommun(code=code, name=name, slug=slug, by=SYSTEM)
    assert not Kommun.objects.unscoped("test").exists()


@pytest.mark.parametrize(("code", "slug"), [("9901", "annan"), ("1234", "lyckeberga")])
def test_code_and_address_belong_to_one_kommun(kommun: Kommun, code: str, slug: str) -> None:
    with pytest.raises(BadKommun, match="finns redan"):
        create_kommun(code=code, name="En till", slug=slug, by=SYSTEM)


def test_settings_change_only_what_is_given(kommun: Kommun, administrator: User) -> None:
    changed = change_settings(
        kommun=kommun, settings=Settings(minimum_cell=7, four_eyes=True), by=administrator
    )
    kommun.refresh_from_db()
    assert changed == ("minimum_cell",)
    assert kommun.minimum_cell == 7
    assert last_event().details == {"changed": {"minimum_cell": [5, 7]}}


@pytest.mark.parametrize(
    "bad",
    [
        Settings(minimum_cell=2),
        Settings(public_delay=0),
        Settings(reporter_days=401),
        Settings(meeting_weekday=6),
        Settings(rhythm="quarterly"),
        Settings(method_name="  "),
    ],
)
def test_settings_outside_the_limits_change_nothing(kommun: Kommun, bad: Settings) -> None:
    with pytest.raises(BadSettings):
        change_settings(kommun=kommun, settings=bad, by=SYSTEM)
    assert not AuditEvent.objects.exists()


# --- areas -----------------------------------------------------------------------------------


def test_areas_are_found_as_soon_as_they_are_imported(kommun: Kommun) -> None:
    import_areas(
        kommun=kommun, areas=[area(name="Ängen", kind=Area.Kind.SUB)], version="1", by=SYSTEM
    )
    found = smallest_own_area(OX + 500, OY + 500, kommun=kommun)
    assert found is not None
    assert str(found) == "Ängen"


def test_importing_the_same_areas_again_changes_nothing(kommun: Kommun) -> None:
    areas = [area("A"), area("B", polygon=square(1000))]
    import_areas(kommun=kommun, areas=areas, version="2", by=SYSTEM)
    again = import_areas(kommun=kommun, areas=areas, version="2", by=SYSTEM)
    assert again.is_empty
    assert again.unchanged == 2


def test_a_new_version_ends_the_one_before(kommun: Kommun) -> None:
    start = date(2026, 1, 1)
    plan = import_areas(
        kommun=kommun, areas=[area("V", valid_from=start)], version="2026", by=SYSTEM
    )
    assert {row.code for row in plan.ended} == {"V", "O"}
    old = area_of(OX + 1, OY + 1, kommun=kommun, kind=OWN, on=date(2025, 12, 31))
    new = area_of(OX + 1, OY + 1, kommun=kommun, kind=OWN, on=start)
    assert old is not None
    assert new is not None
    assert (old.version, new.version) == ("1", "2026")


def test_a_version_never_ends_before_it_began(kommun: Kommun) -> None:
    later = date(2026, 5, 1)
    import_areas(kommun=kommun, areas=[area(valid_from=later)], version="2", by=SYSTEM)
    import_areas(kommun=kommun, areas=[area(valid_from=date(2026, 1, 1))], version="3", by=SYSTEM)
    second = Area.objects.unscoped("test").get(kommun=kommun, version="2")
    assert second.valid_to == later


def test_a_corrected_polygon_is_used_at_once(kommun: Kommun) -> None:
    import_areas(kommun=kommun, areas=[area()], version="2", by=SYSTEM)
    assert smallest_own_area(OX + 1500, OY + 500, kommun=kommun) is None
    plan = import_areas(kommun=kommun, areas=[area(polygon=square(1000))], version="2", by=SYSTEM)
    assert plan.changed[0].labels == ("gräns",)
    assert smallest_own_area(OX + 500, OY + 500, kommun=kommun) is None
    assert smallest_own_area(OX + 1500, OY + 500, kommun=kommun) is not None


def test_an_ended_version_is_not_imported_again(kommun: Kommun) -> None:
    import_areas(kommun=kommun, areas=[area()], version="2", by=SYSTEM)
    with pytest.raises(BadArea, match="har ersatts"):
        import_areas(kommun=kommun, areas=[area("V")], version="1", by=SYSTEM)


def test_places_learn_in_which_area_they_now_lie(kommun: Kommun) -> None:
    import_areas(
        kommun=kommun, areas=[area(polygon=square(1000, 1000, 2000))], version="2", by=SYSTEM
    )
    rows = {row.name: row.area and row.area.code for row in all_of(NamedPlace, kommun)}
    assert rows["Resecentrum"] == "A"
    assert rows["Lindängens källargångar"] is None


def test_an_area_is_part_of_the_one_that_it_names(kommun: Kommun) -> None:
    whole = area("S", polygon=square(side=2000))
    part = area("S1", kind=Area.Kind.SUB, parent_code="S")
    import_areas(kommun=kommun, areas=[part, whole], version="2", by=SYSTEM)
    row = Area.objects.unscoped("test").select_related("parent").get(kommun=kommun, code="S1")
    assert row.parent.code == "S"
    import_areas(kommun=kommun, areas=[part], version="2", by=SYSTEM)
    row.refresh_from_db()
    assert row.parent.code == "S"


@pytest.mark.parametrize("parent", ["finns inte", "A"])
def test_an_area_that_is_part_of_nothing_is_refused(kommun: Kommun, parent: str) -> None:
    before = len(all_of(Area, kommun))
    with pytest.raises(BadArea, match="som inte finns"):
        import_areas(kommun=kommun, areas=[area(parent_code=parent)], version="2", by=SYSTEM)
    assert len(all_of(Area, kommun)) == before


BOWTIE = shapely.Polygon(
    [(OX, OY), (OX + 1000, OY + 1000), (OX + 1000, OY), (OX, OY + 1000), (OX, OY)]
)
SPIKE_HOLE = shapely.Polygon(
    shapely.box(OX, OY, OX + 100, OY + 100).exterior,
    [shapely.box(OX + 500, OY, OX + 600, OY + 50).exterior],
)


with np.errstate(invalid="ignore"):
    HALF = shapely.Polygon([(OX, OY), (OX, float("nan")), (OX + 9, OY), (OX, OY)])


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (area(polygon=BOWTIE), "korsar sig själv vid öst 560500, nord 6540500"),
        (area(polygon=SPIKE_HOLE), "går inte ihop"),
        (area(polygon=shapely.Polygon()), "den är tom"),
        (area(polygon=HALF), "går inte ihop. Ingenting"),
        (area(polygon=shapely.Point(OX, OY)), "ingen yta"),
        (area(polygon=shapely.box(OY, OX, OY + 10, OX + 10)), "bytt plats"),
        (area(polygon=shapely.box(13.1, 58.1, 13.2, 58.2)), "koordinatsystem"),
        (area(name=" "), "saknar namn"),
        (area(name="Ö" * 121), "längre än 120"),
        (area(code=""), "saknar kod"),
        (area(kind="län"), "som inte finns"),
        (area(population=-1), "negativt"),
    ],
)
def test_an_area_that_cannot_be_is_refused_whole(kommun: Kommun, bad: AreaInput, says: str) -> None:
    before = len(all_of(Area, kommun))
    with pytest.raises(BadArea, match=says):
        import_areas(kommun=kommun, areas=[area("fin"), bad], version="2", by=SYSTEM)
    assert len(all_of(Area, kommun)) == before


def test_a_polygon_of_infinite_extent_is_refused(kommun: Kommun) -> None:
    with pytest.raises(BadPlace, match="saknar koordinater"):
        add_place(kommun=kommun, place=place(x=float("nan")), by=SYSTEM)


@pytest.mark.parametrize(
    ("areas", "version", "says"),
    [
        ([], "2", "inga områden"),
        ([area(), area()], "2", "2 gånger"),
        ([area()], " ", "version"),
        ([area()], "2" * 21, "version"),
    ],
)
def test_an_import_that_makes_no_sense_is_refused(
    kommun: Kommun, areas: list[AreaInput], version: str, says: str
) -> None:
    with pytest.raises(BadArea, match=says):
        import_areas(kommun=kommun, areas=areas, version=version, by=SYSTEM)


# --- places ----------------------------------------------------------------------------------


def test_a_place_knows_its_area(kommun: Kommun, administrator: User) -> None:
    row = add_place(kommun=kommun, place=place(), by=administrator)
    assert row.area.code == "V"
    event = last_event()
    assert (event.what, event.kommun_code) == ("place.added", "9901")
    assert event.by_name == administrator.name


def test_a_place_outside_every_area_has_none(kommun: Kommun) -> None:
    assert add_place(kommun=kommun, place=place(x=OX - 900), by=SYSTEM).area is None


def test_a_place_can_move_and_change_its_name(kommun: Kommun) -> None:
    row = add_place(kommun=kommun, place=place(), by=SYSTEM)
    change_place(place=row, to=place("Åparken", x=OX + SIDE - 1, kind="park"), by=SYSTEM)
    row.refresh_from_db()
    assert (row.name, row.kind, row.area.code) == ("Åparken", "park", "O")
    assert last_event().details == {"fields": ["name", "kind", "x"]}


def test_two_places_never_share_a_name(kommun: Kommun) -> None:
    row = add_place(kommun=kommun, place=place(), by=SYSTEM)
    with pytest.raises(BadPlace, match="finns redan"):
        add_place(kommun=kommun, place=place(), by=SYSTEM)
    with pytest.raises(BadPlace, match="heter redan"):
        change_place(place=row, to=place("Stortorget"), by=SYSTEM)
    change_place(place=row, to=place(radius=80), by=SYSTEM)
    row.refresh_from_db()
    assert row.radius == 80


def test_a_place_is_closed_and_opened_once_at_a_time(kommun: Kommun) -> None:
    row = add_place(kommun=kommun, place=place(), by=SYSTEM)
    with pytest.raises(BadPlace, match="redan öppen"):
        open_place(place=row, by=SYSTEM)
    assert close_place(place=row, by=SYSTEM, on=date(2026, 3, 1)).closed_on == date(2026, 3, 1)
    with pytest.raises(BadPlace, match="redan stängd"):
        close_place(place=row, by=SYSTEM)
    assert open_place(place=row, by=SYSTEM).closed_on is None
    assert [e.what for e in AuditEvent.objects.all()[:2]] == ["place.opened", "place.closed"]


@pytest.mark.parametrize(
    "bad", [place(" "), place(kind="bar"), place(radius=0), place(radius=9000), place(y=OY * 2)]
)
def test_a_place_that_cannot_be_is_refused(kommun: Kommun, bad: PlaceInput) -> None:
    with pytest.raises(BadPlace):
        add_place(kommun=kommun, place=bad, by=SYSTEM)


def test_importing_places_adds_and_changes_but_never_removes(kommun: Kommun) -> None:
    plan = import_places(
        kommun=kommun, places=[place("Ny"), place("Stortorget", radius=99)], by=SYSTEM
    )
    assert plan.counts == {"added": 1, "changed": 1, "ended": 0, "unchanged": 0}
    assert len(all_of(NamedPlace, kommun)) == 6
    assert last_event().what == "kommun.places_imported"


def test_places_are_imported_all_or_none(kommun: Kommun) -> None:
    with pytest.raises(BadPlace):
        import_places(kommun=kommun, places=[place("Ny"), place("Sned", radius=0)], by=SYSTEM)
    assert len(all_of(NamedPlace, kommun)) == 5


# --- streets and addresses -------------------------------------------------------------------


def street(name: str, north: float = 100) -> StreetInput:
    return StreetInput(
        name=name, line=shapely.LineString([(OX, OY + north), (OX + 900, OY + north)])
    )


def address(street: str, number: str, **changes: float) -> AddressInput:
    return AddressInput(**{"street": street, "number": number, "x": OX, "y": OY, **changes})


def test_streets_become_those_of_the_file(kommun: Kommun) -> None:
    import_streets(kommun=kommun, streets=[street("Ågatan"), street("Storgatan")], by=SYSTEM)
    plan = import_streets(
        kommun=kommun, streets=[street("Storgatan", 200), street("Nygatan")], by=SYSTEM
    )
    assert plan.counts == {"added": 1, "changed": 1, "ended": 1, "unchanged": 0}
    assert {row.name for row in all_of(Street, kommun)} == {"Storgatan", "Nygatan"}


def test_addresses_become_those_of_the_file(kommun: Kommun) -> None:
    first = [address("Ågatan", "1"), address("Ågatan", "2 B")]
    import_addresses(kommun=kommun, addresses=first, by=SYSTEM)
    plan = import_addresses(
        kommun=kommun, addresses=[address("Ågatan", "1", x=OX + 5), address("Ö", "1")], by=SYSTEM
    )
    assert plan.counts == {"added": 1, "changed": 1, "ended": 1, "unchanged": 0}
    assert {str(row) for row in all_of(Address, kommun)} == {"Ågatan 1", "Ö 1"}


@pytest.mark.parametrize(
    ("act", "values", "error"),
    [
        (import_streets, {"streets": []}, BadStreet),
        (import_streets, {"streets": [StreetInput(name="P", line=shapely.Point(1, 1))]}, BadStreet),
        (import_streets, {"streets": [street("")]}, BadStreet),
        (import_addresses, {"addresses": []}, BadAddress),
        (import_addresses, {"addresses": [address("Ågatan", "")]}, BadAddress),
        (import_addresses, {"addresses": [address("Å", "1"), address("Å", "1")]}, BadAddress),
        (import_addresses, {"addresses": [address("Å", "1", x=1.0)]}, BadAddress),
    ],
)
def test_bad_streets_and_addresses_leave_nothing(
    kommun: Kommun, act: object, values: dict, error: type[Refused]
) -> None:
    with pytest.raises(error, match="Ingenting sparades"):
        act(kommun=kommun, by=SYSTEM, **values)
    assert not all_of(Street, kommun)
    assert not all_of(Address, kommun)
