"""From a file to what it says: a register of events, or else a table of figures."""

from collections.abc import Callable
from collections.abc import Mapping as Words
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from lofte.importers.registers import (
    ImportRefused,
    Limits,
    Mapping,
    RawTable,
    Register,
    open_file,
    propose,
    read,
)
from lofte.importers.registers.mapping_yaml import from_yaml
from lofte.importers.registers.sentences import number, refuse, rows
from lofte.importers.tables import About, PeriodMissing, Tables, read_tables
from lofte.places.crs import name_of
from lofte.places.models import Kommun
from lofte.statistics.models import Source

TABLE_ANSWERS = frozenset({"period", "kind", "version"})
_LIMITS = Limits()
_NO_TABLE = "läs in filen som tabell"  # what a register's refusal advises for a file of figures


@dataclass(frozen=True, slots=True)
class Wish:
    """How to read the file; everything has a default. codes: name of an area -> its code."""

    mapping: Mapping | None = None
    answers: dict[str, str] = field(default_factory=dict)
    name: str = ""
    today: date | None = None
    limits: Limits = _LIMITS
    codes: Words[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """mapping: as it was asked for, with the questions that nobody answered; None for a table."""

    content: Register | Tables
    mapping: Mapping | None = None

    def called(self, file: str) -> "Found":
        """The same under the name that the sender gave the file."""
        return replace(self, content=replace(self.content, file=file))


def read_file(
    path: Path, wish: Wish, *, proposed: Callable[[Mapping], None] | None = None
) -> Found:
    """proposed: is told the mapping before the rows are read. Raises ImportRefused."""
    if TABLE_ANSWERS & set(wish.answers):
        return Found(read_as_tables(path, wish))
    try:
        raw, mapping = open_register(path, wish)
        if proposed is not None:
            proposed(mapping)
        return Found(read(raw, mapping, today=wish.today), mapping)
    except ImportRefused as no_register:
        if wish.mapping is not None or set(wish.answers) - {"sheet"}:
            raise
        return Found(_table_instead(path, wish, no_register))


def open_register(path: Path, wish: Wish) -> tuple[RawTable, Mapping]:
    """The file as it stands, and the mapping that was given or is proposed, answered."""
    sheet = wish.answers.get("sheet") or (wish.mapping.sheet if wish.mapping else "")
    raw = open_file(path, limits=wish.limits, sheet=sheet or None)
    mapping = wish.mapping or propose(raw, name=wish.name or None)
    mapping = mapping.answer(wish.answers)
    return raw, replace(mapping, source=wish.name or mapping.source)


def read_as_tables(path: Path, wish: Wish) -> Tables:
    """Raises ImportRefused; PeriodMissing where nothing else is missing."""
    foreign = set(wish.answers) - TABLE_ANSWERS - {"sheet"}
    if foreign:
        raise refuse(
            f"Filen läses som en tabell, men svaret {', '.join(sorted(foreign))} gäller register.",
            "The file is read as a table, but some answers are for registers.",
            f"En tabell tar svaren {', '.join(sorted(TABLE_ANSWERS))} och sheet.",
            "A table takes the answers kind, period, version and sheet.",
        )
    given = wish.answers
    about = About(
        source=wish.name,
        period=given.get("period") or None,
        kind=given.get("kind", ""),
        version=given.get("version", ""),
        sheet=given.get("sheet") or None,
        codes=wish.codes,
    )
    return read_tables(path, about=about, limits=wish.limits)


def _table_instead(path: Path, wish: Wish, no_register: ImportRefused) -> Tables:
    """A file that is no register: read as a table, or refused for what it comes closest to."""
    try:
        return read_as_tables(path, wish)
    except ImportRefused as no_table:
        if isinstance(no_table, PeriodMissing) and is_figures(no_register):
            raise
        raise no_register from no_table


def is_figures(refusal: ImportRefused) -> bool:
    """Whether the register's readers took the file for figures."""
    return _NO_TABLE in refusal.what_to_do.sv


def saved_mapping(kommun: Kommun, name: str) -> Mapping | None:
    """The mapping that an earlier file of the source was read with."""
    sources = Source.objects.unscoped("the saved mapping").filter(kommun=kommun, name=name)
    source = sources.first()
    return from_yaml(source.mapping) if source is not None and source.mapping else None


def area_codes(kommun: Kommun) -> dict[str, str]:
    """The names that official tables use for the kommun, and the code they stand for."""
    return dict.fromkeys((kommun.name, f"{kommun.name} kommun"), kommun.code)


def report(content: Register | Tables) -> list[str]:
    """What was found in the file, in sentences."""
    said = [str(sentence) for sentence in content.warnings]
    if isinstance(content, Tables):
        measures = len({one.code for one in content.series})
        places = len({one.geography for one in content.series})
        return [
            f"{content.file}: {number(content.figures)} uppgifter, {number(measures)} mått, "
            f"{number(places)} områden.",
            *said,
        ]
    counts = content.counts
    return [
        f"{content.file}: {rows(counts.read)} {_one(counts.read, 'läst', 'lästa')}, "
        f"{number(counts.kept)} tas in, "
        f"{number(counts.rejected)} {_one(counts.rejected, 'avvisad', 'avvisade')}, "
        f"{number(counts.duplicates)} {_one(counts.duplicates, 'dubblett', 'dubbletter')}.",
        f"Händelser från {content.first} till {content.last}. {_system(content)}",
        *said,
    ]


def _one(count: int, one: str, several: str) -> str:
    return one if count == 1 else several


def _system(register: Register) -> str:
    """Which system the file is in, by the name that a person uses, and which it became."""
    if not register.source_crs:
        return "Inga koordinater."
    source, target = (name_of(s).split(" (")[0] for s in (register.source_crs, register.crs))
    if source == target:
        return f"Koordinater i {target}."
    return f"Koordinater i {source}, omräknade till {target}."
