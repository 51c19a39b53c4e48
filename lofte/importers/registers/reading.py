"""read: a raw table and a mapping in, a register out. Nothing is stored and nothing is dropped
without being counted."""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lofte.analysis.points import Points
from lofte.importers.registers.blank import tidy
from lofte.importers.registers.keys import keys_of, repeats_of
from lofte.importers.registers.mapping import Mapping
from lofte.importers.registers.raw import GEOMETRY, RawTable
from lofte.importers.registers.register import Counts, Register, Reject
from lofte.importers.registers.said import warnings_of
from lofte.importers.registers.sentences import ImportRefused, Sentence, refuse, rows
from lofte.importers.registers.when import When, read_times
from lofte.importers.registers.where import Where, read_places

Bools = NDArray[np.bool_]


def read(raw: RawTable, mapping: Mapping, *, today: date | None = None) -> Register:
    """today: rows after it are rejected; None = the future is not known and nothing is checked.

    Open questions of the mapping are answered by their defaults, and said as warnings. Raises
    ImportRefused when a question has no default, the mapping does not fit the file, or no row
    at all can be read.
    """
    mapping, assumed = mapping.assume()
    check_fit(raw, mapping)
    when, where = read_times(raw, mapping, today), read_places(raw, mapping)
    faults = (*when.faults, (_bad_place(mapping), where.wrong))
    reason = first_faults(faults, len(raw))
    good = reason < 0
    if mapping.key:
        keys, identical = keys_of(raw, mapping, when, where, good)
        latest = _last_of_each(keys, good, ~np.isnan(where.x))
    else:
        identical, latest = repeats_of(raw, mapping, when, where, good), good
    if not latest.any():
        raise _nothing_left(raw, reason, faults)
    rejects = _rejects(raw, reason, faults)
    counts = _count(raw, when, where, latest, (good, identical, len(rejects)))
    points = _points(raw, mapping, when, where).where(latest)
    kept = np.flatnonzero(latest)

    def make_keys() -> list[str]:
        named = keys if mapping.key else keys_of(raw, mapping, when, where, good)[0]
        return [named[i] for i in kept]

    extra = {k.column: _picked(raw.text(k.column), kept) for k in mapping.keep}
    warnings = (*assumed, *raw.notes, *when.notes, *where.notes, *warnings_of(mapping, counts))
    return Register(
        points=points,
        make_keys=make_keys,
        rows=raw.rows[latest],
        rejects=rejects,
        warnings=warnings,
        counts=counts,
        crs=where.crs,
        source_crs=where.source_crs,
        first=points.start.min().astype("datetime64[D]").item(),
        last=points.start.max().astype("datetime64[D]").item(),
        columns=raw.names + ((GEOMETRY,) if raw.points is not None else ()),
        mapping=mapping,
        file=raw.file,
        checksum=raw.checksum,
        extra=extra,
    )


def check_fit(raw: RawTable, mapping: Mapping) -> None:
    """Raises ImportRefused when the mapping names what the file does not have."""
    here = set(raw.names) | ({GEOMETRY} if raw.points is not None else set())
    gone = [name for name in mapping.columns if name not in here]
    if gone or not mapping.start:
        names = ", ".join(f"”{name}”" for name in gone) or "en tidskolumn"
        raise refuse(
            f"Kolumnkartan för {mapping.source} passar inte filen: {names} saknas.",
            f"The mapping for {mapping.source} does not fit the file: {names} is missing.",
            "Välj en annan karta, eller låt Löfte föreslå en ny.",
            "Choose another mapping, or let a new one be proposed.",
        )
    if mapping.sheet and raw.sheet and mapping.sheet != raw.sheet:
        raise refuse(
            f"Kolumnkartan gäller bladet ”{mapping.sheet}”, men ”{raw.sheet}” är öppnat.",
            f"The mapping is for the sheet “{mapping.sheet}”, but “{raw.sheet}” was opened.",
            f"Öppna filen med bladet ”{mapping.sheet}”.",
            f"Open the file with the sheet “{mapping.sheet}”.",
        )


def _bad_place(mapping: Mapping) -> Sentence:
    names = f"”{mapping.point}”" if mapping.point else f"”{mapping.x}” och ”{mapping.y}”"
    return Sentence(
        f"koordinaterna i {names} går inte att läsa", f"the coordinates in {names} are unreadable"
    )


def first_faults(faults: tuple[tuple[Sentence, Bools], ...], size: int) -> NDArray[np.int64]:
    """Index of the first fault of each row; -1 = nothing wrong."""
    reason = np.full(size, -1, dtype=np.int64)
    for index, (_, bad) in enumerate(faults):
        reason = np.where((reason < 0) & bad, index, reason)
    return reason


