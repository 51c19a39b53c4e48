"""The plan as a tagged PDF (PDF/UA-1): on one page, or when it is long each patrol's stops on one.

The template reads data only.
"""

from dataclasses import asdict, replace
from datetime import UTC, datetime
from importlib.resources import files

from lofte.patrol.models import Plan
from lofte.patrol.plans.telling import Told, ToldStop
from lofte.people.leaving.typeset import typeset
from lofte.places.models import Kommun


def pdf(kommun: Kommun, plan: Plan, told: Told) -> bytes:
    """The same plan gives the same bytes."""
    data = asdict(told) | {
        "routes": [asdict(replace(route, stops=_once(route.stops))) for route in told.routes],
        "title": f"{kommun.method_name} {kommun.name}: {plan}",
        "footer": f"{kommun.name} · {plan} · {plan.checksum[:12]}",
    }
    made = datetime(plan.day.year, plan.day.month, plan.day.day, tzinfo=UTC)
    return typeset(files(__package__).joinpath("plan.typ"), data, made=made)


def _once(stops: tuple[ToldStop, ...]) -> tuple[ToldStop, ...]:
    """What a place is visited for is said the first time; later hours there are a line each."""
    said: set[tuple[str, str, str]] = set()
    told = []
    for stop in stops:
        reason = (stop.place, stop.why, stop.activity)
        told.append(replace(stop, why="", activity="") if reason in said else stop)
        said.add(reason)
    return tuple(told)
