"""Bringing in what others have counted: all of a file or nothing of it."""

import hashlib
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.guard.naming import IN_CONTACTS, pointing
from lofte.people.free_text import checked, masked
from lofte.places.clock import STOCKHOLM
from lofte.places.crs import SWEREF99_TM
from lofte.places.models import Kommun
from lofte.statistics import upsert
from lofte.statistics.models import (
    Delivery,
    Figure,
    Intelligence,
    RegisterRow,
    Series,
    Source,
)

BATCH = 2_000
EMPTY = (Figure.Flag.MISSING, Figure.Flag.SECRET, Figure.Flag.NOT_APPLICABLE)
SAME_FIGURE = (
    *("series", "geography_kind", "geography_code", "group"),
    *("period_start", "period_end"),
)
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFile:
    """A register that has been read: arrays of length n, metres in `crs`, local wall time.

    read_as: the checksum of the column map, so that the same file read otherwise is another.
    """

    file_name: str
    checksum: str
    keys: Sequence[str]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    start: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    category: Sequence[str]
    extra: Sequence[dict[str, Any]] | None = None
    counts: dict[str, int] = field(default_factory=dict)
    notes: Sequence[str] = ()
    rejects_file: str = ""
    crs: str = SWEREF99_TM
    read_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureInput:
    geography_kind: str
    geography_code: str
    period_start: date
    period_end: date
    value: float | None
    flag: str = ""
    group: str = ""
    geography_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesInput:
    code: str
    name: str
    unit: str
    figures: Sequence[FigureInput]
    table: str = ""


@action
def add_source(*, kommun: Kommun, name: str, kind: str, by: Actor, **fields: Any) -> Source:
    """A new source; `fields` are publisher, licence, legal_ground, mapping, is_police."""
    _check_names(name=name, **fields)
    if Source.objects.unscoped("name in use?").filter(kommun=kommun, name=name).exists():
        raise Refused(f"Källan ”{name}” finns redan. Välj ett annat namn eller läs in till den.")
    source = Source.objects.create(kommun=kommun, name=name, kind=kind, **fields)
    record("source.added", source, by=by)
    return source


@action
def change_source(*, source: Source, by: Actor, **fields: Any) -> Source:
    """Change the facts about a source: its licence, legal ground, saved mapping."""
    _check_names(**fields)
    changed = sorted(name for name, value in fields.items() if getattr(source, name) != value)
    for name in changed:
        setattr(source, name, fields[name])
    source.save(update_fields=changed or ["name"])
    record("source.changed", source, by=by, fields=changed)
    return source


def _check_names(**fields: Any) -> None:
    """What is said of a source may name an office and its address, and no number of a person."""
    for value in fields.values():
        if kind := pointing(value, allowed=IN_CONTACTS) if isinstance(value, str) else "":
            raise Refused(f"Texten ser ut att innehålla {kind}. Ingenting sparades. Skriv om den.")


@action
def import_register(
    *, source: Source, file: RegisterFile, by: Actor, progress: Progress | None = None
) -> Delivery:
    """Take in a register file. Rows are known by a hashed key: the same key is the same row.

    A row that an earlier file had, in the period that this file covers, and that is missing here
    is kept and marked as vanished; it no longer counts. A row that is older than all of this file
    is kept and marked too, as having left its window, and counts. One that comes back is unmarked.
    """
    _check_register(source, file)
    first, last = file.start.min(), file.start.max()
    delivery = Delivery.objects.create(
        source=source,
        file_name=file.file_name,
        checksum=file.checksum,
        period_start=first.astype("datetime64[D]").item(),
        period_end=last.astype("datetime64[D]").item(),
        rejects_file=file.rejects_file,
        read_as=file.read_as,
    )
    if source.crs != file.crs:
        source.crs = file.crs
        source.save(update_fields=["crs"])
    known = set(_rows(source).values_list("key_hash", flat=True))
    hashes = [_hash(source, key) for key in file.keys]
    _write_rows(source, delivery, file, hashes, progress)
    vanished, older = _mark_vanished(source, delivery, set(hashes), first, last)
    delivery.counts = {
        **file.counts,
        "rows": len(set(hashes)),
        "new": len(set(hashes) - known),
        "known_before": len(set(hashes) & known),
        "vanished": vanished,
        "left_window": older,
    }
    delivery.notes = list(file.notes)
    delivery.save(update_fields=["counts", "notes"])
    record("register.imported", delivery, by=by, kommun_code=source.kommun.code, **delivery.counts)
    return delivery


