"""A dialogue is planned, opened and ended. Answers come in through `answering`."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.dialogue.keys import key_from
from lofte.dialogue.letters import TO_CONTACTS
from lofte.dialogue.models import (
    LINK_LETTERS,
    Contacts,
    Dialogue,
    LetterCode,
    Questionnaire,
    Receipt,
    Stratum,
)
from lofte.dialogue.questionnaires import languages, questions
from lofte.dialogue.states import Audience, Format, Mode, State, check_move
from lofte.people.free_text import checked
from lofte.people.letters.actions import forget_about
from lofte.people.models import User
from lofte.places.models import Kommun

CODE_LENGTH = 9


class BadPlan(Refused):
    """The dialogue cannot be held as planned; nothing was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is chosen at the start. Mode, format and audience never change."""

    title: str
    format: Format
    audience: Audience
    mode: Mode
    opens: date
    closes: date
    anonymous: bool = True


@action
def write_questionnaire(
    *, kommun: Kommun, name: str, definition: Mapping[str, Any], by: Actor
) -> Questionnaire:
    """The first version of a form."""
    questions.check(definition)
    made = Questionnaire.objects.create(
        kommun=kommun, name=checked(name), definition=dict(definition)
    )
    record("questionnaire.written", made, by=by)
    return made


@action
def change_questionnaire(
    *, questionnaire: Questionnaire, definition: Mapping[str, Any], by: Actor
) -> Questionnaire:
    """Write over a draft; a locked form gets a new version and keeps the old."""
    questions.check(definition)
    rows = Questionnaire.objects.unscoped("the newest version of the same form")
    newest = (
        rows.filter(kommun=questionnaire.kommun, name=questionnaire.name)
        .order_by("-version")
        .select_for_update()[:1]
        .get()
    )
    reviewed = [
        code
        for code in newest.reviewed
        if languages.wording(newest.definition, code) == languages.wording(definition, code)
    ]
    if newest.locked:
        newest = Questionnaire(
            kommun=newest.kommun, name=newest.name, version=newest.version + 1, definition={}
        )
    newest.definition, newest.reviewed = dict(definition), reviewed
    newest.save()
    record("questionnaire.changed", newest, by=by, version=newest.version)
    return newest


@action
def approve_translation(*, questionnaire: Questionnaire, language: str, by: User) -> None:
    """A person has read the form in the language: its page no longer says that nobody has."""
    if language not in languages.IN_SWEDISH:
        raise Refused("Språket är inget som formuläret kan visas på. Inget ändrades.")
    if left := languages.missing(questionnaire.definition, language):
        raise Refused(
            f"{len(left)} texter saknar översättning, den första är ”{left[0]}”. Skriv dem först. "
            "Inget ändrades."
        )
    questionnaire.reviewed = sorted({*questionnaire.reviewed, language})
    questionnaire.save(update_fields=["reviewed"])
    record("questionnaire.translation_approved", questionnaire, by=by, language=language)


@action
def plan(*, questionnaire: Questionnaire, plan: Plan, by: Actor) -> Dialogue:
    if plan.closes < plan.opens:
        raise BadPlan("Sista dagen är före första. Ingenting sparades. Ändra dagarna.")
    dialogue = Dialogue(
        kommun=questionnaire.kommun,
        questionnaire=questionnaire,
        title=checked(plan.title),
        format=plan.format,
        audience=plan.audience,
        mode=plan.mode,
        anonymous=plan.anonymous,
        opens=plan.opens,
        closes=plan.closes,
    )
    dialogue.save()
    record("dialogue.planned", dialogue, by=by, mode=plan.mode, format=plan.format)
    return dialogue


@action
def use_version(*, dialogue: Dialogue, questionnaire: Questionnaire, by: Actor) -> Dialogue:
    """From now on this version is asked; what is being written is kept as of the earlier one."""
    if questionnaire.kommun_id != dialogue.kommun_id:
        raise BadPlan("Formuläret hör till en annan kommun. Inget ändrades.")
    dialogue.questionnaire = questionnaire
    dialogue.save(update_fields=["questionnaire"])
    if dialogue.state == State.OPEN:
        _lock(questionnaire)
    record("dialogue.version_used", dialogue, by=by, version=questionnaire.version)
    return dialogue


@action
def draw_stratum(
    *, dialogue: Dialogue, name: str, population: int, drawn: int, by: Actor
) -> tuple[Stratum, list[str]]:
    """A part of the sample and its letter codes, which are told once and then known by nobody."""
    if dialogue.mode != Mode.SAMPLE:
        raise BadPlan("En öppen enkät har inget urval. Ingenting sparades.")
    if not 0 < drawn <= population:
        raise BadPlan("Urvalet ska vara minst 1 och högst hela befolkningen. Ingenting sparades.")
    if _strata(dialogue).filter(name=checked(name)).exists():
        raise BadPlan("Den delen av urvalet finns redan. Ingenting sparades. Välj ett annat namn.")
    stratum = Stratum.objects.create(
        dialogue=dialogue, name=checked(name), population=population, drawn=drawn
    )
    codes: dict[int, str] = {}
    while len(codes) < drawn:
        code = "".join(secrets.choice(LINK_LETTERS) for _ in range(CODE_LENGTH))
        codes[key_from("code", dialogue.pk, code)] = code
    LetterCode.objects.bulk_create(
        [LetterCode(pk=key, dialogue=dialogue, stratum=stratum) for key in sorted(codes)]
    )
    record("dialogue.stratum_drawn", dialogue, by=by, population=population, drawn=drawn)
    return stratum, list(codes.values())


@action
def make_anonymous(*, dialogue: Dialogue, by: Actor) -> Dialogue:
    """One way only: no action leads back."""
    dialogue.anonymous = True
    dialogue.save(update_fields=["anonymous"])
    record("dialogue.made_anonymous", dialogue, by=by)
    return dialogue


@action
def open_(*, dialogue: Dialogue, by: Actor) -> Dialogue:
    """Answers may come; from now on the questionnaire is locked."""
    check_move(dialogue.state, State.OPEN)
    if dialogue.mode == Mode.SAMPLE and not _strata(dialogue).exists():
        raise BadPlan("Urvalet saknas. Dialogen är inte öppnad. Lägg in urvalet först.")
    dialogue.state = State.OPEN
    dialogue.save(update_fields=["state"])
    _lock(dialogue.questionnaire)
    record("dialogue.opened", dialogue, by=by)
    return dialogue


@action
def end(*, dialogue: Dialogue, by: Actor) -> Dialogue:
    """No more answers. A phone that never heard that its answer came can still be told."""
    check_move(dialogue.state, State.ENDED)
    dialogue.state = State.ENDED
    dialogue.save(update_fields=["state"])
    record("dialogue.ended", dialogue, by=by)
    return dialogue


@action
def erase_receipts(*, dialogue: Dialogue, by: Actor) -> None:
    """No phone tries any more: what told one sending from the same again is not needed."""
    Receipt.objects.unscoped("nobody asks for them").filter(dialogue=dialogue).delete()
    record("dialogue.receipts_erased", dialogue, by=by)


@action
def erase_contacts(*, dialogue: Dialogue, by: Actor) -> None:
    """The dialogue's time is up: nobody's address is left."""
    Contacts.objects.unscoped("their time is up").filter(dialogue=dialogue).delete()
    forget_about(about=dialogue, kinds=TO_CONTACTS, by=by)
    record("dialogue.contacts_erased", dialogue, by=by)


def _lock(questionnaire: Questionnaire) -> None:
    questionnaire.locked = True
    questionnaire.save(update_fields=["locked"])


def _strata(dialogue: Dialogue) -> Any:
    return Stratum.objects.unscoped("has it a sample?").filter(dialogue=dialogue)
