from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from lofte.incidents.models import Category
from lofte.incidents.queries import active_categories
from lofte.patrol.models import HarmWeight, Stop
from lofte.patrol.states import StopState
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.places.scope import Viewer

ANSWERED = (StopState.ACCEPTED, StopState.DECLINED)
PUT_FORWARD = (StopState.PROPOSED, *ANSWERED)


def stops_of(kommun: Kommun, viewer: Viewer, *states: StopState) -> QuerySet[Stop]:
    rows = Stop.objects.visible_to(viewer).filter(kommun=kommun, state__in=states)
    return rows.select_related("place", "picture", "answered_by")


def current(kommun: Kommun, viewer: User, today: date, *states: StopState) -> QuerySet[Stop]:
    """Stops whose period is not over."""
    return stops_of(kommun, viewer, *states).filter(end__gt=today).order_by("place_name", "pk")


def accepted_on(kommun: Kommun, viewer: User, day: date) -> QuerySet[Stop]:
    """What a duty that begins this day may hold; a night may go on into the day after."""
    rows = stops_of(kommun, viewer, StopState.ACCEPTED)
    return rows.filter(first_day__lte=day, end__gt=day).order_by("place_name", "pk")


def waiting_for_answer(kommun: Kommun, viewer: User, today: date) -> int:
    return current(kommun, viewer, today, StopState.PROPOSED).count()


def weights_of(kommun: Kommun, viewer: User, today: date) -> list[tuple[Category, int]]:
    """Every kind of the kommun's list with its weight; 1 unless the kommun says otherwise."""
    rows = HarmWeight.objects.visible_to(viewer).filter(kommun=kommun)
    own = dict(rows.values_list("category_id", "weight"))
    return [(kind, own.get(kind.pk, 1)) for kind in active_categories(kommun, today)]


def plan_weights(kommun: Kommun, viewer: User, today: date) -> dict[str, float]:
    """As `named`; a kind that has left the list keeps its weight for stops that know it."""
    rows = HarmWeight.objects.visible_to(viewer).filter(kommun=kommun).select_related("category")
    kept = {row.category.label_sv: float(row.weight) for row in rows}
    return kept | named(weights_of(kommun, viewer, today))


def named(weights: Sequence[tuple[Category, int]]) -> dict[str, float]:
    """By the labels that pictures and stops know."""
    return {kind.label_sv: float(weight) for kind, weight in weights}
