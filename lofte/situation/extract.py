"""Pulls what a picture is made of: confirmed reports and the registers that count."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import shapely
from numpy.typing import NDArray

from lofte.analysis.periods import Period, PeriodKind, before
from lofte.analysis.points import Points
from lofte.audit.refusals import Refused
from lofte.incidents import queries as incidents
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.situation.comparisons import Effort
from lofte.situation.counts import AreaShape
from lofte.situation.counts import NamedPlace as CountedPlace
from lofte.situation.document import Source
from lofte.situation.results import Around
from lofte.situation.sentences import events, number
from lofte.statistics import queries as statistics

YEARS_BACK = 7  # Noufaily looks five years back from every week of a year
USUAL_PERIODS = 8
AREA_KINDS = (Area.Kind.OWN, Area.Kind.REGSO, Area.Kind.DESO, Area.Kind.LOCALITY)


class NothingToShow(Refused):
    """There is nothing to make a picture of; the sentence says what to do."""


@dataclass(frozen=True)
class Extract:
    """area_ids: the tables' own numbers of the areas, by the codes that a document knows."""

    points: Points
    source: Source
    around: Around
    area_ids: dict[str, int]
    checksum: str


def extract(kommun: Kommun, period: Period) -> Extract:
    """Everything up to the end of the period. Raises NothingToShow."""
    first = date(period.start.year - YEARS_BACK, 1, 1)
    closed = (period.start, kommun.closes(period))
    reports = incidents.occurrences(kommun, first, period.end, closed=closed)
    registers = statistics.occurrences(kommun, first, period.end)
    points, newcomers = _together(reports, registers)
    if not len(points):
        raise NothingToShow(
            "Det finns inga bekräftade rapporter och inget register för perioden eller tiden före. "
            "Bekräfta rapporter under Granska eller läs in ett register under Källor."
        )
    only_reports = len(points) == len(reports.x)
    active = incidents.active_reporters(kommun, period.start, period.end)
    effort = _effort(kommun, period)
    areas = _areas(kommun, period.start)
    return Extract(
        points=points,
        source=Source(
            name="; ".join(_names(kommun, reports, registers)),
            rows=len(points),
            without_coordinates=int(np.isnan(points.x).sum()),
            notes=(
                *_notes(reports, active, effort, only_reports=only_reports),
                *_late(kommun, period),
            ),
        ),
        around=Around(
            areas=tuple(_shape(area) for area in areas),
            places=_places(kommun),
            # A register is not filled by the reporters: its normal does not follow their number.
            reporters=effort if only_reports else None,
            newcomers=newcomers,
            live=bool(len(reports.x)),
        ),
        area_ids={area.code: area.pk for area in areas},
        checksum=_checksum(points),
    )


def points_between(kommun: Kommun, first: date, end: date) -> tuple[Points, tuple[str, ...]]:
    """What happened in [first, end), and the names of its sources; perhaps nothing."""
    reports = incidents.occurrences(kommun, first, end)
    registers = statistics.occurrences(kommun, first, end)
    points, _newcomers = _together(reports, registers)
    return points, tuple(_names(kommun, reports, registers))


def area_shapes(kommun: Kommun, day: date) -> tuple[AreaShape, ...]:
    """The outlines that events are counted in, in force that day."""
    return tuple(_shape(area) for area in _areas(kommun, day))


def _together(
    reports: incidents.Occurrences, registers: list[statistics.RegisterOccurrences]
) -> tuple[Points, NDArray[np.bool_]]:
    """All of it in order of time, and which of it comes from people who are new."""
    own = [label for _, label in reports.categories]
    position: dict[str, int] = {}
    for label in own:
        position.setdefault(label, len(position))
    for register in registers:
        for label in sorted(set(register.category)):
            position.setdefault(_named(label, register), len(position))
    category = [np.array([position[label] for label in own], dtype=np.int32)[reports.category]] + [
        np.array([position[_named(label, r)] for label in r.category], dtype=np.int32)
        for r in registers
    ]
    parts: list[incidents.Occurrences | statistics.RegisterOccurrences] = [reports, *registers]
    start = np.concatenate([part.start for part in parts])
    order = np.argsort(start, kind="stable")
    others = [np.zeros(len(r.x), dtype=np.bool_) for r in registers]
    points = Points(
        x=np.concatenate([part.x for part in parts])[order],
        y=np.concatenate([part.y for part in parts])[order],
        start=start[order],
        end=np.concatenate([part.end for part in parts])[order],
        category=np.concatenate(category)[order],
        categories=tuple(position),
    )
    return points, np.concatenate([reports.newcomer, *others])[order]


