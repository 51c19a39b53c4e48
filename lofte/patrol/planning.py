"""A duty's plan as a document: routes, reasons, weights, and what was left out. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil
from typing import Any

import shapely

from lofte.patrol import ordering, walking
from lofte.patrol.hours import Window
from lofte.patrol.ordering import Step, Task, order

LEAST = 0.5  # an accepted hour without any event yet still counts
NOT_IN_DUTY = "Stoppets timmar ligger utanför passet."
NO_TIME = "Hinns inte med: andra stopp väger mer eller ligger närmare."


@dataclass(frozen=True, slots=True)
class Wish:
    """An accepted stop, as a plan needs it. events: kind -> [[weekday, hour, events], ...]."""

    id: int
    place: str
    secret: bool
    x: float
    y: float
    window: Window
    why: str
    activity: str
    events: Mapping[str, Sequence[Sequence[float]]]


@dataclass(frozen=True, slots=True)
class Duty:
    """Which hours are manned, by how many patrols, for how long at each stop, moving how fast."""

    day: date
    first_hour: int
    hours: int
    patrols: int
    minutes: int
    speed: int

    @property
    def opens(self) -> datetime:
        return datetime.combine(self.day, time(self.first_hour))


def plan(
    wishes: Sequence[Wish],
    duty: Duty,
    weights: Mapping[str, float],
    streets: Sequence[shapely.Geometry],
) -> dict[str, Any]:
    """The whole plan as plain values. weights: kind -> harm weight, 1 where none is given."""
    hot = [_hours_in(wish, duty) for wish in wishes]
    tasks, owner = _tasks(wishes, hot, duty, weights)
    between = walking.ways([(wish.x, wish.y) for wish in wishes], streets)
    routes = order(
        tasks,
        between.metres,
        patrols=duty.patrols,
        length=duty.hours * 60,
        stay=duty.minutes,
        speed=duty.speed,
    )
    done = {step.task for route in routes for step in route}
    return {
        "routes": [_route(route, tasks, wishes, between, duty) for route in routes],
        "left_out": _left_out(wishes, hot, tasks, owner, done, duty),
        "weight_covered": _rounded(sum(tasks[i].weight for i in done)),
        "weight_total": _rounded(sum(task.weight for task in tasks)),
        "hours_covered": len(done),
        "hours_total": len(tasks),
        "straight": not between.along.all(),
        "weights": [[kind, _rounded(weight)] for kind, weight in weights.items()],
        "unweighted": sorted({kind for wish in wishes for kind in wish.events} - weights.keys()),
        "method": ordering.METHOD,
        "version": ordering.VERSION,
        "way": walking.METHOD,
        "speed": duty.speed,
        "least": LEAST,
    }


def _hours_in(wish: Wish, duty: Duty) -> list[datetime]:
    """The stop's hours that lie in the duty; the evening before may reach past midnight."""
    days = [duty.day + timedelta(days=i) for i in (-1, 0, 1)]
    ends = duty.opens + timedelta(hours=duty.hours)
    return [hour for day in days for hour in wish.window.on(day) if duty.opens <= hour < ends]


def _tasks(
    wishes: Sequence[Wish],
    hot: Sequence[Sequence[datetime]],
    duty: Duty,
    weights: Mapping[str, float],
) -> tuple[list[Task], list[tuple[int, datetime]]]:
    tasks, owner = [], []
    for i, (wish, hours) in enumerate(zip(wishes, hot, strict=True)):
        for hour in hours:
            opens = int((hour - duty.opens).total_seconds() // 60)
            tasks.append(Task(i, opens, opens + 60, weight_of(wish, hour, weights)))
            owner.append((i, hour))
    return tasks, owner


def weight_of(wish: Wish, hour: datetime, weights: Mapping[str, float]) -> float:
    """The events of that hour of the week at the place, each times its kind's weight."""
    held = sum(
        events * weights.get(kind, 1.0)
        for kind, rows in wish.events.items()
        for weekday, at, events in rows
        if (int(weekday), int(at)) == (hour.weekday(), hour.hour)
    )
    return max(held, LEAST)


def _route(
    route: Sequence[Step],
    tasks: Sequence[Task],
    wishes: Sequence[Wish],
    between: walking.Ways,
    duty: Duty,
) -> dict[str, Any]:
    stops: list[dict[str, Any]] = []
    before: int | None = None
    for step in route:
        task = tasks[step.task]
        here = wishes[task.place]
        arrives = duty.opens + timedelta(minutes=step.arrives)
        metres = 0.0 if before is None else float(between.metres[before, task.place])
        stops.append(
            {
                "stop": here.id,
                "place": here.place,
                "secret": here.secret,
                "arrives": arrives.isoformat(timespec="minutes"),
                "leaves": (arrives + timedelta(minutes=duty.minutes)).isoformat(timespec="minutes"),
                "metres": round(metres),
                "walk": ceil(metres / duty.speed),
                "along": before is None or bool(between.along[before, task.place]),
                "window": here.window.label,
                "why": here.why,
                "activity": here.activity,
                "weight": _rounded(task.weight),
                "x": round(here.x),
                "y": round(here.y),
            }
        )
        before = task.place
    return {"stops": stops, "metres": sum(one["metres"] for one in stops)}


def _left_out(
    wishes: Sequence[Wish],
    hot: Sequence[Sequence[datetime]],
    tasks: Sequence[Task],
    owner: Sequence[tuple[int, datetime]],
    done: set[int],
    duty: Duty,
) -> list[dict[str, Any]]:
    told = []
    for i, wish in enumerate(wishes):
        mine = [n for n, (place, _) in enumerate(owner) if place == i]
        missed = [n for n in mine if n not in done]
        if mine and not missed:
            continue
        if not hot[i]:
            reason, hours = NOT_IN_DUTY, []
        else:
            reason, hours = NO_TIME, [f"{owner[n][1]:%H}" for n in missed]
        told.append(
            {
                "stop": wish.id,
                "place": wish.place,
                "secret": wish.secret,
                "window": wish.window.label,
                "hours": hours,
                "weight": _rounded(sum(tasks[n].weight for n in missed)),
                "why": reason,
                "whole": not (set(mine) & done),
            }
        )
    return told


def _rounded(value: float) -> float:
    return round(float(value), 2)
