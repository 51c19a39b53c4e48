"""Official figures as series: one measure in one place through time, gaps and secrets included."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lofte.importers.registers.register import Reject
from lofte.importers.registers.sentences import Sentence, number


class Flag(StrEnum):
    """Why a figure is not simply final. A figure without a value is never a zero."""

    FINAL = ""
    PRELIMINARY = "preliminary"
    REVISED = "revised"
    NOTHING = "nothing"  # a dash: nothing to report, a true zero
    MISSING = "missing"
    SECRET = "secret"  # noqa: S105 - two dots: withheld, or too uncertain to show
    NOT_APPLICABLE = "not_applicable"  # one dot: cannot occur


@dataclass(frozen=True, slots=True)
class Figure:
    """end is exclusive: a year is 2025-01-01 to 2026-01-01."""

    start: date
    end: date
    value: float | None
    flag: Flag = Flag.FINAL


@dataclass(frozen=True, slots=True)
class Geography:
    """code is text: a kommun code may begin with zero. version: the year of the division."""

    kind: str
    code: str
    name: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """part: which inhabitants ('T' all, 'K' women, 'M' men), or '' when the source does not say."""

    source: str
    code: str
    name: str
    unit: str
    geography: Geography
    figures: tuple[Figure, ...]
    part: str = ""


@dataclass(frozen=True, slots=True)
class Tables:
    series: tuple[Series, ...]
    rejects: tuple[Reject, ...]
    warnings: tuple[Sentence, ...]
    columns: tuple[str, ...]
    kind: str
    file: str
    checksum: str

    @property
    def figures(self) -> int:
        return sum(len(series.figures) for series in self.series)


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure before it has found its series."""

    code: str
    name: str
    unit: str
    geography: Geography
    figure: Figure
    part: str = ""


def gather(source: str, cells: Iterable[Cell]) -> tuple[tuple[Series, ...], int]:
    """(series with their figures in order of time, how many figures stood there twice). Where two
    figures claim the same place, measure and period, the last one counts."""
    heads: dict[tuple[str, Geography, str], Cell] = {}
    figures: dict[tuple[str, Geography, str], dict[tuple[date, date], Figure]] = {}
    doubles = 0
    for cell in cells:
        series = (cell.code, cell.geography, cell.part)
        heads.setdefault(series, cell)
        period = (cell.figure.start, cell.figure.end)
        doubles += period in figures.setdefault(series, {})
        figures[series][period] = cell.figure
    made = tuple(
        Series(
            source=source,
            code=cell.code,
            name=cell.name,
            unit=cell.unit,
            geography=cell.geography,
            figures=tuple(figures[key][period] for period in sorted(figures[key])),
            part=cell.part,
        )
        for key, cell in heads.items()
    )
    return made, doubles


def said(series: tuple[Series, ...], doubles: int, rejected: int) -> tuple[Sentence, ...]:
    """What the reader of the figures must know."""
    flags = [figure.flag for one in series for figure in one.figures]
    counts = {flag: flags.count(flag) for flag in Flag}
    nameless = len({s.geography.name for s in series if not s.geography.code})
    facts = (
        (rejected, "siffror eller rader gick inte att läsa och har avvisats", "were rejected"),
        (doubles, "siffror står två gånger; den sista gäller", "stand twice; the last counts"),
        (counts[Flag.SECRET], "siffror är hemliga eller för osäkra", "are secret or too uncertain"),
        (counts[Flag.MISSING], "siffror saknas; de är inte noll", "are missing; they are not zero"),
        (counts[Flag.PRELIMINARY], "siffror är preliminära", "are preliminary"),
        (nameless, "områden har ingen kod och känns bara igen på namnet", "areas have no code"),
    )
    return tuple(Sentence(f"{number(n)} {sv}.", f"{n} {en}.") for n, sv, en in facts if n)