def _last_of_each(keys: list[str], good: Bools, placed: Bools) -> Bools:
    """The last good row of each key; a row without a place does not push out one that has it."""
    last = {key: index for index, key in enumerate(keys) if good[index]}
    last |= {key: index for index, key in enumerate(keys) if good[index] and placed[index]}
    mask = np.zeros(len(keys), dtype=bool)
    mask[list(last.values())] = True
    return mask


def _points(raw: RawTable, mapping: Mapping, when: When, where: Where) -> Points:
    """Rows that will be dropped are given a harmless time first: Points takes no row without."""
    start = np.where(np.isnat(when.start), np.datetime64(0, "s"), when.start)
    end = np.where(when.end < start, np.datetime64("NaT", "s"), when.end)
    category, categories = _categories(raw, mapping)
    return Points(
        x=where.x, y=where.y, start=start, end=end, category=category, categories=categories
    )


def _categories(raw: RawTable, mapping: Mapping) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """(a number per row, the names in order). Each different text is read once."""
    if not mapping.category:
        return np.zeros(len(raw), dtype=np.int32), (mapping.one_category,)
    coded = [pc.dictionary_encode(raw.text(name)) for name in mapping.category]
    pair = np.zeros(len(raw), dtype=np.int64)
    for column in coded:
        indices = column.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        pair = pair * len(column.dictionary) + indices
    pairs, which = np.unique(pair, return_inverse=True)
    cells: list[pa.Array] = []
    for column in reversed(coded):
        pairs, index = np.divmod(pairs, len(column.dictionary))
        cells.insert(0, tidy(column.dictionary.take(pa.array(index))))
    text = pc.binary_join_element_wise(*cells, ": ") if len(cells) > 1 else cells[0]
    told = pc.if_else(pc.equal(text, ""), "Okänd kategori", text).to_pylist()
    names = sorted(set(told))
    place = {name: number for number, name in enumerate(names)}
    of_pair = np.array([place[name] for name in told], dtype=np.int32)
    return of_pair[which], tuple(names)


def _rejects(
    raw: RawTable, reason: NDArray[np.int64], faults: tuple[tuple[Sentence, Bools], ...]
) -> tuple[Reject, ...]:
    found = [Reject(b.row, b.values, b.reason.sv, b.reason.en) for b in raw.broken]
    bad = np.flatnonzero(reason >= 0)
    cells = [pc.fill_null(text, "").to_pylist() for text in raw.rows_of(bad).values()]
    if raw.points is not None:
        cells.append(_wkts(raw.points[0][bad], raw.points[1][bad]))
    for place, index in enumerate(bad):
        said = faults[reason[index]][0]
        values = tuple(column[place] for column in cells)
        found.append(Reject(int(raw.rows[index]), values, said.sv, said.en))
    return tuple(sorted(found, key=lambda reject: reject.row))


def _wkts(x: NDArray[np.float64], y: NDArray[np.float64]) -> list[str]:
    pairs = zip(x.tolist(), y.tolist(), strict=True)
    return ["" if a != a or b != b else f"POINT ({a!r} {b!r})" for a, b in pairs]


def _picked(column: pa.Array, kept: NDArray[np.int64]) -> list[str]:
    values: list[str] = pc.fill_null(column, "").take(pa.array(kept)).to_pylist()
    return values


def _count(
    raw: RawTable, when: When, where: Where, latest: Bools, sums: tuple[Bools, int, int]
) -> Counts:
    good, identical, rejected = sums
    start = when.start[latest]
    midnight = start.astype("datetime64[D]").astype("datetime64[s]") == start

    def among(mask: Bools) -> int:
        return int((mask & latest).sum())

    return Counts(
        read=len(raw) + len(raw.broken),
        kept=int(latest.sum()),
        rejected=rejected,
        duplicates=int(good.sum() - latest.sum()),
        identical=identical,
        without_coordinates=among(np.isnan(where.x)),
        zero_coordinates=among(where.zero),
        swapped=among(where.swapped),
        outside=among(where.outside),
        at_midnight=int((midnight & ~when.no_clock[latest]).sum()),
        without_clock=among(when.no_clock),
        with_span=among(~np.isnat(when.end) & ~when.no_clock),
    )


def _nothing_left(
    raw: RawTable, reason: NDArray[np.int64], faults: tuple[tuple[Sentence, Bools], ...]
) -> ImportRefused:
    if len(raw):
        row, why = int(raw.rows[0]), faults[reason[0]][0]
    else:
        row, why = raw.broken[0].row, raw.broken[0].reason
    count = len(raw) + len(raw.broken)
    return refuse(
        f"Ingen av {rows(count)} går att läsa. Rad {row}: {why.sv}.",
        f"None of {count} rows can be read. Row {row}: {why.en}.",
        "Kontrollera att rätt kolumner är valda i kolumnkartan.",
        "Check that the right columns are chosen in the mapping.",
    )
