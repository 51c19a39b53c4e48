"""Everything that the results page shows of a dialogue."""

from dataclasses import dataclass

from lofte.dialogue.models import Dialogue
from lofte.dialogue.results import queries
from lofte.dialogue.results.columns import Columns
from lofte.dialogue.results.marks import has_places, of_marks
from lofte.dialogue.results.models import CrossedTable, PopulationTable
from lofte.dialogue.results.questions import Item, background, items, numbers
from lofte.dialogue.results.tally import Amount, Line, Result, amounts, tally
from lofte.dialogue.results.weighing import Weighed, weigh
from lofte.dialogue.results.who import Axis, Crossed, axis_of, crossed_of
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
    crossed: Crossed | None
    background: tuple[Item, ...]


def results_page(dialogue: Dialogue, viewer: Viewer, *, suspected: bool = True) -> Page:
    """In seven or eight reads, however many have answered; twelve or so with one to compare."""
    tables = queries.tables_of(dialogue)
    answers = queries.answers_of(dialogue, suspected=suspected)
    crossed = queries.crossed_of(dialogue)
    tallied = _tallied(dialogue, viewer, answers, tables, crossed)
    found = tallied.asked
    earlier = queries.before(dialogue, viewer)
    known = {}
    if earlier is not None:
        then = queries.answers_of(earlier, suspected=suspected)
        tables_then, crossed_then = queries.tables_of(earlier), queries.crossed_of(earlier)
        theirs = _tallied(earlier, viewer, then, tables_then, crossed_then)
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
        axes=tuple(axis_of(table, choosable, found) for table in tables),
        crossed=crossed_of(crossed, choosable, tallied.columns) if crossed else None,
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
    columns: Columns


def _tallied(
    dialogue: Dialogue,
    viewer: Viewer,
    answers: queries.Answers,
    tables: list[PopulationTable],
    crossed: CrossedTable | None,
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
        weighed = weigh(columns, answers.strata, strata, tables, labels, crossed)
    gone = [item for same, item in every.items() if same not in now]
    with_numbers = {form.pk: [*asked[form.pk], *numbers(form.definition)] for form in forms}
    return _Tallied(
        asked=tally(asked_now, columns, answers.forms, asked, weighed),
        gone=tally(gone, columns, answers.forms, asked, weighed),
        amounts=amounts(counted.values(), columns, answers.forms, with_numbers),
        weighed=weighed,
        columns=columns,
    )


def _beside(result: Result, before: Result | None) -> Shown:
    known = {line.code: line for line in before.lines} if before else {}
    lines = tuple(Compared(line, known.get(line.code)) for line in result.lines)
    return Shown(result, lines, compared=before is not None)
