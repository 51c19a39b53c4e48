"""The first time on a machine the methods are made into machine code, which takes a while."""

from pathlib import Path
from typing import Any

from lofte.analysis.kernels.counting import scatter
from lofte.analysis.kernels.emerging import classes
from lofte.analysis.kernels.gi import z_planes
from lofte.analysis.kernels.scan import time_maxima
from lofte.analysis.kernels.tails import bands

SENTENCE = (
    "Första gången på den här datorn: räknekoden förbereds. Det tar några sekunder, och bara den "
    "här gången."
)
# One for each of the long steps of a picture.
NEEDED: tuple[Any, ...] = (scatter, bands, z_planes, classes, time_maxima)


def first_use() -> str:
    """What to say before the work begins; "" when the code has been kept from an earlier time."""
    return "" if all(map(_kept, NEEDED)) else SENTENCE


def _kept(kernel: Any) -> bool:
    stats = getattr(kernel, "stats", None)
    if stats is None:  # compilation is turned off
        return True
    folder = stats.cache_path
    return bool(folder) and any(Path(folder).glob(f"*.{kernel.py_func.__name__}-*.nbi"))
