from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from lofte.management.setup import chosen_kommun


class Command(BaseCommand):
    help = "Skriv ut ett års patrullering: täckning, antal per plats, före och efter."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kommun", metavar="KOD", help="kommunkod, om servern har flera")
        parser.add_argument("--year", type=int, required=True, metavar="ÅR")

    def handle(self, *args: Any, **given: Any) -> None:
        from lofte.management.patrols import year_in_lines

        kommun, year = chosen_kommun(given["kommun"]), given["year"]
        for line in year_in_lines(kommun, date(year, 1, 1), date(year + 1, 1, 1)):
            self.stdout.write(line)
