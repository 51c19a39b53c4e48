"""The questions of a dialogue are changed, and a new version is put to use."""

from collections.abc import Callable, Mapping
from typing import Any

from lofte.audit.actions import Actor, action, record
from lofte.dialogue.actions import change_questionnaire, use_version
from lofte.dialogue.models import Dialogue, Questionnaire
from lofte.dialogue.questionnaires import languages
from lofte.dialogue.questionnaires.editing import CannotEdit
from lofte.dialogue.questionnaires.own_areas import asked_in, with_areas
from lofte.dialogue.states import State, WrongState
from lofte.people.free_text import checked
from lofte.places.queries import own_area_names

Change = Callable[[Mapping[str, Any]], dict[str, Any]]


@action
def edit(*, dialogue: Dialogue, change: Change, by: Actor) -> Questionnaire:
    """Change the draft of the questions. What is locked gets a new version.

    The draft of a draft is asked as it is; an open dialogue asks the old version until the new
    one is put to use.
    """
    if dialogue.state not in {State.DRAFT, State.OPEN}:
        raise WrongState("Svarstiden är slut, så frågorna står fast. Inget ändrades.")
    Dialogue.objects.unscoped("one change at a time").select_for_update().get(pk=dialogue.pk)
    now = _edited(dialogue)
    names = own_area_names(dialogue.kommun)
    definition = _with_areas(names, now.definition, change(now.definition))
    for texts in languages.texts_of(definition):
        for language, text in texts.items():
            if text not in names:  # an area may be called after somebody
                checked(text, foreign=language not in ("sv", "en"))
    new = change_questionnaire(questionnaire=now, definition=definition, by=by)
    if dialogue.state == State.DRAFT and new.pk != dialogue.questionnaire_id:
        use_version(dialogue=dialogue, questionnaire=new, by=by)
    return new


def _with_areas(
    names: list[str], before: Mapping[str, Any], after: dict[str, Any]
) -> dict[str, Any]:
    """A question of where somebody lives is asked with the kommun's own areas."""
    if not asked_in(after):
        return after
    filled = with_areas(after, names)
    if asked_in(filled) or asked_in(before):
        return filled if asked_in(filled) else after
    raise CannotEdit(
        "Kommunen har inga egna områden att välja mellan. Inget ändrades. Lägg in områdena först, "
        "eller välj en annan fråga."
    )


def _edited(dialogue: Dialogue) -> Questionnaire:
    """The version that is being written: the newest that is not locked, or else today's."""
    now = dialogue.questionnaire
    rows = Questionnaire.objects.unscoped("the draft of the same form")
    drafts = rows.filter(kommun=dialogue.kommun_id, name=now.name, locked=False)
    return drafts.order_by("-version").select_for_update().first() or now


@action
def use_draft(*, dialogue: Dialogue, by: Actor) -> Dialogue:
    """From now on the new version is asked. What is being written is kept as of the earlier."""
    new = _edited(dialogue)
    if dialogue.state != State.OPEN or new.pk == dialogue.questionnaire_id:
        raise WrongState("Det finns ingen ny version att byta till. Inget ändrades.")
    return use_version(dialogue=dialogue, questionnaire=new, by=by)


@action
def drop_draft(*, dialogue: Dialogue, by: Actor) -> None:
    """The new version is thrown away; the one that is asked stays."""
    new = _edited(dialogue)
    used = Dialogue.objects.unscoped("is the version used?").filter(questionnaire=new)
    if new.locked or used.exists():
        raise WrongState("Det finns ingen ny version att kasta. Inget ändrades.")
    record("questionnaire.dropped", new, by=by, version=new.version)
    new.delete()
