"""Near repeats: pairs by distance band and day band, as seen and with the times dealt anew."""

import numpy as np

from lofte.analysis.arrays import Floats, Int32s, Ints
from lofte.analysis.compiled import compiled
from lofte.analysis.kernels.streams import advanced, below, stream


@compiled
def band_of(days: float, edges: Floats) -> int:
    """The first band whose upper edge is not below; -1 beyond the last."""
    if days > edges[-1]:
        return -1
    band = 0
    while days > edges[band]:
        band += 1
    return band


@compiled
def table_of(pairs: tuple[Ints, Int32s, Int32s], day: Floats, edges: Floats, out: Ints) -> None:
    """out[distance band, day band] = pairs. pairs: start of each event's row, other, band."""
    start, other, band = pairs
    last = edges[-1]
    out[:] = 0
    for i in range(len(start) - 1):
        own = day[i]
        for at in range(start[i], start[i + 1]):
            days = abs(own - day[other[at]])
            if days <= last:
                out[band[at], band_of(days, edges)] += 1


@compiled
def dealt_tables(
    pairs: tuple[Ints, Int32s, Int32s],
    day: Floats,
    edges: Floats,
    draws: tuple[int, int],
    out: Ints,
) -> None:
    """out[r] = the table when the days are shuffled. draws: seed, first replicate."""
    shuffled = np.empty_like(day)
    for r in range(len(out)):
        state = stream(draws[0], draws[1] + r)
        shuffled[:] = day
        for j in range(len(day) - 1, 0, -1):
            k = below(state, j + 1)
            state = advanced(state)
            shuffled[j], shuffled[k] = shuffled[k], shuffled[j]
        table_of(pairs, shuffled, edges, out[r])


@compiled
def day_degrees(ranked: Floats, edges: Floats, out: Ints) -> None:
    """out[day band, k] = how many others lie that far in time from event k; days in order."""
    out[:] = 0
    for i in range(len(ranked)):
        for j in range(i + 1, len(ranked)):
            band = band_of(abs(ranked[i] - ranked[j]), edges)
            if band < 0:
                break
            out[band, i] += 1
            out[band, j] += 1
