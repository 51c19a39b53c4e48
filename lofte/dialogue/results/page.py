"""Everything that the results page shows of a dialogue."""

from dataclasses import dataclass

import numpy as np

from lofte.analysis.disclosure import HIDDEN
from lofte.analysis.survey.representation import who_answered
from lofte.dialogue.models import Dialogue
from lofte.dialogue.results import queries
from lofte.dialogue.results.columns import Columns
from lofte.dialogue.results.marks import has_places, of_marks
from lofte.dialogue.results.models import PopulationTable
from lofte.dialogue.results.questions import Item, background, items, numbers
from lofte.dialogue.results.tally import Amount, Line, Result, amounts, tally
from lofte.dialogue.results.weighing import Weighed, weigh
from lofte.dialogue.states import Mode
from lofte.places.scope import Viewer


@dataclass(frozen=True, slots=True)
class Compared:
    """A line beside the same line of the dialogue before, where that may be compared."""

    line: Line
    before: Line | None


@dataclass(frozen=True, slots=True)
class Shown:
    result: Result
    lines: tuple[Compared, ...]
    compared: bool


@dataclass(frozen=True, slots=True)
class Group:
    """answered: None when so few that it could point at somebody."""

    label: str
    answered: int | None
    population: int
    ratio: float | None


@dataclass(frozen=True, slots=True)
class Axis:
    table: PopulationTable
    label: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Page:
    answers: int
    suspected: int
    with_suspected: bool
    marks: dict[str, int]
    weighed: Weighed | None
    shown: tuple[Shown, ...]
    gone: tuple[Shown, ...]
    amounts: tuple[Amount, ...]
    of_marks: tuple[Result, ...]
    before: Dialogue | None
    axes: tuple[Axis, ...]
    background: tuple[Item, ...]


def results_page(dialogue: Dialogue, viewer: Viewer, *, suspected: bool = True) -> Page:
    """In six or seven reads, however many have answered; ten or so with a dialogue to compare."""
    tables = queries.tables_of(dialogue)
    answers = queries.answers_of(dialogue, suspected=suspected)
    tallied = _tallied(dialogue, viewer, answers, tables)
    found = tallied.asked
    earlier = queries.before(dialogue, viewer)
    known = {}
    if earlier is not None:
        then = queries.answers_of(earlier, suspected=suspected)
        theirs = _tallied(earlier, viewer, then, queries.tables_of(earlier))
        known = {result.item.same: result for result in theirs.asked}
    definition = dialogue.questionnaire.definition
    choosable = background(definition)
    return Page(
        answers=len(answers),
        suspected=answers.suspected,
        with_suspected=suspected,
        marks=queries.marks_of(dialogue, suspected=suspected),
        weighed=tallied.weighed,
        shown=tuple(_beside(result, known.get(result.item.same)) for result in found),
        gone=tuple(_beside(result, None) for result in tallied.gone if result.base),
        amounts=tuple(tallied.amounts),
        of_marks=tuple(_of_marks(dialogue, suspected=suspected)),
        before=earlier,
        axes=tuple(_axis(table, choosable, found) for table in tables),
        background=tuple(choosable),
    )


def _of_marks(dialogue: Dialogue, *, suspected: bool) -> list[Result]:
    definition = dialogue.questionnaire.definition
    if not has_places(definition):
        return []
    return of_marks(definition, queries.said_of_marks(dialogue, suspected=suspected))


@dataclass(frozen=True, slots=True)
class _Tallied:
    """asked: by the form as it is now; gone: of earlier versions that somebody answered."""

    asked: list[Result]
    gone: list[Result]
    amounts: list[Amount]
    weighed: Weighed | None


def _tallied(
    dialogue: Dialogue, viewer: Viewer, answers: queries.Answers, tables: list[PopulationTable]
) -> _Tallied:
    asked_now = list(items(dialogue.questionnaire.definition))
    forms = queries.forms_of(dialogue, answers.forms, viewer)
    asked = {form.pk: list(items(form.definition)) for form in forms}
    every = {item.same: item for of_form in asked.values() for item in of_form}
    now = {item.same: item for item in asked_now}
    counted = {item.same: item for form in forms for item in numbers(form.definition)}
    everything = (every | now | counted).values()
    columns, weighed = Columns(answers.texts, everything), None
    if dialogue.mode == Mode.SAMPLE:
        labels = {item.code: item.label for item in asked_now}
        strata = queries.strata_of(dialogue)
        weighed = weigh(columns, answers.strata, strata, tables, labels)
    gone = [item for same, item in every.items() if same not in now]
    with_numbers = {form.pk: [*asked[form.pk], *numbers(form.definition)] for form in forms}
    return _Tallied(
        asked=tally(asked_now, columns, answers.forms, asked, weighed),
        gone=tally(gone, columns, answers.forms, asked, weighed),
        amounts=amounts(counted.values(), columns, answers.forms, with_numbers),
        weighed=weighed,
    )


def _beside(result: Result, before: Result | None) -> Shown:
    known = {line.code: line for line in before.lines} if before else {}
    lines = tuple(Compared(line, known.get(line.code)) for line in result.lines)
    return Shown(result, lines, compared=before is not None)


def _axis(table: PopulationTable, choosable: list[Item], found: list[Result]) -> Axis:
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
