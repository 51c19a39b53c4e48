"""A kommun on a disk of its own, and the coordinator who is signed in to it."""

import contextlib
import io
import json
import os
import tempfile
from typing import Any

_folders: list[tempfile.TemporaryDirectory[str]] = []  # kept until the process ends


def signed_in(*kommun: int) -> Any:
    """A browser of the coordinator. kommun: as `tests.faults.prepare.prepare` takes them."""
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
        prepare(*kommun)
    client = Client(headers={"host": "localhost"})
    facts = json.loads(told.getvalue().splitlines()[-1])[-1]
    client.cookies[settings.SESSION_COOKIE_NAME] = facts["session"]
    return client
