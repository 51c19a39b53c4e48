import os
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from lofte.audit.refusals import Refused
from lofte.demo.load import SLUG, load_demo
from lofte.demo.plan import KOMMUNKOD
from lofte.demo.signins import PASSWORD, codes
from lofte.places.models import Kommun


class Command(BaseCommand):
    help = "Startar den påhittade kommunen Lyckeberga på den här datorn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--load-only", action="store_true", help="ladda, men starta inte")
        parser.add_argument("--codes", action="store_true", help="visa bara koderna just nu")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise Refused(
                "Det här är ingen demonstration. Inget ändrades. Kör `make demo`, eller sätt "
                "LOFTE_DEMO=1 och LOFTE_DATA till en tom mapp."
            )
        if options["codes"]:
            self._people()
            return
        call_command("migrate", verbosity=0)
        rows = Kommun.objects.unscoped("is the demo loaded?")
        if not rows.filter(code=KOMMUNKOD).exists():
            load_demo(now=timezone.now(), say=self.stdout.write)
        call_command("collectstatic", interactive=False, verbosity=0)
        self._welcome(options["port"])
        if not options["load_only"]:
            _serve(options["port"])

    def _welcome(self, port: int) -> None:
        address = f"http://localhost:{port}"
        self.stdout.write("")
        self.stdout.write(f"Löfte är igång: {address}")
        self.stdout.write(f"  den öppna sidan   {address}/{SLUG}/")
        self.stdout.write(f"  logga in          {address}/arbete/")
        self.stdout.write(f"  koderna just nu   {address}/demo/  (eller: lofte demo --codes)")
        self.stdout.write("")
        self._people()
        self.stdout.write("")

    def _people(self) -> None:
        self.stdout.write(f"Lösenord för alla: {PASSWORD}")
        self.stdout.write(f"{'Roll':<28}{'E-post':<38}Engångskod just nu")
        for one in codes(time.time()):
            self.stdout.write(f"{one.role:<28}{one.email:<38}{one.code}")


def _serve(port: int) -> None:
    """Give the process over to the web server; Ctrl-C stops it."""
    sys.stdout.flush()
    server = [sys.executable, "-m", "gunicorn", "lofte.project.wsgi:application"]
    options = ["--bind", f"localhost:{port}", "--workers", "1", "--threads", "4"]
    quiet = ["--log-level", "warning", "--timeout", "120"]
    os.execv(sys.executable, server + options + quiet)  # noqa: S606
