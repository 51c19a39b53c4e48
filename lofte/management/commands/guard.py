import sys

from django.core.management.base import BaseCommand

from lofte.management import guarding


class Command(BaseCommand):
    """Listed here so that it is found; `lofte` itself runs it without starting Django."""

    help = guarding.HELP

    def run_from_argv(self, argv: list[str]) -> None:
        sys.exit(guarding.main(argv[2:]))
