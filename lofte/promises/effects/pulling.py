"""The events that a plan counts, from the sources that it names; text and identity never come."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely
from numpy.typing import NDArray

from lofte.incidents import queries as incidents
from lofte.incidents.models import Category
from lofte.places.crs import SWEREF99_TM
from lofte.places.models import Kommun
from lofte.places.swedish import swedish_key
from lofte.promises.effects.inputs import REPORTS
from lofte.promises.models import Promise
from lofte.statistics import queries as statistics
from lofte.statistics.models import RegisterRow, Source

WHY = "what a kommun may count"


@dataclass(frozen=True, slots=True)
class Pulled:
    """One source: metres, NaN without a place; day: datetime64[D]; every kind, oldest first."""

    key: str
    name: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    day: NDArray[np.datetime64]
    kind: NDArray[np.str_]

    def of_kinds(self, kinds: Collection[str]) -> NDArray[np.bool_]:
        """Those of the kinds; all when none is named."""
        if not kinds:
            return np.ones(len(self.day), dtype=np.bool_)
        return np.isin(self.kind, list(kinds))

    def inside(self, shape: shapely.Geometry) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = shapely.contains_xy(shape, self.x, self.y)
        return found


def kommuner_of(promise: Promise) -> list[Kommun]:
    rows = promise.kommuner.unscoped("where it holds")
    return sorted(set(rows) | {promise.kommun}, key=lambda kommun: kommun.code)


def sources_of(kommuner: Sequence[Kommun]) -> list[tuple[str, str]]:
    """Key and name of what can be counted: the kommuner's reports, and registers with places."""
    rows = Source.objects.unscoped(WHY).filter(
        kommun__in=kommuner, kind=Source.Kind.REGISTER, in_picture=True, crs=SWEREF99_TM
    )
    registers = [(f"register:{row.pk}", row.name) for row in rows.order_by("name")]
    return [(REPORTS, _reports(kommuner)), *registers]


def _reports(kommuner: Sequence[Kommun]) -> str:
    return "Rapporter i Löfte, " + ", ".join(sorted(kommun.name for kommun in kommuner))


def kinds_of(kommuner: Sequence[Kommun]) -> list[str]:
    """Every kind of event that the sources know, by its label, in Swedish order."""
    own = Category.objects.unscoped(WHY).filter(kommun__in=kommuner, in_picture=True)
    rows = RegisterRow.objects.unscoped(WHY).filter(source__kommun__in=kommuner)
    told = set(own.values_list("label_sv", flat=True))
    told |= set(rows.order_by().values_list("category", flat=True).distinct()) - {""}
    return sorted(told, key=swedish_key)


def pull(
    kommuner: Sequence[Kommun], keys: Collection[str], first: date, end: date
) -> Iterator[Pulled]:
    """What happened in [first, end) by each of the sources, in their own order."""
    if REPORTS in keys:
        yield _together(kommuner, [incidents.occurrences(k, first, end) for k in kommuner])
    for kommun in kommuner:
        for register in statistics.occurrences(kommun, first, end):
            key = f"register:{register.source.pk}"
            if key in keys:
                kinds = np.array(
                    [one or register.source.name for one in register.category], dtype=np.str_
                )
                days = register.start.astype("datetime64[D]")
                yield Pulled(key, register.source.name, register.x, register.y, days, kinds)


def _together(kommuner: Sequence[Kommun], parts: Sequence[incidents.Occurrences]) -> Pulled:
    kinds = [
        np.array([label for _, label in part.categories], dtype=np.str_)[part.category]
        for part in parts
    ]
    return Pulled(
        REPORTS,
        _reports(kommuner),
        np.concatenate([part.x for part in parts]),
        np.concatenate([part.y for part in parts]),
        np.concatenate([part.start for part in parts]).astype("datetime64[D]"),
        np.concatenate(kinds),
    )
