"""Pulls what a picture is made of: confirmed reports and the registers that count."""

import hashlib
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely

from lofte.analysis.periods import Period, before
from lofte.analysis.points import Points
from lofte.incidents import queries as incidents
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.situation.comparisons import Effort
from lofte.situation.counts import AreaShape
from lofte.situation.counts import NamedPlace as CountedPlace
from lofte.situation.document import Source
from lofte.situation.results import Around
from lofte.statistics import queries as statistics

YEARS_BACK = 3
USUAL_PERIODS = 8
AREA_KINDS = (Area.Kind.OWN, Area.Kind.REGSO, Area.Kind.DESO, Area.Kind.LOCALITY)


class NothingToShow(Exception):
    """There is nothing to make a picture of; the sentence says what to do."""


@dataclass(frozen=True)
class Extract:
    points: Points
    source: Source
    around: Around
    checksum: str


def extract(kommun: Kommun, period: Period) -> Extract:
    """Everything up to the end of the period. Raises NothingToShow."""
    first = date(period.end.year - YEARS_BACK, 1, 1)
    reports = incidents.occurrences(kommun, first, period.end)
    registers = statistics.occurrences(kommun, first, period.end)
    points = _together(reports, registers)
    if not len(points):
        raise NothingToShow(
            "Det finns inga bekräftade rapporter och inget register för perioden eller tiden före. "
            "Bekräfta rapporter under Granska eller läs in ett register under Källor."
        )
    return Extract(
        points=points,
        source=_source(kommun, period, reports, registers, points),
        around=_around(kommun, period),
        checksum=_checksum(points),
    )


def _together(
    reports: incidents.Occurrences, registers: list[statistics.RegisterOccurrences]
) -> Points:
    labels = [label for _, label in reports.categories]
    position = {label: i for i, label in enumerate(labels)}
    for register in registers:
        for label in sorted(set(register.category)):
            position.setdefault(_named(label, register), len(position))
    category = [reports.category] + [
        np.array([position[_named(label, r)] for label in r.category], dtype=np.int32)
        for r in registers
    ]
    parts: list[incidents.Occurrences | statistics.RegisterOccurrences] = [reports, *registers]
    start = np.concatenate([part.start for part in parts])
    order = np.argsort(start, kind="stable")
    return Points(
        x=np.concatenate([part.x for part in parts])[order],
        y=np.concatenate([part.y for part in parts])[order],
        start=start[order],
        end=np.concatenate([part.end for part in parts])[order],
        category=np.concatenate(category)[order],
        categories=tuple(position),
    )


def _named(label: str, register: statistics.RegisterOccurrences) -> str:
    return label or register.source.name


def _source(
    kommun: Kommun,
    period: Period,
    reports: incidents.Occurrences,
    registers: list[statistics.RegisterOccurrences],
    points: Points,
) -> Source:
    names = [f"{kommun.method_name}-rapporter, {kommun.name} kommun"]
    names += [register.source.name for register in registers if len(register.x)]
    notes = [f"Rapporter från {len(reports.parties)} parter: {', '.join(reports.parties)}."]
    if not reports.parties:
        notes = []
    return Source(
        name="; ".join(names),
        rows=len(points),
        without_coordinates=int(np.isnan(points.x).sum()),
        notes=tuple(notes),
    )


def _around(kommun: Kommun, period: Period) -> Around:
    return Around(
        areas=tuple(_shape(area) for area in _areas(kommun, period.start)),
        places=tuple(
            CountedPlace(str(p.pk), p.name, p.x, p.y, p.radius)
            for p in NamedPlace.objects.unscoped("names for the group's picture").filter(
                kommun=kommun, closed_on=None
            )
        ),
        reporters=_effort(kommun, period),
    )


def _areas(kommun: Kommun, day: date) -> list[Area]:
    """The kommun's own areas, or else the first official division that it has."""
    rows = Area.objects.unscoped("outlines for counting").filter(kommun=kommun)
    for kind in AREA_KINDS:
        valid = [
            row
            for row in rows.filter(kind=kind).order_by("code", "pk")
            if (row.valid_from or date.min) <= day <= (row.valid_to or date.max)
        ]
        if valid:
            return valid
    return []


def _shape(area: Area) -> AreaShape:
    return AreaShape(str(area.pk), area.name, shapely.from_wkb(bytes(area.polygon)))


def _effort(kommun: Kommun, period: Period) -> Effort | None:
    """Reporters active now against the mean of the periods before that had any."""
    now = incidents.active_reporters(kommun, period.start, period.end)
    first = incidents.first_day(kommun)
    earlier = [p for p in before(period, USUAL_PERIODS) if first and p.start >= first]
    usual = [incidents.active_reporters(kommun, p.start, p.end) for p in earlier]
    if not now or not usual or not sum(usual):
        return None
    return Effort(now=now, usual=sum(usual) / len(usual))


def _checksum(points: Points) -> str:
    digest = hashlib.sha256()
    for array in (points.x, points.y, points.start, points.end, points.category):
        digest.update(np.ascontiguousarray(array).tobytes())
    digest.update("\n".join(points.categories).encode())
    return digest.hexdigest()


def last_full_period(kommun: Kommun, today: date) -> Period:
    """The latest period of the kommun's rhythm that is over."""
    return kommun.period_of(today).previous()
