"""The first pages of a working day: python -m benchmarks.pages [REPORTS] [WAITING].

The demo kommun with its pictures, promises, dialogues and meetings, 100,000 reports more behind it
and 200 waiting to be reviewed. Each role opens its start page and what it goes on to. Django's own
client asks in this process: from request to answer, without a network. Printed: the median and the
slowest of some, and how many questions the database got.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

TARGET_MS, REPEATS = 150, 15
WORK = "/arbete/lyckeberga/"
PAGES = (
    *(("rapportor", ""), ("rapportor", "rapportera/"), ("rapportor", "mina-rapporter/")),
    *(("granskare", ""), ("granskare", "granska/"), ("granskare", "granska/{waiting}/")),
    *(("samordnare", ""), ("samordnare", "granska/"), ("kommunpolis", ""), ("ledare", "")),
    *(("kommunikator", ""), ("administrator", "")),
)


def main(reports: int, waiting: int) -> int:
    with tempfile.TemporaryDirectory(prefix="lofte-bench-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "lofte.project.settings",
            "LOFTE_DATA": folder,
            "LOFTE_DEMO": "1",
            "LOFTE_SECRET_KEY": "only-for-benchmarks",
            "DATABASE_URL": f"sqlite:///{folder}/lofte.sqlite3",
        }
        import django

        django.setup()
        first = _fill(reports, waiting)
        slow = [_told(*one) for one in _measured(first)]
    load = os.getloadavg()[0]
    print(f"load {load:.1f} on {os.cpu_count()} cores, {reports} reports behind, {waiting} waiting")
    return int(any(slow))


def _fill(reports: int, waiting: int) -> int:
    """The number of the first report that waits."""
    from django.core.management import call_command
    from django.utils import timezone

    from lofte.demo.load import load_demo
    from lofte.incidents.actions import Report, receive, receive_many
    from lofte.incidents.models import Category, Incident
    from lofte.people.models import User
    from lofte.places.models import NamedPlace

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    now = timezone.now()
    kommun = load_demo(now=now, say=lambda _: None).kommun
    why = "a benchmark"
    by = User.objects.get(email="rapportor@lyckeberga.example")
    party = by.party_in(kommun.pk)
    places = list(NamedPlace.objects.unscoped(why).filter(kommun=kommun))
    kinds = list(Category.objects.unscoped(why).filter(kommun=kommun))

    def report(n: int, text: str) -> Report:
        return Report(
            started_at=now - timedelta(minutes=7 * n),
            categories=(kinds[n % len(kinds)],),
            place=places[n % len(places)],
            text=text,
        )

    many = ((party, by, report(n, f"Krossad ruta nummer {n}")) for n in range(reports))
    receive_many(kommun=kommun, reports=many, by=by)
    for n in range(waiting):
        receive(kommun=kommun, party=party, report=report(n, f"Glas {n}"), by=by)
    rows = Incident.objects.unscoped(why).waiting().filter(kommun=kommun)
    return int(rows.order_by("pk").values_list("pk", flat=True)[0])


def _measured(first: int) -> Iterator[tuple[str, list[float], int]]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from lofte.people.models import User
    from tests import cast

    for box, path in PAGES:
        user = User.objects.get(email=f"{box}@lyckeberga.example")
        client = Client(headers={"host": "localhost"})
        session = cast.signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
        client.cookies[settings.SESSION_COOKIE_NAME] = session
        address = WORK + path.format(waiting=first)
        with CaptureQueriesContext(connection) as asked:
            _open(client, address)
        seconds = [_open(client, address) for _ in range(REPEATS)]
        yield f"{box} {path or 'start page'}", seconds, len(asked)


def _open(client: Any, address: str) -> float:
    began = time.perf_counter()
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return time.perf_counter() - began


def _told(name: str, seconds: list[float], questions: int) -> bool:
    """Whether it took too long."""
    ms = sorted(1000 * one for one in seconds)
    middle = ms[len(ms) // 2]
    print(
        f"{name:34} median {middle:4.0f} ms (target {TARGET_MS}), slowest {ms[-1]:4.0f} ms, "
        f"{questions} questions"
    )
    return middle > TARGET_MS


if __name__ == "__main__":
    words = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(words + [100_000, 200][len(words) :])))
