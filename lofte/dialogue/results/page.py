"""Everything that the results page shows of a dialogue."""

from dataclasses import dataclass

from lofte.dialogue.models import Dialogue
from lofte.dialogue.results import queries
from lofte.dialogue.results.compared import kept_results
from lofte.dialogue.results.marks import has_places, of_marks
from lofte.dialogue.results.questions import Definition, Item, background
from lofte.dialogue.results.tallied import population_of, tallied_of
from lofte.dialogue.results.tally import Amount, Line, Result
from lofte.dialogue.results.weighing import Weighed
from lofte.dialogue.results.who import Axis, Crossed, axis_of, crossed_of
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
    """In six reads or so, however many have answered; ten or so with one to compare."""
    population = population_of(dialogue)
    answers = queries.answers_of(dialogue, suspected=suspected)
    tallied = tallied_of(dialogue, answers, population)
    found, tables, crossed = tallied.asked, population.tables, population.crossed
    earlier = queries.before(dialogue, viewer)
    then = kept_results(earlier, suspected=suspected) if earlier else []
    known = {result.item.same: result for result in then}
    definition = dialogue.questionnaire.definition
    choosable = background(definition)
    return Page(
        answers=len(answers),
        suspected=answers.suspected,
        with_suspected=suspected,
        marks=answers.of_kind(),
        weighed=tallied.weighed,
        shown=tuple(_beside(result, known.get(result.item.same)) for result in found),
        gone=tuple(_beside(result, None) for result in tallied.gone if result.base),
        amounts=tuple(tallied.amounts),
        of_marks=tuple(_of_marks(definition, answers)),
        before=earlier,
        axes=tuple(axis_of(table, choosable, found) for table in tables),
        crossed=crossed_of(crossed, choosable, answers.columns) if crossed else None,
        background=tuple(choosable),
    )


def _of_marks(definition: Definition, answers: queries.Answers) -> list[Result]:
    return of_marks(definition, answers.said_of_marks()) if has_places(definition) else []


def _beside(result: Result, before: Result | None) -> Shown:
    known = {line.code: line for line in before.lines} if before else {}
    lines = tuple(Compared(line, known.get(line.code)) for line in result.lines)
    return Shown(result, lines, compared=before is not None)
