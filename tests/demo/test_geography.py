"""The invented ground: areas that tile, streets with names, nothing that exists."""

import re

import numpy as np
import pytest
import shapely

from lofte.demo import plan
from lofte.demo.areas import apportioned, areas
from lofte.demo.buildings import buildings
from lofte.demo.spots import spots
from lofte.demo.streets import addresses, streets

# The names of real kommuner that could be mistaken for a word here (and some that could not).
REAL_NAMES = """
Ale Alingsås Alvesta Aneby Arboga Arjeplog Arvika Askersund Avesta Bengtsfors Berg Bjurholm Bjuv
Boden Bollebygd Bollnäs Borgholm Borlänge Borås Botkyrka Boxholm Bromölla Bräcke Burlöv Båstad
Danderyd Degerfors Dorotea Eda Ekerö Eksjö Emmaboda Enköping Eskilstuna Eslöv Essunga Fagersta
Falkenberg Falköping Falun Filipstad Finspång Flen Forshaga Gagnef Gislaved Gnesta Gnosjö Gotland
Grums Grästorp Gullspång Gällivare Gävle Göteborg Götene Habo Hagfors Hallsberg Halmstad Hammarö
Haninge Haparanda Heby Hedemora Helsingborg Herrljunga Hjo Hofors Huddinge Hudiksvall Hultsfred
Hylte Håbo Hällefors Härjedalen Härnösand Härryda Hässleholm Höganäs Högsby Hörby Höör Jokkmokk
Järfälla Jönköping Kalix Kalmar Karlsborg Karlshamn Karlskoga Karlskrona Karlstad Katrineholm Kil
Kinda Kiruna Klippan Knivsta Kramfors Kristianstad Kristinehamn Krokom Kumla Kungsbacka Kungsör
Kungälv Kävlinge Köping Laholm Landskrona Laxå Lekeberg Leksand Lerum Lessebo Lidingö Lidköping
Lindesberg Linköping Ljungby Ljusdal Lomma Ludvika Luleå Lund Lycksele Lysekil Malmö Mariestad
Mark Markaryd Mellerud Mjölby Mora Motala Mullsjö Munkedal Munkfors Mölndal Mönsterås Mörbylånga
Nacka Nora Norberg Nordmaling Norrköping Norrtälje Norsjö Nybro Nykvarn Nyköping Nynäshamn Nässjö
Ockelbo Olofström Orsa Orust Osby Oskarshamn Ovanåker Oxelösund Pajala Partille Perstorp Piteå
Ragunda Robertsfors Ronneby Rättvik Sala Salem Sandviken Sigtuna Simrishamn Sjöbo Skara Skellefteå
Skurup Skövde Smedjebacken Sollefteå Sollentuna Solna Sorsele Sotenäs Staffanstorp Stenungsund
Stockholm Storfors Storuman Strängnäs Strömstad Strömsund Sundbyberg Sundsvall Sunne Surahammar
Svalöv Svedala Svenljunga Säffle Säter Sävsjö Söderhamn Söderköping Södertälje Sölvesborg Tanum
Tibro Tidaholm Tierp Timrå Tingsryd Tjörn Tomelilla Torsby Torsås Tranemo Tranås Trelleborg
Trollhättan Trosa Tyresö Täby Töreboda Uddevalla Ulricehamn Umeå Uppsala Uppvidinge Vadstena
Vaggeryd Valdemarsvik Vallentuna Vansbro Vara Varberg Vaxholm Vellinge Vetlanda Vilhelmina
Vimmerby Vindeln Vingåker Vårgårda Vänersborg Vännäs Värmdö Värnamo Västervik Västerås Växjö Ydre
Ystad Åmål Ånge Åre Årjäng Åsele Åstorp Åtvidaberg Älmhult Älvdalen Älvkarleby Älvsbyn Ängelholm
Öckerö Ödeshög Örebro Örkelljunga Örnsköldsvik Östersund Österåker Östhammar Övertorneå Överkalix
"""
REAL = REAL_NAMES.split()


@pytest.fixture(scope="module")
def found():
    return areas(12_000)


def of(found, kind):
    return [a for a in found if a.kind == kind]


def test_every_area_is_one_valid_polygon(found):
    for area in found:
        assert isinstance(area.shape, shapely.Polygon), area.code
        assert area.shape.is_valid, area.code


