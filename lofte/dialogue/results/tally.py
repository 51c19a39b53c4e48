"""What the answers say, question by question, in the dialogue's own mode and never in the other.

An open survey gives counts of persons and shares of those who answered. A sample survey gives
estimates of the population with intervals. Nothing here can give an open survey an interval: the
methods in `analysis.survey` take two different types.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lofte.analysis.arrays import Bools, Ints
from lofte.analysis.disclosure import PERCENT_BASE, percentage
from lofte.analysis.survey.answers import Persons, persons
from lofte.analysis.survey.cells import shares
from lofte.analysis.survey.design import Lonely, Open
from lofte.analysis.survey.intervals import Estimate
from lofte.dialogue.results.columns import Columns
from lofte.dialogue.results.questions import Item
from lofte.dialogue.results.weighing import Weighed

Asked = Mapping[int, Sequence[Item]]


@dataclass(frozen=True, slots=True)
class Line:
    """One choice: how many persons made it, and what share that is if the base carries one."""

    code: str
    label: str
    count: int
    percent: int | None = None
    estimate: Estimate | None = None
    first: int | None = None
    """How many put it first, where the question is a ranking."""

    @property
    def value(self) -> int | None:
        """In whole per cent, whichever way it was made."""
        return self.percent if self.estimate is None else round(100 * self.estimate.value)

    @property
    def low(self) -> int | None:
        return None if self.estimate is None else int(100 * self.estimate.low)

    @property
    def high(self) -> int | None:
        return None if self.estimate is None else min(100, int(100 * self.estimate.high) + 1)


@dataclass(frozen=True, slots=True)
class Result:
    """One question. base: persons who answered it; missing: who were asked it and did not.

    Whom an earlier answer did not lead to it was not asked.
    """

    item: Item
    base: int
    missing: int
    other_wording: int
    weighed_by: bool
    lines: tuple[Line, ...]

    @property
    def carries_percent(self) -> bool:
        return self.base >= PERCENT_BASE


@dataclass(frozen=True, slots=True)
class Amount:
    """A question answered with a number, told of those who answered it, without weights."""

    item: Item
    base: int
    missing: int
    median: float
    least: float
    most: float


def amounts(items: Iterable[Item], columns: Columns, forms: Ints, asked: Asked) -> list[Amount]:
    """Those that somebody has answered."""
    found = (_amount(item, columns, forms, asked) for item in items)
    return [one for one in found if one is not None]


@dataclass(frozen=True, slots=True)
class Chose:
    """How many gave one of some answers to a question, in the dialogue's own mode.

    estimate: of the population; None in an open survey, and where too few have answered.
    """

    base: int
    count: int
    estimate: Estimate | None = None


def chose(
    item: Item,
    codes: Collection[str],
    columns: Columns,
    forms: Ints,
    asked: Asked,
    weighed: Weighed | None,
) -> Chose:
    """codes: the answers that count; whoever gave several of them counts once."""
    alike, _ = _asked(item, columns, forms, asked)
    chosen = columns.chosen(item) & alike[:, None]
    of = [n for n, (code, _) in enumerate(item.choices) if code in codes]
    yes = chosen[:, of].any(axis=1)
    given = np.asarray(chosen.any(axis=1), dtype=np.bool_)
    counted = _counted(np.array([yes]).T, given, weighed)
    base, count = int(counted.base.sum()), int(counted.chosen.sum())
    estimates = _estimates(item, counted, weighed)
    return Chose(base, count, estimates[0] if estimates else None)


def _amount(item: Item, columns: Columns, forms: Ints, asked: Asked) -> Amount | None:
    alike, led = _asked(item, columns, forms, asked)
    values = columns.values(item)
    given = alike & np.isfinite(values)
    if not given.any():
        return None
    said = values[given]
    return Amount(
        item=item,
        base=int(given.sum()),
        missing=int((led & ~given).sum()),
        median=float(np.median(said)),
        least=float(said.min()),
        most=float(said.max()),
    )


def tally(
    items: Iterable[Item],
    columns: Columns,
    forms: Ints,
    asked: Asked,
    weighed: Weighed | None,
) -> list[Result]:
    """forms: each answer's form. asked: the questions of each form. weighed: None when open."""
    return [_result(item, columns, forms, asked, weighed) for item in items]


