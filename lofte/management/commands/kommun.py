from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lofte.management.setup import BY
from lofte.places.actions import Settings, change_settings, create_kommun
from lofte.places.models import Kommun


class Command(BaseCommand):
    help = "Lägg upp en kommun, eller ändra dess egna val."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="KOD", help="SCB:s kommunkod, fyra siffror")
        parser.add_argument("--name", default="", help="namn, för en ny kommun")
        parser.add_argument("--slug", default="", help="ordet i webbadressen, för en ny kommun")
        parser.add_argument("--method-name", metavar="NAMN")
        parser.add_argument("--rhythm", help="week, two_weeks, six_weeks eller month")
        parser.add_argument("--meeting-weekday", type=int, metavar="1-5")
        parser.add_argument("--minimum-cell", type=int, metavar="ANTAL")
        parser.add_argument("--public-delay", type=int, metavar="PERIODER")
        parser.add_argument("--reporter-days", type=int, metavar="DAGAR")
        parser.add_argument("--contact", metavar="TEXT")
        parser.add_argument("--one-person", action="store_true", help="en person får frysa ensam")

    def handle(self, *args: Any, **given: Any) -> None:
        names = (
            *("method_name", "rhythm", "meeting_weekday", "minimum_cell"),
            *("public_delay", "reporter_days", "contact"),
        )
        settings = Settings(
            **{name: given[name] for name in names},
            four_eyes=False if given["one_person"] else None,
        )
        rows = Kommun.objects.unscoped("the command line chooses a kommun")
        kommun = rows.filter(code=given["code"]).first()
        if kommun is None:
            made = create_kommun(
                code=given["code"],
                name=given["name"],
                slug=given["slug"] or given["name"].lower(),
                by=BY,
                settings=settings,
            )
            self.stdout.write(f"{made.name} ({made.code}) är upplagd.")
            return
        changed = change_settings(kommun=kommun, settings=settings, by=BY)
        told = ", ".join(str(Kommun._meta.get_field(n).verbose_name) for n in changed)  # type: ignore[union-attr]
        self.stdout.write(f"Ändrat: {told}." if changed else "Inget var ändrat.")
