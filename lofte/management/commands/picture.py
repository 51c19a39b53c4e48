from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from lofte.management.arguments import add_mapping, wishes
from lofte.situation.collecting import not_collecting


class Command(BaseCommand):
    help = "Gör en lägesbild av ett register: bild, tabell, text och PDF. Ingen databas behövs."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FIL", help="csv, xlsx, geojson, gpkg, parquet ...")
        parser.add_argument(
            "--period",
            default="",
            help="2026-W47, 2026-11, 2026-T3, 2026 eller 2026-01-01--2026-02-15; "
            "annars de fyra senaste hela veckorna",
        )
        parser.add_argument("--out", default=".", metavar="MAPP", help="var filerna hamnar")
        parser.add_argument("--areas", metavar="FIL", help="områden med namn (GeoJSON, GPKG)")
        parser.add_argument("--size", type=int, help="rutans sida i meter")
        parser.add_argument("--name", default="", help="vad registret heter i bilden")
        add_mapping(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        with not_collecting():
            self._make(options)

    def _make(self, options: dict[str, Any]) -> None:
        from lofte.management.picture import picture_from_file
        from lofte.situation.first_use import first_use

        if first := first_use():
            self.stderr.write(first)
        written = picture_from_file(
            options["file"],
            out=options["out"],
            period=options["period"],
            areas=options["areas"],
            options=wishes(options, timezone.localdate()),
        )
        for sentence in written.assumed:
            self.stderr.write(f"Antaget: {sentence}")
        for sentence in written.document.summary:
            self.stdout.write(sentence)
        self.stdout.write("")
        for file in written.files:
            self.stdout.write(str(file))
