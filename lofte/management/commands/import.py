import sys
from argparse import SUPPRESS, ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.utils import timezone

from lofte.audit.actions import Actor, SystemActor
from lofte.audit.refusals import Refused
from lofte.importers import intake, storing
from lofte.importers.intake import Found
from lofte.importers.registers import (
    ImportRefused,
    Limits,
    Mapping,
    from_yaml,
    to_yaml,
    write_rejects,
)
from lofte.importers.registers.sentences import number
from lofte.importers.tables import PeriodMissing
from lofte.importers.web.status import Status
from lofte.management.arguments import add_mapping, answers_of, text_of
from lofte.people.models import User
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.statistics.actions import Progress
from lofte.statistics.models import Delivery

BY = SystemActor("Kommandoraden")


class Command(BaseCommand):
    help = "Läs in ett register eller en tabell. Allt i filen eller inget."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FIL")
        parser.add_argument("--kommun", metavar="KOD", help="kommunkod, om servern har flera")
        parser.add_argument("--source", default="", help="källans namn; annars filens namn")
        add_mapping(parser)
        parser.add_argument(
            "--propose", action="store_true", help="bortse från källans sparade kolumnkarta"
        )
        parser.add_argument("--save-mapping", metavar="FIL", help="skriv kolumnkartan till en fil")
        parser.add_argument(
            "--rejects", metavar="FIL", help="avvisade rader; annars i mappen du står i"
        )
        parser.add_argument("--dry-run", action="store_true", help="läs bara, spara inget")
        # How the web hands over a long file: where to tell, for whom, and what was looked at.
        parser.add_argument("--status", help=SUPPRESS)
        parser.add_argument("--by", type=int, help=SUPPRESS)
        parser.add_argument("--file-name", default="", help=SUPPRESS)
        parser.add_argument("--checksum", default="", help=SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        status = Status(Path(options["status"])) if options["status"] else None
        try:
            self._import(options, status)
        except Refused as refusal:
            if status is not None:
                status.refused(str(refusal))
            raise
        except DatabaseError:
            if status is not None:
                status.refused(
                    "Databasen var upptagen för länge. Inget lästes in. Försök igen om en stund."
                )
            raise

    def _import(self, options: dict[str, Any], status: Status | None) -> None:
        path, kommun = Path(options["file"]), _kommun(options["kommun"])
        mapping = from_yaml(text_of(options["mapping"])) if options["mapping"] else None
        name = options["source"] or (mapping.source if mapping else "") or path.name.split(".")[0]
        if mapping is None and kommun is not None and not options["propose"]:
            mapping = intake.saved_mapping(kommun, name)
        wish = intake.Wish(
            mapping=mapping,
            answers=answers_of(options["answer"]),
            name=name,
            today=timezone.localdate(),
            limits=Limits(size=settings.LOFTE_MAX_IMPORT_BYTES),
            codes=intake.area_codes(kommun) if kommun else {},
        )
        found = _read(path, wish, options["save_mapping"])
        if options["checksum"] and options["checksum"] != found.content.checksum:
            raise Refused("Filen är inte den som förhandsgranskades. Inget lästes in.")
        self._say(found, options["file_name"])
        if kommun is None or options["dry_run"]:
            self._tried(found, kommun, options["rejects"])
            return
        target = storing.Target(kommun, name, _actor(options["by"], kommun))
        self._store(found.called(options["file_name"] or path.name), target, options, status)

    def _say(self, found: Found, file_name: str) -> None:
        for line in intake.report(found.called(file_name or found.content.file).content):
            open_question = line.startswith("Ingen har svarat:")
            (self.stderr if open_question else self.stdout).write(line)

    def _tried(self, found: Found, kommun: Kommun | None, rejects: str | None) -> None:
        if rejects and found.content.rejects:
            _write_rejects(found, Path(rejects))
        self.stdout.write(
            "Provläsning: inget är sparat."
            if kommun
            else "Provläsning: servern har ingen kommun än, så inget är sparat. "
            "Lägg upp en med `lofte kommun` och läs in filen igen."
        )

    def _store(
        self, found: Found, target: storing.Target, options: dict[str, Any], status: Status | None
    ) -> None:
        for caution in storing.cautions(found, target):
            self.stderr.write(caution)
        delivery = storing.store(found, target, progress=status.progress if status else _progress())
        said = storing.told(delivery)
        self.stdout.write(said)
        if status is not None:
            status.done(delivery.source_id, [said, *delivery.notes])
        elif found.content.rejects:
            self._hand_over_rejects(found, delivery, options)

    def _hand_over_rejects(self, found: Found, delivery: Delivery, options: dict[str, Any]) -> None:
        rejects = Path(options["rejects"] or f"{Path(options['file']).name}.avvisade.csv")
        try:
            _write_rejects(found, rejects)
        except Refused:
            if options["rejects"]:
                self.stderr.write(f"Avvisade rader kunde inte skrivas till {rejects}.")
            kept = delivery.rejects_file
            rejects = storing.rejects_home(delivery.source.kommun) / kept if kept else Path()
        if rejects.name:
            self.stdout.write(f"Avvisade rader med skäl: {rejects}")


def _read(path: Path, wish: intake.Wish, save_to: str | None) -> Found:
    """Raises ImportRefused, with the words of the command line added."""
    try:
        return intake.read_file(path, wish, proposed=lambda mapping: _save(mapping, save_to))
    except PeriodMissing as refusal:
        raise Refused(f"{refusal} På kommandoraden: --answer period=2025.") from refusal
    except ImportRefused as refusal:
        if refusal.what_to_do.sv.startswith("Svara med"):
            raise Refused(f"{refusal} På kommandoraden: --answer FRÅGA=SVAR.") from refusal
        if refusal.what_to_do.sv.startswith("Välj en annan karta"):
            raise Refused(f"{refusal} På kommandoraden: --propose.") from refusal
        raise


def _save(mapping: Mapping, save_to: str | None) -> None:
    if not save_to:
        return
    try:
        Path(save_to).write_text(to_yaml(mapping), encoding="utf-8")
    except OSError as error:
        raise Refused(f"Kolumnkartan kunde inte skrivas till {save_to}. Inget lästes in.") from (
            error
        )


def _write_rejects(found: Found, path: Path) -> None:
    try:
        write_rejects(found.content, path)
    except OSError as error:
        raise Refused(f"Avvisade rader kunde inte skrivas till {path}.") from error


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


def _actor(by: int | None, kommun: Kommun) -> Actor:
    """The person that the web acts for, if the person still may; else the command line."""
    if by is None:
        return BY
    user = User.directory.unscoped("for whom the file is read in").filter(pk=by).first()
    if user is None or not user.is_active or not user.can(Capability.IMPORT, kommun.pk):
        raise Refused("Personen får inte längre läsa in filer i kommunen. Inget lästes in.")
    return user


def _progress() -> Progress | None:
    """A line that counts up, where somebody sits at a terminal."""
    return _count_up if sys.stderr.isatty() else None


def _count_up(done: int, total: int) -> None:
    end = "" if done < total else "\n"
    print(f"\r{number(done)} av {number(total)} rader", end=end, file=sys.stderr, flush=True)