def _result(
    item: Item, columns: Columns, forms: Ints, asked: Asked, weighed: Weighed | None
) -> Result:
    alike, led = _asked(item, columns, forms, asked)
    inside = np.ones(len(alike), dtype=np.bool_) if weighed is None else weighed.kept
    chosen = columns.chosen(item)
    chosen &= (alike & inside)[:, None]
    given = np.asarray(chosen.any(axis=1), dtype=np.bool_)
    counted = _counted(chosen, given, weighed)
    counts, base = counted.chosen.sum(axis=0).tolist(), int(counted.base.sum())
    estimates: list[Estimate | None] = [*_estimates(item, counted, weighed)]
    estimates = estimates or [None] * len(counts)
    lines = tuple(
        _line(code, label, count, base, weighed is None, estimate)
        for (code, label), count, estimate in zip(item.choices, counts, estimates, strict=True)
    )
    if item.kind == "ranking":
        put = columns.first(item)
        first = np.bincount(put[alike & inside & (put >= 0)], minlength=len(lines)).tolist()
        lines = tuple(replace(line, first=n) for line, n in zip(lines, first, strict=True))
    return Result(
        item=item,
        base=base,
        missing=int((led & inside & ~given).sum()),
        other_wording=int((inside & ~alike).sum()),
        weighed_by=weighed is not None and item.code in weighed.by,
        lines=lines,
    )


def _asked(item: Item, columns: Columns, forms: Ints, asked: Asked) -> tuple[Bools, Bools]:
    """bool[persons]: whose form has the question, and whom of them the form led to it."""
    alike, led = np.zeros(len(forms), dtype=np.bool_), np.zeros(len(forms), dtype=np.bool_)
    for form, questions in asked.items():
        same = next((one for one in questions if one.same == item.same), None)
        if same is None:
            continue
        whole = forms == form
        alike |= whole
        led |= whole & _led(same, columns, questions) if same.parent else whole
    return alike, led


def _led(item: Item, columns: Columns, questions: Sequence[Item]) -> Bools:
    """bool[persons]: who gave one of the answers that lead to the question."""
    parent = next((one for one in questions if (one.code, one.row) == (item.parent, "")), None)
    if parent is None:
        return np.zeros(len(columns), dtype=np.bool_)
    of = [n for n, (code, _) in enumerate(parent.choices) if code in item.leads]
    return np.asarray(columns.chosen(parent)[:, of].any(axis=1), dtype=np.bool_)


def _counted(chosen: Bools, given: Bools, weighed: Weighed | None) -> Persons:
    """By cell of the sample where there is one: persons who answered and who chose what."""
    if weighed is None or weighed.cells is None:
        return persons(chosen, Open(len(chosen)), answered=given)
    cells = len(weighed.cells)
    return persons(chosen, Open(len(chosen)), answered=given, group=weighed.cell, groups=cells)


def _estimates(item: Item, counted: Persons, weighed: Weighed | None) -> list[Estimate]:
    """One a choice; none in an open survey, of what was weighed by, and of too few."""
    if weighed is None or weighed.cells is None or item.code in weighed.by:
        return []
    if counted.base.sum() < PERCENT_BASE:
        return []
    return shares(counted.chosen, counted.base, weighed.cells, lonely=Lonely.ADJUST)


def _line(
    code: str, label: str, count: int, base: int, is_open: bool, estimate: Estimate | None
) -> Line:
    told = percentage(count, base) if is_open else None
    return Line(code, label, count, told.percent if told else None, estimate)
