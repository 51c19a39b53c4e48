"""Series of counts, one row per area and category, one column per week: what may come in."""

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Floats, Ints
from lofte.analysis.asked import readable
from lofte.analysis.baseline_plan import BadAlarm

_LARGEST = 10**9
_LEAST_EXPOSURE, _LARGEST_EXPOSURE = 1e-6, 1e12
_WIDEST_EXPOSURE = 1e9


def checked_series(counts: ArrayLike, name: str = "counts") -> Ints:
    """int64[series, weeks] from int[series, weeks] or int[weeks]. Raises BadAlarm."""
    try:
        values = np.asarray(counts)
    except ValueError as error:
        raise BadAlarm(f"{name}: alla serier ska ha lika många veckor.") from error
    if values.ndim == 1:
        values = values[None, :]
    if values.ndim != 2 or values.dtype.kind not in "iubf":
        raise BadAlarm(f"{name} ska vara antal i en tabell: en rad per serie, en kolumn per vecka.")
    if values.shape[1] == 0:
        raise BadAlarm(f"{name} har ingen vecka. Minst en behövs.")
    with np.errstate(invalid="ignore"):
        whole = np.isfinite(values) & (values >= 0) & (values <= _LARGEST)
        whole &= values == np.floor(values)
    if not whole.all():
        row, column = np.argwhere(~whole)[0]
        raise BadAlarm(
            f"{name} ska vara hela tal från 0 till {_LARGEST}. Serie {row + 1}, vecka "
            f"{column + 1} är {values[row, column]}."
        )
    return values.astype(np.int64)


def checked_weeks(evaluated: int | ArrayLike, length: int) -> Ints:
    """int64[k], column numbers in order, from "the last k" or the numbers. Raises BadAlarm."""
    wish = readable(evaluated, "evaluated", BadAlarm)
    if wish.dtype.kind not in "iu" and wish.size:
        raise BadAlarm("evaluated ska vara ett antal veckor eller veckornas nummer.")
    if wish.ndim == 0:
        if not 0 < int(wish) <= length:
            raise BadAlarm(f"evaluated ska vara 1 till {length} veckor, inte {int(wish)}.")
        return np.arange(length - int(wish), length, dtype=np.int64)
    weeks = wish.astype(np.int64).ravel()
    if np.any((weeks < 0) | (weeks >= length)) or np.any(np.diff(weeks) <= 0):
        raise BadAlarm(f"evaluated ska vara nummer från 0 till {length - 1}, i stigande ordning.")
    return weeks


def checked_exposure(exposure: ArrayLike | None, shape: tuple[int, ...]) -> Floats:
    """float64 of that shape, 1e-6 to 1e12, at most 1e9 apart in a series; ones without.

    Raises BadAlarm.
    """
    try:
        values = np.asarray(1.0 if exposure is None else exposure, dtype=np.float64)
        under = np.broadcast_to(values, shape)
    except ValueError as error:
        raise BadAlarm(f"exposure ska vara tal i samma form som antalen, {shape}.") from error
    if not np.all((under >= _LEAST_EXPOSURE) & (under <= _LARGEST_EXPOSURE)):
        raise BadAlarm(
            f"exposure ska vara tal från {_LEAST_EXPOSURE} till {_LARGEST_EXPOSURE:g} i varje "
            "vecka, alltså större än noll."
        )
    if values.ndim and np.any(under.max(axis=-1) > _WIDEST_EXPOSURE * under.min(axis=-1)):
        raise BadAlarm(
            f"exposure: en series största ska vara högst {_WIDEST_EXPOSURE:g} gånger dess minsta."
        )
    return under


def recent(series: Ints, weeks: Ints, length: int) -> Ints:
    """int[series, evaluated]: cases in the week and those just before it, `length` in all."""
    up_to = np.concatenate([np.zeros((len(series), 1), dtype=np.int64), series.cumsum(axis=1)], 1)
    latest: Ints = up_to[:, weeks + 1] - up_to[:, np.maximum(weeks + 1 - length, 0)]
    return latest
