"""open_file: what kind of file is it really, and its rows as text."""

import hashlib
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from lofte.importers.registers.raw import Limits, RawTable
from lofte.importers.registers.sentences import ImportRefused, number, refuse
from lofte.importers.registers.sheets import read_workbook
from lofte.importers.registers.spatial import read_parquet, read_spatial, rightly_named
from lofte.importers.registers.text import looks_like_text, read_text
from lofte.importers.registers.unpacking import extract, gunzip, members, too_large

HEAD = 4096
SPATIAL = {"geojson", "gpkg", "shp", "kml"}
_R_FILES = (b"X\n\x00\x00", b"A\n", b"RDX", b"RDA")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LIMITS = Limits()
_SHAPE_PARTS = {".shp", ".shx", ".dbf", ".prj", ".cpg"}
_GEOJSON = re.compile(r'"features"\s*:|"type"\s*:\s*"Feature|"coordinates"\s*:')
_READABLE = "CSV, XLSX, GeoJSON, GeoPackage, Parquet, shapefil eller KML"


def form_of(head: bytes) -> str:
    """The kind of file by its first bytes, never by its name. '' = nothing known."""
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"SQLite format 3\x00"):
        return "gpkg"
    if head.startswith(b"\x00\x00\x27\x0a"):
        return "shp"
    if head.startswith(_OLD_OFFICE):
        return "xls"
    if head.startswith(_R_FILES) or (head.startswith(b"BZh") and b"RDX" in head):
        return "rds"
    if not looks_like_text(head):
        return ""
    return _text_form(head)


def form_of_file(path: Path) -> str:
    """Raises ImportRefused for an empty file."""
    with path.open("rb") as stream:
        return _form_of_filled(stream.read(HEAD))


def _form_of_filled(head: bytes) -> str:
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise empty_file()
    return form_of(head)


def empty_file() -> ImportRefused:
    return refuse(
        "Filen är tom.",
        "The file is empty.",
        "Hämta eller exportera den igen.",
        "Fetch or export it again.",
    )


def _text_form(head: bytes) -> str:
    text = head.decode("utf-8-sig", errors="replace").lstrip()
    if text.startswith("{") or text.startswith("["):
        return "geojson" if _GEOJSON.search(text) else "json"
    if text.startswith("<"):
        return "kml" if re.search(r"<(\w+:)?kml\b", text) else "xml"
    return "csv"


def open_file(path: Path | str, *, limits: Limits = _LIMITS, sheet: str | None = None) -> RawTable:
    """Any register of points -> RawTable, or ImportRefused with what is wrong and what to do."""
    place = Path(path)
    size = checked_size(place, limits)
    with tempfile.TemporaryDirectory(prefix="lofte-") as folder:
        parts = _read(place, Path(folder), limits, sheet)
    return RawTable(**parts, file=place.name, size=size, checksum=checksum(place))


def checked_size(path: Path, limits: Limits) -> int:
    if path.is_dir():
        raise refuse(
            f"{path.name or path} är en mapp, inte en fil.",
            f"{path.name or path} is a folder, not a file.",
            "Ange en av filerna i mappen.",
            "Name one of the files in it.",
        )
    if not path.is_file():
        raise refuse(
            f"Det finns ingen fil som heter {path.name}.",
            f"There is no file called {path.name}.",
            "Kontrollera sökvägen.",
            "Check the path.",
        )
    try:
        with path.open("rb"):
            size = path.stat().st_size
    except OSError as error:
        raise refuse(
            f"Filen {path.name} går inte att öppna ({error.strerror}).",
            f"The file {path.name} cannot be opened ({error.strerror}).",
            "Kontrollera att du får läsa filen.",
            "Check that you may read the file.",
        ) from error
    if size >= limits.size:
        raise too_large(f" ({number(size >> 20)} MB)", limits.size, below=True)
    return size


