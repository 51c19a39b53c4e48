"""Commands that set up a kommun from a file: they read, compare and act as the pages do."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand

from lofte.audit.actions import SystemActor
from lofte.audit.refusals import Refused
from lofte.importers.registers.opening import checked_size
from lofte.importers.registers.raw import Limits
from lofte.importers.registers.sentences import ImportRefused
from lofte.importers.setup.kinds import KINDS, Options
from lofte.places.models import Kommun
from lofte.places.plans import Plan

BY = SystemActor("Kommandoraden")
SHOWN = 20


def chosen_kommun(code: str | None) -> Kommun:
    """The one with the code, or the only one. Raises Refused."""
    rows = Kommun.objects.unscoped("the command line chooses a kommun")
    found = list(rows.filter(code=code) if code else rows[:2])
    if len(found) == 1:
        return found[0]
    if code:
        raise Refused(f"Det finns ingen kommun med kod {code}. Lägg upp den med `lofte kommun`.")
    if found:
        raise Refused("Servern har flera kommuner. Ange vilken med --kommun.")
    raise Refused("Servern har ingen kommun än. Lägg upp en med `lofte kommun`.")


class SetupCommand(BaseCommand):
    """A command for one kind of file; what else it asks for is in `ask` and `options`."""

    kind: ClassVar[str]
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FIL", help=str(KINDS[self.kind].example))
        parser.add_argument("--kommun", metavar="KOD", help="kommunkod, om servern har flera")
        parser.add_argument("--dry-run", action="store_true", help="visa bara, spara inget")
        self.ask(parser)

    def ask(self, parser: ArgumentParser) -> None:
        pass

    def options(self, given: dict[str, Any]) -> Options:
        return {}

    def handle(self, *args: Any, **given: Any) -> None:
        kommun = chosen_kommun(given["kommun"])
        kind, options, path = KINDS[self.kind], self.options(given), Path(given["file"])
        try:
            checked_size(path, Limits())
            found = kind.read(path, kommun, options)
            plan = kind.plan(kommun, found, options)
        except ImportRefused as refusal:
            raise Refused(str(refusal)) from refusal
        if plan is not None:
            self.tell(plan)
        if given["dry_run"]:
            self.stdout.write("Inget är sparat (--dry-run).")
            return
        self.done(kind.act(kommun, found, options, BY), given)
        self.stdout.write(f"{kind.title}: klart i {kommun.name}.")

    def tell(self, plan: Plan[Any, Any]) -> None:
        counts = plan.counts
        self.stdout.write(
            f"{counts['added']} nya, {counts['changed']} ändrade, "
            f"{counts['ended']} avslutade eller borttagna, {counts['unchanged']} oförändrade."
        )
        for change in plan.changed[:SHOWN]:
            self.stdout.write(f"  {change.name}: {', '.join(change.labels)}")

    def done(self, result: Any, given: dict[str, Any]) -> None:
        pass
