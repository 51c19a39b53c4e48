from argparse import ArgumentParser
from typing import Any

from lofte.incidents.actions import seed_categories
from lofte.management.setup import BY, SetupCommand, chosen_kommun


class Command(SetupCommand):
    help = "Läs in kategorier från en fil, eller lägg in listan som följer med."
    kind = "kategorier"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        for action in parser._actions:
            if action.dest == "file":
                action.nargs, action.required = "?", False

    def handle(self, *args: Any, **given: Any) -> None:
        if given["file"]:
            super().handle(*args, **given)
            return
        made = seed_categories(kommun=chosen_kommun(given["kommun"]), by=BY)
        self.stdout.write(f"{len(made)} kategorier är inlagda.")
