"""Who wants to hear what came of it: asked in a letter whether it is so, and gone at a word."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.dialogue.answering.actions import leave_address
from lofte.dialogue.contacts.tokens import token_for
from lofte.dialogue.feedback.letters import letter_to
from lofte.dialogue.feedback.queries import latest
from lofte.dialogue.keys import key_from
from lofte.dialogue.letters import CONFIRM, TO_CONTACTS
from lofte.dialogue.models import Contacts, Dialogue
from lofte.dialogue.states import State
from lofte.people.addresses import address_of
from lofte.people.letters.actions import Draft, forget_about, queue
from lofte.people.letters.sending import address as web_address
from lofte.people.models import Letter

Change = Callable[[list[Any]], list[Any] | None]


@action
def ask(*, dialogue: Dialogue, address: str, now: datetime, by: Actor) -> None:
    """Keep the address as unconfirmed and ask its holder, once. The same again asks nobody.

    Whoever let the address go and leaves it anew is asked anew.
    """
    name = address_of(address)
    if dialogue.state in (State.DRAFT, State.CLOSED):
        raise Refused(_("Den här dialogen samlar inga adresser nu. Ingenting sparades."))
    token = token_for(dialogue, name)
    is_new = leave_address(dialogue=dialogue, address=name, by=by)
    draft = Draft(
        key=_key(dialogue, name, is_new=is_new),
        kind=CONFIRM,
        to=name,
        subject=f"Vill du veta vad som kom fram i {dialogue.title}?",
        text=_letter(dialogue, token, timezone.localdate(now).isoformat()),
        about=dialogue,
    )
    queue(draft=draft, kommun=dialogue.kommun, now=now, by=by)
    record("dialogue.confirmation_asked", dialogue, by=by)


def _key(dialogue: Dialogue, name: str, *, is_new: bool) -> str:
    """Counted up each time that the address comes back after it has gone."""
    key = f"bekräfta adress {dialogue.pk} {key_from('confirm', dialogue.pk, name)}"
    asked = Letter.objects.unscoped("how often was it asked?").filter(key__startswith=f"{key} ")
    return f"{key} {asked.count() + is_new}"


def _letter(dialogue: Dialogue, token: str, day: str) -> str:
    yes = web_address(reverse("contacts:confirm", args=[token]))
    no = web_address(reverse("contacts:leave", args=[token]))
    return (
        f"Någon, troligen du, skrev den här adressen {day} för att få veta vad som kom fram i "
        f"”{dialogue.title}”.\n\n"
        f"Ja, det vill jag:\n{yes}\n\n"
        f"Nej, ta bort adressen:\n{no}\n\n"
        "Gör du ingenting får du inga fler brev. Adressen är aldrig kopplad till något svar. Vi "
        "har den längst i tre år.\n\n"
        f"{dialogue.kommun.name}"
    )


@action
def confirm(*, dialogue: Dialogue, address: str, now: datetime, by: Actor) -> bool:
    """The holder says yes, and gets what was told last. False when the address is not there."""
    found = _change(dialogue, address, lambda entry: [entry[0], True])
    told = latest(dialogue) if found else None
    if told is not None:
        queue(draft=letter_to(address, told), kommun=dialogue.kommun, now=now, by=by)
    record("dialogue.address_confirmed", dialogue, by=by)
    return found


@action
def leave(*, dialogue: Dialogue, address: str, by: Actor) -> bool:
    """The holder says no: the address is gone. False when it was gone already."""
    found = _change(dialogue, address, lambda entry: None)
    forget_about(about=dialogue, kinds=TO_CONTACTS, to=address, by=by)
    record("dialogue.address_removed", dialogue, by=by)
    return found


def _change(dialogue: Dialogue, address: str, change: Change) -> bool:
    rows = Contacts.objects.unscoped("the one address").filter(dialogue=dialogue)
    for row in rows.select_for_update():
        mine = [entry for entry in row.entries if entry[0] == address]
        if mine:
            others = [entry for entry in row.entries if entry[0] != address]
            row.entries = sorted([*others, *filter(None, map(change, mine))])
            row.save(update_fields=["entries"])
            return True
    return False
