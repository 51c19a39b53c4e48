"""Lyckeberga as one value: make_town (with planted truths) and plain_town (nothing planted).

The geography is always the same; population, number of reports, seed and last day may vary.
The same arguments give the same arrays, byte for byte. Everything is in SWEREF 99 TM metres.
"""

import functools
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from lofte.analysis.points import Points
from lofte.demo import plan, words
from lofte.demo.areas import Area, areas
from lofte.demo.happenings import REPORTERS_PER_PARTY, Incidents, make
from lofte.demo.kinds import CATEGORIES, NEW_GROUP_SIZE, PARTIES, Party
from lofte.demo.network import Street
from lofte.demo.planting import first_day, new_group_day
from lofte.demo.spots import area_codes, cell_corner, spots
from lofte.demo.streets import Addresses, addresses, streets
from lofte.demo.truths import cell_id, truths_of

LAST_DAY = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    kind: str  # as lofte.places
    x: float
    y: float
    area: str  # code of the smallest area around it
    cell: str


@dataclass(frozen=True, slots=True)
class Reporter:
    number: int  # as in Incidents.reporter
    party: int  # index into Town.parties
    joined: date


@dataclass(frozen=True, slots=True, eq=False)
class Town:
    kommunkod: str
    name: str
    population: int
    seed: int
    first_day: date
    last_day: date
    areas: tuple[Area, ...]
    streets: tuple[Street, ...]
    addresses: Addresses
    places: tuple[Place, ...]
    parties: tuple[Party, ...]
    reporters: tuple[Reporter, ...]
    categories: tuple[str, ...]
    incidents: Incidents
    truths: dict[str, Any]

    def points(self) -> Points:
        """What analysis takes in."""
        i = self.incidents
        return Points(i.x, i.y, i.start, i.end, i.category.astype(np.int32), self.categories)


def make_town(
    population: int = 12_000,
    incidents_per_year: float = 2_600,
    seed: int = 1,
    last_day: date = LAST_DAY,
    *,
    plant: bool = True,
) -> Town:
    """Two years of reports up to and including `last_day`. `incidents_per_year` is the expected
    base; what is planted comes on top (about a fifth more)."""
    incidents = make(incidents_per_year, seed, last_day, plant=plant)
    return Town(
        kommunkod=plan.KOMMUNKOD,
        name=plan.NAME,
        population=population,
        seed=seed,
        first_day=first_day(last_day),
        last_day=last_day,
        areas=tuple(replace(a, shape=moved(a.shape)) for a in areas(population)),
        streets=_streets(),
        addresses=_addresses(),
        places=_places(),
        parties=PARTIES,
        reporters=_reporters(last_day, plant=plant),
        categories=CATEGORIES,
        incidents=incidents,
        truths=truths_of(incidents_per_year, seed, last_day, plant=plant, incidents=incidents),
    )


def plain_town(
    population: int = 12_000,
    incidents_per_year: float = 2_600,
    seed: int = 1,
    last_day: date = LAST_DAY,
) -> Town:
    """The same town with its dense centre and its weekly rhythm, and nothing planted: every week
    is expected to be like every other, so whatever a test finds is a false alarm."""
    return make_town(population, incidents_per_year, seed, last_day, plant=False)


def texts(town: Town, rows: npt.ArrayLike) -> list[str]:
    """The short Swedish description of each row asked for."""
    numbers = np.asarray(rows, dtype=np.int64)
    category, place = town.incidents.category[numbers], town.incidents.place[numbers]
    names = [p.name for p in town.places]
    return [
        words.compose(town.seed, row, c, names[p] if p >= 0 else "")
        for row, c, p in zip(numbers.tolist(), category.tolist(), place.tolist(), strict=True)
    ]


def moved(shape: Any) -> Any:
    """From the plan's metres to SWEREF 99 TM."""
    return shapely.transform(shape, lambda xy: (xy + np.array(plan.ORIGIN)).round(2))


@functools.cache
def _streets() -> tuple[Street, ...]:
    return tuple(replace(street, line=moved(street.line)) for street in streets())


@functools.cache
def _addresses() -> Addresses:
    local = addresses()
    return replace(local, x=local.x + plan.ORIGIN[0], y=local.y + plan.ORIGIN[1])


@functools.cache
def _places() -> tuple[Place, ...]:
    return tuple(
        Place(s.name, s.kind, s.x + plan.ORIGIN[0], s.y + plan.ORIGIN[1], code,
              cell_id(*cell_corner(s)))
        for s, code in zip(spots(), area_codes(), strict=True)
    )  # fmt: skip


def _reporters(last_day: date, *, plant: bool) -> tuple[Reporter, ...]:
    begin, found = first_day(last_day), []
    for index, party in enumerate(PARTIES):
        numbers = range(index * REPORTERS_PER_PARTY, (index + 1) * REPORTERS_PER_PARTY)
        found += [Reporter(n, index, begin) for n in numbers[: party.reporters]]
        if not plant:
            continue
        for k in range(1, party.joined_later + 1):
            day = -(-732 * k // (party.joined_later + 1))
            number = numbers[party.reporters + k - 1]
            found.append(Reporter(number, index, begin + timedelta(days=day)))
        if party.code == "LYCKEBO":
            new = numbers[party.reporters : party.reporters + NEW_GROUP_SIZE]
            found += [Reporter(n, index, new_group_day(last_day)) for n in new]
    return tuple(found)
