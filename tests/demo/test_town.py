"""The town as data: whole, inside its borders, the same every time."""

import hashlib
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
import shapely

from lofte.analysis.points import Points
from lofte.demo import plan
from lofte.demo.happenings import REPORTERS_PER_PARTY
from lofte.demo.kinds import CATEGORIES, PEOPLE
from lofte.demo.town import make_town, moved, plain_town
from lofte.incidents.models import Incident
from lofte.incidents.taxonomy import SEEDS
from lofte.people.models import Party
from lofte.places.models import NamedPlace

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def town():
    return make_town()


def fingerprint(town) -> str:
    digest = hashlib.sha256()
    for name in town.incidents.__slots__:
        digest.update(getattr(town.incidents, name).tobytes())
    for area in town.areas:
        digest.update(shapely.to_wkb(area.shape) + str(area.population).encode())
    for street in town.streets:
        digest.update(street.name.encode() + shapely.to_wkb(street.line))
    digest.update(town.addresses.x.tobytes() + repr(town.truths).encode())
    return digest.hexdigest()


def test_the_same_arguments_give_the_same_bytes_in_another_process(town):
    code = (
        "import os, django\n"
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'tests.settings')\n"
        "django.setup()\n"
        "from lofte.demo.town import make_town\n"
        "from tests.demo.test_town import fingerprint\n"
        "print(fingerprint(make_town()))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "77"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == fingerprint(town)


def test_another_seed_gives_other_reports_in_the_same_town(town):
    other = make_town(seed=2)
    assert len(other.incidents) != len(town.incidents)
    assert [a.code for a in other.areas] == [a.code for a in town.areas]
    assert other.streets == town.streets


@pytest.mark.parametrize("last", [date(2026, 11, 22), date(2024, 2, 29), date(2025, 1, 1)])
def test_the_reports_span_two_whole_years(last):
    town = make_town(last_day=last)
    days = np.unique(town.incidents.start.astype("datetime64[D]"))
    assert town.first_day + timedelta(days=730) in (last, last + timedelta(1))
    assert days[0] >= np.datetime64(town.first_day)
    assert days[-1] <= np.datetime64(last)
    assert len(days) > 725  # at seven a day hardly a day is empty
    ends = town.incidents.end[~np.isnat(town.incidents.end)]
    assert ends.max() < np.datetime64(last + timedelta(1))


def test_every_report_lies_in_the_kommun_and_none_in_a_lake(town):
    i = town.incidents
    kommun = next(a.shape for a in town.areas if a.kind == "kommun")
    assert shapely.contains_xy(kommun, i.x, i.y).all()
    assert not shapely.contains_xy(moved(plan.lakes()), i.x, i.y).any()


def test_the_columns_hold_what_they_say(town):
    i = town.incidents
    assert len({len(getattr(i, name)) for name in i.__slots__}) == 1
    assert (np.diff(i.start.astype(int)) >= 0).all()
    assert set(np.unique(i.seriousness)) == {1, 2, 3}
    assert i.people.min() == 0
    assert i.people.max() == len(PEOPLE) - 1
    assert (i.place < len(town.places)).all()
    assert np.isnat(i.end).any()
    assert (i.end[~np.isnat(i.end)] >= i.start[~np.isnat(i.end)]).all()
    assert (i.reporter // REPORTERS_PER_PARTY == i.party).all()
    with pytest.raises(ValueError, match="read-only"):
        i.x[0] = 0


def test_reports_of_a_place_stay_in_its_square(town):
    i = town.incidents
    named = i.place >= 0
    ids = np.char.add(
        np.char.add("E", (i.x[named] // 100 * 100).astype(int).astype(str)),
        np.char.add("N", (i.y[named] // 100 * 100).astype(int).astype(str)),
    )
    assert (ids == np.array([p.cell for p in town.places])[i.place[named]]).all()


def test_nobody_reports_before_joining(town):
    joined = {r.number: np.datetime64(r.joined) for r in town.reporters}
    for number in np.unique(town.incidents.reporter):
        mine = town.incidents.start[town.incidents.reporter == number].min()
        slack = np.timedelta64(4, "D")  # a time from-to may begin before the reporter's first day
        assert mine >= joined[int(number)] - slack


def test_analysis_takes_the_points(town):
    points = town.points()
    assert isinstance(points, Points)
    assert len(points) == len(town.incidents)
    assert points.categories == CATEGORIES


def test_the_words_are_those_of_the_product(town):
    assert {*CATEGORIES} <= {seed.code for seed in SEEDS}
    assert {p.kind for p in town.places} <= set(NamedPlace.Kind.values)
    assert {p.kind for p in town.parties} <= set(Party.Kind.values)
    assert set(PEOPLE) == set(Incident.People.values)


def test_the_centre_is_dense_and_the_country_is_sparse(town):
    i = town.incidents
    away = np.hypot(i.x - plan.ORIGIN[0], i.y - plan.ORIGIN[1])
    assert (away < 1_000).mean() > 0.5
    assert 0.01 < (away > 3_000).mean() < 0.15


def test_evenings_and_weekends_are_busier(town):
    hour = town.incidents.start.astype("datetime64[h]").astype(int) % 24
    weekday = (town.incidents.start.astype("datetime64[D]").astype(int) + 3) % 7
    assert np.isin(hour, [20, 21, 22]).mean() > 2 * np.isin(hour, [4, 5, 6]).mean()
    assert np.isin(weekday, [4, 5]).mean() > 0.32


def test_a_plain_town_is_the_same_every_week():
    """Poisson around a constant rate: no trend, no season, no week out of line."""
    counts, halves = [], []
    for seed in range(8):
        town = plain_town(seed=seed)
        weeks = (town.incidents.start - np.datetime64(town.first_day, "s")).astype(int) // 604_800
        per_week = np.bincount(weeks, minlength=105)[:104]
        counts.append(per_week)
        halves.append(per_week[:52].sum() / per_week[52:].sum())
        assert town.truths["effects"] == []
        assert {r.joined for r in town.reporters} == {town.first_day}
    table = np.array(counts)
    assert 47.5 < table.mean() < 52  # 2,600 a year
    assert 0.85 < table.var() / table.mean() < 1.2  # starts of from-to times blur it a little
    assert 0.96 < np.mean(halves) < 1.04
    season = table.sum(axis=0)[:52].reshape(4, 13).sum(axis=1)
    assert season.max() / season.min() < 1.12


def test_size_follows_the_number_asked_for():
    big = plain_town(incidents_per_year=100_000, population=90_000)
    assert 198_000 < len(big.incidents) < 202_000
    assert big.areas[0].population == 90_000
    cells = np.unique((big.incidents.x // 100) * 1e6 + big.incidents.y // 100)
    assert len(cells) > 4_000
    side = np.ptp(big.incidents.x), np.ptp(big.incidents.y)
    assert min(side) > 19_000
