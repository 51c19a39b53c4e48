"""The letter that tells somebody what came of a dialogue, with a way out."""

from django.urls import reverse

from lofte.dialogue.contacts.tokens import token_for
from lofte.dialogue.feedback.models import Feedback
from lofte.dialogue.keys import key_from
from lofte.dialogue.letters import FEEDBACK
from lofte.people.letters.actions import Draft
from lofte.people.letters.sending import address, with_one_press


def letter_to(name: str, given: Feedback) -> Draft:
    """One a person and feedback. The key is no address: it stays when the address has gone."""
    dialogue = given.dialogue
    leaving = address(reverse("contacts:leave", args=[token_for(dialogue, name)]))
    return Draft(
        key=f"aterkoppling {given.pk} {key_from('feedback', dialogue.pk, name)}",
        kind=FEEDBACK,
        to=name,
        subject=f"Det här kom fram i dialogen: {dialogue.title}",
        text=_text(given, leaving),
        about=dialogue,
        headers=with_one_press(leaving),
    )


def _text(given: Feedback, leaving: str) -> str:
    return (
        f"Du ville veta vad som kom fram i ”{given.dialogue.title}”.\n\n"
        f"Det här kom fram:\n{given.outcome}\n\n"
        f"Det här ska göras:\n{given.will_do}\n\n"
        f"Det gör: {given.by_whom}\n\n"
        f"{given.dialogue.kommun.name}. Adressen är aldrig kopplad till något svar och tas bort "
        "när dialogens tid är ute.\n\n"
        f"Vill du inte ha fler brev om dialogen: {leaving}"
    )
