"""The reports themselves, drawn as a Poisson process over sites, categories, days and hours.

Base: rate(site, category) x season(day) x week rhythm(category, weekday, hour). A planted effect
multiplies the rate in one part of that space; since Poisson processes add, its surplus is drawn
separately and a deficit is thinned away. Ten million rows take seconds: nothing loops over rows.
"""

from dataclasses import dataclass, fields
from datetime import date

import numpy as np
import numpy.typing as npt

from lofte.demo import plan
from lofte.demo.kinds import CATEGORIES, MIX_NAMES, NEW_GROUP_SIZE, PARTIES, week_profile
from lofte.demo.planting import Effect, effects, first_day
from lofte.demo.sites import sites, weekly_table
from lofte.demo.spots import spots

Ints = npt.NDArray[np.int64]
WEEKS_A_YEAR = 365.25 / 7
REPORTERS_PER_PARTY = 100  # numbers 0-99 belong to the first party, 100-199 to the second ...


@dataclass(frozen=True, slots=True, eq=False)
class Incidents:
    """Arrays of equal length in order of time; x, y SWEREF 99 TM metres, local wall time."""

    x: npt.NDArray[np.float64]
    y: npt.NDArray[np.float64]
    place: npt.NDArray[np.int16]  # index into Town.places, -1 = a point on the map
    start: npt.NDArray[np.datetime64]
    end: npt.NDArray[np.datetime64]  # NaT = the time is known
    category: npt.NDArray[np.int16]  # index into CATEGORIES
    party: npt.NDArray[np.int8]  # index into PARTIES
    reporter: npt.NDArray[np.int16]  # party * REPORTERS_PER_PARTY + number
    seriousness: npt.NDArray[np.int8]  # 1-3
    people: npt.NDArray[np.int8]  # index into PEOPLE
    effect: npt.NDArray[np.int8]  # index of the planted effect that added the row, -1 = none

    def __len__(self) -> int:
        return len(self.x)


@dataclass(frozen=True, slots=True, eq=False)
class Clock:
    """The days of the two years and the weight of each (day, hour) per category."""

    days: npt.NDArray[np.datetime64]
    season: npt.NDArray[np.float64]

    @classmethod
    def of(cls, last_day: date, *, plant: bool) -> "Clock":
        days = np.arange(np.datetime64(first_day(last_day)), np.datetime64(last_day) + 1)
        year = (days - days.astype("datetime64[Y]")).astype(int) / 365.25
        season = 1 + 0.10 * np.cos(2 * np.pi * (year - 0.45)) * plant
        return cls(days, season)

    def slots(self, category: str) -> npt.NDArray[np.float64]:
        """float[days, 24]: expected weeks' worth of reports; seven plain days sum to 1."""
        weekday = (self.days.astype("datetime64[D]").astype(int) + 3) % 7  # 1970-01-01: Thursday
        return week_profile(category)[weekday] * self.season[:, None]

    def inside(self, effect: Effect) -> npt.NDArray[np.bool_]:
        weekday = (self.days.astype("datetime64[D]").astype(int) + 3) % 7
        return effect.day_mask(self.days)[:, None] & effect.hour_mask()[weekday]


@dataclass(frozen=True, slots=True, eq=False)
class Draw:
    site: npt.NDArray[np.int32]
    slot: npt.NDArray[np.int32]
    category: npt.NDArray[np.int16]
    effect: npt.NDArray[np.int8]


def rates(incidents_per_year: float) -> npt.NDArray[np.float64]:
    """float[sites, categories]: expected base reports a week."""
    table = weekly_table()
    return table * (incidents_per_year / WEEKS_A_YEAR / table.sum())


def expected(effect: Effect, clock: Clock, rate: npt.NDArray[np.float64]) -> npt.NDArray:
    """float[categories]: what the base alone gives in the space of an effect."""
    rows = slice(None) if effect.sites is None else list(effect.sites)
    inside = clock.inside(effect)
    weeks = np.array([float((clock.slots(code) * inside).sum()) for code in CATEGORIES])
    return rate[rows].sum(axis=0) * weeks * effect.category_mask()


def draw(rate: npt.NDArray, clock: Clock, planted: tuple[Effect, ...], seed: int) -> Draw:
    rng = np.random.default_rng([seed, 1])
    drawn = [_base(rate, clock, rng)]
    for number, effect in enumerate(planted):
        if effect.factor > 1:
            drawn.append(_surplus(number, effect, rate, clock, rng))
    whole = Draw(*(np.concatenate([getattr(d, f.name) for d in drawn]) for f in fields(Draw)))
    return _thinned(whole, planted, clock, rng)


