"""What may come in: one number, a whole number, a row of numbers.

`error` is the family's own class; its sentence names the argument and says what is allowed.
"""

import math
from numbers import Integral, Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lofte.analysis.arrays import Bools, Floats, Times

_LONG = 60


def number(  # noqa: PLR0913 - the four ends of an interval
    value: Any,
    name: str,
    error: type[ValueError],
    *,
    least: float = -math.inf,
    above: float = -math.inf,
    most: float = math.inf,
    below: float = math.inf,
) -> float:
    """A finite number within the ends. Raises `error`."""
    real = isinstance(value, (Real, np.number)) and not isinstance(value, complex)
    if real and math.isfinite(value) and least <= value <= most and above < value < below:
        return float(value)
    raise error(
        f"{name} ska vara {_range('ett tal', least, above, most, below)}, inte {_told(value)}."
    )


def whole(
    value: Any, name: str, error: type[ValueError], *, least: int = 0, most: int = 2**63 - 1
) -> int:
    """A whole number from `least` to `most`. Raises `error`."""
    if isinstance(value, (Integral, np.integer)) and least <= int(value) <= most:
        return int(value)
    top = math.inf if most == 2**63 - 1 else most
    words = _range("ett heltal", least, -math.inf, top, math.inf)
    raise error(f"{name} ska vara {words}, inte {_told(value)}.")


def numbers(values: ArrayLike, name: str, error: type[ValueError], *, axes: int = 1) -> Floats:
    """float64[...] with so many axes, gaps allowed (NaN). Raises `error`."""
    given = readable(values, name, error)
    if given.ndim != axes or (given.size and given.dtype.kind not in "iubf"):
        raise error(f"{name} ska vara tal i {_SHAPES[axes]}, inte {_kind(given)}.")
    return given.astype(np.float64)


def cells_inside(mask: ArrayLike | None, cells: int, name: str, error: type[ValueError]) -> Bools:
    """bool[cells], a copy with at least one cell inside; None = all. Raises `error`."""
    if mask is None:
        return np.ones(cells, dtype=np.bool_)
    given = readable(mask, name, error).copy()
    if given.shape != (cells,) or given.dtype != np.bool_:
        raise error(f"{name} ska vara sant eller falskt för var och en av {cells} rutor.")
    if cells and not given.any():
        raise error(f"{name} har ingen ruta. Välj ett område som ligger i rutnätet.")
    return given


def times(values: ArrayLike, name: str, error: type[ValueError]) -> Times:
    """datetime64[s], seconds. Raises `error`."""
    try:
        return np.asarray(values, dtype="datetime64[s]")
    except (TypeError, ValueError) as reason:
        raise error(f"{name} ska vara tider, en per händelse.") from reason


def readable(values: ArrayLike, name: str, error: type[ValueError]) -> NDArray[Any]:
    """The values as an array; rows of unequal length are refused. Raises `error`."""
    try:
        return np.asarray(values)
    except (TypeError, ValueError) as reason:
        raise error(f"{name} ska vara en tabell där alla rader är lika långa.") from reason


_SHAPES = {0: "ett enda värde", 1: "en rad", 2: "en tabell", 3: "en tabell i tre led"}


def _range(what: str, least: float, above: float, most: float, below: float) -> str:
    low = f"från {least:g}" if least > -math.inf else ""
    low = f"större än {above:g}" if above > -math.inf else low
    high = f"till {most:g}" if low.startswith("från") else f"högst {most:g}"
    high = "" if most == math.inf else high
    high = f"mindre än {below:g}" if below < math.inf else high
    joint = " och " if low.startswith("större") or high.startswith("mindre") else " "
    return f"{what} {joint.join(word for word in (low, high) if word)}".rstrip()


def _told(value: Any) -> str:
    words = repr(value) if isinstance(value, str) else str(value)
    return words if len(words) <= _LONG else words[:_LONG] + "…"


def _kind(given: NDArray[Any]) -> str:
    return f"{given.dtype} av formen {given.shape}"
