"""Towns of 4 x 4 km without streets or reporters: nothing changes in them unless it is planted."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import shapely

from lofte.analysis.periods import Period, PeriodKind
from lofte.analysis.points import Points
from lofte.situation.compose import compose
from lofte.situation.counts import AreaShape
from lofte.situation.document import PictureDocument, Section, Source
from lofte.situation.results import Around

KINDS = ("uniform", "clustered", "geocoded", "seasonal", "doubled")
STREET, SEASON, TWICE = 50.0, 0.4, 0.04
SIDE, CELL, NEAR = 4000.0, 100.0, 300.0
WEEKS, NOW = 108, 4
PER_WEEK = 50.0
CENTRES = 30
FIRST = date(2024, 1, 1)
WEST, SOUTH = 500_000.0, 6_500_000.0
SOURCE = Source(name="Prov")
NAMES = ("Inbrott", "Skadegörelse", "Ordningsstörning")
HALF = SIDE / 2
AREAS = tuple(
    AreaShape(
        f"{row}{column}",
        f"Område {row}{column}",
        shapely.box(west, south, west + HALF, south + HALF),
    )
    for row, south in enumerate((SOUTH, SOUTH + HALF))
    for column, west in enumerate((WEST, WEST + HALF))
)


@dataclass(frozen=True)
class Simple:
    """`planted`: where something was planted; NaN when nothing was."""

    points: Points
    planted: tuple[float, float] = (np.nan, np.nan)

    @property
    def period(self) -> Period:
        """The last four weeks."""
        end = FIRST + timedelta(weeks=WEEKS)
        return Period(PeriodKind.FOUR_WEEKS, end - timedelta(weeks=NOW), end)

    @property
    def now(self) -> Points:
        return self.points.in_period(self.period)

    @cached_property
    def document(self) -> PictureDocument:
        """The picture of the last four weeks against the two years before."""
        around = Around(areas=AREAS)
        return compose(
            self.points, source=SOURCE, period=self.period, size=int(CELL), around=around
        )

    def section(self, ident: str) -> Section:
        """One of the picture's further parts."""
        return next(one for one in self.document.sections if one.ident == ident)


def quiet(kind: str, seed: int) -> Simple:
    """uniform: chance alone, spread evenly. clustered: two of three near thirty centres of very
    different size, the same all the time: people live there, and nothing changes. geocoded: as
    clustered, with every event put at the nearest of points 50 metres apart. seasonal: as
    clustered, with half as many again at one time of the year and a third fewer at the other; the
    last weeks are in the middle of the rise, as every year. doubled: as geocoded, with one row of
    twenty-five written twice."""
    rng = np.random.default_rng([seed, KINDS.index(kind)])
    x, y = _scatter(kind, rng)
    points = _points(x, y, rng, _in_season(rng, len(x)) if kind == "seasonal" else None)
    if kind == "doubled":
        again = np.flatnonzero(rng.random(len(points)) < TWICE)
        points = points.where(np.append(np.arange(len(points)), again))
    return Simple(points)


def rise(seed: int, normal: float, times: float) -> Simple:
    """A clustered town with a place that usually has `normal` events in four weeks, within a square
    of 200 m, and `times` as many in the last four."""
    rng = np.random.default_rng([seed, int(10 * normal), int(10 * times)])
    before = rng.poisson(normal * (WEEKS - NOW) / NOW)
    last = rng.poisson(normal * times)
    return _with_place(rng, before, last)


def place(seed: int, normal: float, times: float) -> Simple:
    """A clustered town with a square of 200 m that always holds `normal` x `times` events in four
    weeks, where `normal` is what such a square holds if all are spread evenly."""
    del normal
    rng = np.random.default_rng([seed, 7, int(10 * times)])
    even = PER_WEEK * NOW * (200.0 / SIDE) ** 2
    before = rng.poisson(even * times * (WEEKS - NOW) / NOW)
    return _with_place(rng, before, rng.poisson(even * times))


def repeat(seed: int, normal: float, times: float) -> Simple:
    """A clustered town in which `times` of the last half year's burglaries are followed by another
    within 75 metres and six days."""
    del normal
    rng = np.random.default_rng([seed, 11, int(10 * times)])
    x, y = _scatter("clustered", rng)
    points = _points(x, y, rng)
    since = np.datetime64(FIRST, "s") + np.timedelta64((WEEKS - 26) * 7, "D")
    burglaries = np.flatnonzero((points.category == 0) & (points.start >= since))
    first = points.where(rng.choice(burglaries, int(times), replace=False))
    days = rng.uniform(0.1, 6.0, int(times))
    later = first.start - (days * 86_400).astype("timedelta64[s]")
    away, way = rng.uniform(5.0, 75.0, int(times)), rng.uniform(0.0, 2 * np.pi, int(times))
    return Simple(
        Points(
            np.append(points.x, first.x + away * np.cos(way)),
            np.append(points.y, first.y + away * np.sin(way)),
            np.append(points.start, later),
            np.append(points.end, first.end),
            np.append(points.category, first.category),
            NAMES,
        )
    )


def _with_place(rng: np.random.Generator, before: int, last: int) -> Simple:
    x, y = _scatter("clustered", rng)
    at = np.array([WEST, SOUTH]) + rng.uniform(500, SIDE - 500, 2)
    own = at[:, None] + rng.uniform(-100, 100, (2, before + last))
    beginning = (WEEKS - NOW) * 7 * 1440
    minutes = [rng.integers(0, beginning, before), rng.integers(beginning, WEEKS * 7 * 1440, last)]
    points = _points(np.append(x, own[0]), np.append(y, own[1]), rng, np.concatenate(minutes))
    return Simple(points, (float(at[0]), float(at[1])))


def _scatter(kind: str, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    n = rng.poisson(PER_WEEK * WEEKS)
    x, y = rng.uniform(0, SIDE, (2, n))
    if kind != "uniform":
        centres = rng.uniform(0, SIDE, (CENTRES, 2))
        size = rng.gamma(0.7, 1.0, CENTRES)
        who = rng.choice(CENTRES, n, p=size / size.sum())
        living = rng.random(n) < 2 / 3
        spread = rng.normal(0, 120.0, (n, 2))
        x = np.where(living, np.clip(centres[who, 0] + spread[:, 0], 0, SIDE - 1), x)
        y = np.where(living, np.clip(centres[who, 1] + spread[:, 1], 0, SIDE - 1), y)
    if kind == "geocoded":
        x, y = (STREET * (np.floor(at / STREET) + 0.5) for at in (x, y))
    return WEST + x, SOUTH + y


def _in_season(rng: np.random.Generator, n: int) -> np.ndarray:
    """Minutes from the first: busier at one time of the year."""
    share = np.exp(SEASON * np.sin(2 * np.pi * np.arange(WEEKS) / 52))
    week = rng.choice(WEEKS, n, p=share / share.sum())
    return week * 7 * 1440 + rng.integers(0, 7 * 1440, n)


def _points(
    x: np.ndarray, y: np.ndarray, rng: np.random.Generator, last: np.ndarray | None = None
) -> Points:
    """Times at random; `last`: the minutes of the final events, where they are given."""
    extra = 0 if last is None else len(last)
    minutes = rng.integers(0, WEEKS * 7 * 1440, len(x) - extra)
    if last is not None:
        minutes = np.append(minutes, last)
    start = np.datetime64(FIRST, "s") + minutes.astype("timedelta64[m]")
    never = np.full(len(x), "NaT", "datetime64[s]")
    kinds = rng.integers(0, len(NAMES), len(x)).astype(np.int32)
    return Points(x, y, start, never, kinds, NAMES)
