"""What other rooms may know of registers and figures."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Count, Max, Q, QuerySet
from numpy.typing import NDArray

from lofte.people.models import User
from lofte.places.clock import local_midnight, not_before, wall_times
from lofte.places.crs import SWEREF99_TM
from lofte.places.models import Kommun
from lofte.statistics.models import Delivery, Figure, Intelligence, NewsEvent, RegisterRow, Source


@dataclass(frozen=True, slots=True)
class RegisterOccurrences:
    """Rows of one register as arrays of length n, oldest first; local wall time, SWEREF 99 TM."""

    source: Source
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    start: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    category: tuple[str, ...]


def occurrences(kommun: Kommun, first: date, end: date) -> list[RegisterOccurrences]:
    """Rows in [first, end) of the registers that count in the picture, one entry per source."""
    sources = Source.objects.unscoped("the kommun's own registers").filter(
        kommun=kommun, kind=Source.Kind.REGISTER, in_picture=True, crs=SWEREF99_TM
    )
    return [_of(source, first, end) for source in sources.order_by("name")]


def _of(source: Source, first: date, end: date) -> RegisterOccurrences:
    rows = RegisterRow.objects.unscoped("place, time and category").filter(
        Q(vanished_in=None) | Q(left_window=True),
        source=source,
        started_at__gte=local_midnight(first),
        started_at__lt=local_midnight(end),
    )
    found = list(
        rows.order_by("started_at", "key_hash").values_list(
            "x", "y", "started_at", "ended_at", "category"
        )
    )
    start = wall_times([r[2] for r in found])
    return RegisterOccurrences(
        source=source,
        x=np.array([np.nan if r[0] is None else r[0] for r in found], dtype=np.float64),
        y=np.array([np.nan if r[1] is None else r[1] for r in found], dtype=np.float64),
        start=start,
        end=not_before(start, wall_times([r[3] for r in found])),
        category=tuple(r[4] for r in found),
    )


def sources_of(kommun: Kommun, viewer: User) -> QuerySet[Source]:
    """Sources with how many rows and figures they hold and when they were last filled."""
    rows = Source.objects.visible_to(viewer).filter(kommun=kommun)
    return rows.annotate(
        deliveries_n=Count("deliveries", distinct=True),
        last_import=Max("deliveries__imported_at"),
    )


def row_counts(source: Source) -> dict[str, int]:
    """Rows, rows without coordinates and vanished rows of a register."""
    return (
        RegisterRow.objects.unscoped("counts only")
        .filter(source=source)
        .aggregate(
            rows=Count("pk"),
            without_place=Count("pk", filter=Q(x=None)),
            vanished=Count("pk", filter=Q(vanished_in__isnull=False, left_window=False)),
            left_window=Count("pk", filter=Q(left_window=True)),
        )
    )


def deliveries_of(source: Source, viewer: User) -> QuerySet[Delivery]:
    return Delivery.objects.visible_to(viewer).filter(source=source)


def figures_of(source: Source, viewer: User, kommun_code: str) -> QuerySet[Figure]:
    rows = Figure.objects.visible_to(viewer).filter(series__source=source)
    return (
        rows.filter(geography_code=kommun_code)
        .select_related("series")
        .order_by("series__name", "-period_start")
    )


def intelligence_of(kommun: Kommun, viewer: User, today: date) -> QuerySet[Intelligence]:
    rows = Intelligence.objects.visible_to(viewer).filter(kommun=kommun)
    return rows.filter(Q(valid_to=None) | Q(valid_to__gte=today))


def news_for(kommun: Kommun) -> QuerySet[NewsEvent]:
    """The police's public events of the kommun's place name, withdrawn ones left out."""
    location = kommun.news_location or kommun.name
    return NewsEvent.objects.filter(location__iexact=location, withdrawn_at=None)


def source_named(kommun: Kommun, viewer: User, name: str) -> Source | None:
    return Source.objects.visible_to(viewer).filter(kommun=kommun, name=name).first()
