"""Which dialogues still owe an answer, and what was told."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from lofte.dialogue.feedback.models import Feedback
from lofte.dialogue.models import Contacts, Dialogue
from lofte.dialogue.states import State
from lofte.people.models import Assignment, User
from lofte.people.states import CAPABILITIES, Capability
from lofte.places.models import Kommun
from lofte.places.scope import Viewer

KEEP = timedelta(days=400)  # after the last day: time for something to be promised
LONGEST = timedelta(days=3 * 365)  # however late what was promised is judged
REMIND_EVERY = 14  # days


def takes_answers(dialogue: Dialogue, today: date) -> bool:
    return dialogue.state == State.OPEN and today <= dialogue.closes


def paying() -> QuerySet[Feedback]:
    """Feedback that pays the debt: nobody can say what came out while answers still come."""
    return Feedback.objects.unscoped("has anything been told?").filter(while_open=False)


def _owing(rows: QuerySet[Dialogue], today: date) -> QuerySet[Dialogue]:
    told = paying().filter(dialogue=OuterRef("pk"))
    over = Q(state=State.ENDED) | Q(state=State.OPEN, closes__lt=today)
    return rows.filter(over).exclude(Exists(told)).order_by("closes", "pk")


def debts(kommun: Kommun, viewer: Viewer, today: date) -> QuerySet[Dialogue]:
    """No more answers come, and nobody has been told: longest waiting first."""
    return _owing(Dialogue.objects.visible_to(viewer).filter(kommun=kommun), today)


def every_debt(today: date) -> QuerySet[Dialogue]:
    rows = Dialogue.objects.unscoped("the scheduler serves every kommun")
    return _owing(rows.select_related("kommun"), today)


def given_to(dialogue: Dialogue, viewer: Viewer) -> list[Feedback]:
    return list(Feedback.objects.visible_to(viewer).filter(dialogue=dialogue))


def latest(dialogue: Dialogue) -> Feedback | None:
    rows = Feedback.objects.unscoped("for who asked to be told").filter(dialogue=dialogue)
    return rows.select_related("dialogue__kommun").last()


def confirmed(dialogue: Dialogue) -> list[str]:
    """The addresses whose holders have said yes in their own letter."""
    rows = Contacts.objects.unscoped("who asked to be told").filter(dialogue=dialogue)
    return sorted({entry[0] for row in rows for entry in row.entries if entry[1]})


def past_their_time(today: date, waiting: Iterable[int] = ()) -> Iterable[Dialogue]:
    """Dialogues whose addresses have been kept for as long as was said.

    waiting: dialogues, by key, of which something is left to tell; they are kept LONGEST at most.
    """
    kept = Contacts.objects.unscoped("is any address left?").filter(dialogue=OuterRef("pk"))
    rows = Dialogue.objects.unscoped("the scheduler serves every kommun")
    up = Q(closes__lt=today - KEEP) & ~Q(pk__in=list(waiting))
    return rows.filter(up | Q(closes__lt=today - LONGEST), Exists(kept))


def receivers(kommun: Kommun) -> list[User]:
    """Those in the kommun who lead dialogues and want reminders."""
    roles = [role for role, rights in CAPABILITIES.items() if Capability.DIALOGUE in rights]
    rows = Assignment.objects.unscoped("who is to be reminded").filter(
        kommun=kommun, role__in=roles, until=None
    )
    people = {row.user.pk: row.user for row in rows.select_related("user").order_by("user")}
    return [user for user in people.values() if user.is_active and user.reminder_letters]
