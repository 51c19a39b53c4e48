"""Where most is, and whether that is new: told by name, and silent where nothing lasts."""

import json
from collections import Counter
from datetime import timedelta

from lofte.situation.compose import compose
from lofte.situation.precision import at_area_level
from lofte.situation.render import tables
from lofte.situation.render.geojson import cells_geojson
from lofte.situation.results import Around
from tests.situation.picture_town import FIRST, SOURCE, WEEKS, events, place, points, quiet


def section(rows, **around):
    document = compose(points(rows), source=SOURCE, around=Around(**around))
    return next((one for one in document.sections if one.ident == "varaktighet"), None)


def always(count):
    """`count` events a week around one spot, all the time."""
    return crowd((450, 450), count, range(WEEKS))


def lately(count, weeks):
    return crowd((1450, 1450), count, range(WEEKS - weeks, WEEKS))


def crowd(corner, count, weeks):
    """`count` events a week over nine squares: one single square is no crowd."""
    days = [(FIRST + timedelta(weeks=week, days=i % 7), 12) for week in weeks for i in range(count)]
    spots = [
        (corner[0] + 100 * (i % 3) + 50, corner[1] + 100 * (i // 3 % 3) + 50)
        for i in range(len(days))
    ]
    return events(spots, days)


def held(told):
    return dict(told.rows)


def test_a_place_that_has_always_had_most_is_lasting():
    told = section(quiet() + always(12))
    assert held(told)["Bestående"] > 0
    assert "som förut" in told.title


def test_every_square_says_how_long_it_has_had_most():
    document = compose(points(quiet() + always(12)), source=SOURCE)
    told = next(one for one in document.sections if one.ident == "varaktighet")
    squares = Counter(cell.lasting for cell in document.cells if cell.lasting)
    assert squares == {words.lower(): held for words, held in told.rows if held}
    lasting = next(cell for cell in document.cells if cell.lasting == "bestående")
    table = tables.cells(document)
    assert table.rows[table.keys.index(lasting.id)][-1] == "bestående"
    collection = json.loads(cells_geojson(document))["features"]
    assert {one["properties"]["lasting"] for one in collection} == {*squares, None}


def test_a_new_place_is_told_by_its_name():
    town = quiet() + lately(25, weeks=4)
    told = section(town, places=[place("Kvarnskolan", 1560, 1540)])
    assert told.title.startswith("Nytt bland platser med flest")
    assert told.sentences[0].startswith("Nära Kvarnskolan: ")


def test_a_place_without_a_name_is_told_without_the_findings_number():
    told = section(quiet() + lately(25, weeks=4))
    assert told.sentences[0].startswith("En plats utan namn: ")
    assert "\ue000" not in str(told)


def test_an_even_town_has_no_lasting_place():
    told = section(quiet())
    assert sum(count for words, count in told.rows if words != "Tidigare, inte nu") == 0


def test_a_short_register_says_nothing_of_lasting():
    rows = [row for row in quiet() if row[2] >= row[2].__class__(str(FIRST + timedelta(weeks=36)))]
    assert section(rows) is None


def test_a_register_without_places_says_nothing_of_lasting():
    rows = [(float("nan"), float("nan"), t, k) for _, _, t, k in quiet()]
    assert section(rows) is None


def test_whoever_sees_areas_only_hears_nothing_of_single_places():
    document = compose(points(quiet() + always(12)), source=SOURCE)
    assert "varaktighet" not in [one.ident for one in at_area_level(document).sections]
