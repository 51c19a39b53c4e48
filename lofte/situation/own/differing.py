"""The parties' pictures side by side: a row for each place, and what differs between them. Pure."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from lofte.situation.own.states import Course, Mark, Sureness
from lofte.situation.own.telling import facts

ABOUT = 0.1  # "about" is read as within ten percent


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence. key: which place, the same for all who speak of it; where: its name."""

    column: str
    key: str
    where: str
    sentence: str
    course: str = Course.UNKNOWN
    count: int | None = None
    sureness: str = Sureness.EXACT
    source: str = ""

    @property
    def facts(self) -> str:
        return facts(
            course=self.course, count=self.count, sureness=self.sureness, source=self.source
        )

    @property
    def interval(self) -> tuple[float, float] | None:
        if self.count is None:
            return None
        if self.sureness == Sureness.AT_LEAST:
            return self.count, float("inf")
        loose = ABOUT * self.count if self.sureness == Sureness.ABOUT else 0.0
        return self.count - loose, self.count + loose


@dataclass(frozen=True, slots=True)
class Row:
    """cells: what each column says, in the order of the columns; marks: what differs."""

    key: str
    where: str
    cells: tuple[tuple[Said, ...], ...]
    marks: tuple[Mark, ...]

    @property
    def differs(self) -> bool:
        return Mark.ALIKE not in self.marks

    @property
    def only(self) -> str:
        """The sentences when one column alone speaks."""
        told = [cell for cell in self.cells if cell]
        return " ".join(one.sentence for one in told[0]) if len(told) == 1 else ""


def side_by_side(columns: Sequence[str], said: Sequence[Said]) -> tuple[Row, ...]:
    """Places where the columns differ come first, then in the order they were spoken of."""
    keys = list(dict.fromkeys(one.key for one in said))
    rows = [_row(key, columns, [one for one in said if one.key == key]) for key in keys]
    return tuple(sorted(rows, key=lambda row: not row.differs))


def _row(key: str, columns: Sequence[str], said: Sequence[Said]) -> Row:
    cells = tuple(tuple(one for one in said if one.column == column) for column in columns)
    return Row(key, said[0].where, cells, _marks(cells))


def _marks(cells: Sequence[Sequence[Said]]) -> tuple[Mark, ...]:
    told = [cell for cell in cells if cell]
    if len(told) < 2:
        return (Mark.ONLY_ONE,)
    found = []
    courses = [{one.course for one in cell} - {Course.UNKNOWN} for cell in told]
    known = [course for course in courses if course]
    if any(one != known[0] for one in known[1:]):
        found.append(Mark.COURSES)
    if _counts_differ(told):
        found.append(Mark.COUNTS)
    return tuple(found) or (Mark.ALIKE,)


def _counts_differ(told: Sequence[Sequence[Said]]) -> bool:
    spans = [span for cell in told for one in cell if (span := one.interval) is not None]
    return bool(spans) and max(low for low, _ in spans) > min(high for _, high in spans)


def fingerprint(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """What was read, so that nobody merges something else."""
    told = [list(columns), [asdict(row) for row in rows]]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
