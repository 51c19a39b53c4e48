"""Which dialogues there are, and how one of them is going."""

from django.db.models import Count, QuerySet, Sum

from lofte.dialogue.models import DayCount, Dialogue, Stratum
from lofte.dialogue.states import Channel, Mode, State
from lofte.places.models import Kommun
from lofte.places.scope import Viewer


def dialogues_of(kommun: Kommun, viewer: Viewer, *, drafts: bool) -> QuerySet[Dialogue]:
    """Drafts are for those who plan."""
    rows = Dialogue.objects.visible_to(viewer).filter(kommun=kommun)
    kept = rows if drafts else rows.exclude(state=State.DRAFT)
    return kept.annotate(answered=Count("answers"))


def to_start_from(kommun: Kommun, viewer: Viewer) -> list[Dialogue]:
    """The latest dialogues, whose questions may be asked again."""
    rows = Dialogue.objects.visible_to(viewer).filter(kommun=kommun)
    return list(rows.select_related("questionnaire")[:20])


def drawn_for(dialogue: Dialogue, viewer: Viewer) -> int:
    """How many get a letter; 0 when nobody was drawn, as in an open survey."""
    if dialogue.mode != Mode.SAMPLE:
        return 0
    rows = Stratum.objects.visible_to(viewer).filter(dialogue=dialogue)
    return rows.aggregate(n=Sum("drawn"))["n"] or 0


def came_by(dialogue: Dialogue, viewer: Viewer) -> list[tuple[str, int]]:
    """How many answers came by each channel."""
    rows = DayCount.objects.visible_to(viewer).filter(dialogue=dialogue).order_by()
    counted = dict(rows.values_list("channel").annotate(n=Sum("count")))
    return [(str(way.label), counted[way]) for way in Channel if way in counted]
