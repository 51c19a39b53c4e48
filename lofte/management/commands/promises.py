import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from lofte.audit.refusals import Refused
from lofte.management.setup import BY, chosen_kommun
from lofte.promises.exchange.actions import import_promises
from lofte.promises.exchange.writing import to_text
from lofte.promises.models import Promise
from lofte.promises.states import State


class Command(BaseCommand):
    help = "Läs in medborgarlöften ur en fil, eller skriv ut dem (YAML eller JSON)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, metavar="import|export")
        reading = acts.add_parser("import", help="läs in en fil: allt i den, eller inget")
        reading.add_argument("file", metavar="FIL", help="YAML eller JSON; - läser från indata")
        writing = acts.add_parser("export", help="skriv ut en kommuns löften")
        writing.add_argument("--kommun", metavar="KOD")
        writing.add_argument("--code", metavar="BETECKNING", help="bara ett löfte")
        writing.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **given: Any) -> None:
        if given["act"] == "import":
            self._import(given["file"])
        else:
            self._export(given)

    def _import(self, file: str) -> None:
        made = import_promises(content=_content(file), by=BY)
        for promise in made:
            self.stdout.write(f"{promise.code}: {promise} ({promise.get_state_display()})")
        self.stdout.write(f"{len(made)} löften lästes in.")

    def _export(self, given: dict[str, Any]) -> None:
        kommun = chosen_kommun(given["kommun"])
        rows = Promise.objects.unscoped("exported from the command line")
        rows = rows.filter(kommun=kommun).exclude(state=State.DISCARDED)
        rows = rows.filter(code=given["code"]) if given["code"] else rows
        promises = list(rows.select_related("kommun", "follows").order_by("first_day", "pk"))
        if not promises:
            raise Refused(f"{kommun} har inget sådant löfte. Inget skrevs.")
        self.stdout.write(to_text(promises, as_json=given["json"]), ending="")


def _content(file: str) -> bytes:
    """Raises Refused."""
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise Refused(f"Filen {file} går inte att läsa. Ingenting lästes in.") from error
