"""The population that a dialogue's answers are weighed against and compared with."""

from collections.abc import Mapping, Sequence

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.dialogue.models import Dialogue
from lofte.dialogue.results.models import CrossedTable, PopulationTable
from lofte.dialogue.results.questions import Item, background
from lofte.people.free_text import checked

CROSSED = (2, 3)  # fewer is a table of its own, more has hardly anybody in each group


@action
def enter_population(
    *, dialogue: Dialogue, question: str, counts: Mapping[str, int], source: str, by: Actor
) -> PopulationTable:
    """How many there are by each answer of a question; entering it again writes over."""
    codes = {code for code, _ in _known(dialogue, [question])[0].choices}
    kept = {code: int(number) for code, number in counts.items() if number}
    if not kept or not set(kept) <= codes or min(kept.values()) < 0:
        raise Refused("Skriv hur många som finns i minst en grupp. Ingenting sparades.")
    crossed = CrossedTable.objects.unscoped("is it part of one?").filter(dialogue=dialogue).first()
    if crossed is not None and question in crossed.questions:
        raise Refused(
            "Talen för den här frågan kommer från tabellen med flera frågor. Ingenting sparades. "
            "Ändra i den tabellen, eller ta bort den först."
        )
    told = _sourced(source)
    table = _write(dialogue, question, kept, told)
    record("dialogue.population_entered", dialogue, by=by, question=question)
    return table


@action
def enter_crossed(
    *,
    dialogue: Dialogue,
    questions: Sequence[str],
    counts: Mapping[tuple[str, ...], int],
    source: str,
    by: Actor,
) -> CrossedTable:
    """How many there are by two or three questions at once, and so by each of them alone."""
    asked = _known(dialogue, questions)
    if len(asked) not in CROSSED or len(set(questions)) != len(questions):
        raise Refused("Välj två eller tre frågor. Ingenting sparades.")
    kept = {codes: int(number) for codes, number in counts.items() if number}
    possible = [{code for code, _ in item.choices} for item in asked]
    fits = all(
        len(codes) == len(possible)
        and all(code in of for code, of in zip(codes, possible, strict=True))
        for codes in kept
    )
    if not kept or not fits or min(kept.values()) < 0:
        raise Refused("Skriv hur många som finns i minst en grupp. Ingenting sparades.")
    told = _sourced(source)
    rows = CrossedTable.objects.unscoped("one a dialogue")
    table, _ = rows.update_or_create(
        dialogue=dialogue,
        defaults={
            "questions": list(questions),
            "counts": {"|".join(codes): number for codes, number in kept.items()},
            "source": told,
        },
    )
    for question in questions:
        _write(dialogue, question, table.of(question), told)
    record("dialogue.crossed_population_entered", dialogue, by=by, questions=list(questions))
    return table


@action
def remove_crossed(*, dialogue: Dialogue, by: Actor) -> None:
    """The population by each question alone stays, and can be changed again."""
    rows = CrossedTable.objects.unscoped("one a dialogue").filter(dialogue=dialogue)
    if not rows.delete()[0]:
        raise Refused("Tabellen är redan borttagen. Ingenting ändrades.")
    record("dialogue.crossed_population_removed", dialogue, by=by)


def _known(dialogue: Dialogue, questions: Sequence[str]) -> list[Item]:
    known = {item.code: item for item in background(dialogue.questionnaire.definition)}
    if not set(questions) <= set(known):
        raise Refused("Frågan finns inte i formuläret eller har inte ett enda svar. Välj en annan.")
    return [known[question] for question in questions]


def _sourced(source: str) -> str:
    if not source.strip():
        raise Refused("Skriv källan och året, så att andra kan räkna om. Ingenting sparades.")
    return checked(source)


def _write(
    dialogue: Dialogue, question: str, counts: Mapping[str, int], source: str
) -> PopulationTable:
    rows = PopulationTable.objects.unscoped("one table a question")
    table, _ = rows.update_or_create(
        dialogue=dialogue, question=question, defaults={"counts": counts, "source": source}
    )
    return table
