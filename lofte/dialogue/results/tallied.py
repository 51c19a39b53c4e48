"""All questions of a dialogue counted, in every version, beside the population."""

from dataclasses import dataclass

from lofte.dialogue.models import Dialogue, Stratum
from lofte.dialogue.results import queries
from lofte.dialogue.results.models import CrossedTable, PopulationTable
from lofte.dialogue.results.questions import items, numbers
from lofte.dialogue.results.tally import Amount, Result, amounts, tally
from lofte.dialogue.results.weighing import Weighed, weigh
from lofte.dialogue.states import Mode


@dataclass(frozen=True, slots=True)
class Population:
    """What is known of all who could have answered. strata: of a sample."""

    strata: list[Stratum]
    tables: list[PopulationTable]
    crossed: CrossedTable | None


def population_of(dialogue: Dialogue) -> Population:
    strata = queries.strata_of(dialogue) if dialogue.mode == Mode.SAMPLE else []
    return Population(strata, queries.tables_of(dialogue), queries.crossed_of(dialogue))


@dataclass(frozen=True, slots=True)
class Tallied:
    """asked: by the form as it is now; gone: of earlier versions that somebody answered."""

    asked: list[Result]
    gone: list[Result]
    amounts: list[Amount]
    weighed: Weighed | None


def tallied_of(dialogue: Dialogue, answers: queries.Answers, population: Population) -> Tallied:
    asked_now = list(items(dialogue.questionnaire.definition))
    forms, columns = answers.forms, answers.columns
    asked = {form.pk: list(items(form.definition)) for form in forms}
    every = {item.same: item for of_form in asked.values() for item in of_form}
    now = {item.same: item for item in asked_now}
    counted = {item.same: item for form in forms for item in numbers(form.definition)}
    weighed = None
    if dialogue.mode == Mode.SAMPLE:
        labels = {item.code: item.label for item in asked_now}
        strata, tables = population.strata, population.tables
        weighed = weigh(columns, answers.strata, strata, tables, labels, population.crossed)
    gone = [item for same, item in every.items() if same not in now]
    with_numbers = {form.pk: [*asked[form.pk], *numbers(form.definition)] for form in forms}
    return Tallied(
        asked=tally(asked_now, columns, answers.by_form, asked, weighed),
        gone=tally(gone, columns, answers.by_form, asked, weighed),
        amounts=amounts(counted.values(), columns, answers.by_form, with_numbers),
        weighed=weighed,
    )
