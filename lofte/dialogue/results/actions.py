"""The population that a dialogue's answers are weighed against and compared with."""

from collections.abc import Mapping

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.dialogue.models import Dialogue
from lofte.dialogue.results.models import PopulationTable
from lofte.dialogue.results.questions import background
from lofte.people.free_text import checked


@action
def enter_population(
    *, dialogue: Dialogue, question: str, counts: Mapping[str, int], source: str, by: Actor
) -> PopulationTable:
    """How many there are by each answer of a question; entering it again writes over."""
    known = {item.code: item for item in background(dialogue.questionnaire.definition)}
    if question not in known:
        raise Refused("Frågan finns inte i formuläret eller har inte ett enda svar. Välj en annan.")
    codes = {code for code, _ in known[question].choices}
    kept = {code: int(number) for code, number in counts.items() if number}
    if not kept or not set(kept) <= codes or min(kept.values()) < 0:
        raise Refused("Skriv hur många som finns i minst en grupp. Ingenting sparades.")
    if not source.strip():
        raise Refused("Skriv källan och året, så att andra kan räkna om. Ingenting sparades.")
    rows = PopulationTable.objects.unscoped("one table a question")
    table, _ = rows.update_or_create(
        dialogue=dialogue,
        question=question,
        defaults={"counts": kept, "source": checked(source)},
    )
    record("dialogue.population_entered", dialogue, by=by, question=question)
    return table
