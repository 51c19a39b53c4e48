"""What a dialogue says of one question: for an indicator that asks the same before and after."""

from collections.abc import Collection, Iterator

from lofte.dialogue.models import Dialogue, Questionnaire
from lofte.dialogue.results import queries
from lofte.dialogue.results.questions import Item, items
from lofte.dialogue.results.stock import COUNTED
from lofte.dialogue.results.tally import Chose, chose
from lofte.dialogue.results.weighing import weigh
from lofte.dialogue.states import OVER, Mode

Same = tuple[str, str, int]


def item_of(questionnaire: Questionnaire, same: Same, codes: Collection[str]) -> Item | None:
    """The question in that very version, with all of those answers; None where it is not asked."""
    found = next((one for one in items(questionnaire.definition) if one.same == same), None)
    known = {code for code, _ in found.choices} if found else set()
    return found if set(codes) <= known else None


def chose_in(dialogue: Dialogue, same: Same, codes: Collection[str]) -> Chose | None:
    """None where the question is not asked just so. What may be a flood is left out."""
    answers = queries.answers_of(dialogue, suspected=False)
    asked = {form.pk: list(items(form.definition)) for form in answers.forms}
    item = item_of(dialogue.questionnaire, same, codes)
    if item is None:
        return None
    columns, weighed = answers.columns, None
    if dialogue.mode == Mode.SAMPLE:
        tables, crossed = queries.tables_of(dialogue), queries.crossed_of(dialogue)
        strata = queries.strata_of(dialogue)
        weighed = weigh(columns, answers.strata, strata, tables, None, crossed)
    return chose(item, codes, columns, answers.by_form, asked, weighed)


def asking_the_same(dialogue: Dialogue, same: Same, codes: Collection[str]) -> Iterator[Dialogue]:
    """Dialogues that are over and asked it just so, of as many kinds of people in the same way."""
    rows = Dialogue.objects.unscoped(COUNTED).filter(
        kommun=dialogue.kommun_id, mode=dialogue.mode, audience=dialogue.audience, state__in=OVER
    )
    for row in rows.select_related("questionnaire", "kommun").order_by("closes", "pk"):
        if item_of(row.questionnaire, same, codes) is not None:
            yield row
