from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lofte.audit.refusals import Refused
from lofte.importers.setup.checks import checks_of
from lofte.management.setup import chosen_kommun


class Command(BaseCommand):
    help = "Säg vad en kommun saknar innan den kan börja."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kommun", metavar="KOD", help="kommunkod, om servern har flera")

    def handle(self, *args: Any, **given: Any) -> None:
        kommun = chosen_kommun(given["kommun"])
        checks = checks_of(kommun)
        for check in checks:
            mark = "klart " if check.done else "saknas" if check.needed else "valfri"
            self.stdout.write(f"{mark}  {check.what}: {check.state}")
            if not check.done:
                self.stdout.write(f"        {check.why}")
        missing = [check for check in checks if check.needed and not check.done]
        if missing:
            raise Refused(f"{len(missing)} saker saknas i {kommun.name}. Inget ändrades.")
        self.stdout.write(f"{kommun.name} kan börja.")