def checksum(path: Path) -> str:
    """SHA-256 of the file as it came."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _read(path: Path, folder: Path, limits: Limits, sheet: str | None) -> dict[str, Any]:
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    form = _form_of_filled(head)
    if form == "gzip":
        inner = folder / "inner"
        gunzip(path, inner, limits)
        return _read_inner(inner, folder, limits, sheet)
    if form == "zip":
        return _read_zip(path, folder, limits, sheet)
    if form in SPATIAL:
        check_markup(path, form)
        return read_spatial(rightly_named(path, form, folder), form, limits, sheet)
    return _read_plain(path, form, limits, sheet)


def _read_inner(path: Path, folder: Path, limits: Limits, sheet: str | None) -> dict[str, Any]:
    """What was packed; a package within a package is opened no further."""
    with path.open("rb") as stream:
        form = form_of(stream.read(HEAD))
    if form == "gzip" or (form == "zip" and not is_workbook(path, limits)):
        raise refuse(
            "Filen är packad i flera lager.",
            "The file is packed several times over.",
            "Packa upp den och läs in filen som ligger innerst.",
            "Unpack it and import the innermost file.",
        )
    return _read(path, folder, limits, sheet)


def is_workbook(path: Path, limits: Limits) -> bool:
    return any(info.filename == "xl/workbook.xml" for info in members(path, limits))


def _read_zip(path: Path, folder: Path, limits: Limits, sheet: str | None) -> dict[str, Any]:
    names = {info.filename for info in members(path, limits)}
    if "xl/workbook.xml" in names:
        return read_workbook(path, limits, sheet)
    if "xl/workbook.bin" in names or "mimetype" in names:
        raise refuse(
            "Löfte läser inte kalkylark av det här slaget (ODS eller XLSB).",
            "Spreadsheets of this kind (ODS or XLSB) are not read.",
            "Spara arket som XLSX eller CSV.",
            "Save it as XLSX or CSV.",
        )
    return _read_inner(unzip_one(path, folder, limits), folder, limits, sheet)


def unzip_one(path: Path, folder: Path, limits: Limits) -> Path:
    """The one file of interest in an archive: the .shp among its companions, or the only file."""
    try:
        written = extract(path, folder, limits)
    except (OSError, zipfile.BadZipFile) as error:
        raise unknown_kind() from error
    shapes = [file for file in written if file.suffix.lower() == ".shp"]
    others = [file for file in written if file.suffix.lower() not in _SHAPE_PARTS | {".xml"}]
    chosen = shapes or (others if len(others) == 1 else written)
    if len(chosen) == 1:
        return chosen[0]
    found = ", ".join(file.name for file in chosen[:5]) or "inget"
    raise refuse(
        f"Den packade filen innehåller inte en tabell utan: {found}.",
        f"The archive does not hold one table but: {found}.",
        "Packa upp den och läs in en fil i taget.",
        "Unpack it and import one file at a time.",
    )


def unknown_kind() -> ImportRefused:
    return refuse(
        "Filen är inte av ett slag som Löfte kan läsa.",
        "The file is not of a kind that can be read.",
        f"Be avsändaren om {_READABLE}.",
        "Ask the sender for CSV, XLSX, GeoJSON, GeoPackage, Parquet, a shapefile or KML.",
    )


def _read_plain(path: Path, form: str, limits: Limits, sheet: str | None) -> dict[str, Any]:
    if form == "csv":
        return read_text(path, limits)
    if form == "parquet":
        return read_parquet(path, limits)
    if form == "xls":
        return read_workbook(path, limits, sheet) | {"format": "xls"}
    if form == "rds":
        raise refuse(
            "Filen är en R-fil (.rds), ingen tabell som andra program kan läsa.",
            "The file is an R file (.rds), not a table that other programs read.",
            "Öppna den i R och spara som CSV.",
            "Open it in R and save it as CSV.",
        )
    raise unknown_kind()


def check_markup(path: Path, form: str) -> None:
    """KML with a document type can define entities that grow without end."""
    if form == "kml" and b"<!" in path.read_bytes().replace(b"<!--", b"").replace(
        b"<![CDATA[", b""
    ):
        raise refuse(
            "Filen innehåller en dokumenttyp, som Löfte av säkerhetsskäl inte läser.",
            "The file holds a document type, which is not read for safety.",
            "Be avsändaren om en KML-fil utan DOCTYPE, eller om GeoJSON.",
            "Ask the sender for KML without DOCTYPE, or for GeoJSON.",
        )
