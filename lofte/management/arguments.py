"""What several commands take: a mapping and answers to the questions about a file."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lofte.audit.refusals import Refused

if TYPE_CHECKING:
    from lofte.management.register_files import Options

LARGEST = 1_000_000  # a mapping is a page of text


def add_mapping(parser: ArgumentParser) -> None:
    parser.add_argument("--mapping", metavar="FIL", help="kolumnkarta (YAML)")
    parser.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="FRÅGA=SVAR",
        help="svar på en fråga om filen, till exempel zone=local eller period=2025",
    )


def text_of(file: str) -> str:
    """The mapping as text. Raises Refused."""
    path = Path(file)
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(f"{path} är för stor för att vara en kolumnkarta. Inget är gjort.")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"Kolumnkartan {path} går inte att läsa. Inget är gjort.") from error


def answers_of(given: list[str]) -> dict[str, str]:
    """Raises Refused."""
    return dict(_pair(one) for one in given)


def _pair(given: str) -> tuple[str, str]:
    key, equals, value = given.partition("=")
    if not equals:
        raise Refused(f"Skriv svaret som FRÅGA=SVAR, inte ”{given}”. Inget är gjort.")
    return key.strip(), value.strip()


def wishes(options: dict[str, Any], today: date) -> "Options":
    """How to read a register, from the arguments. Raises Refused."""
    from lofte.importers.registers import from_yaml
    from lofte.management.register_files import Options

    mapping = from_yaml(text_of(options["mapping"])) if options["mapping"] else None
    return Options(
        today=today,
        mapping=mapping,
        answers=answers_of(options["answer"]),
        size=options["size"],
        name=options["name"],
    )