def _named(label: str, register: statistics.RegisterOccurrences) -> str:
    return label or register.source.name


def _names(
    kommun: Kommun,
    reports: incidents.Occurrences,
    registers: list[statistics.RegisterOccurrences],
) -> list[str]:
    own = [f"{kommun.method_name}-rapporter, {kommun.name} kommun"] if len(reports.x) else []
    return own + [register.source.name for register in registers if len(register.x)]


def _notes(
    reports: incidents.Occurrences, active: int, effort: Effort | None, *, only_reports: bool
) -> tuple[str, ...]:
    notes = []
    if reports.parties:
        count = len(reports.parties)
        parties = "1 part" if count == 1 else f"{count} parter"
        notes.append(f"Rapporter från {parties}: {', '.join(reports.parties)}.")
    if effort is None and active:
        notes.append(f"Rapportörer aktiva: {active}. Det finns ingen tidigare period att se mot.")
    elif effort is not None and not only_reports:
        usual = number(round(effort.usual, 1))
        notes.append(
            f"Rapportörer aktiva: {effort.now} (normalt {usual}). Det normala är inte räknat om "
            "efter det, eftersom underlaget också är register."
        )
    return tuple(notes)


def _late(kommun: Kommun, period: Period) -> tuple[str, ...]:
    """What came in about the period before when that was closed: counted from now on, and said."""
    earlier = period.previous()
    closed_on = kommun.closes(earlier)
    count = incidents.late(kommun, earlier.start, earlier.end, closed_on)
    if not count:
        return ()
    return (
        f"{events(count)} från {earlier.label} kom in efter att den perioden stängdes "
        f"{closed_on - timedelta(days=1)}. De räknas från och med den här bilden, i jämförelsen "
        "bakåt.",
    )


def _places(kommun: Kommun) -> tuple[CountedPlace, ...]:
    rows = NamedPlace.objects.unscoped("names for the group's picture")
    return tuple(
        CountedPlace(str(p.pk), p.name, p.x, p.y, p.radius)
        for p in rows.filter(kommun=kommun, closed_on=None).order_by("name", "pk")
    )


def _areas(kommun: Kommun, day: date) -> list[Area]:
    """The kommun's own areas, or else the first official division that it has."""
    rows = Area.objects.unscoped("outlines for counting").filter(kommun=kommun)
    for kind in AREA_KINDS:
        valid = {
            row.code: row  # of two versions in force the later stands
            for row in rows.filter(kind=kind).order_by("code", "pk")
            if (row.valid_from or date.min) <= day <= (row.valid_to or date.max)
        }
        if valid:
            return list(valid.values())
    return []


def _shape(area: Area) -> AreaShape:
    return AreaShape(area.code, area.name, shapely.from_wkb(bytes(area.polygon)))


def _effort(kommun: Kommun, period: Period) -> Effort | None:
    """Reporters active lately against the mean of the equally long times before.

    In a single week those who report are as many as there is to report, so a crowded week would
    excuse itself; over four weeks nearly everybody who is there to report does.
    """
    first = incidents.first_day(kommun)
    span = _four_weeks(period)
    earlier = [p for p in before(span, USUAL_PERIODS) if first and p.start >= first]
    usual = [incidents.active_reporters(kommun, p.start, p.end) for p in earlier]
    now = incidents.active_reporters(kommun, span.start, span.end)
    if not now or not usual or not sum(usual):
        return None
    return Effort(now=now, usual=sum(usual) / len(usual), weeks=4 if span != period else 0)


def _four_weeks(period: Period) -> Period:
    """The period itself, or the four weeks that end with a shorter one."""
    start = period.end - timedelta(weeks=4)
    return period if period.start <= start else Period(PeriodKind.CUSTOM, start, period.end)


def _checksum(points: Points) -> str:
    digest = hashlib.sha256()
    for array in (points.x, points.y, points.start, points.end, points.category):
        digest.update(np.ascontiguousarray(array).tobytes())
    digest.update("\n".join(points.categories).encode())
    return digest.hexdigest()


def last_full_period(kommun: Kommun, today: date) -> Period:
    """The latest period of the kommun's rhythm that is over."""
    return kommun.period_of(today).previous()
