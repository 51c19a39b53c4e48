"""Archives, opened with a hand on the tap: sizes are counted while they come out, because the
sizes that an archive states about itself may lie."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from lofte.importers.registers.raw import Limits
from lofte.importers.registers.sentences import ImportRefused, number, refuse

_CHUNK = 1 << 20
_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,8})"')
_ENCRYPTED = 0x1


def too_large(what: str, limit: int, *, below: bool = False) -> ImportRefused:
    """below: a file of exactly the limit is too large too."""
    whole = limit >= 1 << 30 and limit % (1 << 30) == 0
    size = f"{limit >> 30} GB" if whole else f"{number(max(1, limit >> 20))} MB"
    return refuse(
        f"Filen är för stor{what}: gränsen är {'under ' if below else ''}{size}.",
        f"The file is too large: the limit is {'below ' if below else ''}{size}.",
        "Dela filen, till exempel per år, eller be den som driver tjänsten att höja gränsen.",
        "Split the file, for instance per year, or ask the operator to raise the limit.",
    )


def bomb() -> ImportRefused:
    return refuse(
        "Filen packar upp till orimligt mycket mer än den är stor (en så kallad zip-bomb).",
        "The file unpacks to unreasonably more than its size (a zip bomb).",
        "Läs inte in den. Be avsändaren om en vanlig CSV-fil.",
        "Do not import it. Ask the sender for a plain CSV file.",
    )


def damaged() -> ImportRefused:
    return refuse(
        "Den packade filen är trasig eller avbruten.",
        "The compressed file is damaged or cut short.",
        "Hämta filen igen, eller be avsändaren att skicka den på nytt.",
        "Fetch the file again, or ask the sender for a new one.",
    )


class Tap:
    """Counts what comes out and refuses when it is too much."""

    def __init__(self, packed: int, limits: Limits) -> None:
        self.packed, self.limits, self.out = max(packed, 1), limits, 0

    def count(self, piece: bytes) -> bytes:
        self.out += len(piece)
        if self.out > self.limits.ratio_from and self.out > self.limits.ratio * self.packed:
            raise bomb()
        if self.out > self.limits.unpacked:
            raise too_large(" när den är uppackad", self.limits.unpacked)
        return piece


def _inflate(source: Iterator[bytes], tap: Tap, *, gzip: bool) -> Iterator[bytes]:
    """Deflate streams, one after the other (a gzip file may hold several)."""
    window = 31 if gzip else -15
    engine = zlib.decompressobj(window)
    whole = False
    for piece in source:
        rest = piece
        while rest:
            if engine.eof:
                if not gzip or not rest.startswith(b"\x1f\x8b"):
                    return
                engine = zlib.decompressobj(window)
            out = engine.decompress(rest, _CHUNK)
            rest = engine.unused_data if engine.eof else engine.unconsumed_tail
            whole = engine.eof
            yield tap.count(out)
    while not engine.eof and (out := engine.decompress(b"", _CHUNK)):
        yield tap.count(out)
    if not (whole or engine.eof):
        raise damaged()


def _pieces(path: Path, start: int = 0, length: int | None = None) -> Iterator[bytes]:
    left = length
    with path.open("rb") as stream:
        stream.seek(start)
        while left is None or left > 0:
            piece = stream.read(_CHUNK if left is None else min(_CHUNK, left))
            if not piece:
                return
            left = None if left is None else left - len(piece)
            yield piece


def gunzip(path: Path, target: Path, limits: Limits) -> None:
    """Unpack a gzip file to `target`. Raises ImportRefused."""
    tap = Tap(path.stat().st_size, limits)
    try:
        with target.open("wb") as stream:
            for piece in _inflate(_pieces(path), tap, gzip=True):
                stream.write(piece)
    except (zlib.error, EOFError) as error:
        raise damaged() from error


def members(path: Path, limits: Limits) -> list[zipfile.ZipInfo]:
    """The files of an archive, refused when they state more than the limits allow."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise damaged() from error
    if len(found) > limits.members or sum(i.file_size for i in found) > limits.unpacked:
        raise bomb()
    if any(info.flag_bits & _ENCRYPTED for info in found):
        raise refuse(
            "Filen är låst med lösenord.",
            "The file is locked with a password.",
            "Spara en kopia utan lösenord och läs in den.",
            "Save a copy without a password and import that.",
        )
    return found


def unpack(path: Path, info: zipfile.ZipInfo, tap: Tap) -> Iterator[bytes]:
    """One member's bytes, counted as they come, not as the archive says."""
    with path.open("rb") as stream:
        stream.seek(info.header_offset)
        header = stream.read(30)
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        raise damaged()
    name, extra = struct.unpack("<HH", header[26:30])
    source = _pieces(path, info.header_offset + 30 + name + extra, info.compress_size)
    if info.compress_type == zipfile.ZIP_STORED:
        yield from (tap.count(piece) for piece in source)
    elif info.compress_type == zipfile.ZIP_DEFLATED:
        try:
            yield from _inflate(source, tap, gzip=False)
        except zlib.error as error:
            raise damaged() from error
    else:
        raise damaged()


def extract(path: Path, folder: Path, limits: Limits) -> list[Path]:
    """Unpack the files of an archive, by their last name only, into `folder`."""
    tap = Tap(path.stat().st_size, limits)
    written: list[Path] = []
    for info in members(path, limits):
        plain = Path(info.filename.replace("\\", "/")).name
        if plain.startswith(".") or "__MACOSX" in info.filename or "\0" in plain:
            continue
        target = folder / plain
        with target.open("wb") as stream:
            for piece in unpack(path, info, tap):
                stream.write(piece)
        written.append(target)
    return written


def check_workbook(path: Path, limits: Limits) -> None:
    """Refuse a workbook that is a bomb: by bytes, or by one cell at the far corner of a sheet
    (a reader that keeps the sheet as a rectangle would ask for billions of cells)."""
    tap = Tap(path.stat().st_size, limits)
    for info in members(path, limits):
        width = height = 0
        tail = b""
        for piece in unpack(path, info, tap):
            if not info.filename.startswith("xl/worksheets/"):
                continue
            for letters, row in _CELL.findall(tail + piece):
                width, height = max(width, _column(letters)), max(height, int(row))
            tail = piece[-16:]
        if width * height > limits.cells:
            raise refuse(
                f"Arket spänner över {number(width * height)} celler; det är fler än vad som ryms.",
                f"The sheet spans {width * height} cells, more than can be held.",
                "Ta bort tomma rader och kolumner långt ut i arket, eller spara som CSV.",
                "Delete stray cells far out in the sheet, or save it as CSV.",
            )


def _column(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place
