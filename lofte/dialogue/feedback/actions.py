"""Those who answered are told; only then is a dialogue closed. Until then there are reminders."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.dialogue.feedback.letters import letter_to
from lofte.dialogue.feedback.models import Feedback
from lofte.dialogue.feedback.queries import confirmed, paying, receivers, takes_answers
from lofte.dialogue.models import Dialogue
from lofte.dialogue.states import State, check_move
from lofte.people.free_text import checked, without_secrets
from lofte.people.letters.actions import Draft, queue
from lofte.people.letters.sending import address
from lofte.people.letters.to_each import queue_to_each


class NotTold(Refused):
    """Nobody who answered has been told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was told, when and where."""

    outcome: str
    will_do: str
    by_whom: str
    told_on: date
    channel: str


@action
def give_feedback(*, dialogue: Dialogue, told: Told, now: datetime, by: Actor) -> Feedback:
    """Keep what was told, and send it to those who left an address and confirmed it."""
    if dialogue.state == State.DRAFT:
        raise Refused("Dialogen har inte öppnat än. Ingenting sparades.")
    texts = [_read(text, dialogue) for text in (told.outcome, told.will_do, told.by_whom)]
    if not all(texts):
        raise Refused(
            "Skriv vad som kom fram, vad som ska göras och vem som gör det. Ingenting sparades."
        )
    if told.channel not in Feedback.Channel.values:
        raise Refused("Välj var ni berättade. Ingenting sparades.")
    if not dialogue.opens <= told.told_on <= timezone.localdate(now):
        raise Refused(
            "Dagen då ni berättade ska ligga mellan dialogens första dag och i dag. "
            "Ingenting sparades."
        )
    outcome, will_do, by_whom = texts
    to = confirmed(dialogue)
    given = Feedback.objects.create(
        dialogue=dialogue,
        outcome=outcome,
        will_do=will_do,
        by_whom=by_whom,
        told_on=told.told_on,
        channel=told.channel,
        letters=len(to),
        while_open=takes_answers(dialogue, timezone.localdate(now)),
    )
    for name in to:
        queue(draft=letter_to(name, given), kommun=dialogue.kommun, now=now, by=by)
    record("dialogue.feedback_given", dialogue, by=by, channel=told.channel, letters=len(to))
    return given


def _read(text: str, dialogue: Dialogue) -> str:
    return without_secrets(checked(text), dialogue.kommun)


@action
def close(*, dialogue: Dialogue, by: Actor) -> Dialogue:
    """Raises WrongState, and NotTold as long as nothing was told."""
    check_move(dialogue.state, State.CLOSED)
    if not paying().filter(dialogue=dialogue).exists():
        raise NotTold(
            "De som svarade har inte fått veta vad som kom fram sedan svaren slutade komma. "
            "Dialogen är inte avslutad. Skriv återkopplingen först."
        )
    dialogue.state = State.CLOSED
    dialogue.save(update_fields=["state"])
    record("dialogue.closed", dialogue, by=by)
    return dialogue


@action
def remind_of_debt(*, dialogue: Dialogue, day: date, now: datetime, by: Actor) -> int:
    """A letter to each who leads dialogues and wants reminders. Returns how many."""
    people = receivers(dialogue.kommun)
    path = reverse("results:feedback", args=[dialogue.kommun.slug, dialogue.pk])
    draft = Draft(
        key=f"återkopplingsskuld {dialogue.pk} {day}",
        kind="dialogue.debt",
        subject=f"Återkoppling saknas: {dialogue.title}",
        text=(
            f"Dialogen ”{dialogue.title}” tog emot sitt sista svar {dialogue.closes}. De som "
            "svarade har inte fått veta vad som kom fram.\n\n"
            f"Skriv återkopplingen här: {address(path)}\n\n"
            "Du får brevet för att du arbetar med dialoger. Du kan stänga av påminnelser på "
            "din sida."
        ),
        about=dialogue,
    )
    queue_to_each(people=people, draft=draft, kommun=dialogue.kommun, now=now, by=by)
    record("dialogue.debt_reminded", dialogue, by=by, letters=len(people))
    return len(people)
