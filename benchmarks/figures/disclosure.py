"""A table of 60 areas and 12 kinds with all its totals, mostly small figures, made safe."""

from typing import Any

import numpy as np

from benchmarks.figure import Figure
from lofte.analysis.disclosure import Table, protect

AREAS, KINDS = 60, 12


def table() -> Any:
    return Table.cross(np.random.default_rng(1).poisson(4, (AREAS, KINDS)))


FIGURES = (Figure("disclosure, cells with totals", (AREAS + 1) * (KINDS + 1), table, protect),)
