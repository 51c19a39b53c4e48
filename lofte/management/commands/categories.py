from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lofte.incidents.actions import seed_categories
from lofte.management.setup import BY, chosen_kommun


class Command(BaseCommand):
    help = "Lägg in listan över kategorier som följer med."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kommun", metavar="KOD", help="kommunkod, om servern har flera")

    def handle(self, *args: Any, **given: Any) -> None:
        made = seed_categories(kommun=chosen_kommun(given["kommun"]), by=BY)
        self.stdout.write(f"{len(made)} kategorier är inlagda.")
