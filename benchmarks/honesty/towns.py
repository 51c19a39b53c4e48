"""Pictures of generated towns without a database: what lofte.situation.extract would pull."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from lofte.analysis.periods import Period, PeriodKind, before, parse
from lofte.analysis.points import Points
from lofte.demo.town import Town
from lofte.incidents.queries import ALL_ARE_NEW, LATELY
from lofte.situation.comparisons import Effort
from lofte.situation.compose import compose
from lofte.situation.counts import AreaShape, NamedPlace
from lofte.situation.document import PictureDocument, Source
from lofte.situation.results import Around

NOT_IN_PICTURE = ("ARR", "POS")
RADIUS = 150
SOURCE = Source(name="Lyckeberga")


@dataclass(frozen=True)
class Register:
    """The reports of a town that count in a picture, and who sent them."""

    town: Town
    points: Points
    reporter: NDArray[np.int16]


def register(town: Town) -> Register:
    """Without planned events and good observations, as in a new kommun."""
    i = town.incidents
    names = tuple(code for code in town.categories if code not in NOT_IN_PICTURE)
    position = {code: n for n, code in enumerate(names)}
    category = np.array([position.get(code, -1) for code in town.categories])[i.category]
    kept = category >= 0
    points = Points(i.x[kept], i.y[kept], i.start[kept], i.end[kept], category[kept], names)
    return Register(town, points, i.reporter[kept])


def picture(of: Register, key: str) -> PictureDocument:
    """The picture of a period as it would have been made on the day after its last."""
    period = parse(key)
    known = of.points.start < np.datetime64(period.end)
    town = of.town
    around = Around(
        areas=tuple(AreaShape(a.code, a.name, a.shape) for a in town.areas if a.kind == "own"),
        places=tuple(
            NamedPlace(str(n), p.name, p.x, p.y, RADIUS) for n, p in enumerate(town.places)
        ),
        reporters=_effort(town, period),
        newcomers=_newcomers(town, period)[of.reporter[known]],
    )
    return compose(of.points.where(known), source=SOURCE, period=period, around=around)


def _effort(town: Town, period: Period) -> Effort | None:
    start = period.end - timedelta(weeks=4)
    short = period.start > start
    span = Period(PeriodKind.CUSTOM, start, period.end) if short else period
    usual = [_active(town, p) for p in before(span, 8) if p.start >= town.first_day]
    if not usual:
        return None
    return Effort(_active(town, span), sum(usual) / len(usual), weeks=4 if short else 0)


def _active(town: Town, period: Period) -> int:
    start = town.incidents.start
    inside = (start >= np.datetime64(period.start)) & (start < np.datetime64(period.end))
    return len(np.unique(town.incidents.reporter[inside]))


def _newcomers(town: Town, period: Period) -> NDArray[np.bool_]:
    """bool[reporter number]"""
    i = town.incidents
    known = i.start < np.datetime64(period.end)
    who, first = np.unique(i.reporter[known], return_index=True)  # reports are in order of time
    since = max(town.first_day + ALL_ARE_NEW, period.end - LATELY)
    new = np.zeros(int(i.reporter.max()) + 1, dtype=np.bool_)
    new[who] = i.start[known][first] >= np.datetime64(since)
    return new
