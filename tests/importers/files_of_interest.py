"""What an office sends, small: a register of events and a table of figures."""

from pathlib import Path

from tests.importers.registers import files

FORMULA = '=HYPERLINK("http://example.test","klicka")'


def register(path: Path, count: int = 6, *, last: str = "") -> Path:
    """A register of `count` rows; `last` is one more line."""
    return files.write(path, files.text(body=files.rows(count)) + last)


def table(path: Path, *, period: bool = True) -> Path:
    header = ("Kommunkod", "Kommun", *(("År",) if period else ()), "Antal anmälda brott")
    year = ("2025",) if period else ()
    body = [("9901", "Lyckeberga", *year, "12"), ("9902", "Grannby", *year, "..")]
    return files.write(path, files.text(header, body))
