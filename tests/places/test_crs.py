"""Coordinates: east first, always; and what a pair of numbers can be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.places import crs

# The spire of Skara cathedral, from the map: longitude, latitude.
SKARA = (13.4397, 58.3866)


def one(x: float, y: float, source: str, target: str) -> tuple[float, float]:
    east, north = crs.convert([x], [y], source, target)
    return float(east[0]), float(north[0])


def test_sweref_tm_puts_the_central_meridian_at_half_a_million():
    east, _ = one(15.0, 60.0, crs.WGS84, crs.SWEREF99_TM)
    assert east == pytest.approx(500_000, abs=0.01)


def test_east_comes_first_although_the_systems_declare_north_first():
    east, north = one(*SKARA, crs.WGS84, crs.SWEREF99_TM)
    assert 400_000 < east < 415_000
    assert 6_470_000 < north < 6_475_000


def test_rt90_agrees_with_the_direct_projection_of_lantmateriet():
    """Lantmäteriet also publishes RT90 as a projection straight from SWEREF 99, without the seven
    parameters: both roads must end within two metres of each other, all over the country."""
    direct = (
        "+proj=tmerc +lat_0=0 +lon_0=15.806284529444445 +k=1.00000561024 +x_0=1500064.274 "
        "+y_0=-667.711 +ellps=GRS80 +units=m +type=crs"
    )
    lon, lat = np.meshgrid(np.linspace(11.5, 23.5, 7), np.linspace(55.5, 68.5, 9))
    x, y = crs.convert(lon.ravel(), lat.ravel(), crs.WGS84, crs.RT90)
    dx, dy = crs.convert(lon.ravel(), lat.ravel(), crs.WGS84, direct)
    assert np.hypot(x - dx, y - dy).max() < 2


@given(st.floats(10.6, 24.2), st.floats(55.1, 69.0))
def test_there_and_back_again(lon, lat):
    for system in (crs.SWEREF99_TM, crs.RT90):
        x, y = one(lon, lat, crs.WGS84, system)
        assert one(x, y, system, crs.WGS84) == pytest.approx((lon, lat), abs=1e-6)


# Along the country's own slant: the corners of a box around Sweden are Danish and Finnish water.
@given(
    st.lists(st.tuples(st.floats(55.5, 68.5), st.floats(-1.2, 1.2)), min_size=1, max_size=20),
    st.sampled_from([crs.WGS84, crs.SWEREF99_TM, crs.RT90]),
    st.booleans(),
)
def test_a_place_in_sweden_is_recognised_in_any_national_system_and_order(points, system, swapped):
    lat, aside = np.array(points).T
    lon = 12.8 + (lat - 55.5) * 0.6 + aside
    x, y = crs.convert(lon, lat, crs.WGS84, system)
    found = crs.guesses(*((y, x) if swapped else (x, y)))
    assert found == (crs.Guess(system, swapped),)


def test_a_local_zone_cannot_be_told_from_its_neighbours():
    x, y = crs.convert([13.5], [58.4], crs.WGS84, "EPSG:3008")
    assert {guess.system for guess in crs.guesses(x, y)} == set(crs.SWEREF_ZONES)


def test_degrees_outside_sweden_may_be_either_way_round():
    assert {g.swapped for g in crs.guesses([-0.1], [51.5])} == {False, True}


def test_a_longitude_beyond_ninety_settles_the_order():
    assert crs.guesses([41.8], [-97.7]) == (crs.Guess(crs.WGS84, True),)


@pytest.mark.parametrize("pair", [([], []), ([0.0], [0.0]), ([np.nan], [5.0]), ([9e6], [9e6])])
def test_numbers_that_are_nowhere_fit_nothing(pair):
    assert crs.guesses(*pair) == ()


def test_what_cannot_be_placed_is_nan_in_both():
    x, y = crs.convert([np.nan, 13.0, np.inf], [58.0, 58.0, 1.0], crs.WGS84, crs.SWEREF99_TM)
    assert np.isnan(x).tolist() == [True, False, True]
    assert np.isnan(y).tolist() == [True, False, True]


def test_nothing_converts_to_nothing():
    assert crs.convert([], [], crs.WGS84, crs.SWEREF99_TM)[0].size == 0


@pytest.mark.parametrize(
    ("lon", "lat", "system"),
    [
        (13.4, 58.4, crs.SWEREF99_TM),
        (-87.6, 41.9, "EPSG:32616"),
        (151.2, -33.9, "EPSG:32756"),
        (180.0, 10.0, "EPSG:32601"),
    ],
)
def test_metres_are_sweref_in_sweden_and_utm_elsewhere(lon, lat, system):
    assert crs.metric_system([lon, np.nan], [lat, np.nan]) == system


def test_without_points_the_metres_are_swedish():
    assert crs.metric_system([np.nan], [np.nan]) == crs.SWEREF99_TM


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("sweref 99 TM", "EPSG:3006"),
        ("SWEREF99TM", "EPSG:3006"),
        ("3006", "EPSG:3006"),
        ("epsg:3021", "EPSG:3021"),
        ("RT90 2.5 gon V", "EPSG:3021"),
        ("wgs84", "EPSG:4326"),
        ("SWEREF 99 13 30", "EPSG:3008"),
        ("urn:ogc:def:crs:EPSG::3006", "EPSG:3006"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"),
    ],
)
def test_the_names_people_use(text, system):
    assert crs.normalise(text) == system


@pytest.mark.parametrize("text", ["", "Kalmar", "999999", "EPSG:abc"])
def test_an_unknown_name_is_said(text):
    with pytest.raises(crs.UnknownSystem, match="EPSG:3006"):
        crs.normalise(text)


def test_a_system_without_a_code_keeps_its_definition():
    wkt = crs.CRS.from_proj4("+proj=tmerc +lat_0=1 +lon_0=2 +k=0.9 +x_0=3 +y_0=4").to_wkt()
    assert crs.normalise(wkt).startswith("PROJCRS")


def test_systems_have_names_that_people_use():
    assert crs.name_of(crs.SWEREF99_TM) == "SWEREF 99 TM"
    assert "zone 16N" in crs.name_of("EPSG:32616")


def test_an_impossible_conversion_is_said():
    with pytest.raises(crs.UnknownSystem, match="räkna om"):
        crs.convert([1.0], [1.0], crs.WGS84, "IAU_2015:49900")  # Mars
