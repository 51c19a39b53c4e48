"""What each event is called, so that a newer export of the same register is recognised."""

import hashlib

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lofte.importers.registers.blank import tidy
from lofte.importers.registers.mapping import Mapping
from lofte.importers.registers.raw import RawTable
from lofte.importers.registers.when import When
from lofte.importers.registers.where import Where

Bools = NDArray[np.bool_]
_GLUE = "\x1f"
_NOWHERE = np.iinfo(np.int64).min


def keys_of(
    raw: RawTable, mapping: Mapping, when: When, where: Where, good: Bools
) -> tuple[list[str], int]:
    """(a key per row, '' where the row is not good; rows equal to an earlier one in all that is
    read).

    Without key columns, or where they are empty, the key is a digest of what was read: time, place
    to the decimetre, category and kept columns, in whichever form the file wrote them. The n-th
    equal row is told apart by n, so the same rows get the same keys in whatever order they come.
    """
    keys = _joined([tidy(raw.text(name)) for name in mapping.key], len(raw))
    bare = {"", _GLUE * max(len(mapping.key) - 1, 0)}
    content = [""] * len(raw)
    if not mapping.key or bare & set(keys):
        content = _content(raw, mapping, when, where)
    seen: dict[str, int] = {}
    repeats = 0
    for index, fine in enumerate(good.tolist()):
        if not fine:
            keys[index] = ""
        elif keys[index] not in bare:
            keys[index] = keys[index].replace(_GLUE, "|")
        else:
            text = content[index]
            count = seen[text] = seen.get(text, 0) + 1
            repeats += count > 1
            keys[index] = _digest(text, count)
    return keys, repeats


def repeats_of(raw: RawTable, mapping: Mapping, when: When, where: Where, good: Bools) -> int:
    """Of a file without keys: good rows equal to an earlier one in all that is read.

    The same number as `keys_of` gives, without a text and a digest for each row.
    """
    texts = (*mapping.category, *(item.column for item in mapping.keep))
    columns = [moment.astype(np.int64) for moment in (when.start, when.end)]
    columns += [_decimetres(metres) for metres in (where.x, where.y)]
    columns += [_codes(raw.text(name)) for name in texts]
    rows = np.stack([column[good] for column in columns])
    mixed = np.zeros(rows.shape[1], dtype=np.uint64)
    for column in rows:
        mixed = _mix(mixed ^ column.view(np.uint64))
    order = np.argsort(mixed, kind="stable")
    alike = np.flatnonzero(mixed[order][1:] == mixed[order][:-1])
    suspects = np.unique(np.concatenate([order[alike], order[alike + 1]]))
    return len(suspects) - len(np.unique(rows[:, suspects], axis=1).T)


def _mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread the bits (the finisher of splitmix64), so that equal sums are equal rows or chance."""
    with np.errstate(over="ignore"):
        values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: NDArray[np.uint64] = values ^ (values >> np.uint64(31))
    return mixed + np.uint64(0x9E3779B97F4A7C15)


def _codes(column: pa.Array) -> NDArray[np.int64]:
    """A number for each different text (tidied)."""
    coded = pc.dictionary_encode(column)
    _, of_text = np.unique(
        tidy(coded.dictionary).to_numpy(zero_copy_only=False).astype(str), return_inverse=True
    )
    codes: NDArray[np.int64] = of_text[coded.indices.to_numpy(zero_copy_only=False)]
    return codes.astype(np.int64)


def _decimetres(metres: NDArray[np.float64]) -> NDArray[np.int64]:
    steps = np.round(np.where(np.isnan(metres), 0, metres) * 10).astype(np.int64)
    return np.where(np.isnan(metres), _NOWHERE, steps)


def _digest(text: str, count: int) -> str:
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return f"#{digest}" if count == 1 else f"#{digest}-{count}"


def _content(raw: RawTable, mapping: Mapping, when: When, where: Where) -> list[str]:
    read = [pa.array(np.datetime_as_string(moment)) for moment in (when.start, when.end)]
    for metres in (where.x, where.y):
        read.append(pa.array(_decimetres(metres)).cast(pa.string()))
    kept = [item.column for item in mapping.keep]
    read += [tidy(raw.text(name)) for name in (*mapping.category, *kept)]
    return _joined(read, len(raw))


def _joined(cells: list[pa.Array], size: int) -> list[str]:
    if not cells:
        return [""] * size
    joined = pc.binary_join_element_wise(*cells, _GLUE) if len(cells) > 1 else cells[0]
    result: list[str] = joined.to_pylist()
    return result
