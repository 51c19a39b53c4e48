"""Who answered, beside the population: by one background question, and by several at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from lofte.analysis.arrays import Ints
from lofte.analysis.disclosure import HIDDEN
from lofte.analysis.survey.representation import who_answered
from lofte.dialogue.results.columns import Columns
from lofte.dialogue.results.models import CrossedTable, PopulationTable
from lofte.dialogue.results.questions import Item
from lofte.dialogue.results.tally import Result

MANY = 30  # people, of whom one would have expected to hear from some


@dataclass(frozen=True, slots=True)
class Group:
    """answered: None when so few that it could point at somebody."""

    label: str
    answered: int | None
    population: int
    ratio: float | None


Row = tuple[tuple[str, ...], tuple[Group | None, ...]]


@dataclass(frozen=True, slots=True)
class Axis:
    table: PopulationTable
    label: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Crossed:
    """rows: the groups that may be told, a cell a label of `columns`; few: those that may not be.

    without: answers that lack one of the questions, or have an answer outside the population.
    """

    labels: tuple[str, ...]
    source: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    told: int
    few: int
    without: int


def axis_of(table: PopulationTable, choosable: Sequence[Item], found: Sequence[Result]) -> Axis:
    item = next(item for item in choosable if item.code == table.question)
    result = next(one for one in found if one.item.same == item.same)
    there = np.array([table.counts.get(code, 0) for code, _ in item.choices], dtype=np.int64)
    here = np.array([line.count for line in result.lines], dtype=np.int64)
    axis = who_answered(here, there, public=True).axes[0]
    groups = tuple(
        Group(label, None if n == HIDDEN else n, population, ratio)
        for (_, label), n, population, ratio in zip(
            item.choices, axis.answered.tolist(), axis.population.tolist(), axis.ratio, strict=True
        )
    )
    return Axis(table, item.label, groups)


def crossed_of(table: CrossedTable, choosable: Sequence[Item], columns: Columns) -> Crossed:
    """The questions crossed; the one with the fewest answers stands across the top."""
    items = [next(one for one in choosable if one.code == code) for code in table.questions]
    margins = [table.of(item.code) for item in items]
    across = min(range(len(items)), key=lambda n: (len(margins[n]), -n))
    order = [*(n for n in range(len(items)) if n != across), across]
    choices = [[one for one in items[n].choices if margins[n].get(one[0])] for n in order]
    by = [[code for code, _ in of] for of in choices]
    known = table.by_codes
    there = np.zeros([len(of) for of in by], dtype=np.int64)
    for at in np.ndindex(there.shape):
        codes = {order[k]: by[k][n] for k, n in enumerate(at)}
        there[at] = known.get(tuple(codes[k] for k in range(len(items))), 0)
    here = _answered([items[n].code for n in order], by, columns)
    shown = who_answered(here, there, public=False, alone_known=True).crossed
    if shown is None:
        raise AssertionError("only in public are groups never crossed")
    inner = shown[tuple(slice(None, -1) for _ in by)]
    rows = _rows(inner, there, choices, int(here.sum()))
    told = int((inner != HIDDEN).sum())
    return Crossed(
        labels=tuple(items[n].label for n in order),
        source=table.source,
        columns=tuple(label for _, label in choices[-1]),
        rows=tuple(row for row in rows if any(_says(cell) for cell in row[1])),
        told=told,
        few=inner.size - told,
        without=columns.count - int(here.sum()),
    )


def _says(cell: Group | None) -> bool:
    """Nobody of a handful says nothing; nobody of many says that they are missing."""
    return cell is not None and bool(cell.answered or cell.population >= MANY)


def _answered(questions: Sequence[str], by: Sequence[list[str]], columns: Columns) -> Ints:
    """int[a, b, ...]: persons by their answers to the questions, in the order of `by`."""
    numbers = []
    for question, codes in zip(questions, by, strict=True):
        said, names = columns.said(question, codes)
        place = np.array([codes.index(name) for name in names] + [-1], dtype=np.int64)
        numbers.append(place[said])
    inside = np.all([of >= 0 for of in numbers], axis=0)
    here = np.zeros([len(codes) for codes in by], dtype=np.int64)
    np.add.at(here, tuple(of[inside] for of in numbers), 1)
    return here


def _rows(
    shown: Ints, there: Ints, choices: Sequence[list[tuple[str, str]]], answers: int
) -> list[Row]:
    people, rows = int(there.sum()), list[Row]()
    for at in product(*(range(len(of)) for of in choices[:-1])):
        cells = list[Group | None]()
        for n, (_, label) in enumerate(choices[-1]):
            many, population = int(shown[*at, n]), int(there[*at, n])
            if many == HIDDEN or not (many or population):
                cells.append(None)
                continue
            ratio = many / answers / (population / people) if answers and population else None
            cells.append(Group(label, many, population, ratio))
        names = tuple(choices[k][n][1] for k, n in enumerate(at))
        rows.append((names, tuple(cells)))
    return rows
