"""Suggest -> propose -> the police accept, adjust or decline. The product never decides."""

from collections.abc import Mapping

import numpy as np
from django.db.models import F
from django.utils import timezone

from lofte.analysis.arrays import Bools, Times
from lofte.analysis.periods import Period, parse
from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.incidents.models import Category
from lofte.patrol.inputs import Answer, StopInput
from lofte.patrol.models import HarmWeight, Stop
from lofte.patrol.states import StopState, WrongState, check_move
from lofte.patrol.suggesting import Suggestion, suggest
from lofte.people.free_text import checked
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.situation.extract import extract
from lofte.situation.models import Picture
from lofte.situation.queries import content_of
from lofte.situation.states import State

CHANGED = "Någon annan hann ändra stoppet. Inget ändrades. Läs in sidan igen."
NO_REASON = "Skriv varför. Skälet visas för samordnaren. Inget ändrades."


@action
def suggest_stops(*, picture: Picture, by: Actor) -> list[Stop]:
    """Stops for the period after a picture's, from its findings. Those suggested before go."""
    if picture.state == State.DISCARDED:
        raise Refused("Lägesbilden är kasserad. Ta fram förslag ur en annan bild.")
    period = parse(picture.period_key)
    points = extract(picture.kommun, period).points
    now = _within(points.start, period)
    rows = Stop.objects.unscoped("the same picture's suggestions").filter(picture=picture)
    rows.filter(state=StopState.SUGGESTED).update(state=StopState.DROPPED)
    found = suggest(content_of(picture), points, now)
    taken = {*rows.exclude(state=StopState.DROPPED).values_list("place_name", flat=True)}
    stops = [_suggested(picture, period.next(), one, by) for one in found if one.place not in taken]
    for stop in stops:
        stop.save()
    record("stops.suggested", picture, by=by, count=len(stops))
    return stops


def _within(start: Times, period: Period) -> Bools:
    first, end = np.datetime64(period.start), np.datetime64(period.end)
    now: Bools = (start >= first) & (start < end)
    return now


def _suggested(picture: Picture, coming: Period, one: Suggestion, by: Actor) -> Stop:
    return Stop(
        kommun=picture.kommun,
        picture=picture,
        period_key=coming.key,
        period_label=coming.label,
        first_day=coming.start,
        end=coming.end,
        place_id=int(one.place_id) if one.place_id else None,
        place_name=one.place,
        x=one.x,
        y=one.y,
        first_weekday=one.window.first_weekday,
        last_weekday=one.window.last_weekday,
        first_hour=one.window.first_hour,
        last_hour=one.window.last_hour,
        why=one.why[:600],
        hours_from=one.hours_from,
        figures=one.figures,
        events=one.events,
        activity=one.activity,
        made_by=by if isinstance(by, User) else None,
    )


@action
def add_stop(*, kommun: Kommun, wish: StopInput, by: User) -> Stop:
    """A stop that the meeting wishes, with its own words for why. Raises PersonalData."""
    if wish.end <= wish.first:
        raise Refused("Sista dagen ligger före första dagen. Inget sparades.")
    stop = Stop.objects.create(
        kommun=kommun,
        period_key=f"{wish.first}--{wish.end}",
        period_label=f"{wish.first} till {wish.end}",
        first_day=wish.first,
        end=wish.end,
        place=wish.place,
        place_name=wish.place.name,
        x=wish.place.x,
        y=wish.place.y,
        first_weekday=wish.window.first_weekday,
        last_weekday=wish.window.last_weekday,
        first_hour=wish.window.first_hour,
        last_hour=wish.window.last_hour,
        why=checked(wish.why),
        activity=checked(wish.activity),
        state=StopState.PROPOSED,
        made_by=by,
    )
    record("stop.proposed", stop, by=by)
    return stop


@action
def propose_stop(*, stop: Stop, version: int, activity: str, by: User) -> Stop:
    """Put a suggestion before the police. Raises WrongState or PersonalData."""
    check_move(stop.state, StopState.PROPOSED)
    changes = {"state": StopState.PROPOSED, "activity": checked(activity), "made_by": by}
    return _moved(stop, version, "stop.proposed", by, **changes)


@action
def drop_stop(*, stop: Stop, version: int, by: User) -> Stop:
    """Not put before the police, or taken back before they answered."""
    check_move(stop.state, StopState.DROPPED)
    return _moved(stop, version, "stop.dropped", by, state=StopState.DROPPED)


@action
def accept_stop(*, stop: Stop, version: int, answer: Answer, by: User) -> Stop:
    """The police say yes, perhaps with other hours or another activity; then they say why."""
    check_move(stop.state, StopState.ACCEPTED)
    adjusted = answer.window != stop.window or answer.activity != stop.activity
    if adjusted and not answer.reason.strip():
        raise Refused(f"Du ändrade stoppet. {NO_REASON}")
    return _moved(
        stop,
        version,
        "stop.accepted",
        by,
        state=StopState.ACCEPTED,
        adjusted=stop.adjusted or adjusted,
        first_weekday=answer.window.first_weekday,
        last_weekday=answer.window.last_weekday,
        first_hour=answer.window.first_hour,
        last_hour=answer.window.last_hour,
        activity=checked(answer.activity),
        reason=checked(answer.reason),
        answered_by=by,
        answered_at=timezone.now(),
    )


@action
def decline_stop(*, stop: Stop, version: int, reason: str, by: User) -> Stop:
    """The police say no, and why."""
    check_move(stop.state, StopState.DECLINED)
    if not reason.strip():
        raise Refused(NO_REASON)
    return _moved(
        stop,
        version,
        "stop.declined",
        by,
        state=StopState.DECLINED,
        reason=checked(reason),
        answered_by=by,
        answered_at=timezone.now(),
    )


def _moved(stop: Stop, version: int, what: str, by: User, **changes: object) -> Stop:
    """Nobody overwrites what somebody else did since the page was read."""
    rows = Stop.objects.unscoped("the stop at hand").filter(pk=stop.pk, version=version)
    if not rows.filter(state=stop.state).update(version=F("version") + 1, **changes):
        raise WrongState(CHANGED)
    stop.refresh_from_db()
    record(what, stop, by=by, adjusted=stop.adjusted)
    return stop


@action
def set_harm_weights(*, kommun: Kommun, weights: Mapping[Category, int], by: User) -> None:
    """The kommun's own judgement of what weighs how much; 1 for every kind until it is changed."""
    rows = HarmWeight.objects.unscoped("the kommun's own weights").filter(kommun=kommun)
    rows.all().delete()
    HarmWeight.objects.bulk_create(
        HarmWeight(kommun=kommun, category=category, weight=weight)
        for category, weight in weights.items()
        if weight != 1
    )
    told = {category.code: weight for category, weight in weights.items() if weight != 1}
    record("harm_weights.set", kommun, by=by, kommun_code=kommun.code, weights=told)