def _check_register(source: Source, file: RegisterFile) -> None:
    if not len(file.keys):
        raise Refused("Filen gav inga rader att läsa in. Se felfilen för skälen. Inget ändrades.")
    earlier = Delivery.objects.unscoped("the same file again").filter(source=source)
    same = earlier.order_by("-id").first()
    if same is not None and (same.checksum, same.read_as) == (file.checksum, file.read_as):
        raise Refused(
            f"Filen är redan inläst ({same.imported_at:%Y-%m-%d}, {same.file_name}). "
            "Inget ändrades. Har du en nyare fil, eller en rättad kolumnkarta, kan du läsa in den."
        )
    if same is not None and source.crs != file.crs:
        raise Refused(
            f"Källan ”{source.name}” har koordinater i {source.crs} men filen i {file.crs}. "
            "Läs in filen till en annan källa. Inget lästes in."
        )
    if file.extra is not None and not source.legal_ground.strip():
        raise Refused(
            "Kolumnkartan behåller fler kolumner än plats, tid och kategori. Det kräver en "
            "rättslig grund. Skriv in den på källan eller ta bort kolumnerna. Inget lästes in."
        )


def _rows(source: Source) -> Any:
    return RegisterRow.objects.unscoped("the source's own rows").filter(source=source)


def _hash(source: Source, key: str) -> str:
    digest = hashlib.blake2b(key.encode(), key=source.key_salt.encode(), digest_size=16)
    return digest.hexdigest()


def _write_rows(
    source: Source,
    delivery: Delivery,
    file: RegisterFile,
    hashes: list[str],
    progress: Progress | None,
) -> None:
    categories = {label: masked(label)[:120] for label in set(file.category)}
    latest = {hash_: i for i, hash_ in enumerate(hashes)}  # of a repeated key the last row stands
    wanted = sorted(latest.values())
    insert = upsert.statement()
    with connection.cursor() as cursor:
        for at in range(0, len(wanted), BATCH):
            batch = [
                _row(source, delivery, file, hashes[i], i, categories[file.category[i]])
                for i in wanted[at : at + BATCH]
            ]
            cursor.executemany(insert, batch)
            if progress is not None:
                progress(min(at + BATCH, len(wanted)), len(wanted))


def _row(
    source: Source, delivery: Delivery, file: RegisterFile, key_hash: str, i: int, category: str
) -> tuple[Any, ...]:
    """In the order of `upsert.FIELDS`."""
    x, y = float(file.x[i]), float(file.y[i])
    here = not (math.isnan(x) or math.isnan(y))
    end = file.end[i]
    return (
        source.pk,
        key_hash,
        upsert.moment(_aware(file.start[i])),
        None if np.isnat(end) else upsert.moment(_aware(end)),
        x if here else None,
        y if here else None,
        category,
        upsert.document(_clean_extra(file.extra[i])) if file.extra is not None else None,
        delivery.pk,
        None,
        False,
        delivery.pk,
    )


def _aware(moment: np.datetime64) -> datetime:
    local: datetime = moment.astype("datetime64[s]").item()
    return local.replace(tzinfo=STOCKHOLM)


def _clean_extra(values: dict[str, Any]) -> dict[str, Any]:
    return {k: masked(v) if isinstance(v, str) else v for k, v in values.items()}


