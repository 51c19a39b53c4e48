"""The plan as a tagged PDF (PDF/UA-1) on one page when it fits: the template reads data only."""

from dataclasses import asdict
from datetime import UTC, datetime
from importlib.resources import files

from lofte.patrol.models import Plan
from lofte.patrol.plans.telling import Told
from lofte.people.leaving.typeset import typeset
from lofte.places.models import Kommun


def pdf(kommun: Kommun, plan: Plan, told: Told) -> bytes:
    """The same plan gives the same bytes."""
    data = asdict(told) | {
        "title": f"{kommun.method_name} {kommun.name}: {plan}",
        "footer": f"{kommun.name} · {plan} · {plan.checksum[:12]}",
    }
    made = datetime(plan.day.year, plan.day.month, plan.day.day, tzinfo=UTC)
    return typeset(files(__package__).joinpath("plan.typ"), data, made=made)
