"""What is planted in Lyckeberga: the truths that an honest analysis of the data must find.

All dates follow from the last day, so the town is alive on whatever day the demo starts.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from lofte.demo.kinds import CATEGORIES
from lofte.demo.sites import own_codes, sites
from lofte.demo.spots import index_of

Hours = tuple[tuple[int, int], ...]  # (weekday, hour), Monday 0

ALL_DAYS = tuple(range(7))


def hours(weekdays: tuple[int, ...], first: int, last: int) -> Hours:
    """The hours first..last (last not included); beyond 24 they run into the next day."""
    return tuple(((d + h // 24) % 7, h % 24) for d in weekdays for h in range(first, last))


@dataclass(frozen=True, slots=True)
class Effect:
    """Rates times `factor` at some sites, for some categories, on some days and hours.

    A factor below 1 takes reports away. `exact` adds the expected number instead of a random
    number around it, so that what a demo shows is there whatever the seed.
    """

    key: str
    what: str
    sites: tuple[int, ...] | None  # None = everywhere
    categories: tuple[str, ...]  # empty = all
    first: date
    last: date
    hours: Hours  # empty = all
    factor: float
    exact: bool = False
    new_group: bool = False
    months: tuple[int, ...] = ()

    def day_mask(self, days: np.ndarray) -> np.ndarray:
        """bool[n] for days given as datetime64[D]."""
        mask = (days >= np.datetime64(self.first)) & (days <= np.datetime64(self.last))
        if self.months:
            month = days.astype("datetime64[M]").astype(int) % 12 + 1
            mask &= np.isin(month, self.months)
        return mask

    def hour_mask(self) -> np.ndarray:
        mask = np.full((7, 24), not self.hours)
        for weekday, hour in self.hours:
            mask[weekday, hour] = True
        return mask

    def category_mask(self) -> np.ndarray:
        return np.array([not self.categories or code in self.categories for code in CATEGORIES])


def month_start(day: date, back: int) -> date:
    """The first day of the month `back` months before the one that holds `day`."""
    count = day.year * 12 + day.month - 1 - back
    return date(count // 12, count % 12 + 1, 1)


def last_week(last_day: date) -> tuple[date, date]:
    """Monday and Sunday of the last whole ISO week that has ended on the last day at the latest."""
    sunday = last_day - timedelta(days=last_day.isoweekday() % 7)
    return sunday - timedelta(days=6), sunday


def first_day(last_day: date) -> date:
    """Two years: the day after the same date two years earlier."""
    leap = last_day.month == 2 and last_day.day == 29
    return last_day.replace(year=last_day.year - 2, day=28 if leap else last_day.day) + timedelta(1)


def measure_day(last_day: date) -> date:
    """The Monday on which the lamps and the patrols of the tunnel began: 30 whole weeks ago."""
    return last_week(last_day)[0] - timedelta(weeks=30)


def new_group_day(last_day: date) -> date:
    return month_start(last_day, 5)


def rise_day(last_day: date) -> date:
    return month_start(last_day, 8)


def effects(last_day: date) -> tuple[Effect, ...]:
    begin, year = first_day(last_day), month_start(last_day, 11)
    monday, sunday = last_week(last_day)
    ekbacken = own_codes().index("LY04")
    garage = index_of("Ekbackens garage")
    around = tuple(i for i in np.flatnonzero(sites().own == ekbacken).tolist() if i != garage)
    nights = tuple((d, h) for d in ALL_DAYS for h in (22, 23, 0, 1, 2, 3))
    return (
        Effect("park_sommar", "Badhusparken: sena kvällar i juni, juli och augusti",
               (index_of("Badhusparken"),), ("ALK", "SAML", "BRÅK", "SKAD-G", "PLAT-S"),
               year, last_day, hours(ALL_DAYS, 20, 26), 18.0, months=(6, 7, 8)),
        Effect("skola_var", "Norrängsskolan: vardagseftermiddagar i februari, mars och april",
               (index_of("Norrängsskolan"),), ("SAML", "BRÅK", "TRAF", "SKAD"), year, last_day,
               hours((0, 1, 2, 3, 4), 14, 18), 60.0, months=(2, 3, 4)),
        Effect("krog_december", "Restaurangstråket Ågatan: fredags- och lördagsnätter i december",
               (index_of("Restaurangstråket Ågatan"),), ("ALK", "BRÅK"), year, last_day,
               hours((4, 5), 21, 28), 20.0, months=(12,)),
        Effect("nark_okar", "Misstänkt narkotikahantering ökar i hela kommunen", None, ("NARK",),
               rise_day(last_day), last_day, (), 2.6),
        Effect("tunnel_lugnare", "Gångtunneln vid stationen: lugnare sedan belysning och "
               "ronderingar började", (index_of("Gångtunneln vid stationen"),), (), begin,
               measure_day(last_day) - timedelta(days=1), (), 6.0),
        Effect("nya_rapportorer", "Lyckebos fastighetsvärdar börjar rapportera i Ekbacken: fler "
               "rapporter, inte fler händelser", around, ("SKAD", "SKAD-K", "SKAD-G", "PLAT-B",
               "PLAT-S", "SAML", "TILL"), new_group_day(last_day), last_day, (), 3.5,
               new_group=True),
        Effect("vecka_resecentrum", "Resecentrum: fredags- och lördagskvällar",
               (index_of("Resecentrum"),), ("SAML", "BRÅK", "ALK", "NARK"), monday, sunday,
               hours((4, 5), 18, 26), 25.0, exact=True),
        Effect("vecka_kvarnskolan", "Klotter vid Kvarnskolan", (index_of("Kvarnskolan"),),
               ("SKAD-K",), monday, sunday, (), 34.0, exact=True),
        Effect("vecka_viadukten", "Klottret vid Viadukten är borta", (index_of("Viadukten"),),
               ("SKAD-K",), monday, sunday, (), 0.0, exact=True),
        Effect("vecka_garaget", "Ekbackens garage: inbrott i bilar nattetid",
               (garage,), ("TILL",), monday, sunday, nights, 240.0,
               exact=True),
    )  # fmt: skip
