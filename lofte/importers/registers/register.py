"""What comes out of a file: events as arrays, their keys, and everything that was not taken."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lofte.analysis.points import Points
from lofte.importers.registers.mapping import Mapping
from lofte.importers.registers.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was not taken: its number and cells as in the file, and why."""

    row: int
    values: tuple[str, ...]
    reason_sv: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Counts:
    """read = kept + rejected + duplicates. The rest are counted among the kept rows."""

    read: int
    kept: int
    rejected: int
    duplicates: int  # an earlier row with the same key: the last one counts
    identical: int  # rows with the very same content, and no key to tell whether they are one
    without_coordinates: int
    zero_coordinates: int  # of those: the file said 0, 0
    swapped: int  # rows whose two coordinates had changed places, put right
    outside: int  # rows far from the rest: in the sea, or another part of the world
    at_midnight: int
    without_clock: int  # the day is known, the time of day is not
    with_span: int  # the time is known as from-to


@dataclass(frozen=True, eq=False)
class Register:
    """points, keys, rows and each list in `extra` have one entry per kept row, in file order.

    `make_keys`: a picture needs no keys, and a million of them take seconds to make.
    """

    points: Points
    make_keys: Callable[[], list[str]]
    rows: NDArray[np.int64]
    rejects: tuple[Reject, ...]
    warnings: tuple[Sentence, ...]
    counts: Counts
    crs: str
    source_crs: str
    first: date
    last: date
    columns: tuple[str, ...]
    mapping: Mapping
    file: str
    checksum: str
    extra: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def keys(self) -> list[str]:
        """What each event is called, in this file and in a newer one."""
        return self.make_keys()
