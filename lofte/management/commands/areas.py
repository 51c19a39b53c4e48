from argparse import ArgumentParser
from datetime import date
from typing import Any

from lofte.audit.refusals import Refused
from lofte.importers.setup.kinds import Options
from lofte.management.setup import SetupCommand
from lofte.places.models import Area


class Command(SetupCommand):
    help = "Läs in områden från en fil."
    kind = "omraden"

    def ask(self, parser: ArgumentParser) -> None:
        kinds = ", ".join(f"{value} ({label})" for value, label in Area.Kind.choices)
        parser.add_argument("--kind", default=Area.Kind.OWN.value, help=kinds)
        parser.add_argument("--area-version", default="1", metavar="VERSION")
        parser.add_argument("--valid-from", metavar="ÅÅÅÅ-MM-DD")

    def options(self, given: dict[str, Any]) -> Options:
        return {
            "kind": given["kind"],
            "version": given["area_version"],
            "valid_from": _day(given["valid_from"]),
        }


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused(f"”{text}” är ingen dag. Skriv till exempel 2026-01-01.") from error
