"""A report comes in, once; the guard reads its text on the way. What follows is in `review`."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
from django.db import IntegrityError, transaction
from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.incidents.models import Category, Incident, IncidentCategory
from lofte.incidents.states import State
from lofte.incidents.taxonomy import SEEDS
from lofte.people.free_text import marked
from lofte.people.models import Party, User
from lofte.places import queries as places
from lofte.places.actions import renew_lists
from lofte.places.models import Kommun, NamedPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One event as the reporter gave it. `x`, `y` in SWEREF 99 TM metres."""

    started_at: datetime
    ended_at: datetime | None = None
    categories: tuple[Category, ...] = ()
    place: NamedPlace | None = None
    x: float | None = None
    y: float | None = None
    near: str = ""
    text: str = ""
    nothing: bool = False
    recurring: bool = False
    indoors: str = ""
    seriousness: int = 2
    people: str = ""
    police_reported: bool | None = None
    fault_reported: bool | None = None
    client_id: uuid.UUID = field(default_factory=uuid.uuid4)


@action
def seed_categories(*, kommun: Kommun, by: Actor) -> list[Category]:
    """Give a kommun the list to start from; what it already has is left as it is."""
    made: dict[str, Category] = {}
    own = Category.objects.unscoped("the kommun's own list")
    for order, seed in enumerate(SEEDS):
        made[seed.code], _ = own.get_or_create(
            kommun=kommun,
            code=seed.code,
            defaults={
                "label_sv": seed.label_sv,
                "label_en": seed.label_en,
                "icon": seed.icon,
                "parent": made.get(seed.parent),
                "order": order,
                "in_picture": seed.in_picture,
                "mapping": seed.mapping,
            },
        )
    renew_lists(kommun=kommun, by=by)
    record("categories.seeded", kommun, by=by, kommun_code=kommun.code, count=len(made))
    return list(made.values())


def receive(
    *,
    kommun: Kommun,
    party: Party,
    report: Report,
    by: User,
    channel: str = Incident.Channel.FORM,
) -> Incident:
    """Take in one report, once: the same client id a second time gives the first report back."""
    given = [report]
    return receive_several(kommun=kommun, party=party, reports=given, by=by, channel=channel)[0]


def receive_several(
    *,
    kommun: Kommun,
    party: Party,
    reports: Sequence[Report],
    by: User,
    channel: str = Incident.Channel.FORM,
    map_revision: str = "",
) -> list[Incident]:
    """Take in a report of one or several events: all of them or none, and each of them once.

    Texts are read and places are found before the transaction: it holds the lock for the rows only.
    `map_revision`: the kommun's, if it was read just now.
    """
    incidents = []
    for report, area_id in zip(reports, _area_ids(kommun, reports, map_revision), strict=True):
        incident = _build(kommun, party, report, reporter=by, channel=channel)
        incident.area_id = area_id
        incident.submission = reports[0].client_id
        incidents.append(incident)
    given = list(zip(incidents, [report.categories for report in reports], strict=True))
    try:
        return _take_in(given=given, by=by)
    except IntegrityError:  # seldom: some of them are here already
        return _take_in_missing(given=given, by=by)


Given = Sequence[tuple[Incident, tuple[Category, ...]]]


@action
def _take_in(*, given: Given, by: User) -> list[Incident]:
    return [_new(incident, categories, by=by) for incident, categories in given]


@action
def _take_in_missing(*, given: Given, by: User) -> list[Incident]:
    return [_once(incident, categories, by=by) for incident, categories in given]


def _once(incident: Incident, categories: tuple[Category, ...], *, by: User) -> Incident:
    incident.pk = None
    try:
        with transaction.atomic():
            return _new(incident, categories, by=by)
    except IntegrityError:
        if (earlier := _already_received(incident, by)) is None:
            raise
    record("incident.received_again", earlier, by=by)
    return earlier


