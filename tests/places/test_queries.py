"""Look-ups: the right area on the right day, never a stale one; å, ä and ö as Swedes mean them."""

from datetime import date

import numpy as np
import pytest
import shapely
from django.db import transaction

from lofte.audit.actions import SYSTEM
from lofte.people.models import User
from lofte.places import lookup
from lofte.places.actions import (
    add_place,
    close_place,
    import_addresses,
    import_areas,
    import_places,
    import_streets,
)
from lofte.places.inputs import AddressInput, PlaceInput, StreetInput
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.places.queries import (
    area_of,
    areas_in_force,
    areas_of,
    cell_of,
    find_addresses,
    nearest_place,
    nearest_street,
    place_in,
    places_for_form,
    smallest_own_area,
    street_names,
)
from lofte.places.refusals import BadArea
from tests.cast import GROUP_ONLY, OX, OY, SIDE
from tests.places.test_actions import area, square

OWN = Area.Kind.OWN


def addresses(kommun: Kommun, *names: str) -> None:
    rows = [name.rsplit(" ", 1) for name in names]
    values = [AddressInput(street=s, number=n, x=OX, y=OY) for s, n in rows]
    import_addresses(kommun=kommun, addresses=values, by=SYSTEM)


def found(kommun: Kommun, text: str, **more: int) -> list[str]:
    return [str(row) for row in find_addresses(kommun, text, **more)]


# --- areas -----------------------------------------------------------------------------------


def test_a_point_lies_in_the_area_of_the_kind(kommun: Kommun) -> None:
    west = area_of(OX + 1, OY + 1, kommun=kommun, kind=OWN)
    assert west is not None
    assert (west.code, west.kind, west.name) == ("V", "own", "Lyckeberga väst")
    assert area_of(OX - 1, OY, kommun=kommun, kind=OWN) is None
    assert area_of(OX + 1, OY + 1, kommun=kommun, kind=Area.Kind.DESO) is None
    assert area_of(float("nan"), OY, kommun=kommun, kind=OWN) is None


def test_another_kommuns_areas_are_not_mixed_in(kommun: Kommun, other_kommun: Kommun) -> None:
    here = area_of(OX + 1, OY + 1, kommun=kommun, kind=OWN)
    there = area_of(OX + 1, OY + 1, kommun=other_kommun, kind=OWN)
    assert here is not None
    assert there is not None
    assert here.pk != there.pk


def test_the_smallest_own_area_wins_and_a_border_is_always_the_same(kommun: Kommun) -> None:
    import_areas(kommun=kommun, areas=[area("S", kind=Area.Kind.SUB)], version="1", by=SYSTEM)
    inside = smallest_own_area(OX + 500, OY + 500, kommun=kommun)
    assert inside is not None
    assert inside.code == "S"
    middle = {smallest_own_area(OX + SIDE / 2, OY + 3000, kommun=kommun) for _ in range(3)}
    assert len(middle) == 1


def test_many_points_are_answered_as_one_by_one(kommun: Kommun) -> None:
    x = np.array([OX + 1, OX + SIDE - 1, OX - 1, np.nan, OX + 1])
    y = np.array([OY + 1, OY + 1, OY + 1, OY, np.nan])
    ids = areas_of(x, y, kommun=kommun, kinds=[OWN])
    singles = [area_of(a, b, kommun=kommun, kind=OWN) for a, b in zip(x, y, strict=True)]
    assert ids.tolist() == [s.pk if s else -1 for s in singles]
    assert (ids >= 0).tolist() == [True, True, False, False, False]


def test_the_day_decides_the_version(kommun: Kommun) -> None:
    import_areas(
        kommun=kommun,
        areas=[area("N", valid_from=date(2026, 7, 1), polygon=square(side=4000))],
        version="2",
        by=SYSTEM,
    )
    for day, code in ((date(2020, 1, 1), "V"), (date(2026, 6, 30), "V"), (date(2026, 7, 1), "N")):
        hit = area_of(OX + 1, OY + 1, kommun=kommun, kind=OWN, on=day)
        assert hit is not None
        assert hit.code == code


