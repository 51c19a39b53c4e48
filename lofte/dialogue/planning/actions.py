"""Staff make a dialogue from a format, change its plan, and take back what was done too early."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from lofte.audit.actions import Actor, action, record
from lofte.dialogue.actions import BadPlan, Plan, plan, write_questionnaire
from lofte.dialogue.models import Answer, Dialogue, Questionnaire, Receipt
from lofte.dialogue.questionnaires.own_areas import with_areas
from lofte.dialogue.states import State, WrongState, check_move
from lofte.people.free_text import checked
from lofte.places.models import Kommun
from lofte.places.queries import own_area_names

NAME_LENGTH = 120


@action
def start(*, kommun: Kommun, chosen: Plan, definition: Mapping[str, Any], by: Actor) -> Dialogue:
    """A draft with a questionnaire of its own, headed by the dialogue's title."""
    headed = {
        **with_areas(definition, own_area_names(kommun)),
        "title": {**definition["title"], "sv": chosen.title.strip()},
    }
    form = write_questionnaire(
        kommun=kommun, name=_free_name(kommun, chosen.title.strip()), definition=headed, by=by
    )
    return plan(questionnaire=form, plan=chosen, by=by)


def _free_name(kommun: Kommun, title: str) -> str:
    """The title, with a number behind when another questionnaire has the same name."""
    rows = Questionnaire.objects.unscoped("is the name taken?").filter(kommun=kommun)
    taken = set(
        rows.filter(name__startswith=title[: NAME_LENGTH - 6]).values_list("name", flat=True)
    )
    names = (f"{title[: NAME_LENGTH - 6]} ({n})" for n in range(2, len(taken) + 3))
    return title if title not in taken else next(name for name in names if name not in taken)


@action
def change_plan(
    *, dialogue: Dialogue, title: str, opens: date, closes: date, by: Actor
) -> Dialogue:
    """Another title or other days. The first day of an open dialogue has been; it stays."""
    if dialogue.state not in {State.DRAFT, State.OPEN}:
        raise WrongState("Svarstiden är slut, så rubrik och dagar står fast. Inget ändrades.")
    if dialogue.state == State.OPEN and opens != dialogue.opens:
        raise WrongState("Dialogen är öppen, så första dagen står fast. Inget ändrades.")
    if closes < opens:
        raise BadPlan("Sista dagen är före första. Inget ändrades. Rätta dagarna.")
    dialogue.title = checked(title)
    dialogue.opens, dialogue.closes = opens, closes
    dialogue.save(update_fields=["title", "opens", "closes"])
    _head(dialogue.questionnaire, dialogue.title)
    record("dialogue.changed", dialogue, by=by, opens=str(opens), closes=str(closes))
    return dialogue


def _head(form: Questionnaire, title: str) -> None:
    """The form's own heading follows, unless somebody may have read it."""
    if form.locked or form.definition["title"]["sv"] == title:
        return
    form.definition["title"]["sv"] = title
    form.reviewed = []  # whoever approved a translation had read another heading
    form.save(update_fields=["definition", "reviewed"])


@action
def take_back(*, dialogue: Dialogue, by: Actor) -> Dialogue:
    """Opened too early: a draft again, as long as nobody has answered.

    The questionnaire stays locked, so that an answer on its way is never of another form.
    """
    check_move(dialogue.state, State.DRAFT)
    if _answered(dialogue):
        raise WrongState(
            "Någon har redan svarat, så dialogen kan inte bli utkast igen. Inget ändrades. "
            "Avsluta svarstiden om ingen mer ska svara."
        )
    dialogue.state = State.DRAFT
    dialogue.save(update_fields=["state"])
    record("dialogue.taken_back", dialogue, by=by)
    return dialogue


@action
def discard(*, dialogue: Dialogue, by: Actor) -> None:
    """A draft that nobody was asked. Its questionnaire goes too, unless it was used elsewhere."""
    if dialogue.state != State.DRAFT:
        raise WrongState("Bara ett utkast kan tas bort. Inget ändrades.")
    record("dialogue.discarded", dialogue, by=by)
    form = dialogue.questionnaire
    dialogue.delete()
    others = Dialogue.objects.unscoped("is the form used elsewhere?").filter(questionnaire=form)
    if not form.locked and not others.exists():
        form.delete()


def _answered(dialogue: Dialogue) -> bool:
    answers = Answer.objects.unscoped("has anybody answered?").filter(dialogue=dialogue)
    receipts = Receipt.objects.unscoped("has anybody answered?").filter(dialogue=dialogue)
    return answers.exists() or receipts.exists()
