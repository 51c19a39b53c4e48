"""The first pages of a working day with 100,000 reports behind and 200 waiting: time in the server.

Django's own client asks for the page in this process: from request to answer, without a network.
"""

import contextlib
import io
import json
import os
import tempfile
from functools import partial
from typing import Any

from benchmarks.figure import Figure, Target

REPORTERS, BEHIND, WAITING = 50, 100_000, 200
START = "/arbete/lyckeberga/"
_folders: list[tempfile.TemporaryDirectory[str]] = []  # kept until the process ends


def coordinator() -> Any:
    """A browser in which the coordinator of a full database is signed in."""
    folder = tempfile.TemporaryDirectory(prefix="lofte-bench-")
    _folders.append(folder)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "lofte.project.settings",
        "LOFTE_DATA": folder.name,
        "LOFTE_SECRET_KEY": "only-for-benchmarks",
        "DATABASE_URL": f"sqlite:///{folder.name}/lofte.sqlite3",
    }
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from tests.faults.prepare import prepare

    call_command("collectstatic", interactive=False, verbosity=0)
    with contextlib.redirect_stdout(io.StringIO()) as told:
        prepare(REPORTERS, BEHIND, WAITING)
    client = Client(headers={"host": "localhost"})
    facts = json.loads(told.getvalue().splitlines()[-1])[-1]
    client.cookies[settings.SESSION_COOKIE_NAME] = facts["session"]
    return client


def page(address: str, client: Any) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"


NAMED = (("start page", START), ("review queue", f"{START}granska/"))
FIGURES = tuple(
    Figure(
        f"{name}, {WAITING} waiting",
        BEHIND,
        coordinator,
        partial(page, address),
        target=Target(seconds=0.15),
        repeats=10,
    )
    for name, address in NAMED
)
