from argparse import ArgumentParser
from typing import Any

from lofte.importers.setup.kinds import Options
from lofte.management.setup import SetupCommand


class Command(SetupCommand):
    help = "Byt bakgrundskarta."
    kind = "bakgrundskarta"

    def ask(self, parser: ArgumentParser) -> None:
        parser.add_argument("--attribution", default="", help="vem kartan kommer från")

    def options(self, given: dict[str, Any]) -> Options:
        return {"attribution": given["attribution"]}
