"""From a picture to suggested stops: where more than normal was found, and when it happens there.

Pure. Nothing is decided here: a suggestion is put forward by people and answered by the police.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lofte.analysis.hours import hot_hours, week_hours
from lofte.analysis.points import Points
from lofte.patrol.hours import Window
from lofte.situation.document import MORE, MOST, Finding, PictureDocument

REACH = 150.0
AT_MOST = 8
FEW = 5  # fewer events than this say nothing of when
ACTIVITY = "Synlig fotpatrull. Prata med dem som är på platsen."
FROM_PERIOD = "Timmarna kommer från periodens händelser på platsen."
FROM_HISTORY = "Timmarna kommer från platsens händelser de senaste åren."
FROM_WHOLE = "Platsen har för få händelser. Timmarna är de som har flest i hela underlaget."
FROM_FEW = "Få händelser – ingen slutsats om tiden. Välj timmar själv."
GUESS = Window(4, 5, 18, 22)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """events: category -> [[weekday, hour, events], ...] at the place, over the whole history."""

    place: str
    place_id: str
    x: float
    y: float
    window: Window
    hours_from: str
    why: str
    figures: dict[str, Any]
    events: dict[str, list[list[float]]] = field(default_factory=dict)
    activity: str = ACTIVITY


def suggest(
    document: PictureDocument, points: Points, now: NDArray[np.bool_]
) -> tuple[Suggestion, ...]:
    """At most eight stops, in the picture's own order. now: bool[n], the period's events."""
    radius = {place.id: place.radius for place in document.places}
    found = []
    for finding in document.findings:
        if finding.kind in (MORE, MOST) and finding.x is not None and finding.y is not None:
            x, y = finding.x, finding.y
            reach = max(radius.get(finding.place_id, REACH), REACH)
            near = np.hypot(points.x - x, points.y - y) <= reach
            window, said = _when(points, near, now, document)
            found.append(
                Suggestion(
                    place=finding.place,
                    place_id=finding.place_id,
                    x=x,
                    y=y,
                    window=window,
                    hours_from=said,
                    why=finding.sentence,
                    figures=_figures(finding),
                    events=events_by_hour(points, near),
                )
            )
    return tuple(found[:AT_MOST])


def _when(
    points: Points, near: NDArray[np.bool_], now: NDArray[np.bool_], document: PictureDocument
) -> tuple[Window, str]:
    for chosen, said in ((near & now, FROM_PERIOD), (near, FROM_HISTORY)):
        hot = hot_hours(week_hours(points.where(chosen)))
        if hot:
            first = hot[0]
            days = (first.first_weekday, first.last_weekday)
            return Window(*days, first.first_hour, first.last_hour), said
    if document.hours.most and np.count_nonzero(near) < FEW:
        most = document.hours.most[0]
        days = (most.first_weekday, most.last_weekday)
        return Window(*days, most.first_hour, most.last_hour), FROM_WHOLE
    return GUESS, FROM_FEW


def _figures(finding: Finding) -> dict[str, Any]:
    figures = finding.figures
    return {
        "count": figures.count,
        "low": figures.low,
        "high": figures.high,
        "source": finding.source,
        "strength": finding.strength,
        "method": finding.method,
        "finding": finding.number,
    }


def events_by_hour(points: Points, near: NDArray[np.bool_]) -> dict[str, list[list[float]]]:
    """How many events of each kind fell in each hour of the week, where there were any."""
    told: dict[str, list[list[float]]] = {}
    for i, name in enumerate(points.categories):
        weights = week_hours(points.where(near & (points.category == i))).known()
        hours = [
            [float(day), float(hour), round(float(weights[day, hour]), 3)]
            for day, hour in np.argwhere(weights > 0.0005)
        ]
        if hours:
            told[name] = hours
    return told
