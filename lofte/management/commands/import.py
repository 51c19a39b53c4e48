import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.utils import timezone

from lofte.audit.actions import SystemActor
from lofte.audit.refusals import Refused
from lofte.importers import intake
from lofte.importers.registers import ImportRefused, Mapping, from_yaml
from lofte.places.models import Kommun


class Command(BaseCommand):
    help = "Läs in ett register eller en tabell. Allt i filen eller inget."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FIL")
        parser.add_argument("--kommun", metavar="KOD", help="kommunkod, om servern har flera")
        parser.add_argument("--source", default="", help="källans namn; annars filens namn")
        parser.add_argument("--mapping", metavar="FIL", help="kolumnkarta (YAML)")
        parser.add_argument(
            "--answer",
            action="append",
            default=[],
            metavar="FRÅGA=SVAR",
            help="svar på en fråga om filen, till exempel zone=local",
        )
        parser.add_argument("--rejects", metavar="FIL", help="avvisade rader; annars bredvid filen")
        parser.add_argument("--dry-run", action="store_true", help="läs bara, spara inget")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        kommun = None if options["dry_run"] else _kommun(options["kommun"])
        name = options["source"] or path.name.split(".")[0]
        try:
            content = intake.read_file(path, _wish(options, kommun, name))
        except ImportRefused as refusal:
            raise Refused(str(refusal)) from refusal
        for line in intake.report(content):
            self.stdout.write(line)
        rejects = Path(options["rejects"] or f"{path.name}.avvisade.csv")
        if kommun is None:
            self.stdout.write("Provläsning: inget är sparat. Ange --kommun för att läsa in.")
            return
        delivery = intake.store(
            content,
            kommun=kommun,
            name=name,
            by=SystemActor("Kommandoraden"),
            rejects=rejects,
            progress=_progress,
        )
        self._told(delivery)

    def _told(self, delivery: Any) -> None:
        words = {
            "new": "nya",
            "known_before": "kända sedan förut",
            "vanished": "försvunna (behållna och märkta)",
            "figures": "uppgifter",
            "without_value": "utan värde",
        }
        counts = delivery.counts
        told = [f"{counts[key]} {word}" for key, word in words.items() if key in counts]
        self.stdout.write(f"Inläst till {delivery.source}: {', '.join(told)}.")
        if delivery.rejects_file:
            self.stdout.write(f"Avvisade rader med skäl: {delivery.rejects_file}")


def _kommun(code: str | None) -> Kommun | None:
    """The one named, or the only one; None when the server has none yet."""
    rows = Kommun.objects.unscoped("the command line chooses a kommun")
    try:
        found = list(rows.filter(code=code) if code else rows[:2])
    except DatabaseError:
        if code:
            raise
        return None
    if code and not found:
        raise Refused(f"Det finns ingen kommun med kod {code}. Inget lästes in.")
    if len(found) > 1:
        raise Refused("Servern har flera kommuner. Ange vilken med --kommun. Inget lästes in.")
    return found[0] if found else None


def _wish(options: dict[str, Any], kommun: Kommun | None, name: str) -> intake.Wish:
    mapping: Mapping | None = None
    if options["mapping"]:
        mapping = from_yaml(_text(Path(options["mapping"])))
    elif kommun is not None:
        mapping = intake.saved_mapping(kommun, name)
    answers = dict(_pair(given) for given in options["answer"])
    return intake.Wish(mapping, answers, name, timezone.localdate())


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"Kolumnkartan {path} går inte att läsa. Inget lästes in.") from error


def _pair(given: str) -> tuple[str, str]:
    key, equals, value = given.partition("=")
    if not equals:
        raise Refused(f"Skriv svaret som FRÅGA=SVAR, inte ”{given}”. Inget lästes in.")
    return key.strip(), value.strip()


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} av {total} rader", end="" if done < total else "\n", file=sys.stderr)
