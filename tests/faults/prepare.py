"""Fill the database of a real server, and count what came into it."""

import json
from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from lofte.incidents.actions import Report, receive, receive_many
from lofte.incidents.models import Category, Incident
from lofte.people.models import Party
from lofte.people.standing import phone_key
from lofte.people.states import Role
from lofte.places.models import NamedPlace
from tests import cast


def prepare(reporters: int, incidents: int, waiting: int = 0) -> None:
    """Print how each reporter sends, the coordinator last. `waiting`: reports to review."""
    call_command("migrate", verbosity=0)
    kommun = cast.make_kommun()
    party = cast.make_party(kommun, Party.Kind.HOUSING)
    places = list(NamedPlace.objects.unscoped("to report from").filter(kommun=kommun))
    kinds = list(Category.objects.unscoped("to report").filter(kommun=kommun))
    people = [
        cast.make_user(kommun, party, Role.REPORTER, name=f"R{n} Prov") for n in range(reporters)
    ]
    now = timezone.now()
    many = (
        (
            party,
            people[n % reporters],
            Report(
                started_at=now - timedelta(minutes=7 * n),
                categories=(kinds[n % len(kinds)],),
                place=places[n % len(places)],
                text=f"Krossad ruta nummer {n}",
            ),
        )
        for n in range(incidents)
    )
    if incidents:
        receive_many(kommun=kommun, reports=many, by=people[0])
    for n in range(waiting):
        by, kind, place = people[n % reporters], kinds[n % len(kinds)], places[n % len(places)]
        report = Report(started_at=now, categories=(kind,), place=place, text=f"Glas {n}")
        receive(kommun=kommun, party=party, report=report, by=by)
    worker = cast.make_user(kommun, party, Role.COORDINATOR, name="Samira Samordnare")
    print(json.dumps([_sender(user, places[0].pk, kinds[0].pk) for user in [*people, worker]]))


def _sender(user, place: int, kind: int) -> dict:
    session = cast.signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    return {"session": session, "person": phone_key(user), "place": place, "kind": kind}


def files() -> None:
    """What the pages are drawn with, as a real server has it."""
    call_command("collectstatic", interactive=False, verbosity=0)
    print("null")


def count() -> None:
    """Print how many times each number is there."""
    rows = Incident.objects.unscoped("counting what arrived")
    print(json.dumps(Counter(str(row) for row in rows.values_list("client_id", flat=True))))
