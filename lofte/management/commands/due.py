from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from lofte.management.due import run_due


class Command(BaseCommand):
    help = "Gör allt som är dags: utkast till lägesbilder, nyheter, städning. Kör hur ofta du vill."

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        for line in run_due(timezone.now()):
            self.stdout.write(line)
            done += 1
        if not done:
            self.stdout.write("Inget var dags.")
