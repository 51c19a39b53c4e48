"""Delimited text: which encoding, which delimiter, where the header is, and then the rows."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from lofte.importers.registers.columns import Builder, not_a_table
from lofte.importers.registers.raw import Limits
from lofte.importers.registers.rejects import unrejected
from lofte.importers.registers.sentences import Sentence, refuse

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 16
_DELIMITERS = ";\t,|"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_VALUE = re.compile(r"^[-+]?[\d\s.,:/TZ+-]*\d[\d\s.,:/TZ+-]*$")
_MOJIBAKE = re.compile("Ã[¥¤¶\x85\x84\x96]")


def looks_like_text(head: bytes) -> bool:
    """Hardly a control character, in whichever encoding the file seems to be, and no zero byte."""
    try:
        text = head.decode(encoding_of_head(head), errors="replace")
    except LookupError:  # pragma: no cover - the encodings are ours
        return False
    odd = len(_CONTROL.findall(text)) + text.count("\ufffd")
    return "\x00" not in text and odd <= max(2, len(text) // 100)


def encoding_of_head(head: bytes) -> str:
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 4 and even < len(head) // 50:
        return "utf-16-le"
    if even > len(head) // 4 and odd < len(head) // 50:
        return "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def encoding_of(path: Path) -> str:
    """UTF-8 when the whole file is; otherwise what a Swedish office computer writes."""
    with path.open("rb") as stream:
        name = encoding_of_head(stream.read(_SAMPLE))
        if name != "utf-8":
            return name
        stream.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while piece := stream.read(1 << 20):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return name


def _split(sample: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(sample.splitlines(keepends=True), delimiter=delimiter))
    except csv.Error:
        return []


def delimiter_of(sample: str) -> str:
    """The delimiter that cuts most rows into the same number (> 1) of cells; '' when none does."""
    stated = re.match(r"sep=(.)\r?\n", sample)
    if stated:
        return stated[1]
    best = ("", 0.0)
    for delimiter in _DELIMITERS:
        rows = [row for row in _split(sample, delimiter) if any(cell.strip() for cell in row)]
        widths = Counter(len(row) for row in rows)
        width, hits = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        if width < 2 or (hits < 2 and len(rows) > 1):
            continue
        score = hits / len(rows) + min(width, 50) / 1000
        if len(rows[header_at(rows)]) == width:
            score += 0.5
        if score > best[1]:
            best = (delimiter, score)
    return best[0]


def header_at(rows: list[list[str]]) -> int:
    """Index of the header: the first row that is (nearly) as wide as the table is."""
    widths = Counter(_width(row) for row in rows[:200] if _width(row) > 1)
    if not widths:
        return 0
    usual = max(widths.items(), key=lambda item: (item[1], item[0]))[0]
    for index, row in enumerate(rows[:200]):
        if _width(row) >= max(2, round(usual * 0.6)):
            return index
    return 0


def _width(row: list[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def is_header(row: list[str]) -> bool:
    """Names, not values: no cell is only digits and marks, except years that name a column."""
    filled = [cell.strip() for cell in row if cell.strip()]
    values = [c for c in filled if _VALUE.match(c) and not re.fullmatch(r"(19|20)\d\d", c)]
    return bool(filled) and len(values) * 3 <= len(filled)


def read_text(path: Path, limits: Limits) -> dict[str, Any]:
    """The parts of a RawTable that a text file gives. Raises ImportRefused."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        sample = stream.read(_SAMPLE)
        if len(sample) == _SAMPLE:
            sample = sample[: sample.rfind("\n") + 1] or sample
        delimiter = delimiter_of(sample)
        if not delimiter:
            raise not_a_table()
        stream.seek(0)
        builder = _read_rows(stream, delimiter, limits)
    parts = unrejected(builder.finish())
    return {**parts, "format": "csv", "encoding": encoding, "delimiter": delimiter} | _complaints(
        sample, parts
    )


def _complaints(sample: str, parts: dict[str, Any]) -> dict[str, Any]:
    if not _MOJIBAKE.search(sample):
        return {}
    said = Sentence(
        "Å, ä och ö ser trasiga ut i filen (till exempel ”Ã¥”): den har sparats om i fel "
        "teckenkodning innan den kom hit.",
        "Å, ä and ö look broken in the file: it was saved in the wrong encoding before it came.",
    )
    return {"notes": (*parts.get("notes", ()), said)}


def _read_rows(stream: Any, delimiter: str, limits: Limits) -> Builder:
    reader = _numbered(csv.reader(stream, delimiter=delimiter))
    try:
        first = list(islice(reader, 200))
        rows = [row for _, row in first]
        start = header_at(rows)
        if rows and rows[0] and rows[0][0].startswith("sep=") and start == 0:
            start = 1
        builder = Builder.from_header(first[start:], limits, named=is_header(rows[start]))
        for number, row in chain(first[start + builder.skip :], reader):
            builder.add(number, row)
    except (csv.Error, IndexError) as error:
        raise refuse(
            f"Filen går inte att läsa som en tabell ({error}).",
            f"The file cannot be read as a table ({error}).",
            "Leta efter ett citattecken som aldrig stängs, eller spara om filen från kalkylarket.",
            "Look for a quotation mark that never closes, or save the file again.",
        ) from error
    return builder


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Numbers as a spreadsheet shows them: a cell with a line break is still one row."""
    return ((number, row) for number, row in enumerate(reader, start=1))
