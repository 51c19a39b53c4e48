"""What the open pages read: a dialogue by its short address, and the version that was filled in."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from lofte.dialogue.models import Dialogue, Questionnaire, Receipt
from lofte.dialogue.questionnaires.questions import GivenMark
from lofte.dialogue.states import State
from lofte.places.models import Kommun
from lofte.places.queries import is_inside

RETRIES = timedelta(days=14)  # as long as a phone without cover may keep what it could not send


def by_link(link: str) -> Dialogue | None:
    rows = Dialogue.objects.unscoped("whoever has the short address may answer")
    found = rows.filter(link=link.lower()).select_related("kommun", "questionnaire")
    return found.exclude(state="draft").first()


def version_of(dialogue: Dialogue, text: str) -> Questionnaire:
    """The version that the page said it showed, if the dialogue's form has it; else today's."""
    now = dialogue.questionnaire
    if not text.isdecimal() or int(text[:9]) == now.version:
        return now
    rows = Questionnaire.objects.unscoped("an earlier version of what is asked")
    earlier = rows.filter(kommun=now.kommun_id, name=now.name, locked=True, version=int(text[:9]))
    return earlier.first() or now


def with_old_receipts(today: date) -> QuerySet[Dialogue]:
    """Dialogues whose last day is so long ago that no phone tries to send any more."""
    left = Receipt.objects.unscoped("is any left?").filter(dialogue=OuterRef("pk"))
    rows = Dialogue.objects.unscoped("the scheduler serves every kommun")
    over = rows.filter(state__in=(State.ENDED, State.CLOSED), closes__lt=today - RETRIES)
    return over.filter(Exists(left))


def is_outside(kommun: Kommun, mark: GivenMark) -> bool:
    """Was it put on the map outside the kommun? It is kept as such, and whoever put it is told."""
    return mark.x is not None and mark.y is not None and not is_inside(kommun, mark.x, mark.y)
