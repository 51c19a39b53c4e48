"""The plan as a tagged PDF (PDF/UA-1) on one page when it fits: the template reads data only."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.resources import as_file, files

import typst

from lofte.patrol.models import Plan
from lofte.patrol.plans.telling import Told
from lofte.places.models import Kommun
from lofte.situation.render.svg import clean_text


def pdf(kommun: Kommun, plan: Plan, told: Told) -> bytes:
    """The same plan gives the same bytes."""
    data = asdict(told) | {
        "title": f"{kommun.method_name} {kommun.name}: {plan}",
        "footer": f"{kommun.name} · {plan} · {plan.checksum[:12]}",
    }
    with as_file(files(__package__).joinpath("plan.typ")) as template:
        content: bytes = typst.compile(
            str(template),
            format="pdf",
            sys_inputs={"data": clean_text(json.dumps(data, ensure_ascii=False))},
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=datetime(plan.day.year, plan.day.month, plan.day.day, tzinfo=UTC),
        )
    return content
