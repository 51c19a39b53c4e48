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


def _digest(text: str, count: int) -> str:
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return f"#{digest}" if count == 1 else f"#{digest}-{count}"


def _content(raw: RawTable, mapping: Mapping, when: When, where: Where) -> list[str]:
    read = [pa.array(np.datetime_as_string(moment)) for moment in (when.start, when.end)]
    for metres in (where.x, where.y):
        steps = np.round(np.where(np.isnan(metres), 0, metres) * 10).astype(np.int64)
        read.append(pa.array(np.where(np.isnan(metres), _NOWHERE, steps)).cast(pa.string()))
    kept = [item.column for item in mapping.keep]
    read += [tidy(raw.text(name)) for name in (*mapping.category, *kept)]
    return _joined(read, len(raw))


def _joined(cells: list[pa.Array], size: int) -> list[str]:
    if not cells:
        return [""] * size
    joined = pc.binary_join_element_wise(*cells, _GLUE) if len(cells) > 1 else cells[0]
    result: list[str] = joined.to_pylist()
    return result