def test_an_import_that_was_undone_leaves_no_trace_in_memory(kommun: Kommun) -> None:
    with transaction.atomic():
        import_areas(kommun=kommun, areas=[area("X", kind="sub")], version="1", by=SYSTEM)
        tried = smallest_own_area(OX + 1, OY + 1, kommun=kommun)
        transaction.set_rollback(True)
    assert tried is not None
    assert tried.code == "X"
    hit = smallest_own_area(OX + 1, OY + 1, kommun=kommun)
    assert hit is not None
    assert hit.code == "V"


def test_a_look_up_asks_the_database_one_question(
    kommun: Kommun, django_assert_num_queries: object
) -> None:
    area_of(OX, OY, kommun=kommun, kind=OWN)
    with django_assert_num_queries(1):
        area_of(OX + 5, OY + 5, kommun=kommun, kind=OWN)


def test_memory_holds_a_few_indexes_only(kommun: Kommun) -> None:
    for number in range(lookup.KEPT + 5):
        areas_of([OX], [OY], kommun=kommun, kinds=[OWN, f"x{number}"])
    assert len(lookup._indexes) <= lookup.KEPT


def test_areas_in_force_are_listed_in_swedish_order(kommun: Kommun, reviewer: User) -> None:
    areas = [area(n, name=n, kind="sub") for n in ("Ö", "Å", "Ä", "Z")]
    import_areas(kommun=kommun, areas=areas, version="1", by=SYSTEM)
    rows = areas_in_force(kommun, reviewer, kind="sub")
    assert [row.name for row in rows] == ["Z", "Å", "Ä", "Ö"]
    assert len(areas_in_force(kommun, reviewer)) == 7
    import_areas(
        kommun=kommun, areas=[area("N", valid_from=date(2099, 1, 1))], version="2", by=SYSTEM
    )
    assert {r.code for r in areas_in_force(kommun, reviewer, kind="own")} == {"V", "O"}


def test_areas_of_two_versions_need_a_name_each(kommun: Kommun) -> None:
    import_areas(kommun=kommun, areas=[area()], version="2", by=SYSTEM)
    with pytest.raises(BadArea, match="eget versionsnamn"):
        import_areas(kommun=kommun, areas=[area("V")], version="1", by=SYSTEM)


# --- the grid --------------------------------------------------------------------------------


def test_a_point_has_the_name_of_its_square() -> None:
    assert cell_of(383_412.0, 6_470_099.9) == "E383400N6470000"
    assert cell_of(383_400.0, 6_470_000.0) == "E383400N6470000"
    assert cell_of(383_412.0, 6_470_099.9, 250) == "E383250N6470000"
    for x, y in ((None, 1.0), (1.0, None), (float("nan"), 1.0), (1.0, float("inf"))):
        assert cell_of(x, y) == ""


# --- places ----------------------------------------------------------------------------------


def test_the_nearest_place_whose_radius_reaches(kommun: Kommun) -> None:
    station = nearest_place(OX + 1_060, OY + 2_050, kommun=kommun)
    assert station is not None
    assert station.name == "Resecentrum"
    assert nearest_place(OX + 100, OY + 100, kommun=kommun) is None
    close_place(place=station, by=SYSTEM)
    assert nearest_place(OX + 1_060, OY + 2_050, kommun=kommun) is None


def test_the_groups_place_is_not_named_to_a_reporter(
    kommun: Kommun, reporter: User, reviewer: User
) -> None:
    point = (OX + 3_300, OY + 1_100)
    mine = nearest_place(*point, kommun=kommun, viewer=reporter)
    ours = nearest_place(*point, kommun=kommun, viewer=reviewer)
    assert mine is not None
    assert ours is not None
    assert (mine.name, ours.name) == ("Lindängen", GROUP_ONLY)
    assert place_in(kommun, reporter, ours.pk) is None
    assert place_in(kommun, reviewer, ours.pk) == ours


