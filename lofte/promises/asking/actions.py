"""Measure with a question of a dialogue: what those who were asked said before, and say after."""

from lofte.audit.actions import Actor, action
from lofte.audit.refusals import Refused
from lofte.promises.asking.queries import unread
from lofte.promises.commitments.actions import add_indicator
from lofte.promises.commitments.models import Commitment, Indicator
from lofte.promises.inputs import IndicatorFacts
from lofte.promises.measures.models import Measure
from lofte.promises.readings.actions import read_question


@action
def measure_with_question(
    *,
    facts: IndicatorFacts,
    by: Actor,
    commitment: Commitment | None = None,
    measure: Measure | None = None,
) -> Indicator:
    """A new indicator, read at once in every dialogue that has asked just that. Raises Refused."""
    if facts.asked is None:
        raise Refused("Välj en fråga. Ingenting sparades.")
    made = add_indicator(facts=facts, commitment=commitment, measure=measure, by=by)
    for row, dialogue in list(unread([made])):
        read_question(indicator=row, dialogue=dialogue, by=by)
    return made


@action
def read_dialogues(*, indicator: Indicator, by: Actor) -> int:
    """Every dialogue that is over, asked the same and is not read. How many; Refused: none."""
    found = list(unread([indicator]))
    if not found:
        raise Refused("Ingen ny dialog har ställt frågan och är slut. Ingenting sparades.")
    for row, dialogue in found:
        read_question(indicator=row, dialogue=dialogue, by=by)
    return len(found)
