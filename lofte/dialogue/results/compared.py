"""The results of the dialogue before, beside which another is shown: kept when it is large.

It is over, and its figures stay what they are until a table of the population is entered. Its words
are not shown, so that one language is as good as another.
"""

import hashlib
import json
from typing import Any

from django.core.cache import caches
from django.forms.models import model_to_dict

from lofte.dialogue.models import Dialogue
from lofte.dialogue.results import queries
from lofte.dialogue.results.methods import methods
from lofte.dialogue.results.stock import KEPT, MANY, keep, same_of
from lofte.dialogue.results.tallied import Population, population_of, tallied_of
from lofte.dialogue.results.tally import Result
from lofte.dialogue.states import OVER


def read_ahead(dialogue: Dialogue) -> bool:
    """Of whoever looks at it, or at one that comes after it. Whether any answer is new."""
    new = keep(dialogue)
    if dialogue.state in OVER:
        for suspected in (True, False):
            kept_results(dialogue, suspected=suspected)
    return new


def kept_results(dialogue: Dialogue, *, suspected: bool) -> list[Result]:
    """Of the questions that are asked now, as `tallied_of` counts them."""
    population = population_of(dialogue)
    same = same_of(dialogue)
    key = f"compared-{dialogue.pk}-{suspected}"
    made_of = _made_of(dialogue, population, same)
    kept = caches["default"].get(key) if same[0] >= MANY else None
    if kept is not None and kept[0] == made_of:
        results: list[Result] = kept[1]
        return results
    answers = queries.answers_of(dialogue, suspected=suspected)
    asked = tallied_of(dialogue, answers, population).asked
    if same[0] >= MANY:
        caches["default"].set(key, (made_of, asked), KEPT)
    return asked


def _made_of(dialogue: Dialogue, population: Population, same: tuple[int, int]) -> str:
    rows: list[Any] = [*population.strata, *population.tables]
    rows += [population.crossed] if population.crossed else []
    told = [methods(), same, dialogue.questionnaire_id, [model_to_dict(row) for row in rows]]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