@pytest.mark.parametrize("kind", ["own", "sub"])
def test_a_level_of_areas_covers_the_kommun_without_gap_or_overlap(found, kind):
    shapes = [a.shape for a in of(found, kind)]
    kommun = of(found, "kommun")[0].shape
    assert shapely.coverage_is_valid(shapes)
    assert shapely.coverage_union_all(shapes).equals(kommun)
    assert sum(s.area for s in shapes) == pytest.approx(kommun.area, rel=1e-9)


def test_each_area_is_the_sum_of_its_parts(found):
    for area in found:
        inner = [a for a in found if a.parent == area.code]
        if not inner or area.kind == "kommun":
            continue
        assert sum(a.population for a in inner) == area.population
        assert shapely.coverage_union_all([a.shape for a in inner]).equals(area.shape)


def test_the_population_is_shared_out_whole():
    for total in (0, 7, 12_000, 2_000_003):
        level = areas(total)
        assert sum(a.population for a in of(level, "own")) == total
        assert sum(a.population for a in of(level, "sub")) == total
    assert apportioned(5, np.array([1.0, 1.0, 1.0])).tolist() == [2, 2, 1]


def test_there_are_as_many_areas_as_a_small_kommun_has(found):
    assert len(of(found, "own")) == 12
    assert 20 <= len(of(found, "sub")) <= 40
    assert len({a.code for a in found}) == len(found)
    names = {a.name for a in found}
    assert {"Centrum", "Stationsområdet", "Norrängen", "Ekbacken", "Hagalund"} <= names


def test_well_known_places_lie_where_their_names_say(found):
    by_name = {a.name: a.shape for a in of(found, "own")}
    where = {s.name: shapely.Point(s.x, s.y) for s in spots()}
    for place, area in [
        ("Resecentrum", "Stationsområdet"),
        ("Stora torget", "Centrum"),
        ("Kvarnskolan", "Kvarnskolans område"),
        ("Norrängens centrum", "Norrängen"),
        ("Ekbackens garage", "Ekbacken"),
        ("Hagalundsskolan", "Hagalund"),
        ("Badhusparken", "Sjövik"),
    ]:
        assert by_name[area].covers(where[place]), place


def test_no_name_is_a_real_kommun():
    names = {plan.NAME, *(s.name for s in streets()), *(s.name for s in spots())}
    names |= {a.name for a in areas(1)}
    words = {word for name in names for word in re.findall(r"[^\W\d]+", name)}
    assert not words & set(REAL)
    assert not {w for w in words for real in REAL if len(real) > 4 and w.startswith(real)}


def test_the_kommunkod_is_not_in_use():
    """The counties have the numbers 01-25 (SCB)."""
    assert int(plan.KOMMUNKOD[:2]) > 25


def test_streets_have_unique_names_and_lie_in_the_kommun():
    names = [s.name for s in streets()]
    assert len(set(names)) == len(names) > 250
    assert {s.kind for s in streets()} == {"main", "residential", "path"}
    assert all(plan.kommun().buffer(0.5).covers(s.line) for s in streets())


def test_local_streets_stay_out_of_the_lake_and_off_the_railway():
    local = [s.line for s in streets() if s.kind == "residential"]
    whole = shapely.union_all(local)
    assert not whole.intersects(plan.lakes())
    assert not whole.intersects(plan.railway())


def test_an_address_is_a_street_and_a_number_beside_the_street():
    a = addresses()
    assert len(a.x) > 5_000
    assert len(set(zip(a.street.tolist(), a.number.tolist(), strict=True))) == len(a.x)
    lines = np.array([s.line for s in streets()])[a.street]
    away = shapely.distance(lines, shapely.points(a.x, a.y))
    assert (away < 11.2).all()


def test_places_have_a_square_each():
    squares = {(s.x // 100, s.y // 100) for s in spots()}
    assert len(squares) == len(spots())
    assert 25 <= len(spots()) <= 40
    assert len({s.name for s in spots()}) == len(spots())
    for spot in spots():
        assert abs(spot.x % 100 - 50) <= 24  # what is scattered round it stays in the square
        assert abs(spot.y % 100 - 50) <= 24


def test_houses_are_valid_and_stand_beside_the_streets():
    shapes = np.array([shape for _, shape in buildings()])
    assert shapely.is_valid(shapes).all()
    assert len(shapes) > 2_000
    carriageway = shapely.union_all([s.line for s in streets() if s.kind != "path"])
    assert not shapely.intersects(shapes, carriageway).any()