def test_a_form_offers_the_own_places_first_then_the_alphabet(
    kommun: Kommun, reporter: User
) -> None:
    places = [PlaceInput(name=n, x=OX, y=OY) for n in ("Ån", "Ön", "Ängen", "Vallen", "Wallen")]
    import_places(kommun=kommun, places=places, by=SYSTEM)
    own = add_place(kommun=kommun, place=PlaceInput(name="Öst", x=OX, y=OY), by=SYSTEM)
    rows = [row.name for row in places_for_form(kommun, reporter, {own.pk})]
    assert rows == [
        "Öst", "Almskolan", "Lindängen", "Resecentrum", "Stortorget", "Vallen", "Wallen",
        "Ån", "Ängen", "Ön",
    ]  # fmt: skip


def test_a_place_is_found_in_the_own_kommun_only(
    kommun: Kommun, other_kommun: Kommun, reviewer: User
) -> None:
    rows = NamedPlace.objects.unscoped("test")
    theirs = rows.get(kommun=other_kommun, name="Stortorget")
    assert place_in(other_kommun, reviewer, theirs.pk) is None


# --- streets ---------------------------------------------------------------------------------


def test_the_nearest_street_gives_its_name(kommun: Kommun) -> None:
    assert nearest_street(OX, OY, kommun=kommun) == ""
    lines = {"Ågatan": 0.0, "Storgatan": 400.0, "Parallellgatan": 400.0}
    streets = [
        StreetInput(name=name, line=shapely.LineString([(OX, OY + n), (OX + 900, OY + n)]))
        for name, n in lines.items()
    ]
    import_streets(kommun=kommun, streets=streets, by=SYSTEM)
    assert nearest_street(OX + 50, OY + 90, kommun=kommun) == "Ågatan"
    assert nearest_street(OX + 50, OY + 390, kommun=kommun) == "Parallellgatan"
    assert nearest_street(OX + 50, OY + 200, kommun=kommun, within=100) == ""
    import_streets(kommun=kommun, streets=streets[1:], by=SYSTEM)
    assert nearest_street(OX + 50, OY + 90, kommun=kommun) == ""
    assert street_names(kommun) == ["Parallellgatan", "Storgatan"]


# --- addresses -------------------------------------------------------------------------------


def test_addresses_begin_as_typed_whatever_the_case(kommun: Kommun) -> None:
    addresses(kommun, "Åkervägen 1", "Åkervägen 10", "Åkervägen 2", "Akervägen 1", "Ängsallén 2B")
    assert found(kommun, "ÅKER") == ["Åkervägen 1", "Åkervägen 2", "Åkervägen 10"]
    assert found(kommun, "aker") == ["Akervägen 1"]
    assert found(kommun, " åkervägen  1") == ["Åkervägen 1", "Åkervägen 10"]
    assert found(kommun, "ängsallen 2 b") == ["Ängsallén 2B"]
    assert found(kommun, "ängsallén 2B") == ["Ängsallén 2B"]
    assert found(kommun, "Å", limit=2) == ["Åkervägen 1", "Åkervägen 2"]


@pytest.mark.parametrize("text", ["", "  ", "12", "%", "_kervägen", "Åkervägen; DROP", "\\"])
def test_odd_look_ups_find_nothing(kommun: Kommun, text: str) -> None:
    addresses(kommun, "Åkervägen 1")
    assert found(kommun, text) == []


def test_a_street_whose_name_begins_with_a_number_word(kommun: Kommun) -> None:
    addresses(kommun, "7:e Villagatan 3", "Tvärgatan 3")
    assert found(kommun, "7:e villa") == ["7:e Villagatan 3"]
