"""How a waiting file is understood: a register with a mapping, a table, or neither."""

from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from lofte.importers import intake
from lofte.importers.intake import Found, Wish
from lofte.importers.registers import (
    ImportRefused,
    Limits,
    Mapping,
    RawTable,
    open_file,
    propose,
    read,
)
from lofte.importers.registers.reading import check_fit
from lofte.importers.tables import PeriodMissing, Tables
from lofte.importers.web.waiting import Waiting
from lofte.places.models import Kommun


@dataclass(frozen=True, slots=True)
class Sight:
    """mapping is None for a table; tables is None while its period is missing. said: what the
    person should know about how the mapping came to be."""

    raw: RawTable
    mapping: Mapping | None = None
    tables: Tables | None = None
    refused: str = ""
    said: str = ""


def limits() -> Limits:
    return Limits(size=settings.LOFTE_MAX_IMPORT_BYTES)


def look(place: Path, waiting: Waiting, kommun: Kommun, answers: dict[str, str]) -> Sight:
    """answers: what the person said about a table. Raises ImportRefused for a file of neither
    kind."""
    given = waiting.own_mapping
    if given is None and not waiting.fresh:
        given = intake.saved_mapping(kommun, waiting.source)
    sheet = waiting.sheet or (given.sheet if given else "")
    raw = open_file(place, limits=limits(), sheet=sheet or None)
    if given is not None:
        given = replace(given, source=waiting.source, sheet=raw.sheet if raw.sheets else "")
        try:
            check_fit(raw, given)
        except ImportRefused as refusal:
            return replace(
                _proposed(place, raw, waiting, answers, kommun), said=refusal.sentence.sv
            )
        return Sight(raw, given)
    return _proposed(place, raw, waiting, answers, kommun)


def _proposed(
    place: Path,
    raw: RawTable,
    waiting: Waiting,
    answers: dict[str, str],
    kommun: Kommun,
) -> Sight:
    try:
        return Sight(raw, propose(raw, name=waiting.source))
    except ImportRefused as no_register:
        refusal = no_register
    codes = intake.area_codes(kommun)
    sheet = {"sheet": waiting.sheet} if waiting.sheet else {}
    wish = Wish(answers={**answers, **sheet}, name=waiting.source, limits=limits(), codes=codes)
    try:
        tables = intake.read_as_tables(place, wish)
    except PeriodMissing as lacking:
        if intake.is_figures(refusal):
            return Sight(raw, refused=str(lacking))
    except ImportRefused:
        pass  # the register's sentence says more
    else:
        return Sight(raw, tables=replace(tables, file=waiting.file))
    # No column says when or where by itself: the person may know which one does.
    return Sight(raw, Mapping(source=waiting.source), refused=str(refusal))


def read_register(raw: RawTable, mapping: Mapping, waiting: Waiting) -> Found:
    """Raises ImportRefused."""
    content = read(raw, mapping, today=timezone.localdate())
    return Found(content, mapping).called(waiting.file)
