"""Receive -> review -> confirm, return, reject, merge. The guard reads every text on its way in."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from lofte import guard
from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused, swedish
from lofte.incidents.models import Category, Incident, IncidentCategory
from lofte.incidents.states import State, WrongState, check_move
from lofte.incidents.taxonomy import SEEDS
from lofte.people.models import Party, User
from lofte.places import queries as places
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
) -> list[Incident]:
    """Take in a report of one or several events: all of them or none, and each of them once.

    Texts are read and places are found before the transaction: it holds the lock for the rows only.
    """
    incidents = []
    for report, area_id in zip(reports, _area_ids(kommun, reports), strict=True):
        incident = _build(kommun, party, report, reporter=by, channel=channel)
        incident.area_id = area_id
        incident.submission = reports[0].client_id
        incidents.append(incident)
    kinds = [report.categories for report in reports]
    return _take_in(incidents=incidents, kinds=kinds, by=by)


@action
def _take_in(
    *, incidents: Sequence[Incident], kinds: Sequence[tuple[Category, ...]], by: User
) -> list[Incident]:
    return [
        _once(incident, categories, by=by)
        for incident, categories in zip(incidents, kinds, strict=True)
    ]


def _once(incident: Incident, categories: tuple[Category, ...], *, by: User) -> Incident:
    try:
        with transaction.atomic():
            incident.save(force_insert=True)
    except IntegrityError:
        if (earlier := _already_received(incident, by)) is None:
            raise
        record("incident.received_again", earlier, by=by)
        return earlier
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
        state=State.CONFIRMED if report.nothing and not report.text else State.RECEIVED,
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
        warnings=_warnings(text=report.text, near=report.near),
    )


def _point(report: Report) -> tuple[float | None, float | None]:
    place = report.place
    return (place.x, place.y) if place else (report.x, report.y)


def _nearest_street(kommun: Kommun, report: Report, x: float | None, y: float | None) -> str:
    """What a bare point on the map is called; a place has its own name."""
    if x is None or y is None or report.place is not None:
        return ""
    return places.nearest_street(x, y, kommun=kommun)


def _area_ids(kommun: Kommun, reports: Sequence[Report]) -> list[int | None]:
    """The smallest own area over each report, all looked up at once."""
    points = np.array([_point(report) for report in reports], dtype=float).reshape(-1, 2)
    found = places.areas_of(points[:, 0], points[:, 1], kommun=kommun, kinds=places.OWN_KINDS)
    return [None if pk < 0 else pk for pk in found.tolist()]


def _warnings(**texts: str) -> list[dict[str, Any]]:
    """Where the guard marked something: field, place in the text and kind, never the words."""
    return [
        {"field": name, "start": span.start, "end": span.end, "kind": str(span.kind)}
        for name, text in texts.items()
        for span in guard.find(text)
    ]


def _move(incident: Incident, to: State, *, version: int, **fields: Any) -> Incident:
    """Change state if nobody was faster: the row must still be of the version that was read."""
    check_move(incident.state, to)
    return _change(incident, version=version, state=to, **fields)


def _change(incident: Incident, *, version: int, **fields: Any) -> Incident:
    rows = Incident.objects.unscoped("the report at hand").filter(pk=incident.pk, version=version)
    if not rows.update(version=F("version") + 1, **fields):
        raise WrongState(
            "Någon annan hann ändra rapporten medan du läste den. Ditt val sparades inte. "
            "Läs in sidan och titta igen."
        )
    incident.refresh_from_db()
    return incident


@action
def confirm(*, incident: Incident, version: int, by: User) -> Incident:
    """The report is real and holds no personal data: from now on it is in the picture."""
    if incident.warnings:
        raise Refused(
            "Texten har markerade ord som kan vara personuppgifter. "
            "Maskera dem eller säg att de inte är personuppgifter. Sedan kan du bekräfta."
        )
    incident = _move(incident, State.CONFIRMED, version=version, question="", reason="")
    record("incident.confirmed", incident, by=by)
    return incident


@action
def return_to_reporter(*, incident: Incident, version: int, question: str, by: User) -> Incident:
    """Ask the reporter something; the report waits for the answer."""
    if not question.strip():
        raise Refused("Skriv vad du vill fråga rapportören. Inget ändrades.")
    _refuse_personal(question)
    incident = _move(incident, State.RETURNED, version=version, question=question.strip())
    record("incident.returned", incident, by=by)
    return incident


@action
def answer(*, incident: Incident, text: str, by: User) -> Incident:
    """The reporter rewrites the text; the report goes back to the queue."""
    if incident.reporter_id != by.pk:
        raise Refused("Bara den som skrev rapporten kan svara på frågan.")
    if incident.state != State.RETURNED:
        raise WrongState(
            "Granskaren väntar inte på något svar från dig längre. Ditt svar sparades inte."
        )
    incident = _move(
        incident,
        State.RECEIVED,
        version=incident.version,
        text=text,
        warnings=_warnings(text=text, near=incident.near),
    )
    record("incident.answered", incident, by=by, warnings=len(incident.warnings))
    return incident


@action
def reject(*, incident: Incident, version: int, reason: str, by: User) -> Incident:
    """Not something for the picture; the reporter sees the reason."""
    if not reason.strip():
        raise Refused("Skriv varför rapporten avvisas. Rapportören får se skälet.")
    _refuse_personal(reason)
    incident = _move(incident, State.REJECTED, version=version, reason=reason.strip())
    record("incident.rejected", incident, by=by)
    return incident


@action
def merge(*, incident: Incident, into: Incident, version: int, by: User) -> Incident:
    """Two reports of the same event become one in the picture; both stay readable."""
    if incident.pk == into.pk or incident.kommun_id != into.kommun_id:
        raise Refused("Välj en annan rapport i samma kommun att slå samman med.")
    into = _locked(incident, into)
    if into.state not in (State.RECEIVED, State.CONFIRMED):
        now = swedish(State(into.state).label)
        raise Refused(f"Rapport {into.pk} är {now}. Välj en annan rapport.")
    incident = _move(incident, State.MERGED, version=version, merged_into=into)
    record("incident.merged", incident, by=by, into=into.pk)
    return incident


def _locked(*incidents: Incident) -> Incident:
    """The last of them as it is now. Two that are merged into each other at once wait in line."""
    rows = Incident.objects.unscoped("the reports at hand").select_for_update()
    found = {row.pk: row for row in rows.filter(pk__in=[i.pk for i in incidents]).order_by("pk")}
    return found[incidents[-1].pk]


@action
def reopen(*, incident: Incident, version: int, by: User) -> Incident:
    """Undo: the report is back in the queue."""
    incident = _move(incident, State.RECEIVED, version=version, merged_into=None, reason="")
    record("incident.reopened", incident, by=by)
    return incident


@action
def mask(*, incident: Incident, version: int, spans: Iterable[int], by: User) -> Incident:
    """Overwrite the marked words for good. `spans` are positions in `incident.warnings`."""
    chosen = set(spans)
    marked = [w for i, w in enumerate(incident.warnings) if i in chosen]
    if not marked:
        raise Refused("Välj vilka markerade ord som ska maskeras. Inget ändrades.")
    fields = {name: _masked(incident, name, marked) for name in ("text", "near")}
    incident = _move_within(
        incident, version=version, masked=True, warnings=_warnings(**fields), **fields
    )
    record("incident.masked", incident, by=by, kinds=sorted({w["kind"] for w in marked}))
    return incident


def _masked(incident: Incident, name: str, marked: list[dict[str, Any]]) -> str:
    spans = tuple(
        guard.Span(w["start"], w["end"], guard.Kind(w["kind"]))
        for w in marked
        if w["field"] == name
    )
    return guard.mask(getattr(incident, name), spans)


@action
def clear_warnings(*, incident: Incident, version: int, by: User) -> Incident:
    """The reviewer says that the marked words are not personal data."""
    kinds = sorted({w["kind"] for w in incident.warnings})
    incident = _move_within(incident, version=version, warnings=[])
    record("incident.warnings_cleared", incident, by=by, kinds=kinds)
    return incident


def _move_within(incident: Incident, *, version: int, **fields: Any) -> Incident:
    if incident.state not in (State.RECEIVED, State.RETURNED, State.CONFIRMED):
        raise WrongState("Rapporten är redan avslutad. Öppna den igen först. Inget ändrades.")
    return _change(incident, version=version, **fields)


def _refuse_personal(text: str) -> None:
    if found := guard.find(text):
        kinds = ", ".join(sorted({span.kind.label for span in found}))
        raise Refused(f"Texten ser ut att innehålla personuppgifter ({kinds}). Skriv om den.")


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
            incident.state = State.CONFIRMED
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
