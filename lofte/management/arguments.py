"""What several commands take: a mapping and answers to the questions about a file."""

from argparse import ArgumentParser
from pathlib import Path

from lofte.audit.refusals import Refused

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
