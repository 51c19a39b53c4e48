"""From a file that was read to the rooms that keep it: the same actions as a person's."""

import dataclasses
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from lofte.audit.actions import Actor
from lofte.audit.refusals import Refused
from lofte.importers.registers import (
    ImportRefused,
    Mapping,
    Register,
    from_yaml,
    load,
    to_yaml,
    write_rejects,
)
from lofte.importers.registers.sentences import number, rows
from lofte.importers.tables import Series, Tables, read_tables
from lofte.places.models import Kommun
from lofte.statistics.actions import (
    FigureInput,
    Progress,
    RegisterFile,
    SeriesInput,
    add_source,
    change_source,
    import_register,
    import_table,
)
from lofte.statistics.models import Delivery, Source


@dataclass(frozen=True, slots=True)
class Wish:
    """How to read the file; everything has a default."""

    mapping: Mapping | None = None
    answers: dict[str, str] = dataclasses.field(default_factory=dict)
    source: str = ""
    today: date | None = None


def read_file(path: Path, wish: Wish) -> Register | Tables:
    """A register of events, or else a table of figures. Raises ImportRefused."""
    try:
        return load(path, mapping=wish.mapping, answers=wish.answers, today=wish.today)
    except ImportRefused as no_register:
        if wish.mapping is not None:
            raise
        try:
            return read_tables(path)
        except ImportRefused as no_table:
            raise _both(no_register, no_table) from no_register


def _both(register: ImportRefused, table: ImportRefused) -> ImportRefused:
    """The register's sentence, unless the file is a table that lacks only one thing."""
    return table if "tabell" in register.what_to_do.sv else register


def saved_mapping(kommun: Kommun, name: str) -> Mapping | None:
    """The mapping that an earlier file of the source was read with."""
    rows_ = Source.objects.unscoped("the saved mapping").filter(kommun=kommun, name=name)
    source = rows_.first()
    return from_yaml(source.mapping) if source is not None and source.mapping else None


def store(
    content: Register | Tables,
    *,
    kommun: Kommun,
    name: str,
    by: Actor,
    rejects: Path | None = None,
    progress: Progress | None = None,
) -> Delivery:
    """Keep what was read under the source of that name, which is made if it is new."""
    if isinstance(content, Register):
        return _store_register(content, kommun, name, by, rejects, progress)
    return _store_tables(content, kommun, name, by)


def _source(kommun: Kommun, name: str, kind: str, by: Actor, mapping: str = "") -> Source:
    found = Source.objects.unscoped("the source to fill").filter(kommun=kommun, name=name).first()
    if found is None:
        return add_source(kommun=kommun, name=name, kind=kind, by=by, mapping=mapping)
    if found.kind != kind:
        raise Refused(
            f"Källan ”{name}” är {found.get_kind_display()}. Filen är något annat. "
            "Välj ett annat namn på källan. Inget lästes in."
        )
    if mapping and found.mapping != mapping:
        change_source(source=found, by=by, mapping=mapping)
    return found


def _store_register(
    register: Register,
    kommun: Kommun,
    name: str,
    by: Actor,
    rejects: Path | None,
    progress: Progress | None,
) -> Delivery:
    source = _source(kommun, name, Source.Kind.REGISTER, by, to_yaml(register.mapping))
    if register.rejects and rejects is not None:
        write_rejects(register, rejects)
    return import_register(
        source=source, file=_as_file(register, rejects), by=by, progress=progress
    )


def _as_file(register: Register, rejects: Path | None) -> RegisterFile:
    points, kept = register.points, register.extra
    extra = [dict(zip(kept, values, strict=True)) for values in zip(*kept.values(), strict=True)]
    return RegisterFile(
        file_name=register.file,
        checksum=register.checksum,
        keys=register.keys,
        x=points.x,
        y=points.y,
        start=points.start,
        end=points.end,
        category=[points.categories[code] for code in points.category],
        extra=extra if kept else None,
        counts=dataclasses.asdict(register.counts),
        notes=[str(sentence) for sentence in register.warnings],
        rejects_file=str(rejects) if register.rejects and rejects else "",
        crs=register.crs,
    )


def _store_tables(tables: Tables, kommun: Kommun, name: str, by: Actor) -> Delivery:
    return import_table(
        source=_source(kommun, name, Source.Kind.TABLE, by),
        file_name=tables.file,
        checksum=tables.checksum,
        series=[_series(one, tables.file) for one in tables.series],
        by=by,
        notes=[str(sentence) for sentence in tables.warnings],
    )


def _series(one: Series, table: str) -> SeriesInput:
    return SeriesInput(
        code=one.code,
        name=one.name,
        unit=one.unit,
        table=table,
        figures=[
            FigureInput(
                geography_kind=one.geography.kind,
                geography_code=one.geography.code,
                geography_version=one.geography.version,
                group=one.part,
                period_start=figure.start,
                period_end=figure.end - timedelta(days=1),
                value=figure.value,
                flag=str(figure.flag),
            )
            for figure in one.figures
        ],
    )


def report(content: Register | Tables) -> list[str]:
    """What was found in the file, in sentences."""
    if isinstance(content, Tables):
        figures = sum(len(one.figures) for one in content.series)
        said = [f"{content.file}: {number(figures)} uppgifter i {len(content.series)} serier."]
        return said + [str(sentence) for sentence in content.warnings]
    counts = content.counts
    said = [
        f"{content.file}: {rows(counts.read)} lästa, {number(counts.kept)} tas in, "
        f"{number(counts.rejected)} avvisade, {number(counts.duplicates)} dubbletter.",
        f"Händelser från {content.first} till {content.last}. Koordinater i {content.crs}.",
    ]
    return said + [str(sentence) for sentence in content.warnings]


def named(content: Register | Tables, file: str) -> Register | Tables:
    """The same content under the name that the sender gave the file."""
    return dataclasses.replace(content, file=file)