def _base(rate: npt.NDArray, clock: Clock, rng: np.random.Generator) -> Draw:
    found = []
    for number, code in enumerate(CATEGORIES):
        weight = clock.slots(code)
        count = int(rng.poisson(rate[:, number].sum() * weight.sum()))
        found.append(_rows(rng, count, rate[:, number], weight, (number, -1)))
    return Draw(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _surplus(number: int, effect: Effect, rate: npt.NDArray, clock: Clock,
             rng: np.random.Generator) -> Draw:  # fmt: skip
    more = expected(effect, clock, rate) * (effect.factor - 1)
    if effect.exact:
        whole = round(float(more.sum()))
        counts = rng.multinomial(whole, more / more.sum()) if whole else np.zeros(len(more), int)
    else:
        counts = rng.poisson(more)
    inside = clock.inside(effect)
    allowed = np.zeros(len(rate), dtype=bool)
    allowed[slice(None) if effect.sites is None else list(effect.sites)] = True
    found = [
        _rows(rng, int(n), rate[:, c] * allowed, clock.slots(CATEGORIES[c]) * inside, (c, number))
        for c, n in enumerate(counts)
    ]
    return Draw(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _rows(rng: np.random.Generator, count: int, where: npt.NDArray, when: npt.NDArray,
          mark: tuple[int, int]) -> tuple[npt.NDArray, ...]:  # fmt: skip
    if count == 0:
        site = slot = np.zeros(0, dtype=np.int32)
    else:
        numbers = rng.multinomial(count, where / where.sum())
        site = np.repeat(np.arange(len(where), dtype=np.int32), numbers)
        edges = np.cumsum(when.ravel())
        slot = np.searchsorted(edges, rng.random(count) * edges[-1], side="right").astype(np.int32)
    return site, slot, np.full(count, mark[0], np.int16), np.full(count, mark[1], np.int8)


def _thinned(drawn: Draw, planted: tuple[Effect, ...], clock: Clock,
             rng: np.random.Generator) -> Draw:  # fmt: skip
    keep = np.ones(len(drawn.site), dtype=bool)
    for effect in planted:
        if effect.factor >= 1 or effect.sites is None:
            continue
        hit = np.isin(drawn.site, effect.sites) & effect.category_mask()[drawn.category]
        hit &= clock.inside(effect).ravel()[drawn.slot]
        keep &= ~(hit & (rng.random(len(keep)) >= effect.factor))
    return Draw(*(getattr(drawn, f.name)[keep] for f in fields(Draw)))


def make(incidents_per_year: float, seed: int, last_day: date, *, plant: bool) -> Incidents:
    clock = Clock.of(last_day, plant=plant)
    planted = effects(last_day) if plant else ()
    drawn = draw(rates(incidents_per_year), clock, planted, seed)
    rng = np.random.default_rng([seed, 2])
    start = _exact_start(drawn, clock, rng)
    order = np.argsort(start, kind="stable")
    drawn = Draw(*(getattr(drawn, f.name)[order] for f in fields(Draw)))
    start = start[order]
    place, x, y = _positions(drawn, rng)
    party, reporter = _reporters(drawn, start, planted, last_day, rng)
    start, end = _intervals(drawn, start, clock, rng)
    order = np.argsort(start, kind="stable")
    columns = (x, y, place, start, end, drawn.category, party, reporter,
               *_gravity(drawn, rng), drawn.effect)  # fmt: skip
    return Incidents(*(_sealed(column[order]) for column in columns))


def _sealed(column: npt.NDArray) -> npt.NDArray:
    column.flags.writeable = False
    return column


def _exact_start(drawn: Draw, clock: Clock, rng: np.random.Generator) -> npt.NDArray:
    """Start times: the slot's hour and a minute, as people write it, in steps of five."""
    minute = rng.integers(0, 12, len(drawn.slot), dtype=np.int8).astype(np.int64) * 300
    seconds = drawn.slot.astype(np.int64) * 3_600 + minute
    return clock.days[0].astype("datetime64[s]") + seconds.astype("timedelta64[s]")


def _positions(drawn: Draw, rng: np.random.Generator) -> tuple[npt.NDArray, ...]:
    at = sites()
    n = len(drawn.site)
    named = drawn.site < len(spots())
    picked = named & (rng.random(n, dtype=np.float32) < 0.7)  # the rest points on the map
    place = np.where(named, drawn.site, -1).astype(np.int16)
    scatter = np.where(picked, 0.0, at.scatter[drawn.site])
    x = plan.ORIGIN[0] + at.x[drawn.site] + (rng.random(n) * 2 - 1) * scatter
    y = plan.ORIGIN[1] + at.y[drawn.site] + (rng.random(n) * 2 - 1) * scatter
    return place, x.round(1), y.round(1)


def _reporters(drawn: Draw, start: npt.NDArray, planted: tuple[Effect, ...], last_day: date,
               rng: np.random.Generator) -> tuple[npt.NDArray, npt.NDArray]:  # fmt: skip
    n = len(drawn.site)
    weight = np.array([[p.weight.get(mix, 0.0) for p in PARTIES] for mix in MIX_NAMES])
    edges = np.cumsum(weight / weight.sum(axis=1, keepdims=True), axis=1)
    mix = sites().mix[drawn.site].astype(np.int8)
    dice = rng.random(n, dtype=np.float32)
    party = np.zeros(n, dtype=np.int8)
    for column in range(len(PARTIES) - 1):
        party += dice > edges[:, column].astype(np.float32)[mix]
    day = (start - start.min().astype("datetime64[D]")).astype("timedelta64[D]").astype(np.int64)
    first = np.array([p.reporters for p in PARTIES])
    # a plain town has the same reporters all the time
    later = np.array([p.joined_later if planted else 0 for p in PARTIES])
    active = first[party] + day * (later[party] + 1) // 732
    number = (rng.random(n) * active).astype(np.int16)
    for i, effect in enumerate(planted):
        if effect.new_group:
            mine = drawn.effect == i
            housing = [p.code for p in PARTIES].index("LYCKEBO")
            party[mine] = housing
            number[mine] = PARTIES[housing].reporters + rng.integers(
                0, NEW_GROUP_SIZE, int(mine.sum())
            )
    return party, party.astype(np.int16) * REPORTERS_PER_PARTY + number


# Hours between "whole when last seen" and "found broken", for what nobody saw happen.
_UNSEEN = {"SKAD": 0.5, "SKAD-K": 0.6, "SKAD-G": 0.35, "SKAD-L": 0.5, "SKAD-B": 0.1, "TILL": 0.45}


def _intervals(drawn: Draw, start: npt.NDArray, clock: Clock,
               rng: np.random.Generator) -> tuple[npt.NDArray, npt.NDArray]:  # fmt: skip
    share = np.array([_UNSEEN.get(code, 0.0) for code in CATEGORIES], dtype=np.float32)
    n = len(start)
    unseen = (rng.random(n, dtype=np.float32) < share[drawn.category]) & (drawn.effect < 0)
    rows = np.flatnonzero(unseen)
    length = rng.choice(
        [2, 4, 8, 12, 14, 16, 62], len(rows), p=[0.15, 0.2, 0.2, 0.2, 0.1, 0.1, 0.05]
    )
    before = (length * rng.random(len(rows)) * 4).astype(np.int64) * 900
    begin, beyond = clock.days[0].astype("datetime64[s]"), clock.days[-1] + 1
    end = np.full(n, np.datetime64("NaT", "s"))
    start = start.copy()
    start[rows] = np.maximum(start[rows] - before.astype("timedelta64[s]"), begin)
    latest = beyond.astype("datetime64[s]") - np.timedelta64(1, "s")
    end[rows] = np.minimum(start[rows] + (length * 3_600).astype("timedelta64[s]"), latest)
    return start, end


_HEAVY = {"BRÅK": 2.6, "TILL": 2.3, "NARK": 2.2, "SKAD-B": 2.5, "PERS": 2.4, "OBJE": 2.2,
          "SAML": 1.7, "ALK": 1.7, "TRAF": 1.9, "POS": 1.0, "ARR": 1.0}  # fmt: skip
_CROWD = ("SAML", "BRÅK", "ALK", "NARK", "TRAF", "PERS")


def _gravity(drawn: Draw, rng: np.random.Generator) -> tuple[npt.NDArray, npt.NDArray]:
    n = len(drawn.site)
    middle = np.array([_HEAVY.get(code, 1.5) for code in CATEGORIES], dtype=np.float32)
    noise = rng.random(n, dtype=np.float32) * 1.6 - 0.8
    serious = np.clip(np.rint(middle[drawn.category] + noise), 1, 3).astype(np.int8)
    seen = np.array([code in _CROWD for code in CATEGORIES])[drawn.category]
    band = 1 + np.searchsorted(
        np.array([0.35, 0.72, 0.93], dtype=np.float32), rng.random(n, dtype=np.float32)
    )
    return serious, np.where(seen, band, 0).astype(np.int8)
