"""The JSON of many answers, read at once into a column a question.

A hundred thousand answers as dictionaries take a second to make and to look through; Arrow reads
the same text into columns in a twentieth. Where an answer does not fit the form as it is now (a
question that changed its kind between two versions), the dictionaries are read instead.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pj

from lofte.analysis.arrays import Floats, Ints
from lofte.dialogue.results.questions import Item

NOTHING = -1
MOST_BYTES = 64_000_000  # of one answer's line: far above what a form lets through


class Texts:
    """The answers of some persons, as far as some items ask for them."""

    def __init__(self, texts: Sequence[str], items: Iterable[Item]) -> None:
        self.count = len(texts)
        self._table = _table(texts, items)
        self._rows = _dictionaries(texts) if self._table is None else []

    def choices(self, item: Item, codes: Sequence[str]) -> tuple[Ints, Ints]:
        """Who chose what, by number among the codes: in the order of the persons, and as each gave
        them. -1 for what is none of the codes."""
        if self._table is None:
            return _slow_choices(self._rows, item, codes)
        column = self._table[item.code].combine_chunks()
        if item.several:
            who = pc.list_parent_indices(column).to_numpy(zero_copy_only=False)
            return who.astype(np.int64), _numbers(pc.list_flatten(column), codes)
        if item.row:
            column = pc.struct_field(column, item.row)
        return np.arange(self.count), _numbers(column, codes)

    def values(self, item: Item) -> Floats:
        """float[persons]: the number that each gave, nan for none."""
        if self._table is None:
            given = (row.get(item.code) for row in self._rows)
            numbers = (one if isinstance(one, int | float) else np.nan for one in given)
            return np.array(list(numbers), dtype=np.float64)
        filled = pc.fill_null(self._table[item.code], np.nan)
        return filled.to_numpy().astype(np.float64)


def _numbers(column: Any, codes: Sequence[str]) -> Ints:
    known = pa.array(list(codes), pa.string())
    found = pc.fill_null(pc.index_in(column, value_set=known), NOTHING)
    numbers: Ints = found.to_numpy(zero_copy_only=False).astype(np.int64)
    return numbers


def _schema(items: Iterable[Item]) -> Any:
    """Each question's kind; None when two items of one question do not agree."""
    kinds: dict[str, Any] = {}
    rows: dict[str, dict[str, None]] = {}
    for item in items:
        if item.row:
            rows.setdefault(item.code, {})[item.row] = None
            continue
        kind = pa.list_(pa.string()) if item.several else pa.string()
        kind = pa.float64() if item.kind == "number" else kind
        if kinds.setdefault(item.code, kind) != kind:
            return None
    if not kinds.keys().isdisjoint(rows):
        return None
    kinds |= {code: pa.struct([(row, pa.string()) for row in of]) for code, of in rows.items()}
    return pa.schema(list(kinds.items()))


def _table(texts: Sequence[str], items: Iterable[Item]) -> Any:
    """The answers as a table, or None when they do not fit the form."""
    schema = _schema(items)
    if not texts or not schema:
        return None
    options = pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
    data = "\n".join(texts).encode()
    read = pj.ReadOptions(block_size=_block(texts))
    try:
        table = pj.read_json(pa.BufferReader(data), read, options)
    except pa.ArrowInvalid:
        return None
    return table if table.num_rows == len(texts) else None


def _block(texts: Sequence[str]) -> int:
    """Larger than the longest line, which may not be cut; small enough for several cores."""
    return min(MOST_BYTES, max(1_000_000, 8 * max(map(len, texts))))  # a letter is 1 to 4 bytes


def _dictionaries(texts: Sequence[str]) -> list[dict[str, Any]]:
    """One call for all of them: a hundred thousand calls would take most of a second."""
    rows: list[dict[str, Any]] = json.loads(f"[{','.join(texts)}]")
    return rows


def _slow_choices(
    rows: Sequence[Mapping[str, Any]], item: Item, codes: Sequence[str]
) -> tuple[Ints, Ints]:
    """The same from the dictionaries; what has another shape than the question was not chosen."""
    at = {code: n for n, code in enumerate(codes)}
    who, what = [], []
    for n, row in enumerate(rows):
        given = row.get(item.code)
        if item.row:
            given = given.get(item.row) if isinstance(given, dict) else None
        for code in given if item.several and isinstance(given, list) else [given]:
            if isinstance(code, str) and not (item.several and not isinstance(given, list)):
                who.append(n)
                what.append(at.get(code, NOTHING))
    return np.array(who, dtype=np.int64), np.array(what, dtype=np.int64)