def _new(incident: Incident, categories: tuple[Category, ...], *, by: User) -> Incident:
    incident.save(force_insert=True)
    IncidentCategory.objects.bulk_create(
        IncidentCategory(incident=incident, category=category) for category in categories
    )
    record("incident.received", incident, by=by, warnings=len(incident.warnings))
    return incident


def _already_received(incident: Incident, by: User) -> Incident | None:
    rows = Incident.objects.unscoped("the same report again").filter(client_id=incident.client_id)
    earlier = rows.first()
    own = (by.pk, incident.kommun_id)
    if earlier is not None and (earlier.reporter_id, earlier.kommun_id) != own:
        raise Refused(
            "Rapporten bär ett nummer som en annan rapport redan har. Den togs inte emot. "
            "Öppna formuläret på nytt och skicka igen."
        )
    return earlier


def _build(
    kommun: Kommun, party: Party, report: Report, *, reporter: User | None, channel: str
) -> Incident:
    x, y = _point(report)
    return Incident(
        kommun=kommun,
        party=party,
        reporter=reporter,
        channel=channel,
        client_id=report.client_id,
        nothing=report.nothing,
        **_first_state(report),
        started_at=report.started_at,
        ended_at=report.ended_at,
        recurring=report.recurring,
        place=report.place,
        x=x,
        y=y,
        cell=places.cell_of(x, y),
        near=report.near or _nearest_street(kommun, report, x, y),
        indoors=report.indoors,
        seriousness=report.seriousness,
        people=report.people,
        police_reported=report.police_reported,
        fault_reported=report.fault_reported,
        text=report.text,
        warnings=marked(text=report.text, near=report.near),
    )


def _first_state(report: Report) -> dict[str, Any]:
    """That somebody looked and saw nothing needs no review, unless it has words with it."""
    if report.nothing and not report.text:
        return {"state": State.CONFIRMED, "confirmed_at": timezone.now()}
    return {"state": State.RECEIVED}


def _point(report: Report) -> tuple[float | None, float | None]:
    place = report.place
    return (place.x, place.y) if place else (report.x, report.y)


def _nearest_street(kommun: Kommun, report: Report, x: float | None, y: float | None) -> str:
    """What a bare point on the map is called; a place has its own name."""
    if x is None or y is None or report.place is not None:
        return ""
    return places.nearest_street(x, y, kommun=kommun)


def _area_ids(kommun: Kommun, reports: Sequence[Report], revision: str = "") -> list[int | None]:
    """The smallest own area over each report, all looked up at once."""
    points = np.array([_point(report) for report in reports], dtype=float).reshape(-1, 2)
    found = places.areas_of(
        points[:, 0], points[:, 1], kommun=kommun, kinds=places.OWN_KINDS, revision=revision
    )
    return [None if pk < 0 else pk for pk in found.tolist()]


@action
def receive_many(
    *, kommun: Kommun, reports: Iterable[tuple[Party, User | None, Report]], by: Actor
) -> int:
    """Take in many confirmed reports at once, for a demo or a move from another system."""
    now = timezone.now()
    incidents, kinds, given = [], [], list(reports)
    areas = _area_ids(kommun, [report for _, _, report in given])
    for (party, reporter, report), area_id in zip(given, areas, strict=True):
        incident = _build(kommun, party, report, reporter=reporter, channel=Incident.Channel.IMPORT)
        incident.area_id = area_id
        incident.received_at = min(now, report.ended_at or report.started_at)
        if not incident.warnings:
            incident.state, incident.confirmed_at = State.CONFIRMED, incident.received_at
        incidents.append(incident)
        kinds.append(report.categories)
    made = Incident.objects.bulk_create(incidents, batch_size=500)
    IncidentCategory.objects.bulk_create(
        (
            IncidentCategory(incident=incident, category=category)
            for incident, categories in zip(made, kinds, strict=True)
            for category in categories
        ),
        batch_size=1000,
    )
    record("incidents.received_many", kommun, by=by, kommun_code=kommun.code, count=len(made))
    return len(made)
