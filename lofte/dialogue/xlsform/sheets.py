"""A workbook as rows of text, with the number each row has in Excel. Nothing is understood here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from pyxform.xls2json_backends import get_xlsform
from pyxform.xls2xform import convert

from lofte.audit.refusals import Refused

MOST_BYTES, MOST_UNPACKED, MOST_ROWS = 5_000_000, 60_000_000, 2_000
NOTHING = "Ingenting lästes in."


class BadForm(Refused):
    """The file is no XLSForm that can be read; nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet and where it stands."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "").strip()


@dataclass(frozen=True, slots=True)
class Book:
    survey: Sequence[Line]
    choices: Sequence[Line]
    settings: Mapping[str, str]


def open_book(content: bytes) -> Book:
    """Raises BadForm with a sentence."""
    if len(content) > MOST_BYTES:
        raise BadForm(f"Filen är större än 5 MB. {NOTHING}")
    _check_zip(content)
    try:
        found = get_xlsform(BytesIO(content), file_type=".xlsx")
    except Exception as why:  # whatever the library meets in a file that anybody may have made
        raise BadForm(
            f"Filen är ingen Excel-arbetsbok (.xlsx) som går att läsa. {NOTHING} Spara den som "
            "Excel-arbetsbok och försök igen."
        ) from why
    if not found.survey:
        raise BadForm(f"Fliken ”survey” saknas eller är tom. {NOTHING} Där står frågorna.")
    rows = len(found.survey) + len(found.choices or ())
    if rows > MOST_ROWS:
        raise BadForm(
            f"Formuläret har {rows} rader, och högst {MOST_ROWS} läses. {NOTHING} Dela upp det."
        )
    settings = (found.settings or [{}])[0]
    return Book(_lines(found.survey), _lines(found.choices or ()), _plain(settings))


def _check_zip(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as packed:
            size = sum(one.file_size for one in packed.infolist())
    except BadZipFile as why:
        raise BadForm(
            f"Filen är ingen Excel-arbetsbok (.xlsx). {NOTHING} Spara formuläret som Excel-"
            "arbetsbok och försök igen."
        ) from why
    if size > MOST_UNPACKED:
        raise BadForm(f"Filen blir större än 60 MB när den packas upp. {NOTHING}")


def _lines(rows: Sequence[Mapping[str, str]]) -> list[Line]:
    return [Line(number, _plain(row)) for number, row in enumerate(rows, start=2) if row]


def _plain(row: Mapping[str, str]) -> dict[str, str]:
    """Headings without a language in small letters; a heading with one stays as it was written."""
    return {_heading(str(key)): str(value) for key, value in row.items() if value is not None}


def _heading(key: str) -> str:
    if ":" in key:
        return key
    return re.sub(r"\s+", "_", key.strip().casefold())


def accepted(content: bytes) -> None:
    """Whether pyxform makes a form of it: what it refuses, no other tool can ask either."""
    try:
        convert(BytesIO(content), validate=False, file_type=".xlsx", form_name="formular")
    except Exception as why:  # mostly PyXFormError, with a sentence
        raise BadForm(
            f"Filen är inget giltigt XLSForm. {NOTHING} Verktyget pyxform säger på engelska: "
            f"{str(why)[:300]}"
        ) from why
