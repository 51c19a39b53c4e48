from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from lofte.importers.polis_export.actions import take_in
from lofte.importers.polis_export.reading import read
from lofte.management.setup import BY, chosen_kommun


class Command(BaseCommand):
    help = "Läs in en avslutad dialog ur en öppen export från Polis. Allt i den eller inget."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="MAPP", help="comments.csv, participants-votes.csv")
        parser.add_argument("--kommun", metavar="KOD")

    def handle(self, *args: Any, **given: Any) -> None:
        kommun = chosen_kommun(given["kommun"])
        taken = take_in(kommun=kommun, export=read(Path(given["folder"])), by=BY)
        self.stdout.write(
            f"”{taken.dialogue}”: {taken.people} personer, {taken.comments} kommentarer, "
            f"{taken.statements} påståenden som frågor."
        )
        if taken.left:
            self.stdout.write(
                f"Röster på {taken.left} påståenden lästes inte in: ett formulär rymmer inte fler."
            )
