"""Pulls visits, places and events, and compares visited places with equally hot ones."""

from dataclasses import dataclass
from datetime import date

from lofte.patrol.before_after.comparing import BothTimes, Compared, Spot, compare
from lofte.patrol.before_after.wording import days, figures, headline, method
from lofte.patrol.models import Visit
from lofte.places.models import Kommun, NamedPlace
from lofte.places.scope import Viewer
from lofte.situation.extract import points_between


@dataclass(frozen=True, slots=True)
class Told:
    """The comparison in words and figures, for page and print."""

    headline: str
    days: str
    figures: str
    source: str
    method: tuple[str, ...]
    compared: Compared


def before_after(kommun: Kommun, viewer: Viewer, first: date, end: date) -> Told:
    """Of [first, end) against the equally long time before it."""
    times = BothTimes(first, end)
    points, names = points_between(kommun, times.before, end)
    compared = compare(
        _spots(kommun, viewer),
        points,
        times,
        visited=_visited(kommun, viewer, first, end),
        visited_before=_visited(kommun, viewer, times.before, first),
    )
    return Told(
        headline=headline(compared),
        days=days(times),
        figures=figures(compared),
        source="; ".join(names) or "inga bekräftade rapporter och inget register",
        method=method(compared),
        compared=compared,
    )


def _spots(kommun: Kommun, viewer: Viewer) -> list[Spot]:
    rows = NamedPlace.objects.visible_to(viewer).filter(kommun=kommun).order_by("name", "pk")
    return [Spot(str(row.pk), row.name, row.x, row.y, row.radius) for row in rows]


def _visited(kommun: Kommun, viewer: Viewer, first: date, end: date) -> set[str]:
    rows = Visit.objects.visible_to(viewer).filter(
        kommun=kommun, withdrawn_at=None, place__isnull=False, first_day__lt=end,
        last_day__gte=first,
    )  # fmt: skip
    return {str(pk) for pk in rows.values_list("place", flat=True).distinct().order_by("place")}
