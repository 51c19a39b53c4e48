"""What people and other programs send in by mistake, for each kind of argument."""

import math
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

NOT_NUMBERS: tuple[Any, ...] = (math.nan, math.inf, -math.inf, "x", np.array([1.0, 2.0]))
YEAR_20000, YEAR_MINUS_5000 = np.datetime64("20000-01-01"), np.datetime64("-5000-01-01")


def spoilt(value: Any) -> Iterator[Any]:
    """Odd values in place of a good one."""
    if isinstance(value, bool):
        return
    if value is None or isinstance(value, (int, float)):
        yield from (-1, 0, 1.5, 1e-9, 1e-300, 1e300, 10**18, np.uint64(2**64 - 1), *NOT_NUMBERS)
    elif isinstance(value, str):
        yield from ("", "x")
    elif isinstance(value, np.ndarray):
        yield from _arrays(value)
    elif isinstance(value, date):
        yield from (date(1, 1, 1), date(9999, 12, 31))
    elif isinstance(value, dict):
        yield {}
        yield {"another": 1}
        yield from (dict.fromkeys(value, odd) for odd in (math.nan, -1, "x"))
    elif isinstance(value, list):
        yield from ([], [[99]] * len(value), [[-1]] * len(value), value[:-1], [*value, [0]])
    elif isinstance(value, tuple):
        yield from _tuples(value)


def _arrays(value: Any) -> Iterator[Any]:
    if value.dtype.kind == "b":
        yield np.zeros_like(value)  # a mask with no cell
    if value.dtype.kind in "ifub":
        for odd in (math.nan, math.inf, -math.inf, -1, 1.5, 1e-300, 1e300):
            copy = value.astype(float)
            copy.flat[0] = odd
            yield copy
        for huge in (2**63, 2**64 - 1):  # would turn negative as int64
            whole = np.abs(np.nan_to_num(value.astype(float))).astype(np.uint64)
            whole.flat[0] = huge
            yield whole
        yield np.full_like(value, 1e-300, dtype=float)
        yield value * 0.0
        yield value.astype(str).astype(object)
    if value.dtype.kind == "M":
        copy = value.copy()
        copy[0] = np.datetime64("NaT")
        yield copy
        yield from (np.full_like(value, year) for year in (YEAR_20000, YEAR_MINUS_5000))
    yield from (value[:0], value[:1], np.concatenate([value, value[:1]]), value[None, None])
    yield from ("x", 3, value.tolist()[:-1], [None] * len(value), [[1, 2], [3]])


def _tuples(value: tuple[Any, ...]) -> Iterator[Any]:
    yield from ((), value[:1])
    if all(isinstance(part, (int, float, np.ndarray)) for part in value):
        for at, part in enumerate(value):
            for odd in spoilt(part):
                yield (*value[:at], odd, *value[at + 1 :])