def _mark_vanished(
    source: Source,
    delivery: Delivery,
    present: set[str],
    first: np.datetime64,
    last: np.datetime64,
) -> tuple[int, int]:
    """How many vanished within what the file covers, and how many are older than it."""
    unmarked = _rows(source).filter(vanished_in=None, started_at__lte=_aware(last))
    gone: dict[bool, list[int]] = {False: [], True: []}
    begin = _aware(first)
    rows = unmarked.values_list("pk", "key_hash", "started_at").iterator(chunk_size=BATCH)
    for pk, key_hash, started_at in rows:
        if key_hash not in present:
            gone[started_at < begin].append(pk)
    for older, pks in gone.items():
        for at in range(0, len(pks), 500):
            chunk = _rows(source).filter(pk__in=pks[at : at + 500])
            chunk.update(vanished_in=delivery, left_window=older)
    return len(gone[False]), len(gone[True])


@action
def import_table(
    *,
    source: Source,
    file_name: str,
    checksum: str,
    series: Iterable[SeriesInput],
    by: Actor,
    notes: Sequence[str] = (),
) -> Delivery:
    """Take in ready-made figures; a figure that comes again replaces the earlier one."""
    delivery = Delivery.objects.create(
        source=source, file_name=file_name, checksum=checksum, notes=list(notes)
    )
    figures = [
        _figure(row, figure, delivery)
        for one in series
        for row in [_series(source, one)]
        for figure in one.figures
    ]
    if not figures:
        raise Refused("Tabellen gav inga uppgifter att läsa in. Inget ändrades.")
    written, missing = _write_figures(figures)
    delivery.period_start = min(figure.period_start for figure in figures)
    delivery.period_end = max(figure.period_end for figure in figures)
    delivery.counts = {"figures": written, "without_value": missing}
    delivery.save(update_fields=["period_start", "period_end", "counts"])
    record("table.imported", delivery, by=by, kommun_code=source.kommun.code, **delivery.counts)
    return delivery


def _series(source: Source, given: SeriesInput) -> Series:
    series, _ = Series.objects.unscoped("the source's own series").update_or_create(
        source=source,
        code=given.code,
        defaults={"name": masked(given.name), "unit": given.unit, "table": given.table},
    )
    return series


def _figure(series: Series, given: FigureInput, delivery: Delivery | None) -> Figure:
    value = None if given.value is None or math.isnan(given.value) else given.value
    if value is None and given.flag not in EMPTY:
        raise Refused(
            f"En uppgift i ”{series.name}” saknar både värde och förklaring. "
            "Ett tomt värde är inte noll. Inget lästes in."
        )
    return Figure(
        series=series,
        delivery=delivery,
        geography_kind=given.geography_kind,
        geography_code=given.geography_code,
        geography_version=given.geography_version,
        group=given.group,
        period_start=given.period_start,
        period_end=given.period_end,
        value=value,
        flag=given.flag,
    )


def _write_figures(figures: Sequence[Figure]) -> tuple[int, int]:
    """How many, and how many without a value. Of a figure that is given twice the last stands."""
    latest = {tuple(getattr(figure, name) for name in SAME_FIGURE): figure for figure in figures}
    Figure.objects.bulk_create(
        latest.values(),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=SAME_FIGURE,
        update_fields=["value", "flag", "geography_version", "delivery"],
    )
    return len(latest), sum(figure.value is None for figure in latest.values())


@action
def type_figure(*, source: Source, given: SeriesInput, by: Actor) -> Figure:
    """One figure typed by hand, from a PDF or a meeting, with where it comes from."""
    if len(given.figures) != 1:
        raise Refused("Skriv in en uppgift i taget.")
    figure = _figure(_series(source, given), given.figures[0], None)
    _write_figures([figure])
    record("figure.typed", source, by=by, series=given.code)
    return figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What somebody says, who that is (a role or unit), how strong it is and what it concerns."""

    text: str
    said_by: str
    strength: str
    concerns: str
    valid_from: date
    valid_to: date | None = None


@action
def note_intelligence(*, kommun: Kommun, sentence: Sentence, by: Actor) -> Intelligence:
    """A sentence that somebody stands for. It is refused if it points at a person."""
    for given in (sentence.text, sentence.said_by, sentence.concerns):
        checked(given)
    noted = Intelligence.objects.create(kommun=kommun, **asdict(sentence))
    record("intelligence.noted", noted, by=by)
    return noted
