"""Where next week: the squares to be present in first, gathered to spots with names.

The method is the one that the trial tries, on the same weeks. It speaks of places and of what has
happened there, never of persons.
"""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import label as labelled

from lofte.analysis.next_week import expected_after
from lofte.analysis.weekly import Weekly
from lofte.situation.comparisons import rounded
from lofte.situation.findings import NAMELESS, Names, name_at
from lofte.situation.sentences import number, percent, squares
from lofte.situation.trial.document import Coming, Spot

SHARE = 0.01
MOST = 12
_CORNERS_TOUCH = np.ones((3, 3))


def coming(weekly: Weekly, first_day: date, names: Names) -> Coming:
    """What to expect in the week after the last one. first_day: the Monday of the first week."""
    found = expected_after(weekly)
    grid, chosen = weekly.grid, found.hot(SHARE)
    chosen = chosen[found.expected[chosen] > 0]
    plane = np.zeros(grid.cells, dtype=np.bool_)
    plane[chosen] = True
    spots = labelled(plane.reshape(grid.ny, grid.nx), structure=_CORNERS_TOUCH)[0].ravel()[chosen]
    told = [_spot(chosen[spots == one], weekly, found.expected, names) for one in np.unique(spots)]
    told.sort(key=lambda spot: (-spot.expected, spot.cells))
    monday = first_day + timedelta(weeks=weekly.weeks)
    total = float(found.expected[chosen].sum())
    return Coming(
        first_day=monday.isoformat(),
        last_day=(monday + timedelta(days=6)).isoformat(),
        share=SHARE,
        cells=len(chosen),
        expected=rounded(total),
        sentence=(
            f"På {squares(len(chosen))}, {percent(SHARE)} av ytan, väntas ungefär "
            f"{number(round(total, 1))} händelser under veckan, om det går som förut."
        ),
        spots=tuple(told[:MOST]),
        more=max(len(told) - MOST, 0),
    )


def _spot(
    cells: NDArray[np.int64], weekly: Weekly, expected: NDArray[np.float64], names: Names
) -> Spot:
    """Touching squares, told by the one where most is expected."""
    order = np.argsort(-expected[cells], kind="stable")
    x, y = weekly.grid.centre(cells)
    best = int(order[0])
    return Spot(
        name=name_at(float(x[best]), float(y[best]), names) or NAMELESS.capitalize(),
        x=round(float(x[best]), 1),
        y=round(float(y[best]), 1),
        cells=tuple(weekly.grid.cell_ids(cells[order])),
        expected=rounded(expected[cells].sum()),
    )
