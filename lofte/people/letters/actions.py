"""Every write to the queue of letters."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import models

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.people.free_text import overwritten
from lofte.people.letters.queries import waiting
from lofte.people.models import Letter
from lofte.places.models import Kommun

TRIES = 8
LEASE = timedelta(minutes=15)  # a sender that died in the middle is followed by another
PAUSE = timedelta(minutes=5)  # doubled for each failure


class NotRecallable(Refused):
    pass


class AlreadyTaken(Refused):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter as its room wrote it. `about` is what it tells of: its text goes when that goes."""

    key: str
    kind: str
    to: str = ""
    subject: str
    text: str
    about: models.Model | None = None
    not_before: datetime | None = None
    headers: dict[str, str] = field(default_factory=dict)


@action
def queue(*, draft: Draft, kommun: Kommun, now: datetime, by: Actor) -> Letter:
    """Put a letter in the queue; the same key a second time gives the first letter back."""
    rows = Letter.objects.unscoped("one letter a key")
    letter, new = rows.get_or_create(
        key=draft.key,
        defaults={
            "kommun": kommun,
            "kind": draft.kind,
            "to": draft.to,
            "subject": " ".join(draft.subject.split())[:200],
            "text": draft.text,
            "headers": draft.headers,
            "about": _name_of(draft.about),
            "not_before": draft.not_before or now,
        },
    )
    record("letter.queued" if new else "letter.queued_again", letter, by=by, kind=draft.kind)
    return letter


@action
def recall(*, letter: Letter, by: Actor) -> Letter:
    """Stop a letter before it leaves. Raises NotRecallable."""
    rows = Letter.objects.unscoped("the letter at hand").filter(pk=letter.pk)
    if not rows.filter(state=Letter.State.WAITING).update(**_emptied(Letter.State.RECALLED)):
        raise NotRecallable("Brevet har redan gått iväg eller är redan stoppat. Inget ändrades.")
    letter.refresh_from_db()
    record("letter.recalled", letter, by=by, kind=letter.kind)
    return letter


@action
def recall_about(*, about: models.Model, by: Actor) -> int:
    """Stop every waiting letter about this: what it tells of was masked, merged or taken away."""
    waiting = Letter.objects.unscoped("all that is told of it").filter(
        about=_name_of(about), state=Letter.State.WAITING
    )
    count = waiting.update(**_emptied(Letter.State.RECALLED))
    record("letters.recalled", about, by=by, count=count)
    return count


@action
def recall_to(*, to: str, kommun: Kommun, kind: str, by: Actor) -> int:
    """Stop every waiting letter of a kind to who no longer wants any."""
    waiting = Letter.objects.unscoped("the address is gone").filter(
        to=to, kommun=kommun, kind=kind, state=Letter.State.WAITING
    )
    count = waiting.update(**_emptied(Letter.State.RECALLED))
    record("letters.unwanted", kommun, by=by, count=count, kind=kind)
    return count


@action
def forget_about(
    *, about: models.Model, kinds: Collection[str], by: Actor, to: str | None = None
) -> int:
    """Nobody's address is left in a letter of these kinds that was not sent; to: only this one."""
    rows = Letter.objects.unscoped("the address is gone").filter(
        about=_name_of(about),
        kind__in=kinds,
        state__in=[Letter.State.WAITING, Letter.State.FAILED],
    )
    if to is not None:
        rows = rows.filter(to=to)
    count = rows.update(**_emptied(Letter.State.RECALLED))
    record("letters.forgotten", about, by=by, count=count)
    return count


@action
def overwrite_about(*, about: models.Model, words: Iterable[str], by: Actor) -> int:
    """Words that were masked where the letters quote them are gone from the letters too."""
    rows = Letter.objects.unscoped("all that is told of it").filter(about=_name_of(about))
    changed, gone = 0, tuple(words)
    for letter in rows.select_for_update():
        text = overwritten(letter.text, gone)
        subject = overwritten(letter.subject, gone)[:200]
        if (text, subject) != (letter.text, letter.subject):
            rows.filter(pk=letter.pk).update(text=text, subject=subject)
            changed += 1
    record("letters.overwritten", about, by=by, count=changed)
    return changed


@action
def take(*, letter: Letter, now: datetime, by: Actor) -> Letter:
    """This sender has the letter for a while. Raises AlreadyTaken when another was faster."""
    rows = waiting(now).filter(pk=letter.pk)
    if not rows.update(taken_until=now + LEASE):
        raise AlreadyTaken("Brevet skickas redan av någon annan, eller har gått iväg.")
    letter.refresh_from_db()
    record("letter.taken", letter, by=by)
    return letter


@action
def mark_sent(*, letter: Letter, now: datetime, by: Actor) -> None:
    rows = Letter.objects.unscoped("the letter at hand").filter(pk=letter.pk)
    rows.update(sent_at=now, **_emptied(Letter.State.SENT))
    record("letter.sent", letter, by=by, kind=letter.kind)


@action
def mark_failed(*, letter: Letter, now: datetime, by: Actor) -> None:
    """Wait longer for each failure; after the last one the letter stays and is shown as failed."""
    tries = letter.tries + 1
    rows = Letter.objects.unscoped("the letter at hand").filter(pk=letter.pk)
    rows.update(
        tries=tries,
        taken_until=None,
        not_before=now + PAUSE * 2**tries,
        state=Letter.State.FAILED if tries >= TRIES else Letter.State.WAITING,
    )
    record("letter.failed", letter, by=by, kind=letter.kind, tries=tries)


def _name_of(about: models.Model | None) -> str:
    """What a letter is about, as text: no table of a higher room is known here."""
    return f"{about._meta.model_name}:{about.pk}" if about is not None else ""


def _emptied(state: str) -> dict[str, object]:
    return {"state": state, "to": "", "text": "", "headers": {}, "taken_until": None}
