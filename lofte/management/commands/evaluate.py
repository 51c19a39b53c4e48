from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from lofte.management.arguments import add_mapping, wishes

PAUSE = 3.0


class Command(BaseCommand):
    help = "Pröva vecka för vecka hur väl bilden träffar, mot enklare sätt. Ingen databas behövs."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FIL", help="csv, xlsx, geojson, gpkg, parquet ...")
        parser.add_argument(
            "--cell", "--size", dest="size", type=int, metavar="METER", help="rutans sida i meter"
        )
        parser.add_argument("--out", default=".", metavar="MAPP", help="var filerna hamnar")
        parser.add_argument(
            "--areas", metavar="FIL", help="områden (GeoJSON, GPKG) som gränsar av ytan"
        )
        parser.add_argument("--category", default="", help="bara händelser av den här kategorin")
        parser.add_argument("--weeks", type=int, metavar="ANTAL", help="bara de senaste veckorna")
        parser.add_argument("--name", default="", help="vad registret heter")
        parser.add_argument(
            "--seed",
            type=int,
            default=1,
            help="skrivs i resultatet; ingenting lottas, så siffrorna är alltid desamma",
        )
        add_mapping(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        from lofte.management.evaluate import Scope, evaluate_file
        from lofte.situation.first_use import first_use
        from lofte.situation.render.trial import HOW_TO_READ, how
        from lofte.situation.trial.tables import screen

        if first := first_use():
            self.stderr.write(first)
        done = evaluate_file(
            options["file"],
            out=options["out"],
            scope=Scope(
                areas=options["areas"],
                category=options["category"],
                weeks=options["weeks"],
                seed=options["seed"],
            ),
            options=wishes(options, timezone.localdate()),
            step=_Progress(self.stderr.write).step,
        )
        for sentence in done.assumed:
            self.stderr.write(f"Antaget: {sentence}")
        said = [done.trial.verdict, "", screen(done.trial), ""]
        told = [sentence for sentence in how(done.trial) if sentence not in done.assumed]
        said += [*told, *done.trial.left_out, HOW_TO_READ, ""]
        self.stdout.write("\n".join([*said, *map(str, done.files)]))


class _Progress:
    """A line now and then, only when it takes long."""

    def __init__(self, say: Any) -> None:
        self.say, self.last = say, monotonic()

    def step(self, done: int, of: int) -> None:
        if done < of and monotonic() - self.last >= PAUSE:
            self.last = monotonic()
            self.say(f"Prövar vecka {done} av {of} ...")
